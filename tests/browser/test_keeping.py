"""Taking an example along: files, text, the link and paper; and what a browser cannot do is said.

That every form has the same rows for every schedule: tests/test_render.py and tests/test_ics.py.
"""

import json

import pytest

from calculator.answer import answer
from calculator.render.keep import FILES
from tests.browser.chromium import Chromium
from tests.browser.faulty import FaultyServer
from tests.browser.reader import Reader, until
from tests.browser.tab import DATED, PAGE

pytestmark = pytest.mark.browser

LINK = "v=2&start=2027-03-27&months=12&check=4791"
PLACE = "[document.activeElement.dataset.do, scrollY, document.querySelectorAll('tr[data-day]').length]"
BESIDE_IN_SIGHT = """() => {
    const { top, bottom } = document.querySelector("[data-beside]").getBoundingClientRect();
    return top >= 0 && bottom <= innerHeight;
}"""


@pytest.fixture
def dated(reader: Reader) -> Reader:
    """The example from 27 March 2027 on a small phone, opened by its link."""
    reader.open(LINK)
    until(reader.page, DATED)
    until(reader.page, "document.activeElement.id === 'result'")
    return reader


def expected(reader: Reader, do: str) -> dict[str, dict[str, str]]:
    """What the build's own Python answers to the same press."""
    request = json.loads(reader.page.locator("injection-calculator").get_attribute("data-request") or "")
    entry = {"start-day": "27", "start-month": "3", "start-year": "2027", "months": "12"}
    asked = {**request, "entry": entry, "do": do, "today": "2026-11-22"}
    found: dict[str, dict[str, str]] = json.loads(answer(json.dumps(asked)))
    return found


def test_a_file_is_what_the_build_would_make_and_who_takes_it_keeps_their_place(dated: Reader) -> None:
    for kind in FILES:
        dated.page.locator("[data-do=text]").focus()
        dated.page.locator(f"[data-do={kind}]").focus()
        before = dated.page.evaluate(PLACE)
        with dated.page.expect_download() as waiting:
            dated.page.keyboard.press("Enter")
        until(dated.page, "document.querySelector('[data-beside]').textContent.includes('is made')")
        assert dated.page.evaluate(PLACE) == before, f"{kind}: the reader lost their place"
        assert dated.page.evaluate(BESIDE_IN_SIGHT), f"{kind}: what is told is out of sight"
        file = expected(dated, kind)["file"]
        assert waiting.value.suggested_filename == file["name"]
        assert waiting.value.path().read_bytes().decode("utf-8") == file["text"], f"{kind} differs"


def test_the_text_is_copied_by_one_press_or_selected_to_be_copied_by_hand(
    chromium: Chromium, server: FaultyServer
) -> None:
    context = chromium.browser.new_context(permissions=["clipboard-read", "clipboard-write"])
    reader = Reader(context.new_page(), server.address)
    reader.open(LINK)
    until(reader.page, DATED)
    text = reader.text()
    until(reader.page, "document.activeElement.id === 'copy'")
    reader.page.keyboard.press("Enter")
    until(reader.page, "document.querySelector('[data-beside]').textContent.includes('is copied')")
    assert reader.page.evaluate("navigator.clipboard.readText()").replace("\r\n", "\n") == text
    reader.page.locator("[data-link]").click()
    until(reader.page, "document.querySelector('[data-beside]').textContent.includes('link is copied')")
    assert reader.page.evaluate("navigator.clipboard.readText()") == f"{server.address}{PAGE}#{LINK}"
    context.close()


def test_a_browser_without_clipboard_or_print_says_what_else_there_is(dated: Reader) -> None:
    page = dated.page
    page.evaluate("Object.defineProperty(navigator, 'clipboard', { value: undefined })")
    page.evaluate("window.print = undefined")
    text = dated.text()
    page.locator("#copy").click()
    until(page, "document.querySelector('[data-beside]').textContent.includes('by hand')")
    assert page.evaluate("String(getSelection())").strip() == text.strip(), "the text is not selected"
    page.locator("[data-link]").click()
    until(
        page,
        "document.querySelector('[data-beside]').textContent.includes('link is shown here and selected')",
    )
    assert page.evaluate("String(getSelection())").strip() == page.url, "the link is not selected"
    assert page.url.endswith(f"#{LINK}")
    assert page.locator("[data-text]").inner_text() == page.url, "nobody sees what is selected"
    page.locator("[data-print]").click()
    assert "its menu for Print" in dated.beside()


def test_the_printed_example_has_a_text_beside_it_and_needs_no_python(reader: Reader) -> None:
    reader.open()
    reader.page.locator("a[href='example.txt']").click()
    reader.page.wait_for_url("**/example.txt")
    assert "1. Day 1: " in reader.page.inner_text("body")
    assert not [one for one in reader.requests if "/runtime/" in one]
