"""What all tests share: the one flag that writes the golden files anew."""

import pytest


def pytest_addoption(parser: pytest.Parser) -> None:
    """Golden files change with one flag, and are read in the diff."""
    parser.addoption("--rewrite-golden", action="store_true", help="write tests/golden/ anew from the engine")


@pytest.fixture
def rewrite_golden(request: pytest.FixtureRequest) -> bool:
    """True when the golden files are to be written, not compared."""
    return bool(request.config.getoption("--rewrite-golden"))
