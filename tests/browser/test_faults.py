"""Whatever goes wrong with a file of Python, the reader is told, keeps the page, and can try again.

In each engine: one file with every fault, and every file with one. Every file with every fault, and when the reader is
told, is tested on the fetching code alone: tests/js/fetching.test.mjs.
"""

from collections.abc import Iterator

import pytest

from tests.browser import chromium
from tests.browser.faulty import FAULTS, FaultyServer
from tests.browser.tab import Tab

pytestmark = [pytest.mark.browser, pytest.mark.slow]

SAMPLE = "button[value^=sample]"
WASM = "pyodide.asm.wasm"
CASES = [
    *((WASM, fault) for fault in FAULTS),
    ("worker.js", "a page instead"),
    ("pyodide.js", "missing"),
    ("python_stdlib.zip", "cut short"),
    ("calculator-", "one byte changed"),
]
SETTLED = "['failed', 'ready'].includes(document.querySelector('injection-calculator').dataset.state)"
DATED = "location.hash.includes('start=2027')"
TRUE = {
    "blocked": "could not be fetched",
    "missing": "Reload the page",
    "a page instead": "changed or cut",
    "cut short": "changed or cut",
    "one byte changed": "changed or cut",
    "stalled": "stopped arriving",
}
"""What the reader is told of each fault, whichever file has it."""


@pytest.mark.parametrize(("file", "fault"), CASES)
def test_a_fault_is_told_and_mended(tab: Tab, server: FaultyServer, file: str, fault: str) -> None:
    tab.open(server.address + "calculator/")
    printed = tab.seen()
    server.spoilt, server.fault = file, fault
    tab.press(SAMPLE)
    if fault != "slow":
        tab.until(SETTLED, f"{file} {fault}: the reader is left waiting")
        seen = tab.seen()
        assert seen["state"] == "failed", f"{file} {fault}: the calculator says it is ready"
        assert TRUE[fault] in seen["said"], f"{file} {fault}: untrue: {seen['said']}"
        assert (seen["heading"], seen["rows"]) == (printed["heading"], printed["rows"]), "the example is gone"
        server.fault = ""
        tab.press("[data-offer=retry]")
    tab.until(DATED, f"{file} {fault}: no schedule once the fault was gone")
    assert tab.seen()["state"] == "ready"


@pytest.mark.parametrize(
    ("file", "fault"), [("python_stdlib.zip", "one byte changed"), ("pyodide.js", "a page instead")]
)
def test_a_copy_that_was_spoilt_once_is_fetched_again_unasked(
    tab: Tab, server: FaultyServer, file: str, fault: str
) -> None:
    """The wrong copy came with leave to be remembered for a year."""
    tab.open(server.address + "calculator/")
    server.spoilt, server.fault, server.times = file, fault, 1
    tab.press(SAMPLE)
    tab.until(DATED, "one spoilt copy in the way ends the calculator")
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
    server.spoilt, server.fault = WASM, "missing"
    tab.js("document.querySelector('[data-form] input[type=radio]').click()")
    assert tab.seen()["rows"] == 0, "an entry was changed and the old example still stands beside it"
    tab.press("button[value=group]")
    tab.until(SETTLED, "the reader is left waiting")
    tab.until(
        "document.querySelector('[data-result] tr[data-day]') !== null",
        "the reader is left without any schedule",
    )


# --- Chromium alone


@pytest.fixture(scope="module")
def elsewhere() -> Iterator[chromium.Chromium]:
    """A browser for which the server is another machine; in truth it is this one."""
    with pytest.MonkeyPatch.context() as patch:
        rules = "--host-resolver-rules=MAP b12.test 127.0.0.1"
        patch.setattr(chromium, "FLAGS", [*chromium.FLAGS, rules])
        browser = chromium.Chromium()
    yield browser
    browser.close()


@pytest.fixture
def plain(server: FaultyServer, elsewhere: chromium.Chromium) -> Tab:
    """The calculator on plain http and another machine, where a page may not hash."""
    tab = Tab(elsewhere)
    tab.open(f"http://b12.test:{server.server_port}/calculator/")
    assert not tab.js("isSecureContext"), "this tests nothing: crypto.subtle is there"
    return tab


def test_on_plain_http_a_slow_file_is_waited_for(plain: Tab, server: FaultyServer) -> None:
    """Slower than the 8 seconds of silence that are enough elsewhere."""
    server.spoilt, server.fault, server.slowness = WASM, "slow", 10.0
    plain.press(SAMPLE)
    plain.until(SETTLED, "the reader is left waiting")
    assert plain.seen()["state"] == "ready", f"untrue: {plain.seen()['said']}"
    asked = [path for path in server.served if ".wasm" in path]
    assert len(asked) == 1, "what is counted and what is checked travelled one by one"


@pytest.mark.parametrize(("file", "fault"), [(WASM, "one byte changed"), ("pyodide.js", "missing")])
def test_on_plain_http_a_fault_is_told_and_mended(
    plain: Tab, server: FaultyServer, file: str, fault: str
) -> None:
    server.spoilt, server.fault = file, fault
    plain.press(SAMPLE)
    plain.until(SETTLED, "the reader is left waiting")
    assert TRUE[fault] in plain.seen()["said"], f"untrue: {plain.seen()['said']}"
    server.fault = ""
    plain.press("[data-offer=retry]")
    plain.until(DATED, "trying again did not help")


def test_on_plain_http_a_copy_that_was_spoilt_once_is_fetched_again_unasked(
    plain: Tab, server: FaultyServer
) -> None:
    server.spoilt, server.fault, server.times = "python_stdlib.zip", "one byte changed", 1
    plain.press(SAMPLE)
    plain.until(DATED, "one spoilt copy in the way ends the calculator")
    asked = [path for path in server.served if "python_stdlib" in path]
    assert len(asked) == 2, f"fetched {len(asked)} times"
