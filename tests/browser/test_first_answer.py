"""A reader opens the calculator, presses one button, and gets a schedule with dates."""

import time

import pytest

from scripts.delivery.dev_server import TYPES
from tests.browser.faulty import FaultyServer
from tests.browser.tab import PATIENCE, Tab

pytestmark = pytest.mark.browser
SAMPLE = "button[value^=sample]"


def test_one_press_gives_a_schedule_with_dates(tab: Tab, server: FaultyServer) -> None:
    tab.open(server.address + "calculator/")
    before = tab.seen()
    assert before["state"] == "idle", "the calculator loads something although nobody asked"
    assert before["rows"] > 0, "the printed example has no rows"
    tab.press(SAMPLE)
    tab.until("location.hash.includes('start=2027')", "no dated schedule after the press")
    after = tab.seen()
    assert after["state"] == "ready"
    assert after["rows"] > 0
    assert "Example shown" in after["said"], "a screen reader does not hear that the example is there"
    tab.until("document.activeElement.id === 'result'", "the focus is not on the result")


def test_nothing_of_python_is_fetched_before_the_reader_asks(tab: Tab, server: FaultyServer) -> None:
    tab.open(server.address + "calculator/")
    assert not [path for path in server.served if path.startswith("/runtime/")]


def test_the_files_are_fetched_when_the_pointer_comes_near_and_started_only_when_asked(
    tab: Tab, server: FaultyServer
) -> None:
    tab.open(server.address + "calculator/")
    tab.js("document.querySelector('[data-form]').dispatchEvent(new PointerEvent('pointerenter')) ?? true")
    end = time.monotonic() + PATIENCE
    while not any(".wasm" in path for path in server.served):
        assert time.monotonic() < end, "nothing is fetched in advance"
        time.sleep(0.05)
    seen = tab.seen()
    assert seen["state"] == "idle", "Python starts for somebody who only passes by"
    assert seen["said"] == "The calculator loads when you begin.", "who only passes by hears of it"


def test_a_page_and_a_calculator_of_different_versions_are_told(tab: Tab, server: FaultyServer) -> None:
    tab.open(server.address + "calculator/")
    tab.js("document.querySelector('injection-calculator').dataset.golden = '0'.repeat(64)")
    tab.press(SAMPLE)
    tab.until("location.hash.includes('start=2027')", "no dated schedule after the press")
    assert "different versions. Reload the page." in tab.seen()["said"]


def test_a_host_that_gives_the_wasm_no_type_serves_all_the_same(
    tab: Tab, server: FaultyServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delitem(TYPES, ".wasm")
    tab.open(server.address + "calculator/")
    tab.press(SAMPLE)
    tab.until("location.hash.includes('start=2027')", "a type that is missing stops the calculator")
