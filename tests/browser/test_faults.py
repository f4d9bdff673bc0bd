"""Whatever goes wrong with a file of Python, the reader is told in time, keeps the page, and can try again.

Every file of the runtime, times every fault, times every engine. On most of these, Pyodide's own loader waits
for ever.
"""

import time

import pytest

from tests.browser.faulty import FAULTS, SLOW, FaultyServer
from tests.browser.tab import Tab

pytestmark = [pytest.mark.browser, pytest.mark.slow]

SAMPLE = "button[value^=sample]"
FILES = ("worker.js", "pyodide.js", "pyodide.asm.wasm", "python_stdlib.zip", "calculator-")
IN_TIME = 12.0  # seconds after the last byte
SETTLED = "['failed', 'ready'].includes(document.querySelector('injection-calculator').dataset.state)"
TRUE_SENTENCES = {
    "blocked": ("could not be fetched", "changed or cut"),
    "missing": ("not in its place", "could not be fetched", "changed or cut"),
    "a page instead": ("changed or cut", "could not be fetched"),
    "cut short": ("changed or cut", "could not be fetched"),
    "one byte changed": ("changed or cut", "could not be fetched"),
    "stalled": ("stopped arriving", "said nothing"),
}


@pytest.mark.parametrize("fault", FAULTS)
@pytest.mark.parametrize("file", FILES)
def test_a_fault_is_told_and_mended(tab: Tab, server: FaultyServer, file: str, fault: str) -> None:
    tab.open(server.address + "calculator/")
    printed = tab.seen()
    server.spoilt, server.fault = file, fault
    tab.press(SAMPLE)
    slack = SLOW + 1.5  # the drip before the last byte, and this machine
    if fault != "slow":
        tab.until(SETTLED, IN_TIME + slack, f"{file} {fault}: the reader is left waiting")
        seen = tab.seen()
        assert seen["state"] == "failed", f"{file} {fault}: the calculator says it is ready"
        assert any(words in seen["said"] for words in TRUE_SENTENCES[fault]), f"untrue: {seen['said']}"
        assert (seen["heading"], seen["rows"]) == (printed["heading"], printed["rows"]), "the example is gone"
        server.fault = ""
        tab.press("[data-offer=retry]")
    tab.until(
        "location.hash.includes('start=2027')", 60, f"{file} {fault}: no schedule once the fault was gone"
    )
    assert tab.seen()["state"] == "ready"


def test_a_copy_that_was_spoilt_once_is_fetched_again_unasked(tab: Tab, server: FaultyServer) -> None:
    tab.open(server.address + "calculator/")
    server.spoilt, server.fault, server.times = "python_stdlib.zip", "one byte changed", 1
    tab.press(SAMPLE)
    tab.until("location.hash.includes('start=2027')", 20, "one spoilt copy in the way ends the calculator")
    asked = [path for path in server.served if "python_stdlib" in path]
    assert len(asked) == 2, f"fetched {len(asked)} times"


def test_a_browser_without_webassembly_is_told_so(tab: Tab, server: FaultyServer) -> None:
    tab.open(server.address + "calculator/")
    tab.js("delete window.WebAssembly")
    tab.press(SAMPLE)
    seen = tab.seen()
    assert seen["state"] == "failed", "a browser that cannot run Python is left waiting"
    assert "in this browser" in seen["said"]
    assert seen["rows"] > 0, "the reader is left without any schedule"


def test_a_changed_entry_and_a_failure_never_leave_an_empty_page(tab: Tab, server: FaultyServer) -> None:
    tab.open(server.address + "calculator/")
    server.spoilt, server.fault = "pyodide.asm.wasm", "missing"
    tab.js("document.querySelector('[data-form] input[type=radio]').click()")
    assert tab.seen()["rows"] == 0, "an entry was changed and the old example still stands beside it"
    tab.press("button[value=group]")
    tab.until(SETTLED, IN_TIME, "the reader is left waiting")
    time.sleep(0.2)
    assert tab.seen()["rows"] > 0, "the reader is left without any schedule"
