"""A reader is asked to spend no more than scripts/bench/budgets.toml allows."""

import tomllib
from pathlib import Path
from typing import Any

import pytest

from scripts.bench.page import ASK, PAGE, SHORT, weight
from scripts.paths import SCRIPTS

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def spent(site: Path) -> dict[str, Any]:
    """What Chromium asked for, from an empty cache to the first dated rows."""
    return weight(site, PAGE, ASK["ours"])


@pytest.fixture(scope="module")
def budgets() -> dict[str, Any]:
    """The budgets."""
    return tomllib.loads((SCRIPTS / "bench/budgets.toml").read_text("utf-8"))


def test_the_page_of_a_leaflets_code_costs_little(site: Path, budgets: dict[str, Any]) -> None:
    read, limit = weight(site, SHORT), budgets["example"]["bytes"]
    assert not [path for path in read["files"] if path.startswith("/runtime/")]
    assert read["bytes"] <= limit, f"{read['bytes']:,} bytes, {limit:,} allowed: {read['files']}"


def test_the_first_dates_fit_a_phone_contract(spent: dict[str, Any], budgets: dict[str, Any]) -> None:
    limit = budgets["first_answer"]["bytes"]
    assert spent["bytes"] <= limit, f"{spent['bytes']:,} bytes, {limit:,} allowed: {spent['files']}"


def test_python_comes_in_few_requests(spent: dict[str, Any], budgets: dict[str, Any]) -> None:
    asked = [path for path in spent["files"] if path.startswith("/runtime/")]
    assert len(asked) <= budgets["first_answer"]["requests_for_python"], asked
