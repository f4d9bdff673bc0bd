"""A page is mostly its own words: sources and meanings are folded at its end, open on paper and without scripts."""

import re
from collections.abc import Iterator
from io import BytesIO

import pytest
from playwright.sync_api import Browser, Page, expect
from pypdf import PdfReader

from calculator.protocol import protocol
from calculator.source import sources
from scripts.paths import SITE
from scripts.upkeep.screenshots import sample, served

pytestmark = [pytest.mark.browser, pytest.mark.slow]
CITES = "tablets/"
SCHEDULE = "uk-bnf-hydroxocobalamin-no-neuro"
LEFT_OUT = re.compile(r"about/|embed/|data/|link-to-us/|clinics/|schedules/.|compare/")
"""Pages that are not for patients, pages of one schedule, and one that is empty until something is chosen."""
SHORT = {
    "calculator/": "the way from old links to a schedule",
    "code-on-a-sheet/": "a few lines",
    "questions-for-your-clinic/": "a sheet to print",
    "symptom-diary/": "a sheet to print",
    "travel-note/": "a sheet to print",
    "treatment-record/": "a sheet to print",
}
"""Pages of which a header and a footer are more than 30 %: their own words fill a screen all the same."""
OWN = """() => {
  const article = document.querySelector("article");
  const end = article.querySelector(":scope > :is(.words, .sources, .review)");
  return [end.getBoundingClientRect().top - article.getBoundingClientRect().top,
    document.documentElement.scrollHeight];
}"""


@pytest.fixture(scope="module")
def site() -> Iterator[str]:
    with served(SITE) as address:
        yield address


@pytest.fixture
def page(site: str, browser: Browser) -> Iterator[Page]:
    """A page that cites, on a phone."""
    with browser.new_page(viewport={"width": 360, "height": 740}) as one:
        one.goto(site + CITES)
        yield one


@pytest.mark.parametrize("path", [path for path in sample(SITE) if not LEFT_OUT.match(path)])
def test_a_page_is_mostly_its_own_words_on_a_phone(path: str, site: str, browser: Browser) -> None:
    with browser.new_page(viewport={"width": 360, "height": 740}) as page:
        page.goto(site + path)
        own, whole = page.evaluate(OWN)
    if path in SHORT:
        assert own >= 740, f"/{path}: its own words fill {own:.0f} px, less than a screen"
    else:
        assert own / whole >= 0.7, f"/{path}: its own words fill {own / whole:.0%} of {whole} px"


@pytest.mark.parametrize("part", ["words", "sources"])
def test_what_stands_at_the_end_is_opened_and_closed_by_key(page: Page, part: str) -> None:
    button, folded = (
        page.locator(f"section.{part} h2 button"),
        page.locator(f"section.{part} .folded > *").first,
    )
    expect(button).to_have_attribute("aria-expanded", "false")
    expect(folded).to_be_hidden()
    entries = page.locator(f"section.{part} :is(li, dt)").count()
    assert button.inner_text().endswith((f": {entries} {part}", f": 1 {part.removesuffix('s')}"))
    button.press("Enter")
    expect(button).to_have_attribute("aria-expanded", "true")
    expect(folded).to_be_visible()
    button.press("Enter")
    expect(folded).to_be_hidden()


@pytest.mark.parametrize("link", [".cite a", "dfn a"])
def test_a_link_into_it_opens_it_and_there_is_a_way_back(page: Page, link: str) -> None:
    page.locator(link).first.click()
    entry = page.locator(":target")
    expect(entry).to_be_in_viewport()
    way = page.locator(":target .back a, :target + dd .back a").first
    expect(way).to_have_accessible_name(re.compile("^(Back to the text from .+|source 1, place 1)$"))
    way.click()
    expect(page.locator(link).first).to_be_in_viewport()
    expect(page.locator(link).first).to_be_focused()
    page.go_back()
    expect(entry).to_be_in_viewport()


def test_the_same_citation_opens_it_again(page: Page) -> None:
    cite, entry = page.locator(".cite a").first, page.locator("ol.sources li").first
    for _ in range(2):
        cite.click()
        expect(entry).to_be_in_viewport()
        page.locator("section.sources button").press("Enter")
        expect(entry).to_be_hidden()


def test_whoever_arrives_at_a_source_sees_it(site: str, browser: Browser) -> None:
    with browser.new_page(viewport={"width": 360, "height": 740}) as page:
        page.goto(site + CITES)
        last = page.locator("ol.sources li").last.get_attribute("id")
        page.goto("about:blank")
        page.goto(f"{site}{CITES}#{last}")
        expect(page.locator(f"#{last}")).to_be_in_viewport()
        expect(page.locator("section.words .folded > *").first).to_be_hidden()


@pytest.mark.parametrize("how", ["scripts are off", "site.js cannot be read"])
def test_without_the_script_nothing_is_folded(site: str, browser: Browser, how: str) -> None:
    with browser.new_page(java_script_enabled=how != "scripts are off") as page:
        page.route("**/site.js", lambda route: route.fulfill(body="}", content_type="text/javascript"))
        page.goto(site + CITES)
        expect(page.locator("ol.sources li").last).to_be_visible()
        expect(page.locator(".words dd").last).to_be_visible()
        expect(page.locator(":is(.words, .sources) button")).to_have_count(0)


def test_a_search_in_the_page_can_find_a_source(page: Page) -> None:
    """The browser itself opens what is hidden until it is found, and tells the page."""
    folded = page.locator("section.sources .folded")
    expect(folded).to_have_attribute("hidden", "until-found")
    folded.dispatch_event("beforematch")
    expect(page.locator("section.sources button")).to_have_attribute("aria-expanded", "true")
    expect(folded.locator("li").last).to_be_visible()


def squeezed(text: str) -> str:
    """Without white space and hyphens: a line of paper may end anywhere."""
    return re.sub(r"[\s\u00ad\u2060]+", "", text)


def test_paper_has_every_source_and_every_meaning(page: Page) -> None:
    listed = page.locator("ol.sources cite, .words :is(dt, dd)").evaluate_all(
        "all => all.map((one) => one.firstChild.textContent)"
    )
    assert len(listed) > 10
    paper = "".join(sheet.extract_text() for sheet in PdfReader(BytesIO(page.pdf(format="A4"))).pages)
    assert not [words for words in listed if squeezed(words) not in squeezed(paper)]
    assert squeezed("Where this comes from") in squeezed(paper)
    assert squeezed("Back to the text") not in squeezed(paper)


def test_paper_of_a_schedule_has_its_source(site: str, browser: Browser) -> None:
    with browser.new_page() as page:
        page.goto(f"{site}schedules/{SCHEDULE}/")
        paper = "".join(sheet.extract_text() for sheet in PdfReader(BytesIO(page.pdf(format="A4"))).pages)
    source = sources()[protocol(SCHEDULE).source.id]
    assert squeezed(source.title) in squeezed(paper)
    assert squeezed(source.url) in squeezed(paper)
