"""A calendar file is made in the browser, by a library that is fetched only when a reader asks for the file."""

import pytest

from tests.browser.faulty import FAULTS, SLOW, FaultyServer
from tests.browser.tab import Tab

pytestmark = pytest.mark.browser

IN_TIME = 12.0  # seconds after the last byte
# What would be offered as a download is caught instead.
CATCH = """(() => {
    window.saved = null;
    URL.createObjectURL = (blob) => { window.saved = blob; return "#"; };
    HTMLAnchorElement.prototype.click = () => {};
    return true;
})()"""


def example(tab: Tab, server: FaultyServer) -> None:
    """A dated example on the page, and downloads caught."""
    tab.open(server.address + "calculator/")
    tab.press("button[value^=sample]")
    tab.until("location.hash.includes('start=2027')", 60, "no example")
    tab.js(CATCH)


def fetched(server: FaultyServer) -> list[str]:
    """How often the library was asked for."""
    return [path for path in server.served if "icalendar" in path]


def test_a_calendar_file_is_made_and_its_library_comes_only_then(tab: Tab, server: FaultyServer) -> None:
    example(tab, server)
    assert not fetched(server), "the calendar library was fetched although nobody asked for a calendar file"
    tab.press("button[value=ics]")
    tab.until("window.saved !== null", 30, "no calendar file")
    text = tab.js("window.saved.text()")
    assert text.startswith("BEGIN:VCALENDAR")
    assert text.count("BEGIN:VEVENT") == tab.seen()["rows"], "the file and the table differ"


@pytest.mark.slow
@pytest.mark.parametrize("fault", FAULTS)
def test_a_calendar_library_that_does_not_come_costs_only_the_file(
    tab: Tab, server: FaultyServer, fault: str
) -> None:
    example(tab, server)
    rows = tab.seen()["rows"]
    server.spoilt, server.fault = "icalendar", fault
    tab.press("button[value=ics]")
    if fault != "slow":
        told = "document.querySelector('[data-status]').textContent.includes('could not be fetched')"
        tab.until(told, IN_TIME + SLOW, f"{fault}: the reader is left waiting")
        assert not tab.js("window.saved !== null"), f"{fault}: a file was made from what came"
        assert tab.seen()["rows"] == rows, "the example on the page is gone"
        server.fault = ""
        tab.press("button[value=ics]")
    tab.until("window.saved !== null", 30, "no calendar file although the library is there again")
