"""What all tests share: a flag that writes golden files anew, random cases, browsers, the second try when one is lost.

Tests that try random cases try new ones in every run. Hypothesis keeps what failed in `.hypothesis/` and tries it first
the next time; a failure that must never come back stands as `@example` beside its test. Cases that we make ourselves
(tests/corpus.py) come from one seed, which each run draws and tells; `SEED=123 pytest ...` repeats them, and
Hypothesis's too.
"""

from __future__ import annotations

import os
import secrets
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, settings
from hypothesis.database import DirectoryBasedExampleDatabase

from tests.browser import retry
from tests.browser.retry import (
    pytest_collection_modifyitems,
    pytest_runtest_makereport,
    pytest_runtest_protocol,
)

# Every value that our claim needs is set here: where CI is set, Hypothesis would repeat the same cases in every run.
settings.register_profile(
    "new-cases",
    derandomize=False,
    print_blob=True,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow],
    database=DirectoryBasedExampleDatabase(
        Path(__file__).resolve().parent.parent / ".hypothesis" / "examples"
    ),
)
settings.load_profile("new-cases")

if TYPE_CHECKING:
    from playwright.sync_api import Browser

    from tests.browser.pool import Pool

__all__ = ["pytest_collection_modifyitems", "pytest_runtest_makereport", "pytest_runtest_protocol"]


def pytest_addoption(parser: pytest.Parser) -> None:
    """Golden files change with one flag, and are read in the diff."""
    parser.addoption("--rewrite-golden", action="store_true", help="write tests/golden/ anew from the engine")


@pytest.hookimpl(tryfirst=True)
def pytest_configure(config: pytest.Config) -> None:
    """Settle the seed before pytest-xdist starts its workers: they inherit the environment.

    Hypothesis is given the seed only on request, because it neither keeps nor repeats failures when it is given one.
    """
    if "SEED" not in os.environ:
        os.environ["SEED"] = str(secrets.randbelow(10**9))
    elif not hasattr(config, "workerinput") and config.option.hypothesis_seed is None:
        config.option.hypothesis_seed = os.environ["SEED"]


def pytest_report_header() -> str:
    """The seed, where pytest prints a header."""
    return again()


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter, exitstatus: int) -> None:
    """Which tests were tried again; the seed once more below a failure, because `pytest -q` prints no header."""
    retry.summary(terminalreporter)
    if exitstatus:
        terminalreporter.write_line(again())


def again() -> str:
    """How to repeat this run's random cases."""
    return f"random cases: SEED={os.environ['SEED']} repeats them"


@pytest.fixture
def rewrite_golden(request: pytest.FixtureRequest) -> bool:
    """True when the golden files are to be written, not compared."""
    return bool(request.config.getoption("--rewrite-golden"))


@pytest.fixture(scope="session")
def browsers() -> Iterator[Pool]:
    """The browsers of this process."""
    from tests.browser.pool import Pool  # loaded only where a test drives a browser

    pool = Pool()
    yield pool
    pool.close()


@pytest.fixture(scope="session")
def browser(browsers: Pool) -> Browser:
    """Chromium as Playwright knows it, for tests that open pages of their own."""
    found: Browser = browsers.get("Chromium").browser  # type: ignore[attr-defined]
    return found
