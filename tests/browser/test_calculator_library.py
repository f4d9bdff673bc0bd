"""The calendar library comes only when a calendar file is asked for; when it does not come, the page says so."""

import pytest

from tests.browser.chromium import Chromium
from tests.browser.faulty import FaultyServer
from tests.browser.reader import Reader, until

pytestmark = pytest.mark.browser

LINK = "v=1&protocol=us-kuzminski-1998-trial&start=2027-03-27&months=12"
TRUE_SENTENCE = "This file needs a part of the calculator that could not be fetched. Try again."
LIBRARY = "icalendar.zip"


@pytest.mark.parametrize("fault", ["missing", "one byte changed", "a page instead", "blocked"])
def test_a_library_that_does_not_come_is_told_and_the_page_stays(
    chromium: Chromium, server: FaultyServer, fault: str
) -> None:
    page = chromium.browser.new_page()
    reader = Reader(page, server.address)
    reader.open(LINK)
    page.wait_for_selector("#result")
    rows = reader.rows()
    assert not [path for path in server.served if LIBRARY in path], "fetched although nobody asked"
    server.spoilt, server.fault = LIBRARY, fault
    page.locator("button[value=ics]").click()
    until(page, "text => document.querySelector('[data-status]').textContent === text", TRUE_SENTENCE)
    assert reader.rows() == rows, "the example went with the library"
    assert "BEGIN" not in reader.file("csv"), "one file that failed takes the others with it"
    server.fault = ""
    text = reader.file("ics")
    page.close()
    assert text.count("BEGIN:VEVENT") == len(rows)


def test_the_library_is_fetched_once_and_from_this_site(chromium: Chromium, server: FaultyServer) -> None:
    page = chromium.browser.new_page()
    reader = Reader(page, server.address)
    reader.open(LINK)
    page.wait_for_selector("#result")
    first, second = reader.file("ics"), reader.file("ics")
    asked = [one for one in reader.requests if LIBRARY in one]
    page.close()
    assert first == second
    assert len(asked) == 1
    assert asked[0].startswith(server.address)


def test_a_calendar_file_needs_a_start(chromium: Chromium, server: FaultyServer) -> None:
    page = chromium.browser.new_page()
    reader = Reader(page, server.address)
    reader.open(LINK.replace("start=2027-03-27&", ""))
    page.wait_for_selector("#result")
    offered = page.locator("button[value=ics]").count()
    page.close()
    assert offered == 0
