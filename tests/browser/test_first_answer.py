"""A reader opens the calculator, presses one button, and gets a schedule with dates."""

import pytest

from tests.browser.faulty import FaultyServer
from tests.browser.tab import Tab

pytestmark = pytest.mark.browser
SAMPLE = "button[value^=sample]"


def test_one_press_gives_a_schedule_with_dates(tab: Tab, server: FaultyServer) -> None:
    tab.open(server.address + "calculator/")
    before = tab.seen()
    assert before["state"] == "idle", "the calculator loads something although nobody asked"
    assert before["rows"] > 0, "the printed example has no rows"
    tab.press(SAMPLE)
    tab.until("location.hash.includes('start=2027')", 30, "no dated schedule 30 seconds after the press")
    after = tab.seen()
    assert after["state"] == "ready"
    assert after["rows"] > 0
    assert "Example shown" in after["said"], "a screen reader does not hear that the example is there"
    tab.until("document.activeElement.id === 'result'", 5, "the focus is not on the result")


def test_nothing_of_python_is_fetched_before_the_reader_asks(tab: Tab, server: FaultyServer) -> None:
    tab.open(server.address + "calculator/")
    assert not [path for path in server.served if path.startswith("/runtime/")]
