"""Whatever goes wrong with a file of Python, the reader is told in time, keeps the page, and can try again.

Every file of the runtime, times every fault, times every engine. On most of these, Pyodide's own loader waits
for ever.
"""

import os
import signal
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.browser import chromium
from tests.browser.driver import family
from tests.browser.faulty import FAULTS, FaultyServer
from tests.browser.tab import Tab

pytestmark = [pytest.mark.browser, pytest.mark.slow]

SAMPLE = "button[value^=sample]"
FILES = ("worker.js", "pyodide.js", "pyodide.asm.wasm", "python_stdlib.zip", "calculator-")
IN_TIME = 12.0  # seconds after the last byte
SETTLED = "['failed', 'ready'].includes(document.querySelector('injection-calculator').dataset.state)"
TRUE = {
    "blocked": "could not be fetched",
    "missing": "Reload the page",
    "a page instead": "changed or cut",
    "cut short": "changed or cut",
    "one byte changed": "changed or cut",
    "stalled": "stopped arriving",
}
"""What the reader is told of each fault, whichever file has it."""
NOT_YET_HERE = "said nothing for 11 seconds"  # of a worker that stalls: only the worker could count bytes


@pytest.mark.parametrize("fault", FAULTS)
@pytest.mark.parametrize("file", FILES)
def test_a_fault_is_told_and_mended(tab: Tab, server: FaultyServer, file: str, fault: str) -> None:
    tab.open(server.address + "calculator/")
    printed = tab.seen()
    server.spoilt, server.fault = file, fault
    tab.press(SAMPLE)
    if fault != "slow":
        tab.until(SETTLED, f"{file} {fault}: the reader is left waiting")
        seen = tab.seen()
        assert seen["state"] == "failed", f"{file} {fault}: the calculator says it is ready"
        true = NOT_YET_HERE if (file, fault) == ("worker.js", "stalled") else TRUE[fault]
        assert true in seen["said"], f"{file} {fault}: untrue: {seen['said']}"
        assert (seen["heading"], seen["rows"]) == (printed["heading"], printed["rows"]), "the example is gone"
        server.fault = ""
        tab.press("[data-offer=retry]")
    tab.until("location.hash.includes('start=2027')", f"{file} {fault}: no schedule once the fault was gone")
    assert tab.seen()["state"] == "ready"


@pytest.mark.parametrize("fault", ["missing", "a page instead", "cut short", "one byte changed"])
@pytest.mark.parametrize("file", ["python_stdlib.zip", "pyodide.js"])
def test_a_copy_that_was_spoilt_once_is_fetched_again_unasked(
    tab: Tab, server: FaultyServer, file: str, fault: str
) -> None:
    tab.open(server.address + "calculator/")
    server.spoilt, server.fault, server.times = file, fault, 1
    tab.press(SAMPLE)
    tab.until("location.hash.includes('start=2027')", "one spoilt copy in the way ends the calculator")
    asked = [path for path in server.served if file in path]
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
    tab.until(SETTLED, "the reader is left waiting")
    time.sleep(0.2)
    assert tab.seen()["rows"] > 0, "the reader is left without any schedule"


@pytest.mark.parametrize(("file", "fault"), [("element.js", "blocked"), ("python.js", "a page instead")])
def test_a_page_whose_own_script_does_not_come_says_so(
    tab: Tab, server: FaultyServer, file: str, fault: str
) -> None:
    """No script can say that the script is missing: the page's style does, after 8 seconds."""
    said = """(({ visibility, display }, { height }) => display === "block" && visibility === "visible" && height > 20)(
        getComputedStyle(document.querySelector(".unreached")),
        document.querySelector(".unreached").getBoundingClientRect(),
    )"""
    server.spoilt, server.fault = file, fault
    tab.open(server.address + "calculator/")
    assert not tab.js(said), "said although the script may only be slow"
    tab.until(said, f"{file} {fault}: nobody says that nothing will happen")
    assert tab.seen()["rows"] > 0, "the printed example is gone"


# --- Chromium alone


def send_to_tabs(number: signal.Signals) -> None:
    """Stop or wake the processes in which Chromium runs pages and their workers."""
    for process in family(os.getpid()):
        if b"--type=renderer" in Path(f"/proc/{process}/cmdline").read_bytes():
            os.kill(process, number)


def test_a_phone_that_slept_while_it_loaded_does_not_call_the_line_dead(server: FaultyServer) -> None:
    browser = chromium.Chromium()
    tab = Tab(browser)
    tab.open(server.address + "calculator/")
    server.spoilt, server.fault, server.slowness = "pyodide.asm.wasm", "slow", IN_TIME
    tab.press(SAMPLE)
    tab.until("document.querySelector('[data-status]').textContent.includes(' of ')", "nothing comes")
    server.asleep = True
    send_to_tabs(signal.SIGSTOP)
    time.sleep(15)
    send_to_tabs(signal.SIGCONT)
    time.sleep(1)  # a phone finds its network again a little after it wakes
    server.asleep = False
    tab.until(SETTLED, "the reader is left waiting")
    assert tab.seen()["state"] == "ready", f"untrue: {tab.seen()['said']}"
    browser.close()


@pytest.fixture
def plain(server: FaultyServer, monkeypatch: pytest.MonkeyPatch) -> Iterator[Tab]:
    """The calculator on plain http and another machine, as far as Chromium knows; in truth it is this one."""
    rules = "--host-resolver-rules=MAP b12.test 127.0.0.1"
    monkeypatch.setattr(chromium, "FLAGS", [*chromium.FLAGS, rules])
    browser = chromium.Chromium()
    tab = Tab(browser)
    tab.open(f"http://b12.test:{server.server_port}/calculator/")
    assert not tab.js("isSecureContext"), "this tests nothing: crypto.subtle is there"
    yield tab
    browser.close()


def test_on_plain_http_a_slow_file_is_waited_for(plain: Tab, server: FaultyServer) -> None:
    server.spoilt, server.fault, server.slowness = "pyodide.asm.wasm", "slow", 1.2 * IN_TIME
    plain.press(SAMPLE)
    plain.until(SETTLED, "the reader is left waiting")
    assert plain.seen()["state"] == "ready", f"untrue: {plain.seen()['said']}"
    asked = [path for path in server.served if ".wasm" in path]
    assert len(asked) == 1, "what is counted and what is checked travelled one by one"


@pytest.mark.parametrize("fault", ["missing", "a page instead", "cut short", "one byte changed"])
@pytest.mark.parametrize("file", ["pyodide.asm.wasm", "pyodide.js"])
def test_on_plain_http_a_fault_is_told_and_mended(
    plain: Tab, server: FaultyServer, file: str, fault: str
) -> None:
    server.spoilt, server.fault = file, fault
    plain.press(SAMPLE)
    plain.until(SETTLED, "the reader is left waiting")
    assert TRUE[fault] in plain.seen()["said"], f"untrue: {plain.seen()['said']}"
    server.fault = ""
    plain.press("[data-offer=retry]")
    plain.until("location.hash.includes('start=2027')", "trying again did not help")


def test_on_plain_http_a_copy_that_was_spoilt_once_is_fetched_again_unasked(
    plain: Tab, server: FaultyServer
) -> None:
    server.spoilt, server.fault, server.times = "python_stdlib.zip", "one byte changed", 1
    plain.press(SAMPLE)
    plain.until("location.hash.includes('start=2027')", "one spoilt copy in the way ends the calculator")
    asked = [path for path in server.served if "python_stdlib" in path]
    assert len(asked) == 2, f"fetched {len(asked)} times"
