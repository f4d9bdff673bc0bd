"""The way in to the reader's own dates: who cannot have them is told so once and truly, whatever the browser's age."""

import pytest

from tests.browser.chromium import Chromium
from tests.browser.faulty import FaultyServer
from tests.browser.tab import Tab

pytestmark = pytest.mark.browser

PAGE = "schedules/uk-bnf-hydroxocobalamin-neuro/"
STATE = "document.querySelector('injection-calculator').dataset.state"
SENTENCES = """[...document.querySelectorAll(
    ".own noscript, .own .unreached, .own [data-too-old], .own [data-status], .own button"
)].filter((one) => {
    const { visibility, display } = getComputedStyle(one);
    return display !== "none" && visibility === "visible" && one.getBoundingClientRect().height > 20;
}).map((one) => one.textContent.trim())"""
"""What the page says and offers about the reader's own dates."""
ROWS = "document.querySelectorAll('tr[data-day]').length"
OLDER = {
    "without module workers": "const { Worker: W } = window; window.Worker = function (url) { return new W(url); }",
    "without the newest WebAssembly": "WebAssembly.Module = function () { throw new WebAssembly.CompileError(); }",
    "without lookbehind": "window.RegExp = function () { throw new SyntaxError(); }",
    "without modules": "delete HTMLScriptElement.prototype.noModule",
}
"""How a browser is made to look older, before any script of the page runs."""


@pytest.mark.parametrize("how", OLDER)
def test_a_browser_that_is_too_old_is_told_so_once_and_fetches_nothing_for_it(
    chromium: Chromium, server: FaultyServer, how: str
) -> None:
    page = chromium.browser.new_page()
    page.add_init_script(OLDER[how])
    page.goto(server.address + PAGE)
    said = page.evaluate(f"() => {SENTENCES}")
    assert len(said) == 1, f"{how}: beside each other stand {said}"
    assert said[0].startswith("This browser is too old for your own dates.")
    assert page.evaluate(ROWS), "the printed example is gone"
    assert not [path for path in server.served if "/runtime/" in path]
    page.close()


def test_a_browser_of_today_is_let_in(tab: Tab, server: FaultyServer) -> None:
    tab.open(server.address + PAGE)
    tab.until("customElements.get('injection-calculator') !== undefined", "nobody is let in")
    assert tab.js("document.querySelector('[data-too-old]').hidden"), "a browser of today is called too old"
    assert not [path for path in server.served if path.endswith("[")], (
        "asking for a feature fetched something"
    )


@pytest.mark.parametrize(
    ("file", "fault"),
    [
        ("door.js", "blocked"),
        ("door.js", "unparsable"),
        ("element.js", "blocked"),
        ("element.js", "unparsable"),
        ("python.js", "a page instead"),
        ("python.js", "unparsable"),
    ],
)
def test_a_script_that_does_not_come_or_cannot_be_read_is_told_at_once_and_nothing_else_is(
    tab: Tab, server: FaultyServer, file: str, fault: str
) -> None:
    server.spoilt, server.fault = file, fault
    tab.open(server.address + PAGE)
    tab.until(f"{STATE} === 'unreached'", f"{file} {fault}: nobody says so")
    said = tab.js(SENTENCES)
    assert len(said) == 1, f"{file} {fault}: beside each other stand {said}"
    assert "has not arrived" in said[0]
    assert tab.js(ROWS), "the printed example is gone"


def test_a_browser_that_refuses_workers_is_told_that_it_cannot_start_here(
    chromium: Chromium, server: FaultyServer
) -> None:
    """It is not too old: it knows what kind of worker is wanted, and makes none."""
    page = chromium.browser.new_page()
    refuses = "throw new DOMException(`no ${options.type} workers here`, 'SecurityError')"
    page.add_init_script(f"window.Worker = function (url, options) {{ {refuses}; }}")
    page.goto(server.address + PAGE)
    page.locator(".own [data-do=show]").click()
    page.locator(".own [data-status]").get_by_text("could not start in this browser").wait_for()
    assert page.evaluate(ROWS), "the printed example is gone"
    page.close()
