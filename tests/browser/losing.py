"""Tests that lose their browser on purpose. Not collected by themselves: test_retry.py runs them.

Every try writes a line into the file that TRIES names.
"""

import contextlib
import os
import signal
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from tests.browser import driver
from tests.browser.tab import Tab

pytestmark = pytest.mark.browser
in_one = pytest.mark.parametrize("tab", ["WebKitGTK"], indirect=True)  # the one that starts soonest


def tries(request: pytest.FixtureRequest) -> int:
    """Which try of this test this is; 1 for the first."""
    file = Path(os.environ["TRIES"])
    name = request.node.name
    with file.open("a") as out:
        print(name, file=out)
    return file.read_text().splitlines().count(name)


def send(tab: Tab, number: signal.Signals) -> None:
    """A signal to every process of the browser."""
    for process in [tab.browser.pid, *driver.family(tab.browser.pid)]:
        with contextlib.suppress(ProcessLookupError):
            os.kill(process, number)


@pytest.mark.parametrize("number", [signal.SIGSTOP, signal.SIGKILL], ids=["silent", "dead"])
def test_mended(
    tab: Tab, number: signal.Signals, request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch
) -> None:
    if tries(request) == 1:
        monkeypatch.setattr(driver, "HEARTBEAT", 2.0)
        send(tab, number)
    assert tab.js("6 * 7") == 42


@in_one
def test_found(tab: Tab, request: pytest.FixtureRequest) -> None:
    tries(request)
    send(tab, signal.SIGKILL)
    assert tab.browser.name == "what the test found"


@in_one
def test_unharmed(tab: Tab, request: pytest.FixtureRequest) -> None:
    tries(request)
    assert tab.js("6 * 7") == 42


@pytest.mark.timeout(10)
def test_waits(browser: Browser, request: pytest.FixtureRequest) -> None:
    page = browser.new_page()
    if tries(request) == 1:
        page.evaluate("new Promise(() => {})")
    assert page.evaluate("6 * 7") == 42


@in_one
def test_lost_twice(tab: Tab, request: pytest.FixtureRequest) -> None:
    tries(request)
    send(tab, signal.SIGKILL)
    tab.js("6 * 7")
