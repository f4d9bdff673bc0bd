"""Menu, search, skip link and keys in a browser, on a phone and on a desk; and without JavaScript."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Locator, Page, Route, expect

from scripts.paths import SITE
from scripts.upkeep.screenshots import served

pytestmark = [pytest.mark.browser, pytest.mark.slow]
START = "late-or-missed/"


@pytest.fixture(scope="module")
def site() -> Iterator[str]:
    with served(SITE) as address:
        yield address


@pytest.fixture(params=[(320, 256), (1280, 800)], ids=["320 px", "1280 px"])
def page(request: pytest.FixtureRequest, site: str, browser: Browser) -> Iterator[Page]:
    width, height = request.param
    with browser.new_page(viewport={"width": width, "height": height}) as one:
        one.goto(site + START)
        yield one


def test_skip_link_comes_first_and_leads_to_the_text(page: Page) -> None:
    page.keyboard.press("Tab")
    expect(page.locator(":focus")).to_have_text("Skip to main content")
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert page.evaluate("document.getElementById('content').contains(document.activeElement)")


@pytest.mark.parametrize("name", ["Menu", "Search"])
def test_button_opens_by_key_and_esc_returns_to_it(page: Page, name: str) -> None:
    button = page.get_by_role("button", name=name, exact=True).first
    panel = page.locator(f"#{name.lower()}")
    expect(button).to_have_attribute("aria-expanded", "false")
    expect(panel).to_be_hidden()
    button.focus()
    page.keyboard.press("Enter")
    expect(button).to_have_attribute("aria-expanded", "true")
    expect(panel).to_be_visible()
    if name == "Menu":
        page.keyboard.press("Tab")
    assert panel.evaluate("node => node.contains(document.activeElement)"), "the next Tab does not enter it"
    page.keyboard.press("Escape")
    expect(panel).to_be_hidden()
    expect(button).to_be_focused()
    expect(button).to_have_attribute("aria-expanded", "false")


def test_only_one_is_open(page: Page) -> None:
    page.get_by_role("button", name="Menu").click()
    page.get_by_role("button", name="Search").first.click()
    expect(page.locator("#menu")).to_be_hidden()
    expect(page.locator("#search")).to_be_visible()


def test_bare_keys_do_nothing(page: Page) -> None:
    before = page.evaluate("[location.href, scrollY, document.activeElement.localName]")
    for key in "fspn,./ms":
        page.keyboard.press(key)
    page.wait_for_timeout(200)
    assert page.evaluate("[location.href, scrollY, document.activeElement.localName]") == before
    expect(page.locator("#menu")).to_be_hidden()
    expect(page.locator("#search")).to_be_hidden()


@pytest.mark.parametrize(
    ("typed", "wanted"),
    [
        ("late jab", "late-or-missed"),
        ("missed injection", "late-or-missed"),
        ("mcg", "how-much"),
        ("how often", "strengths-and-timing"),
        ("numb feet", "get-help"),
        ("side effects", "side-effects"),
        ("pregnant", "pregnancy"),
        ("tablets instead", "tablets"),
        ("laughing gas", "nitrous-oxide"),
        ("level too high", "high-b12"),
    ],
)
def test_search_finds_what_a_patient_types(site: str, browser: Browser, typed: str, wanted: str) -> None:
    with browser.new_page(viewport={"width": 320, "height": 640}) as page:
        page.goto(site)
        page.get_by_role("button", name="Search").first.click()
        page.locator("#search-words").fill(typed)
        expect(page.get_by_role("status").first).to_have_text(re.compile(r"^\d+ pages? found$"))
        found = page.locator(".find__results a").evaluate_all("links => links.map((link) => link.pathname)")
        assert any(wanted in address for address in found[:3]), f"{typed!r} finds {found}"


def test_enter_and_the_button_lead_to_the_first_result_and_the_address_stays(page: Page) -> None:
    address = page.url
    page.get_by_role("button", name="Search").first.click()
    field, first = page.locator("#search-words"), page.locator(".find__results a").first
    field.fill("late jab")
    expect(first).to_be_visible()
    field.press("Enter")
    expect(first).to_be_focused()
    field.focus()
    page.locator("#search .find__row button").click()
    expect(first).to_be_focused()
    assert page.url == address


@pytest.mark.parametrize("typed", ["late jab", "nginx", "how ofen"])
def test_files_that_come_late_take_the_focus_from_no_result(page: Page, typed: str) -> None:
    """Patients' pages are listed as soon as they are there, those for clinics and about the site when they come."""
    held: list[Route] = []
    late = re.compile(r"/search/(clinics|about)\.json$")
    page.route(late, lambda route: held.append(route))
    page.get_by_role("button", name="Search").first.click()
    field, first = page.locator("#search-words"), page.locator(".find__results a").first
    field.fill(typed)
    expect(first).to_be_visible()
    field.press("Enter")
    expect(first).to_be_focused()
    assert len(held) == 2, "nothing comes late: this tests nothing"
    for route in held:
        route.continue_()
    expect(page.locator(".find__also")).to_be_visible()
    expect(first).to_be_focused()


def ask(page: Page, site: str, typed: str, path: str = "") -> Locator:
    """Open the search of a page and type; gives the links to what is found."""
    page.goto(site + path)
    page.get_by_role("button", name="Search").first.click()
    page.locator("#search-words").fill(typed)
    links = page.locator(".find__results a")
    expect(links.first).to_be_visible()
    return links


def test_a_result_is_named_by_page_and_heading_and_gives_the_sentence_that_answers(
    site: str, browser: Browser
) -> None:
    with browser.new_page() as page:
        links = ask(page, site, "is it for life")
        names = links.all_text_contents()
        assert len(set(names)) == len(names), f"two results have the same name: {names}"
        rows = page.locator(".find__results li").all_text_contents()
        assert any("if the cause cannot be reversed" in row for row in rows), rows
        assert page.locator("mark").count() == 0, "a screen reader says where each mark begins and ends"


def test_other_doors_are_one_press_away_and_lead_back(site: str, browser: Browser) -> None:
    with browser.new_page() as page:
        ask(page, site, "handout")
        shown = page.locator(".find__results a").evaluate_all("all => all.map((one) => one.pathname)")
        assert not [path for path in shown if path.startswith(("/about/", "/handout/", "/embed/"))]
        page.get_by_role("button", name=re.compile(r"^For clinics \(\d\)$")).click()
        expect(page.locator(".find__results a").first).to_be_focused()
        expect(page.locator(".find__count")).to_have_text(re.compile(r"^For clinics – \d pages? found$"))
        assert "/handout/" in page.locator(".find__results a").first.evaluate("link => link.pathname")
        expect(page.get_by_role("button", name=re.compile(r"^For patients \(\d\)$"))).to_be_visible()


def test_what_the_site_does_not_cover_is_said_first(site: str, browser: Browser) -> None:
    with browser.new_page() as page:
        ask(page, site, "b12 patches")
        expect(page.locator(".find__count")).to_have_text(
            re.compile(r"^We do not cover .* \d pages? found$"), timeout=5000
        )
        assert page.locator(".find__results a").first.evaluate("link => link.pathname") == "/tablets/"


SPOKEN = """() => {
  window.spoken = [];
  const status = document.querySelector("#search [role=status]");
  new MutationObserver(() => status.textContent && window.spoken.push(status.textContent))
    .observe(status, { childList: true, characterData: true, subtree: true });
}"""


def test_the_status_speaks_once_when_the_keys_rest_and_not_again_on_enter(
    site: str, browser: Browser
) -> None:
    with browser.new_page() as page:
        ask(page, site, "late")
        expect(page.locator(".find__count")).to_contain_text("found")
        page.evaluate(SPOKEN)
        page.locator("#search-words").press_sequentially(" jab when I travel", delay=60)
        assert page.evaluate("window.spoken") == [], "it speaks into the typing"
        expect(page.locator(".find__count")).to_contain_text("found")
        page.keyboard.press("Enter")
        expect(page.locator(".find__results a").first).to_be_focused()
        page.wait_for_timeout(1200)
        assert len(page.evaluate("window.spoken")) == 1


def test_search_that_finds_nothing_says_so_and_where_to_turn(site: str, browser: Browser) -> None:
    with browser.new_page() as page:
        links = ask(page, site, "zzzz")
        expect(page.locator(".find__count")).to_contain_text(
            "Nothing found. Try other words, or look in the menu."
        )
        assert "/questions/" in links.evaluate_all("all => all.map((one) => one.pathname)")


def test_search_that_cannot_be_fetched_says_so_and_is_tried_again(site: str, browser: Browser) -> None:
    with browser.new_page() as page:
        page.route("**/patients.json", lambda route: route.abort())
        page.goto(site)
        button = page.get_by_role("button", name="Search").first
        button.click()
        expect(page.locator(".find__count")).to_contain_text("could not be loaded")
        page.unroute("**/patients.json")
        button.click()
        button.click()
        page.locator("#search-words").fill("late jab")
        expect(page.locator(".find__results a").first).to_be_visible()


@pytest.mark.parametrize(
    "how", ["scripts are off", "site.js cannot be read", "site.js stops at what the browser lacks"]
)
def test_every_page_is_reached_without_the_script_of_the_menu(site: str, browser: Browser, how: str) -> None:
    """The script's syntax is that of 2020, and it asks for a ResizeObserver: iOS 12 has neither."""
    with browser.new_page(java_script_enabled=how != "scripts are off") as page:
        if how == "site.js cannot be read":
            page.route("**/site.js", lambda route: route.fulfill(body="}", content_type="text/javascript"))
        page.add_init_script("delete window.ResizeObserver" if "lacks" in how else "")
        page.goto(site + START)
        expect(page.locator("#menu")).to_be_hidden()
        expect(page.get_by_role("button", name="Menu")).to_be_hidden()
        page.get_by_role("link", name="Menu").click()
        group = page.locator("#menu details").first  # not the one of this page, which is open
        group.locator("summary").click()
        expect(group.get_by_role("link").first).to_be_visible()


def test_search_that_the_browser_cannot_read_says_that_it_failed(site: str, browser: Browser) -> None:
    with browser.new_page() as page:
        page.route("**/search.js", lambda route: route.fulfill(body="}", content_type="text/javascript"))
        page.goto(site)
        page.get_by_role("button", name="Search").first.click()
        expect(page.locator(".find__count")).to_contain_text("could not be loaded")


def test_words_can_be_spaced_out_and_nothing_is_cut(site: str, browser: Browser) -> None:
    """WCAG 1.4.12: line height 1.5, paragraphs 2, letters 0.12, words 0.16, and still no sideways scroll."""
    with browser.new_page(viewport={"width": 320, "height": 640}, bypass_csp=True) as page:
        page.goto(site + START)
        page.add_style_tag(
            content="* { line-height: 1.5 !important; letter-spacing: 0.12em !important;"
            " word-spacing: 0.16em !important } p { margin-bottom: 2em !important }"
        )
        assert page.evaluate("document.documentElement.scrollWidth") <= 320


def test_forced_colours_keep_marks_and_frames(site: str, browser: Browser) -> None:
    with browser.new_page(forced_colors="active") as page:
        page.goto(site + "side-effects/")
        frame = "node => getComputedStyle(node).borderTopWidth"
        widths = [page.locator(part).first.evaluate(frame) for part in (".care--emergency", ".care--urgent")]
        assert widths == ["6px", "2px"], "a card has no frame of its own without its ground"
