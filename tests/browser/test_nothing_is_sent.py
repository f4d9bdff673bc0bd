"""Enter and every button, in a browser whose scripts are off or cannot be read: nothing typed or chosen goes out."""

from pathlib import Path

import pytest

from tests.browser.chromium import Chromium
from tests.browser.faulty import FaultyServer

pytestmark = pytest.mark.browser

PAGES = ("", "handout/us2.html", "schedules/uk-bnf-hydroxocobalamin-neuro/")
SHOWN = "() => { for (const one of document.querySelectorAll('[hidden]')) one.hidden = false; }"
"""Also what a script would open: the panel of search, and buttons that wait for something."""

FILL = "it => { if (/text|search/.test(it.type)) it.value = 'numb feet'; else it.checked = true; }"
PRESS = "() => [...document.querySelectorAll('button')].map((button) => button.click()).length"


def press_everything(chromium: Chromium, server: FaultyServer, *, scripts: bool) -> int:
    """Fill in every field, press Enter in it, then press every button; gives how many presses there were."""
    presses = 0
    context = chromium.browser.new_context(java_script_enabled=scripts)
    for path in PAGES:
        page = context.new_page()
        page.goto(server.address + path)
        page.evaluate(SHOWN)
        for field in page.locator("input").all():
            field.evaluate(FILL)
            field.press("Enter")
            presses += 1
        presses += page.evaluate(PRESS)
        page.goto(f"{server.address}about/privacy/")  # whatever was being sent is on its way by now
        page.close()
    context.close()
    return presses


def with_a_query(server: FaultyServer) -> list[str]:
    """The requests that carry something after a question mark."""
    return [path for path in server.served if "?" in path]


def test_without_scripts_nothing_is_sent(chromium: Chromium, server: FaultyServer) -> None:
    assert press_everything(chromium, server, scripts=False) > 20
    assert with_a_query(server) == []


def test_with_modules_that_the_browser_cannot_read_nothing_is_sent(
    chromium: Chromium, server: FaultyServer, site: Path
) -> None:
    """As in a browser that is older than their syntax: what opens the search works, what searches does not."""
    modules = {"search.js", "handout.js", "element.js", "python.js", "keep.js"}
    server.spoilt, server.fault = tuple(sorted(modules)), "unparsable"
    assert press_everything(chromium, server, scripts=True) > 20
    assert modules - {path.rpartition("/")[2] for path in server.served} <= {"keep.js"}, (
        "not fetched, so not tried"
    )
    assert with_a_query(server) == []
