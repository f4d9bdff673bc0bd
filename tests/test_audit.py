"""What the clinical audit of 25 November 2026 found stays mended: one test a row of `audit.toml`."""

import re
import tomllib
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from scripts.paths import ROOT
from tests import prose
from tests.test_hazards import functions

ROWS: list[dict[str, Any]] = tomllib.loads(Path(__file__).with_name("audit.toml").read_text("utf-8"))["rows"]
KEYS = {"row", "fault", "mended", "tests", "says", "never"}
WANTED = [f"A{n}" for n in range(1, 12)] + [f"B{n}" for n in range(1, 23)] + [f"C{n}" for n in range(1, 13)]


def test_every_row_of_the_audit_is_here() -> None:
    assert [one["row"] for one in ROWS] == WANTED


@pytest.mark.parametrize("one", ROWS, ids=lambda one: one["row"])
def test_a_row_of_the_audit_stays_mended(one: dict[str, Any]) -> None:
    row = one["row"]
    assert set(one) <= KEYS, f"{row}: no such key: {set(one) - KEYS}"
    assert one["mended"] or one.get("never"), f"{row} names nothing that was done"
    for name in one["mended"]:
        assert (ROOT / name).is_file(), f"{row}: {name} is gone"
    for test in one.get("tests", ()):
        name, _, function = test.partition("::")
        assert function in functions(ROOT / name), f"{row}: {test} is gone"
    for name, expressions in one.get("says", {}).items():
        for expression in expressions:
            assert re.search(expression, text(name), re.I | re.S), (
                f"{row}: {name} no longer says {expression!r}"
            )
    for expression in one.get("never", ()):
        hits = [name for name in everything() if re.search(expression, text(name), re.I)]
        assert not hits, f"{row}: {hits} say {expression!r} again"


@cache
def text(name: str) -> str:
    """A file of ours with plain spaces; a page with its cards of signs in place."""
    inside = name.removeprefix("docs/")
    is_page = name.startswith("docs/") and name.endswith(".md")
    whole = prose.read(inside).whole if is_page else (ROOT / name).read_text("utf-8")
    return whole.replace("\u00a0", " ")


@cache
def everything() -> tuple[str, ...]:
    """Every file whose words reach a reader."""
    files = [*(ROOT / "docs").rglob("*.md"), *(ROOT / "docs" / "_data").glob("*.toml")]
    files += [*(ROOT / "calculator").rglob("*.toml"), *(ROOT / "scripts").rglob("*.toml")]
    return tuple(sorted(file.relative_to(ROOT).as_posix() for file in files))
