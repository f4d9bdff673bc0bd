"""Whatever goes wrong with a file of Python, the reader is told, keeps the printed example, and can try again.

In each engine some files and some faults. Every file with every fault is tested on the fetching code alone:
tests/js/fetching.test.mjs; when the reader is told, in tests/js/python.test.mjs.
"""

from collections.abc import Iterator
from pathlib import Path

import pytest

from scripts.delivery.dev_server import TYPES
from tests.browser import chromium
from tests.browser.faulty import FaultyServer
from tests.browser.reader import until
from tests.browser.tab import DATED, PAGE, SHOW, STATE, Tab

pytestmark = [pytest.mark.browser, pytest.mark.slow]

WASM = "pyodide.asm.wasm"
CASES = [
    (WASM, "one byte changed"),
    (WASM, "stalled"),
    (WASM, "slow"),
    ("worker.js", "missing"),
    ("pyodide.js", "a page instead"),
    ("calculator-", "blocked"),
]
TRUE = {
    "blocked": "could not be fetched",
    "missing": "is not in its place",
    "a page instead": "changed or cut",
    "cut short": "changed or cut",
    "one byte changed": "changed or cut",
    "stalled": "Nothing has come for 11 seconds",
}
"""What the reader is told of each fault, whichever file has it."""


def asked(tab: Tab, address: str) -> None:
    """A reader who asks for dates."""
    tab.open(address)
    tab.type_start()
    tab.press(SHOW)


def told_and_mended(tab: Tab, server: FaultyServer, fault: str) -> None:
    """The true sentence stands there, the printed example too, and Try again works once the fault is gone."""
    tab.until(f"{STATE} === 'failed'", f"{fault}: the reader is left waiting")
    tab.until("document.querySelector('[data-offer=retry]') !== null", f"{fault}: no way to try again")
    seen = tab.seen()
    assert TRUE[fault] in seen["said"], f"{fault}: untrue: {seen['said']}"
    assert (seen["heading"], seen["dates"][0]) == ("Example by day numbers", "Day 1"), "the example is gone"
    assert seen["typed"] == ["27", "march", "2027"], "what was typed is gone"
    server.fault = ""
    tab.press("[data-offer=retry]")
    tab.until(DATED, f"{fault}: trying again did not help")
    assert tab.seen()["state"] == "ready"


@pytest.mark.parametrize(("file", "fault"), CASES)
def test_a_fault_is_told_and_mended(tab: Tab, server: FaultyServer, file: str, fault: str) -> None:
    server.spoilt, server.fault = file, fault
    asked(tab, server.address + PAGE)
    if fault == "slow":
        tab.until(DATED, "a slow file is given up")
    else:
        told_and_mended(tab, server, fault)


@pytest.mark.parametrize(
    ("file", "fault"), [("python_stdlib.zip", "one byte changed"), ("pyodide.js", "a page instead")]
)
def test_a_copy_that_was_spoilt_once_is_fetched_again_unasked(
    tab: Tab, server: FaultyServer, file: str, fault: str
) -> None:
    """The wrong copy came with leave to be remembered for a year."""
    server.spoilt, server.fault, server.times = file, fault, 1
    asked(tab, server.address + PAGE)
    tab.until(DATED, "one spoilt copy in the way ends the calculator")
    fetched = [path for path in server.served if file in path]
    assert len(fetched) == 2, f"fetched {len(fetched)} times"


def test_a_host_that_gives_the_wasm_no_type_serves_all_the_same(
    tab: Tab, server: FaultyServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delitem(TYPES, ".wasm")
    asked(tab, server.address + PAGE)
    tab.until(DATED, "a type that is missing stops the calculator")


# --- Chromium alone


def test_an_engine_that_does_not_say_what_the_page_has_printed_is_not_used(
    chromium: chromium.Chromium, site: Path, server: FaultyServer
) -> None:
    page = chromium.browser.new_page()
    html = (site / PAGE / "index.html").read_text("utf-8")
    golden = html.partition('data-golden="')[2][:64]
    page.route("**/maintenance.period.2/", lambda route: route.fulfill(body=html.replace(golden, "0" * 64)))
    page.goto(server.address + PAGE)
    page.fill("#start-day", "27")
    page.locator(SHOW).click()
    until(page, f"{STATE} === 'failed'")
    assert "did not give the answer that is printed here" in str(page.locator("[data-status]").text_content())
    page.close()


@pytest.fixture
def elsewhere() -> Iterator[chromium.Chromium]:
    """A browser for which the server is another machine; in truth it is this one."""
    with pytest.MonkeyPatch.context() as patch:
        rules = "--host-resolver-rules=MAP b12.test 127.0.0.1"
        patch.setattr(chromium, "FLAGS", [*chromium.FLAGS, rules])
        browser = chromium.Chromium()
    yield browser
    browser.close()


def test_on_plain_http_a_fault_is_told_and_mended_too(
    server: FaultyServer, elsewhere: chromium.Chromium
) -> None:
    """On another machine a page may not hash; dates are worked out all the same."""
    tab = Tab(elsewhere)
    server.spoilt, server.fault = WASM, "cut short"
    asked(tab, f"http://b12.test:{server.server_port}/{PAGE}")
    assert not tab.js("isSecureContext"), "this tests nothing: crypto.subtle is there"
    told_and_mended(tab, server, "cut short")
