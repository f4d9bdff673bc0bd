"""Three browsers, started when first needed and kept; a server of its own for every test."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.browser.chromium import Chromium
from tests.browser.faulty import FaultyServer
from tests.browser.firefox import Firefox
from tests.browser.tab import Tab
from tests.browser.webkit import WebKit

SITE = Path(__file__).resolve().parent.parent.parent / "site"
BROWSERS = {"Chromium": Chromium, "Firefox": Firefox, "WebKitGTK": WebKit}


@pytest.fixture(scope="session", params=BROWSERS)
def tab(request: pytest.FixtureRequest) -> Iterator[Tab]:
    """A tab in each of the three engines in turn."""
    browser = BROWSERS[request.param]()
    yield Tab(browser)
    browser.close()


@pytest.fixture
def server() -> Iterator[FaultyServer]:
    """The built site on a port of its own."""
    if not (SITE / "calculator" / "index.html").is_file():
        pytest.fail("There is no site to open: run make site first.")
    with FaultyServer(SITE) as server:
        yield server
