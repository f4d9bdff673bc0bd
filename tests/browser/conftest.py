"""Three browsers, started when first needed and kept; a server of its own for every test."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from scripts.paths import SITE
from tests.browser.chromium import Chromium
from tests.browser.faulty import FaultyServer
from tests.browser.pool import BROWSERS, Pool
from tests.browser.reader import Reader
from tests.browser.tab import Tab


@pytest.fixture(scope="session", params=BROWSERS)
def tab(request: pytest.FixtureRequest, browsers: Pool) -> Tab:
    """A tab in each of the three engines in turn."""
    return Tab(browsers.get(request.param))


@pytest.fixture(scope="session")
def chromium(browsers: Pool) -> Chromium:
    """Chromium, for tests that need more of it than a tab."""
    found = browsers.get("Chromium")
    assert isinstance(found, Chromium)
    return found


@pytest.fixture(scope="module")
def address(site: Path) -> Iterator[str]:
    """The built site as it is meant to be served, for all tests of a module."""
    with FaultyServer(site) as server:
        yield server.address


@pytest.fixture
def reader(chromium: Chromium, address: str) -> Iterator[Reader]:
    """A tab of its own on a small phone."""
    page = chromium.browser.new_page(viewport={"width": 320, "height": 640})
    yield Reader(page, address)
    page.close()


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site as it was when the tests began; a build in the middle of them changes nothing."""
    if not (SITE / "schedules" / "index.html").is_file():
        pytest.fail("There is no site to open: run make site first.")
    return Path(shutil.copytree(SITE, tmp_path_factory.mktemp("built") / "site"))


@pytest.fixture
def server(site: Path) -> Iterator[FaultyServer]:
    """The built site on a port of its own, so that every browser's cache is cold."""
    with FaultyServer(site) as server:
        yield server
