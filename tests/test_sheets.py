"""Every sheet to fill in prints on one page of A4 and of Letter, with its address and review date on it."""

import io
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser
from pypdf import PdfReader

from scripts.paths import SITE
from scripts.upkeep.screenshots import served
from tests import prose

SHEETS = [page.name.removesuffix(".md") for page in prose.pages() if page.meta.get("print") == "sheet"]
WIDTHS = """() => Object.fromEntries([...document.querySelectorAll(".sheet thead th")].map(
  (one) => [one.textContent, one.offsetWidth]))"""
MILLIMETRE = 96 / 25.4  # CSS pixels
LOW = """(least) => [...document.querySelectorAll(".sheet tbody tr, .sheet p:has(.write-line)")]
  .filter((row) => row.getBoundingClientRect().height < least - 0.1).map((row) => row.textContent.trim())"""
"""Rows to write in that are lower than that many CSS pixels."""
pytestmark = [pytest.mark.browser, pytest.mark.slow]


@pytest.fixture(scope="module")
def site() -> Iterator[str]:
    with served(SITE) as address:
        yield address


@pytest.mark.parametrize("paper", ["A4", "Letter"])
@pytest.mark.parametrize("sheet", SHEETS)
def test_a_sheet_prints_on_one_page(sheet: str, paper: str, site: str, browser: Browser) -> None:
    page = browser.new_page()
    page.goto(f"{site}{sheet}/")
    printed = PdfReader(io.BytesIO(page.pdf(format=paper)))
    page.close()
    assert len(printed.pages) == 1, f"/{sheet}/ takes {len(printed.pages)} pages of {paper}"
    text = printed.pages[0].extract_text()
    assert f"/{sheet}/" in text, "a photocopy does not say where the sheet comes from"
    assert "Next review" in text, "a photocopy does not say how old it is"
    assert "Print this" not in text, "what to press or to do on a screen is on paper"
    assert "An error on this sheet?" in text
    assert "/s/err" in text


def test_the_diary_gives_more_than_half_of_its_width_to_how_i_feel(site: str, browser: Browser) -> None:
    page = browser.new_page(viewport={"width": 680, "height": 920})
    page.emulate_media(media="print")
    page.goto(f"{site}symptom-diary/")
    wide = page.evaluate(WIDTHS)
    page.close()
    assert wide["How I feel"] > sum(wide.values()) / 2, wide


@pytest.mark.parametrize("sheet", SHEETS)
def test_every_row_to_write_in_is_9_mm_high(sheet: str, site: str, browser: Browser) -> None:
    """A hand with numb fingers writes large."""
    page = browser.new_page(viewport={"width": 658, "height": 900})  # between the side margins of A4
    page.goto(f"{site}{sheet}/")
    page.emulate_media(media="print")
    assert page.locator(".sheet .write-line").count() >= 3
    low = page.evaluate(LOW, 9 * MILLIMETRE)
    page.close()
    assert not low
