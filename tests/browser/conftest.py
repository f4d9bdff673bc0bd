"""Three browsers, started when first needed and kept; a server of its own for every test."""

import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.browser.chromium import Chromium
from tests.browser.faulty import FaultyServer
from tests.browser.firefox import Firefox
from tests.browser.reader import Reader
from tests.browser.tab import Browser, Tab
from tests.browser.webkit import WebKit

SITE = Path(os.environ.get("SITE", Path(__file__).resolve().parent.parent.parent / "site"))
BROWSERS: dict[str, Callable[[], Browser]] = {"Chromium": Chromium, "Firefox": Firefox, "WebKitGTK": WebKit}


@pytest.fixture(scope="session", params=BROWSERS)
def tab(request: pytest.FixtureRequest) -> Iterator[Tab]:
    """A tab in each of the three engines in turn."""
    browser = BROWSERS[request.param]()
    yield Tab(browser)
    browser.close()


@pytest.fixture(scope="module")
def chromium() -> Iterator[Chromium]:
    """One Chromium for the tests of a module that need more of it than a tab."""
    browser = Chromium()
    yield browser
    browser.close()


@pytest.fixture(scope="module")
def address(site: Path) -> Iterator[str]:
    """The built site as it is meant to be served, for all tests of a module."""
    with FaultyServer(site) as server:
        yield server.address


@pytest.fixture(scope="module")
def reader(chromium: Chromium, address: str) -> Iterator[Reader]:
    """One tab for all tests of a module, with Python awake after the first question."""
    page = chromium.browser.new_page(viewport={"width": 768, "height": 900})
    yield Reader(page, address)
    page.close()


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site as it was when the tests began; a build in the middle of them changes nothing."""
    if not (SITE / "calculator" / "index.html").is_file():
        pytest.fail("There is no site to open: run make site first.")
    return Path(shutil.copytree(SITE, tmp_path_factory.mktemp("built") / "site"))


@pytest.fixture
def server(site: Path) -> Iterator[FaultyServer]:
    """The built site on a port of its own, so that every browser's cache is cold."""
    with FaultyServer(site) as server:
        yield server
