"""Tables of words: each says what it is, and on a phone each row is a card that needs no sideways scrolling."""

from collections.abc import Iterator

import pytest
from bs4 import BeautifulSoup
from markdown import Markdown
from playwright.sync_api import Browser, Page

from scripts.paths import SITE
from scripts.upkeep.screenshots import served

TEXT = "Table: Two places\n\n| Where | What | How much |\n|---|---|---:|\n| Here | tea | 1 |\n| There | milk | 2 |\n"
PATHS = ("strengths-and-timing/", "symptom-diary/")
CUT = """() => {
  const wide = [...document.querySelectorAll(".cards, .cards *")].filter(
    (one) => one.getBoundingClientRect().right > document.documentElement.clientWidth);
  return wide.map((one) => `${one.tagName}: ${one.textContent.trim().slice(0, 60)}`);
}"""
NAMED = """() => [...document.querySelectorAll(".cards td")].map(
  (one) => getComputedStyle(one, "::before").content)"""

ROWS = (
    """() => [...document.querySelectorAll(".cards tbody tr")].map((one) => getComputedStyle(one).display)"""
)


def test_each_cell_is_named_by_its_column() -> None:
    html = Markdown(extensions=["tables", "scripts.pages.table_captions"]).convert(TEXT)
    rows = BeautifulSoup(html, "html5lib").select("table.cards tbody tr")
    assert [[cell["data-label"] for cell in row.select("th, td")] for row in rows] == [
        ["Where", "What", "How much"]
    ] * 2


@pytest.fixture(params=PATHS)
def window(request: pytest.FixtureRequest, browser: Browser) -> Iterator[Page]:
    page = browser.new_page(viewport={"width": 320, "height": 640})
    with served(SITE) as address:
        page.goto(address + request.param)
        yield page
    page.close()


@pytest.mark.browser
@pytest.mark.parametrize("text", ["100%", "200%"])
def test_on_a_phone_nothing_of_a_table_is_cut_off(window: Page, text: str) -> None:
    window.evaluate("(size) => document.documentElement.style.setProperty('font-size', size)", text)
    assert window.locator(".cards").count() > 0
    assert window.evaluate(CUT) == []


@pytest.mark.browser
@pytest.mark.parametrize("window", PATHS[1:], indirect=True)
def test_on_a_phone_each_of_several_cells_says_what_its_column_is(window: Page) -> None:
    assert window.evaluate(NAMED)[:3] == ['"Date"', '"Injection?"', '"How I feel"']


@pytest.mark.browser
def test_on_a_wide_screen_it_is_a_table(window: Page) -> None:
    window.set_viewport_size({"width": 1280, "height": 800})
    assert set(window.evaluate(ROWS)) == {"table-row"}
    assert set(window.evaluate(NAMED)) == {"none"}


@pytest.mark.browser
def test_on_paper_it_is_a_table(window: Page) -> None:
    window.emulate_media(media="print")
    assert set(window.evaluate(ROWS)) == {"table-row"}
    assert set(window.evaluate(NAMED)) == {"none"}
