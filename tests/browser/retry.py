"""A lost browser costs one more try of one test: never a second test, and never a finding.

Hooks of pytest, taken up by tests/conftest.py. A failed assertion is a failure, whatever became of the browser.
"""

import contextlib
import threading
from collections.abc import Generator
from typing import Any

import pytest
from _pytest.runner import runtestprotocol

from tests.browser.driver import OPEN, BrowserLost, first_line

LOSS = pytest.StashKey[str]()  # of a test that was stopped: which browser was lost, and why, if one was
FOUND = pytest.StashKey[bool]()  # whether it was stopped by an assertion
TOLD = "browser lost"  # the property of a report that says why there was a second try
SHARE = 0.4  # of a test's own limit, for one try of a test that speaks to Playwright without our drivers


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item, call: pytest.CallInfo[Any]) -> Generator[None, Any, Any]:
    """Look for a lost browser when something first goes wrong, before anything is put away."""
    if call.excinfo and item.get_closest_marker("browser") and LOSS not in item.stash:
        item.stash[LOSS] = loss(call.excinfo.value)
        item.stash[FOUND] = isinstance(call.excinfo.value, AssertionError)
    return (yield)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """With `--dist loadgroup`: the tests of a file in one browser stay together, and share what they start.

    A test of one page of the site shares nothing but the browser, and goes wherever there is time.
    """
    for item in items:
        params = item.callspec.params if hasattr(item, "callspec") else {}
        if item.get_closest_marker("browser") and "path" not in params:
            item.add_marker(pytest.mark.xdist_group(f"{item.path.name} {params.get('tab', '')}"))


def pytest_runtest_protocol(item: pytest.Item, nextitem: pytest.Item | None) -> bool | None:
    """Run a test of a browser; once more, in new browsers, if it stopped because one was lost."""
    if not item.get_closest_marker("browser"):
        return None
    item.ihook.pytest_runtest_logstart(nodeid=item.nodeid, location=item.location)
    reports = tried(item, nextitem)
    if (why := item.stash.get(LOSS, "")) and not item.stash[FOUND]:
        item.user_properties.append((TOLD, why))
        del item.stash[LOSS]
        reports = tried(item, nextitem)
    for report in reports:
        item.ihook.pytest_runtest_logreport(report=report)
    item.ihook.pytest_runtest_logfinish(nodeid=item.nodeid, location=item.location)
    return True


def tried(item: pytest.Item, nextitem: pytest.Item | None) -> list[pytest.TestReport]:
    """One try. A call of Playwright may wait for ever: where no driver bounds it, the whole try is bounded."""
    limit = item.get_closest_marker("timeout")
    seconds = SHARE * float(limit.args[0] if limit else item.config.getini("timeout"))
    kill = threading.Timer(seconds, kill_chromium)
    kill.daemon = True
    if "tab" not in getattr(item, "fixturenames", ()):
        kill.start()
    try:
        return runtestprotocol(item, log=False, nextitem=nextitem)
    finally:
        kill.cancel()
        if item.stash.get(LOSS, ""):
            renew(item)


def kill_chromium() -> None:
    """The one browser to which tests speak without a driver."""
    for one in OPEN:
        if one.name == "Chromium":
            one.kill()


def loss(error: BaseException) -> str:
    """Which browser was lost, and why, if one was."""
    if isinstance(error, BrowserLost):
        return str(error)
    chromium = [one for one in OPEN if one.name == "Chromium"]  # to which some tests speak without a driver
    broken = [one for one in chromium if isinstance(error, Exception) and one.broken(error)]
    dead = broken or [one for one in OPEN if not one.lives()]
    return f"{dead[0].name} is gone: {first_line(error)}" if dead else ""


def renew(item: pytest.Item) -> None:
    """Put away everything that tests share, so that the next one gets new browsers."""
    with contextlib.suppress(Exception):
        item.session._setupstate.teardown_exact(None)
    for one in list(OPEN):
        one.kill()
        with contextlib.suppress(Exception):
            one.close()
    OPEN.clear()


def summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Which tests were tried twice, and why."""
    reports = [
        one for some in terminalreporter.stats.values() for one in some if hasattr(one, "user_properties")
    ]
    told = {
        one.nodeid: (why, one.outcome) for one in reports for key, why in one.user_properties if key == TOLD
    }
    if told:
        terminalreporter.section("browsers that were lost, and the second try")
    for nodeid, (why, outcome) in told.items():
        terminalreporter.write_line(f"{nodeid}: {why}; then {outcome}")
