"""From the home page to any published schedule: by finger, by keys, and where no script runs."""

import re
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urldefrag, urljoin

import pytest
from bs4 import BeautifulSoup
from playwright.sync_api import CDPSession, Page

from scripts.content.catalogue import address as address_of
from scripts.content.catalogue import groups, pages
from scripts.content.phrases import site_language
from tests.browser.chromium import Chromium
from tests.browser.faulty import FaultyServer
from tests.browser.reader import Reader, until
from tests.browser.tab import DATED, PAGE, SHOW

pytestmark = pytest.mark.browser

EXAMPLES = {address_of(id, choices) for id, choices in pages()}
GROUPS = {f"schedules/{name}/" for name in groups(site_language())}
SEEN = (
    "(node) => node.checkVisibility({ checkVisibilityCSS: true }) && node.getBoundingClientRect().height > 0"
)


def links(site: Path, path: str) -> Iterator[str]:
    """Where the links of a built page lead, as addresses below the home page."""
    soup = BeautifulSoup((site / path / "index.html").read_text("utf-8"), "lxml")
    for link in soup.select("main a[href]"):
        target = urldefrag(urljoin(f"https://site.test/{path}", str(link["href"]))).url
        if target.startswith("https://site.test/"):
            yield target.removeprefix("https://site.test/")


def test_links_alone_lead_from_the_home_page_to_every_schedule_and_every_choice(site: Path) -> None:
    """Three presses to a protocol, and one for each thing that is left open."""
    presses = {"": 0}
    todo = [""]
    for path in todo:
        for target in links(site, path):
            if target not in presses and target.startswith("schedules/") and target.endswith("/"):
                presses[target] = presses[path] + 1
                todo.append(target)
    assert not sorted((EXAMPLES | GROUPS) - presses.keys()), "no link leads there"
    own = {address_of(id, choices) for id, choices in pages() if choices is None}
    assert max(presses[path] for path in own) <= 3


def tab_to(page: Page, selector: str) -> None:
    """Tab until something has the focus, within reason."""
    for _ in range(90):
        page.keyboard.press("Tab")
        if page.evaluate("(selector) => document.activeElement.matches(selector)", selector):
            return
    raise AssertionError(f"no way to {selector} by Tab")


def test_by_keys_alone_on_a_small_screen_to_a_schedule_in_three_presses_and_to_dates_in_one(
    reader: Reader,
) -> None:
    page = reader.page
    page.add_init_script("window.print = () => { window.printed = true; }")
    page.goto(reader.address)
    for target in ("schedules/", "gb/", "uk-bnf-hydroxocobalamin-no-neuro/"):
        tab_to(page, f"main a[href$='{target}']")
        page.keyboard.press("Enter")
        page.wait_for_url(re.compile(f"{target}$"))
    assert reader.dates()[:2] == ["Day 1", "Day 3"]
    tab_to(page, "#start-day")
    for key in ("27", "Tab", "3", "Tab", "2027"):
        for letter in [key] if key == "Tab" else key:
            page.keyboard.press(letter)
    page.keyboard.press("Enter")
    until(page, DATED)
    until(page, "document.activeElement.id === 'result'")
    tab_to(page, "[data-print]")
    page.keyboard.press("Enter")
    until(page, "window.printed")


def test_without_a_script_the_page_of_a_schedule_is_whole(chromium: Chromium, server: FaultyServer) -> None:
    context = chromium.browser.new_context(java_script_enabled=False, viewport={"width": 320, "height": 640})
    page = context.new_page()
    page.goto(server.address)
    for target in ("schedules/", "gb/", "uk-bnf-hydroxocobalamin-no-neuro/", "maintenance.period.3/"):
        page.locator(f"main a[href$='{target}']").first.click()
        page.wait_for_url(re.compile(f"{target}$"))
    shown = {
        name: [one.inner_text() for one in page.locator(selector).all() if one.evaluate(SEEN)]
        for name, selector in {
            "rows": "tr[data-day]",
            "source": ".origin p",
            "dead": "main :is(button, input, select, [role=status])",
            "told": "main noscript",
            "text": "a[href='example.txt']",
        }.items()
    }
    assert len(shown["rows"]) == 9
    assert len(shown["source"]) == 3
    assert shown["dead"] == [], "controls that do nothing"
    assert shown["told"][0].startswith("Your own dates need JavaScript.")
    assert len(shown["text"]) == 1
    page.locator(".urgent-line summary").click()
    assert page.locator(".urgent-signs").is_visible()
    for fold in page.locator(".fold").all():
        fold.locator("summary").click()
        assert fold.locator("summary + *").is_visible()
    context.close()


def held(page: Page, session: CDPSession, selector: str, top: int) -> None:
    """A finger on something that stands `top` pixels below the edge of the window, for 120 ms."""
    page.locator(selector).evaluate("(it, top) => scrollBy(0, it.getBoundingClientRect().top - top)", top)
    box = page.locator(selector).bounding_box()
    assert box
    point = {"x": box["x"] + box["width"] / 2, "y": box["y"] + box["height"] / 2}
    session.send("Input.dispatchTouchEvent", {"type": "touchStart", "touchPoints": [point]})
    page.wait_for_timeout(120)
    session.send("Input.dispatchTouchEvent", {"type": "touchEnd", "touchPoints": []})


def test_the_first_tap_acts_wherever_it_is(chromium: Chromium, address: str) -> None:
    """Held for 120 ms, as thumbs do: what a touch begins must move nothing under it before it ends."""
    context = chromium.browser.new_context(
        viewport={"width": 390, "height": 640}, has_touch=True, is_mobile=True
    )
    page = context.new_page()
    session = context.new_cdp_session(page)
    for top in (4, 54, 300, 560):
        page.goto(address + PAGE)
        for part, text in (("day", "27"), ("month", "3"), ("year", "2027")):
            page.fill(f"#start-{part}", text)
        held(page, session, SHOW, top)
        until(page, DATED)
        page.goto(address + PAGE)
        held(page, session, ".options a:not([aria-current])", top)
        page.wait_for_url(re.compile(r"maintenance\.period\.3/$"))
    context.close()
