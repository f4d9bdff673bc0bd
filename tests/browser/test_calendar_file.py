"""A calendar file is made in the browser, by a library that is fetched only when a reader asks for the file."""

import pytest

from tests.browser.faulty import FaultyServer
from tests.browser.tab import PAGE, Tab

pytestmark = [pytest.mark.browser, pytest.mark.slow]
in_one = pytest.mark.parametrize("tab", ["Chromium"], indirect=True)

NOT_FETCHED = "This file needs a part of the calculator that could not be fetched. Try again."
ICS = "[data-do=ics]"
# What would be offered as a download is caught instead.
CATCH = """(() => {
    window.saved = null;
    URL.createObjectURL = (blob) => { window.saved = blob; return "#"; };
    HTMLAnchorElement.prototype.click = () => {};
    return true;
})()"""


def example(tab: Tab, server: FaultyServer) -> None:
    """A dated example on the page, and downloads caught."""
    tab.open(server.address + PAGE)
    tab.show_dates()
    tab.js(CATCH)


def fetched(server: FaultyServer) -> list[str]:
    """How often the library was asked for."""
    return [path for path in server.served if "icalendar" in path]


def told(tab: Tab, words: str, or_else: str) -> None:
    """Wait until the page says something beside the buttons."""
    tab.until(f"document.querySelector('[data-beside]').textContent.includes({words!r})", or_else)


def saved(tab: Tab, or_else: str) -> str:
    """The calendar file, once it is made."""
    tab.until("window.saved !== null", or_else)
    return str(tab.js("window.saved.text()"))


def test_a_calendar_file_is_made_and_its_library_comes_only_then_and_once(
    tab: Tab, server: FaultyServer
) -> None:
    example(tab, server)
    assert not fetched(server), "the calendar library was fetched although nobody asked for a calendar file"
    tab.press(ICS)
    first = saved(tab, "no calendar file")
    assert first.startswith("BEGIN:VCALENDAR")
    assert first.count("BEGIN:VEVENT") == len(tab.seen()["dates"]), "the file and the table differ"
    tab.js(CATCH)
    tab.press(ICS)
    assert saved(tab, "no second calendar file") == first
    assert len(fetched(server)) == 1


# --- one engine: all faults in tests/js/fetching.test.mjs


@in_one
def test_a_calendar_library_that_does_not_come_costs_only_the_calendar_file(
    tab: Tab, server: FaultyServer
) -> None:
    example(tab, server)
    rows = tab.seen()["dates"]
    server.spoilt, server.fault = "icalendar", "one byte changed"
    tab.press(ICS)
    told(tab, NOT_FETCHED, "the reader is left waiting")
    assert not tab.js("window.saved !== null"), "a file was made from what came"
    assert tab.seen()["dates"] == rows, "the example on the page is gone"
    tab.press("[data-do=csv]")
    assert "BEGIN" not in saved(tab, "one file that failed takes the others with it")
    tab.js(CATCH)
    server.fault = ""
    tab.press(ICS)
    saved(tab, "no calendar file although the library is there again")


@in_one
def test_a_calendar_library_that_stops_arriving_is_told_and_tried_again(
    tab: Tab, server: FaultyServer
) -> None:
    """The old line stays open and silent; a browser would join the new request to it and wait, or fail, with it."""
    example(tab, server)
    server.spoilt, server.fault, server.times = "icalendar", "stalled", 1
    tab.press(ICS)
    tab.until("document.querySelector('[data-offer=retry]') !== null", "the reader is left waiting")
    assert "Nothing has come for 11 seconds" in tab.seen()["said"]
    tab.press("[data-offer=retry]")
    saved(tab, "the second try hangs on the first one's line")


@in_one
def test_a_calendar_library_may_take_its_time_as_long_as_some_of_it_comes(
    tab: Tab, server: FaultyServer
) -> None:
    """A slow line: 14 seconds in all, where 11 seconds without a byte are too long."""
    example(tab, server)
    server.spoilt, server.fault, server.slowness = "icalendar", "slow", 14.0
    tab.press(ICS)
    told(tab, "Loading the part that makes this (0.3", "the reader is not told why nothing happens")
    tab.until("window.saved !== null", "given up although it was coming")
    told(tab, "is made", "the reader is not told that there is a file")
