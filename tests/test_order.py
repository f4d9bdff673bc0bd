"""Phases follow one another: no protocol file may lead to a row on an earlier day than the row before it.

The files here are made at random, most of them nearly right. Each is either refused, with file and key, or gives rows
whose days rise, whatever the reader chooses and whenever the first injection is.
"""

import tomllib
from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st

from calculator.regimen import Protocol
from calculator.strict import BadData
from tests import courses, demo, hostile, oracle

STARTS = [None, date(2024, 2, 29), date(2026, 1, 31), date(2027, 7, 1), date(2027, 12, 1), date(2028, 1, 1)]
FIRSTS_AND_LASTS = [
    (date(year, month, 1) + timedelta(days)).toordinal()
    for year in (2023, 2024)
    for month in range(1, 13)
    for days in (-3, -2, -1, 0, 1, 14)
]
"""Starts at both ends of every month and in the middle, over a leap day."""
SPREADS = {2: "[1, 4]", 3: "[1, 3, 5]"}


@st.composite
def phases(draw: st.DrawFn, name: str) -> str:
    """One phase of a protocol file, with one of the ways of saying how often and how long."""
    unit = draw(st.sampled_from(["d", "wk", "wk", "mo", "a"]))
    lines = [f'name = "{name}"']
    kind = draw(st.sampled_from(["count", "count", "weeks", "weeks", "bounds", "days", "until", "endless"]))
    if kind == "days":
        found = draw(st.lists(st.integers(2, 60), max_size=4, unique=True))
        return "\n".join([*lines, f"days = {[1, *sorted(found)]}"])
    period = draw(st.integers(1, 3))
    lines += [f'period_unit = "{unit}"', f"period = {period}"]
    often = draw(st.sampled_from([1, 1, 1, 2, 3]))
    if often == 1 and draw(st.booleans()):
        lines.append(f"period_max = {period + draw(st.integers(1, 3))}")
    if often > 1:
        lines += [f"frequency = {often}"] + ([f"spread = {SPREADS[often]}"] if unit in ("wk", "mo") else [])
    first = draw(st.integers(1, 30))
    longer = draw(st.integers(1, 6))
    if kind == "weeks":
        lines.append(f"weeks = [{first}, {first + longer}]")
    elif kind == "count":
        lines += [f"count = {longer}"] + ([f"count_max = {longer + 4}"] if draw(st.booleans()) else [])
    elif kind in ("bounds", "until"):
        length = draw(st.sampled_from(["d", "wk", "mo"]))
        lines += [f"bounds = {longer}", f'bounds_unit = "{length}"']
        lines += [f"bounds_max = {longer + 2}"] if draw(st.booleans()) else []
        lines += ['until = "better"'] if kind == "until" else []
    return "\n".join(lines)


def made(texts: tuple[str, ...]) -> tuple[Protocol | None, list[str]]:
    """The protocol, or nothing and why it was refused."""
    try:
        return demo.made(*texts), []
    except BadData as refused:
        return None, str(refused).splitlines()


files = st.integers(1, 4).flatmap(lambda count: st.tuples(*(phases(name) for name in "abcd"[:count])))
TEN_DAYS = 'name = "a"\nperiod_unit = "d"\nperiod = 1\ncount = 10'
OPEN_END = 'name = "a"\nperiod_unit = "d"\nperiod = 1\nbounds = 1\nbounds_unit = "d"\nuntil = "better"'
FROM_WEEK_2 = 'name = "b"\nperiod_unit = "wk"\nperiod = 1\nweeks = [2, 4]'


@hostile.many(300)
@example((TEN_DAYS, FROM_WEEK_2))  # was accepted, and gave day 10 and then day 8
@example((OPEN_END, FROM_WEEK_2))  # the reader may choose 60 days: day 60 and then day 8
@given(files)
def test_a_file_that_is_accepted_never_gives_a_day_that_goes_back(texts: tuple[str, ...]) -> None:
    one, told = made(texts)
    assert all(line.startswith("made.toml: phases") for line in told), "a refusal must name file and key"
    if one is None:
        return
    assume(len(list(courses.ends(one))) <= 16)
    for choices in courses.ends(one):
        for start in STARTS:
            rows = courses.schedule(one, choices, start, 24).administrations
            for before, row in pairwise(rows):
                assert before.day < row.day, (
                    f"day {before.day} is followed by day {row.day}: {choices} from {start}"
                )


@hostile.many(150)
@example(
    (
        'name = "a"\nperiod_unit = "d"\nperiod = 1\nbounds = 1\nbounds_unit = "mo"',
        FROM_WEEK_2.replace("2, 4", "6, 9"),
    ),
    12,
)
@given(files, st.sampled_from([1, 2, 3, 12, 13, 24]))
def test_a_day_without_a_start_is_exact_only_where_no_start_moves_it(
    texts: tuple[str, ...], months: int
) -> None:
    """Whatever a protocol file may say: lengths, intervals and the horizon in months, and what follows them."""
    one, _ = made(texts)
    assume(one is not None and len(list(courses.ends(one))) <= 8)
    assert one
    told = tomllib.loads(demo.text(*texts))
    for choices in courses.ends(one):
        found = courses.schedule(one, choices, None, months)
        dated = {tuple(oracle.day_numbers(told, choices, start, months)) for start in FIRSTS_AND_LASTS}
        for place, row in enumerate(found.administrations):
            same = all(rows[place : place + 1] == ((row.phase.name, row.day),) for rows in dated)
            assert same or row.about, (
                f"injection {row.number} is said to lie on day {row.day} exactly: {choices}"
            )
        same = {len(rows) for rows in dated} == {len(found.administrations)}
        assert same or found.unsure, (
            f"{len(found.administrations)} injections are said to be exact: {choices}"
        )


@pytest.mark.parametrize(
    "texts",
    [
        (TEN_DAYS, FROM_WEEK_2.replace("[2, 4]", "[3, 4]")),
        ('name = "a"\nperiod_unit = "mo"\nperiod = 1\ncount = 2', FROM_WEEK_2.replace("[2, 4]", "[6, 9]")),
        ('name = "a"\nperiod_unit = "wk"\nperiod = 1\ncount = 3', FROM_WEEK_2.replace("[2, 4]", "[4, 9]")),
    ],
)
def test_numbered_weeks_may_begin_on_the_first_day_that_is_free(texts: tuple[str, ...]) -> None:
    """The check is exact: a file whose weeks begin after the last injection can fall is not refused."""
    assert len(demo.made(*texts).phases) == 2
