"""The laws of dates. Each test is one law; most run over every protocol there is."""

import re
from collections.abc import Callable, Mapping
from datetime import date, timedelta

import pytest
from dateutil.relativedelta import relativedelta

from calculator.choices import open_choices
from calculator.dates import add_months, fewest_days, mean_days, most_days
from calculator.injection import Administration, Ours
from calculator.language import language
from calculator.protocol import protocol
from calculator.regimen import Phase
from calculator.render.words import because_words
from calculator.schedule import Schedule
from tests import courses, oracle
from tests.demo import made

ENGLISH = language("en")
AFTER = re.compile(r"(\d+) (day|week|month|year)s? after injection (\d+)")
OURS = re.compile(r" \((?P<ours>[^()]*)\)$")
STEP = {"day": "days", "week": "weeks", "month": "months", "year": "years"}


def days(schedule: Schedule) -> list[int]:
    return [row.day for row in schedule.administrations]


def dates(schedule: Schedule) -> list[str]:
    return [row.date.isoformat() if row.date else "" for row in schedule.administrations]


# --- months are months


def test_a_month_after_31_january_is_28_february_and_two_months_after_is_31_march() -> None:
    first = date(2026, 1, 31)
    assert [add_months(first, months) for months in (1, 2, 3)] == [
        date(2026, 2, 28), date(2026, 3, 31), date(2026, 4, 30),
    ]  # fmt: skip


@pytest.mark.parametrize("start", courses.HARD_STARTS)
def test_months_are_added_as_a_calendar_library_adds_them(start: date) -> None:
    assert [add_months(start, n) for n in range(61)] == [start + relativedelta(months=n) for n in range(61)]


def test_months_are_counted_from_the_anchor_and_never_chained() -> None:
    monthly = made('name = "m"\nperiod_unit = "mo"')
    found = dates(courses.schedule(monthly, {}, date(2026, 1, 31), 5))
    assert found == ["2026-01-31", "2026-02-28", "2026-03-31", "2026-04-30", "2026-05-31"]


def test_months_from_a_leap_day_come_back_to_the_29th() -> None:
    monthly = made('name = "m"\nperiod_unit = "mo"')
    found = dates(courses.schedule(monthly, {}, date(2028, 1, 29), 14))
    assert found[1:3] == ["2028-02-29", "2028-03-29"]
    assert found[13:] == ["2029-02-28"]


def test_a_year_after_29_february_is_28_february_and_four_years_after_is_the_29th() -> None:
    yearly = made('name = "y"\nperiod_unit = "a"')
    found = dates(courses.schedule(yearly, {}, date(2028, 2, 29), 60))
    assert found == ["2028-02-29", "2029-02-28", "2030-02-28", "2031-02-28", "2032-02-29"]


def test_n_times_a_year_is_every_so_many_months() -> None:
    quarterly = made('name = "y"\nfrequency = 4\nperiod_unit = "a"')
    found = courses.schedule(quarterly, {}, date(2026, 11, 30))
    assert dates(found) == ["2026-11-30", "2027-02-28", "2027-05-30", "2027-08-30"]
    assert all(Ours.SPREAD in row.ours for row in found.administrations[1:])


def test_months_in_a_row_have_no_fewer_and_no_more_days_than_the_calendar_gives_them() -> None:
    firsts = [date(2000 + n // 12, n % 12 + 1, 1) for n in range(1200)]
    for months in range(1, 61):
        found = {(first + relativedelta(months=months) - first).days for first in firsts}
        assert (min(found), max(found)) == (fewest_days(months), most_days(months)), f"{months} months"
        assert min(found) <= mean_days(months) <= max(found)


# --- weeks are weeks


def test_weeks_stay_7_days_through_short_months_and_clock_changes() -> None:
    weekly = made('name = "w"\nperiod_unit = "wk"')
    for start in courses.CLOCK_CHANGES:
        found = courses.schedule(weekly, {}, start)
        assert days(found) == list(range(1, days(found)[-1] + 1, 7))
        assert {row.date.weekday() for row in found.administrations if row.date} == {start.weekday()}


def test_3_times_a_week_is_spread_from_the_first_day_like_monday_wednesday_friday() -> None:
    often = made('name = "w"\nfrequency = 3\nperiod_unit = "wk"\nspread = [1, 3, 5]\ncount = 6')
    found = courses.schedule(often, {}, date(2026, 3, 5))
    assert days(found) == [1, 3, 5, 8, 10, 12]
    assert found.administrations[0].ours == ()
    assert all(row.ours == (Ours.SPREAD,) for row in found.administrations[1:])


def test_each_frequency_has_the_days_that_its_file_gives_it() -> None:
    """The days of the week as they stand in the TOML file, read without the engine."""
    tried = 0
    for path in oracle.files():
        for phase, told in zip(protocol(path.stem).phases, oracle.read(path)["phases"], strict=True):
            for timing, way in zip(phase.timings, told.get("either", [told]), strict=False):
                written = way.get("spread", {})
                lists = written.values() if isinstance(written, dict) else [written]
                assert list(map(list, timing.spread.values())) == list(lists), f"{path.stem}: {phase.name}"
                tried += len(timing.spread)
    assert tried >= 8, "few files spread injections over a week any more: this test needs some"


# --- where a phase begins and ends


def test_a_phase_of_which_only_the_order_is_known_starts_one_of_its_own_intervals_later() -> None:
    then = made(
        'name = "a"\nperiod = 2\nperiod_unit = "d"\ncount = 3',
        'name = "b"\nperiod = 2\nperiod_unit = "wk"',
    )
    found = courses.schedule(then, {}, date(2026, 3, 2), 2)
    assert days(found) == [1, 3, 5, 19, 33, 47, 61]
    assert found.administrations[3].ours == (Ours.ORDER,)
    assert found.administrations[4].ours == ()


def test_a_phase_with_numbered_weeks_starts_on_the_first_day_of_its_first_week() -> None:
    numbered = made(
        'name = "a"\nperiod = 3\nperiod_unit = "d"\nweeks = [1, 2]',
        'name = "b"\nperiod_unit = "wk"\nweeks = [4, 6]',
        'name = "c"\nperiod_unit = "mo"\nweeks = [9, 20]',
    )
    found = courses.schedule(numbered, {}, date(2026, 3, 2))
    assert days(found) == [1, 4, 7, 10, 13, 22, 29, 36, 57, 87, 118]
    assert not any(row.ours for row in found.administrations), "the source gives these weeks: nothing is ours"


def test_2_weeks_from_day_1_are_days_1_to_14() -> None:
    daily = made('name = "a"\nperiod_unit = "d"\nbounds = 2\nbounds_unit = "wk"')
    assert days(courses.schedule(daily, {}, None)) == list(range(1, 15))


def test_2_weeks_after_an_injection_end_with_the_14th_day_after_it() -> None:
    then = made(
        'name = "a"\nperiod_unit = "d"\ncount = 1',
        'name = "b"\nperiod_unit = "wk"\nbounds = 2\nbounds_unit = "wk"',
    )
    assert days(courses.schedule(then, {}, None)) == [1, 8, 15]


def test_a_list_of_days_is_taken_as_it_stands() -> None:
    listed = protocol("us-kuzminski-1998-trial")
    found = courses.schedule(listed, {}, date(2026, 3, 2))
    assert days(found) == [1, 3, 7, 10, 14, 21, 30, 60, 90]
    assert not any(row.ours for row in found.administrations)


# --- laws that every schedule obeys


def every(law: Callable[[Schedule], bool], says: str, *, undated: bool = False) -> None:
    """The law holds for every protocol, from every hard date, at every end of every choice."""
    for name, _, schedule in courses.every_schedule(len(courses.HARD_STARTS), undated=undated):
        assert law(schedule), f"{name}: {says}"


def test_the_laws_are_tried_on_every_protocol_and_on_thousands_of_schedules() -> None:
    found = courses.every_schedule(len(courses.HARD_STARTS))
    assert len(found) > 3000
    assert {schedule.course.protocol.id for _, _, schedule in found} == set(courses.IDS)
    assert all(schedule.administrations for _, _, schedule in found)


def test_day_1_is_the_first_injection() -> None:
    every(lambda one: one.administrations[0].day == 1, "the first injection is not on day 1")


def test_days_are_counted_from_the_start_whole() -> None:
    def law(one: Schedule) -> bool:
        start = one.course.start or date.min
        return all(row.date == start + timedelta(row.day - 1) for row in one.administrations)

    every(law, "a row's day and date disagree")


@pytest.mark.parametrize("undated", [False, True])
def test_injections_are_numbered_and_their_days_rise(undated: bool) -> None:
    def law(one: Schedule) -> bool:
        found = days(one)
        numbered = [row.number for row in one.administrations] == list(range(1, len(found) + 1))
        return numbered and found == sorted(set(found))

    every(law, "days go back or stand twice", undated=undated)


def test_nothing_lies_on_or_after_the_horizon() -> None:
    def law(one: Schedule) -> bool:
        end = (one.course.start or date.min) + relativedelta(months=one.course.months)
        return all(row.date and row.date < end for row in one.administrations)

    every(law, "an injection lies beyond the months that were asked for")


def test_a_year_of_an_endless_phase_ends_before_the_same_day_of_the_next_year() -> None:
    monthly = made('name = "m"\nperiod_unit = "mo"')
    assert dates(courses.schedule(monthly, {}, date(2026, 3, 2)))[-1] == "2027-02-02"


def test_a_longer_look_shows_the_same_rows_and_then_more() -> None:
    for one in map(protocol, courses.IDS):
        for choices in courses.ends(one):
            short, long = (courses.schedule(one, choices, date(2026, 1, 31), n) for n in (6, 24))
            assert dates(long)[: len(dates(short))] == dates(short), one.id


def test_no_date_is_moved_for_a_weekend_or_for_christmas() -> None:
    daily = made('name = "a"\nperiod_unit = "d"\ncount = 14')
    found = courses.schedule(daily, {}, date(2026, 12, 21))
    assert days(found) == list(range(1, 15))
    for one in map(protocol, courses.IDS):
        choices = next(courses.ends(one))
        weekdays = [courses.schedule(one, choices, date(2027, 3, 1) + timedelta(n), 1) for n in range(7)]
        assert len({tuple(days(each)) for each in weekdays}) == 1, f"{one.id}: the weekday changes the days"


# --- every assumption of ours is named in the row that uses it


def test_what_is_ours_and_what_is_the_source_s_is_told_in_every_row() -> None:
    told: set[Ours] = set()
    for dated in (True, False):
        for name, choices, found in courses.every_schedule(3, undated=not dated):
            before = ""
            for row in found.administrations:
                ours = expected(row.phase, opens=row.phase.name != before, first=not before, choices=choices)
                assert set(row.ours) - {Ours.MONTH} == ours, f"{name}, injection {row.number}"
                assert not (dated and row.about), f"{name}, injection {row.number} has a date: it is exact"
                before = row.phase.name
                told |= set(row.ours)
    assert told == set(Ours), "no protocol rests on one of our assumptions any more: this test needs one"


def expected(phase: Phase, *, opens: bool, first: bool, choices: Mapping[str, str]) -> set[Ours]:
    """What in a row is ours with a start or without, from its phase's file, never from the engine.

    `opens`: it is the first row of its phase; `first`: of all. The mean month is the oracle's: tests/test_oracle.py.
    """
    ours: set[Ours] = set()
    if not opens and spread(phase, choices.get(f"{phase.name}.either")):
        ours.add(Ours.SPREAD)
    if opens and not first and not phase.weeks:
        ours.add(Ours.ORDER)
    if phase.until and not (phase.bounds and not phase.bounds.fixed):
        ours.add(Ours.LENGTH)
    if phase.timing and phase.timing.period_is_minimum:
        ours.add(Ours.GAP)
    return ours


def spread(phase: Phase, way: str | None) -> bool:
    """True when the source says only how many in a period."""
    timing = phase.either[way].timing if phase.either and way else phase.timing
    return timing is not None and timing.frequency.high > 1


def test_every_assumption_has_words_for_the_row_and_words_in_full() -> None:
    for name in Ours:
        assert ENGLISH.say(f"ours.{name}")
        assert ENGLISH.say(f"ours_full.{name}")


# --- the words of every row, worked out again by hand


def test_the_sentence_of_every_row_gives_the_row_s_date() -> None:
    for name, _, found in courses.every_schedule(len(courses.HARD_STARTS)):
        start = found.course.start
        assert start
        rows = {row.number: row for row in found.administrations}
        for row in rows.values():
            words = because_words(row, ENGLISH)
            assert by_hand(words, start, rows) == row.date, f"{name}, injection {row.number}: {words!r}"


def test_the_sentence_of_every_row_gives_about_the_row_s_day_when_there_is_no_start() -> None:
    for name, _, found in courses.every_schedule(1, undated=True, months=60):
        rows = {row.number: row for row in found.administrations}
        for row in rows.values():
            words = because_words(row, ENGLISH)
            near = 1 if "month" in words or "year" in words else 0
            assert abs(day_by_hand(words, rows) - row.day) <= near, (
                f"{name}, injection {row.number}: {words!r}"
            )


def by_hand(words: str, start: date, rows: dict[int, Administration]) -> date:
    """The date that a row's sentence leads to, for somebody with a calendar."""
    words = OURS.sub("", words)
    if match := AFTER.fullmatch(words):
        base = rows[int(match[3])].date
        assert base
        return base + relativedelta(**{STEP[match[2]]: int(match[1])})  # type: ignore[arg-type]
    return start + relativedelta(days=fixed_day(words) - 1)


def day_by_hand(words: str, rows: dict[int, Administration]) -> int:
    """The day number that a row's sentence leads to, for somebody with a pocket calculator."""
    words = OURS.sub("", words)
    if match := AFTER.fullmatch(words):
        days = {"day": 1, "week": 7, "month": 30.436875, "year": 365.2425}[match[2]]
        return round(rows[int(match[3])].day + int(match[1]) * days)
    return fixed_day(words)


def fixed_day(words: str) -> int:
    """The day of a sentence that leans on no other injection."""
    if words == "Start: day 1 is the first injection":
        return 1
    if match := re.fullmatch(r"First day of week (\d+)", words):
        return 7 * (int(match[1]) - 1) + 1
    match = re.fullmatch(r"Day (\d+) in the source’s list", words)
    assert match, f"a reader cannot check {words!r}"
    return int(match[1])


def test_a_row_leans_only_on_an_injection_before_it() -> None:
    for name, _, found in courses.every_schedule(len(courses.HARD_STARTS)):
        for row in found.administrations:
            assert row.because.base < row.number, f"{name}, injection {row.number}"


def test_no_choice_changes_a_row_that_comes_before_the_phase_it_belongs_to() -> None:
    for one in map(protocol, courses.IDS):
        names = [phase.name for phase in one.phases]
        for choice in open_choices(one):
            rows: set[tuple[int, ...]] = set()
            base = next(courses.ends(one))
            if choice.key not in base or choice.what == "only_if":
                continue
            for value in (choice.options[0], choice.options[-1]):
                found = courses.schedule(one, {**base, choice.key: value}, date(2026, 1, 31))
                earlier = names[: names.index(choice.phase.name)]
                rows.add(tuple(row.day for row in found.administrations if row.phase.name in earlier))
            assert len(rows) == 1, f"{one.id}: {choice.key} moves an earlier injection"
