"""The engine against a second, independent way of counting the same dates (rule C7)."""

import os
from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date
from functools import cache
from pathlib import Path
from random import Random

import pytest

from calculator.language import language
from calculator.protocol import protocol
from calculator.render.summary import summary
from calculator.render.words import when_words
from calculator.schedule import Schedule
from tests import courses, oracle

ENGLISH = language("en")
LONG = (date(2024, 2, 29), date(2026, 1, 31), date(2027, 8, 30))
"""Starts from which five years are compared, over a leap day each time."""

type Told = tuple[Path, dict[str, str]]
"""A protocol file and one way of choosing."""


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


# --- without a start: exact is the same from every start


def test_the_quick_count_of_days_gives_the_dates_of_the_rules() -> None:
    for path in oracle.files():
        told = oracle.read(path)
        for choices in oracle.all_ends(told):
            for start in (*LONG, *courses.fresh_starts(3)):
                rules = oracle.injections(told, choices, start, 24)
                wanted = [(phase, (day - start).days + 1) for day, phase, _, _ in rules]
                assert oracle.day_numbers(told, choices, start.toordinal(), 24) == wanted, (
                    f"{path}, {choices}"
                )


def test_an_undated_schedule_says_exactly_only_what_is_the_same_from_every_start() -> None:
    first = [(path, oracle.read(path)["examples"][0].get("choices", {})) for path in oracle.files()]
    check_undated([*first, *Random(os.environ["SEED"]).sample(every_way(), 40)], 12)


@pytest.mark.parametrize("months", [1, 2, 3, 24, 60])
def test_how_far_to_look_makes_no_day_look_more_exact_than_it_is(months: int) -> None:
    check_undated(Random(f"{os.environ['SEED']} {months}").sample(every_way(), 15), months)


@pytest.mark.slow
def test_every_way_of_choosing_says_exactly_only_what_is_the_same_from_every_start() -> None:
    ways = every_way()
    cautious = check_undated(ways, 12)
    assert cautious < len(ways) / 20, f"{cautious} of {len(ways)} say about how many injections without need"


def every_way() -> list[Told]:
    """Every protocol with every way of choosing."""
    return [(path, choices) for path in oracle.files() for choices in oracle.all_ways(oracle.read(path))]


def check_undated(ways: Iterable[Told], months: int) -> int:
    """What each undated schedule says, against its schedules from every start of four years.

    Gives the number of schedules that say "about" of a number of injections that is the same from each start.
    """
    return sum(check_one(path, choices, months) for path, choices in ways)


def check_one(path: Path, choices: dict[str, str], months: int) -> bool:
    """One undated schedule: a row that is exact, a row that is about, and the sentence on top."""
    name = f"{path.stem}, {choices}, {months} months"
    found = courses.schedule(protocol(path.stem), choices, None, months)
    told = oracle.read(path)
    dated = {tuple(oracle.day_numbers(told, choices, start, months)) for start in four_years()}
    for place, row in enumerate(found.administrations):
        exact = ((row.phase.name, row.day),)
        same = all(rows[place : place + 1] == exact for rows in dated)
        words = when_words(row, ENGLISH)
        assert words == (f"About day {row.day:,}" if row.about else f"Day {row.day:,}"), name
        assert same or row.about, f"{name}: injection {row.number} is said to lie on day {row.day} exactly"
        needed = not same or months > 12  # what is the same in these four years may differ in others
        assert needed or not row.about, (
            f"{name}: injection {row.number} lies on day {row.day} from every start"
        )
    return check_sentence(found, dated, name)


def check_sentence(found: Schedule, dated: set[tuple[tuple[str, int], ...]], name: str) -> bool:
    """The numbers of injections in the sentence on top; true when one is "about" without need."""
    said = summary(found, ENGLISH)
    totals = {len(rows) for rows in dated}
    assert totals == {len(found.administrations)} or said.startswith("About "), f"{name}: {said}"
    parts = said.split(": ", 1)[1].replace(", then ", ", ").split(", ")
    shown = Counter(row.phase.name for row in found.administrations)
    numbers = [Counter(phase for phase, _ in rows) for rows in dated]
    for (phase, mine), part in zip(shown.items(), parts, strict=True):
        same = {number[phase] for number in numbers} == {mine}
        assert same or not part.startswith(f"{mine} "), f"{name}, {phase}: {said}"
    return said.startswith("About ") and totals == {len(found.administrations)}


@cache
def four_years() -> range:
    """Every day of four years in a row, other ones in every run, as ordinals: 1461 starts."""
    first = Random(os.environ["SEED"]).randrange(2000, 2093)
    return range(date(first, 1, 1).toordinal(), date(first + 4, 1, 1).toordinal())


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
