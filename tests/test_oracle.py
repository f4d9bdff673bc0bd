"""The engine against a second, independent way of counting the same dates (rule C7)."""

from collections.abc import Sequence
from datetime import date
from pathlib import Path

import pytest

from calculator.protocol import protocol
from tests import courses, oracle

LONG = (date(2024, 2, 29), date(2026, 1, 31), date(2027, 8, 30))
"""Starts from which five years are compared, over a leap day each time."""


@pytest.mark.parametrize("path", oracle.files(), ids=lambda path: path.stem)
def test_the_oracle_agrees_over_the_hard_dates(path: Path) -> None:
    compare(path, courses.starts(len(courses.HARD_STARTS)), 12)


@pytest.mark.slow
@pytest.mark.parametrize("path", oracle.files(), ids=lambda path: path.stem)
def test_the_oracle_agrees_from_100_starts_that_are_drawn_anew(path: Path) -> None:
    compare(path, courses.fresh_starts(100), 12)


@pytest.mark.parametrize("path", oracle.files(), ids=lambda path: path.stem)
def test_the_oracle_agrees_over_five_years_and_over_one_month(path: Path) -> None:
    compare(path, LONG, 60)
    compare(path, LONG, 1)


def compare(path: Path, starts: list[date] | tuple[date, ...], months: int) -> None:
    """Every end of every choice from every start: the same dates in the same phases with the same doses."""
    told = oracle.read(path)
    for choices in oracle.all_ends(told):
        for start in starts:
            found = courses.schedule(protocol(path.stem), choices, start, months)
            ours = [(row.date, row.phase.name, row.dose.low, row.dose.high) for row in found.administrations]
            theirs = oracle.injections(told, choices, start, months)
            assert ours == theirs, (
                f"{path.stem} from {start}, {choices}: a reader would see {first_difference(ours, theirs)}"
            )


def first_difference(ours: Sequence[object], theirs: Sequence[object]) -> str:
    """Where two lists of injections part, in words."""
    for number, (mine, other) in enumerate(zip(ours, theirs, strict=False), start=1):
        if mine != other:
            return f"injection {number} as {mine}, the oracle says {other}"
    return f"{len(ours)} injections, the oracle says {len(theirs)}"


def test_the_oracle_chooses_from_the_same_open_things() -> None:
    for path in oracle.files():
        asked = [dict(one) for one in courses.ends(protocol(path.stem))]
        assert list(oracle.all_ends(oracle.read(path))) == asked, path.stem


def test_the_hard_starts_hold_leap_days_month_ends_and_both_clock_changes() -> None:
    found = set(courses.starts(len(courses.HARD_STARTS)))
    assert {date(2028, 2, 29), date(2026, 3, 29), date(2026, 10, 25), date(2026, 1, 31)} <= found
    assert len(found) > 25


def test_fresh_starts_follow_the_seed_and_lie_in_every_month_and_on_every_weekday(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("SEED", "1")
    found = courses.fresh_starts(1000)
    assert found == courses.fresh_starts(1000)
    assert {day.weekday() for day in found} == set(range(7))
    assert {day.month for day in found} == set(range(1, 13))
    assert all(date(2000, 1, 1) <= day <= date(2099, 12, 31) for day in found)
    monkeypatch.setenv("SEED", "2")
    assert found != courses.fresh_starts(1000)


def test_the_oracle_shares_no_line_with_the_engine() -> None:
    assert "import calculator" not in Path(oracle.__file__).read_text("utf-8")
    assert "from calculator" not in Path(oracle.__file__).read_text("utf-8")
