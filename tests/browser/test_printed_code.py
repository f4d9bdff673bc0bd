"""Dates of a reader's own on paper: a code beside them leads back to that very example. Its library comes only then.

By day numbers the page has its code from the build: tests/test_print.py.
"""

from collections.abc import Iterator

import pypdfium2
import pytest
import zxingcpp

from tests.browser.chromium import Chromium
from tests.browser.faulty import FaultyServer
from tests.browser.reader import Reader, until
from tests.browser.tab import DATED, PAGE, Tab

pytestmark = [pytest.mark.browser, pytest.mark.slow]

LINK = "v=2&start=2027-03-27&months=12&check=4791"
CATCH = "(() => { window.prints = 0; window.print = () => { window.prints += 1; }; return true; })()"
CODE = "document.querySelector('.way-back svg')?.textContent ?? ''"
INCH = 25.4


def fetched(server: FaultyServer) -> int:
    """How often the library was asked for."""
    return len([path for path in server.served if "qrcodegen" in path])


@pytest.fixture
def dated(chromium: Chromium, server: FaultyServer) -> Iterator[Reader]:
    """The example from 27 March 2027, and a printer that counts."""
    reader = Reader(chromium.browser.new_page(viewport={"width": 320, "height": 640}), server.address)
    reader.open(LINK)
    until(reader.page, "document.querySelector('[data-status]').textContent.includes('Example shown')")
    reader.page.evaluate(CATCH)
    yield reader
    reader.page.close()


def code_on_paper(reader: Reader) -> list[zxingcpp.Barcode]:
    """The codes of the one sheet that comes out."""
    sheets = pypdfium2.PdfDocument(reader.page.pdf(format="A4", prefer_css_page_size=True))
    assert len(sheets) == 1
    return list(zxingcpp.read_barcodes(sheets[0].render(scale=300 / 72).to_pil()))


def test_print_adds_the_code_and_its_library_comes_only_then_and_once(tab: Tab, server: FaultyServer) -> None:
    tab.open(server.address + PAGE)
    tab.js(CATCH)
    tab.press("[data-print]")
    assert tab.js("window.prints") == 1, "an example by day numbers waits for something before it is printed"
    tab.show_dates()
    assert fetched(server) == 0, "fetched although nobody prints"
    for times in (2, 3):
        tab.press("[data-print]")
        tab.until(f"window.prints === {times}", "nothing is printed")
        assert tab.js(CODE) == f"Code for {server.address}{PAGE}#{LINK}"
    assert fetched(server) == 1
    assert tab.js("document.querySelector('.way-back').checkVisibility?.() ?? false") is False, (
        "it is for paper"
    )
    assert "Working out" not in tab.seen()["said"], "the page says that it is still at work"


def test_code_on_paper_is_large_survives_copying_and_opens_the_same_rows(dated: Reader) -> None:
    rows = dated.dates()
    dated.page.locator("[data-print]").click()
    until(dated.page, "window.prints === 1")
    [code] = code_on_paper(dated)
    place = code.position
    modules = dated.page.evaluate("document.querySelector('.way-back svg').viewBox.baseVal.width")
    with_margin = (place.top_right.x - place.top_left.x) / 300 * INCH * modules / (modules - 8)
    assert code.ec_level == "Q"
    assert with_margin >= 30 - 0.3, "rule P2: 30 mm; a pixel is 0.1"
    dated.open(code.text.partition("#")[2], code.text.partition("#")[0].removeprefix(dated.address))
    until(dated.page, DATED)
    assert dated.dates() == rows


def test_other_dates_never_keep_the_code_of_those_before(dated: Reader) -> None:
    dated.page.locator("[data-print]").click()
    until(dated.page, "window.prints === 1")
    dated.start_at("28", "3", "2027")
    dated.page.locator("[data-do=show]").click()
    until(dated.page, "document.querySelector('#result').textContent.includes('28 March 2027')")
    assert code_on_paper(dated) == [], "printed by the browser's own menu, with the code of another example"
    dated.page.locator("[data-print]").click()
    until(dated.page, "window.prints === 2")
    assert [code.text for code in code_on_paper(dated)] == [dated.page.url]
    dated.page.go_back()
    until(dated.page, DATED)
    assert code_on_paper(dated) == []


@pytest.mark.parametrize("fault", ["missing", "one byte changed", "blocked"])
def test_without_its_library_the_example_is_printed_all_the_same(
    dated: Reader, server: FaultyServer, fault: str
) -> None:
    server.spoilt, server.fault = "qrcodegen", fault
    dated.page.locator("[data-print]").click()
    until(dated.page, "window.prints === 1")
    assert code_on_paper(dated) == []
    until(dated.page, "document.querySelector('[data-status]').textContent === ''")
    assert "could not be fetched" not in dated.beside(), "paper has the address: nothing is missing"
    server.fault = ""
    dated.page.locator("[data-print]").click()
    until(dated.page, "window.prints === 2")
    assert len(code_on_paper(dated)) == 1


def test_a_library_that_stops_arriving_holds_no_paper_up(dated: Reader, server: FaultyServer) -> None:
    server.spoilt, server.fault = "qrcodegen", "stalled"
    dated.page.locator("[data-print]").click()
    until(dated.page, "window.prints === 1")
    server.fault = ""
    dated.page.locator("[data-print]").click()
    until(dated.page, "window.prints === 2")


def test_printing_an_example_that_no_longer_fits_what_is_typed_goes_on_saying_so(dated: Reader) -> None:
    dated.start_at("28", "3", "2027")
    dated.page.locator("[data-print]").click()
    until(dated.page, "window.prints === 1")
    assert "You have changed something" in dated.status()
    assert [code.text for code in code_on_paper(dated)] == [dated.page.url], "not the code of what is shown"
