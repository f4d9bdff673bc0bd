"""What sources say is checked, laid beside a schedule: at their times, in their words, for nobody in particular."""

import re
from datetime import date, datetime
from pathlib import Path

import pytest

from calculator.checks import checks, read_checks
from calculator.course import make_course
from calculator.language import language
from calculator.protocol import protocol
from calculator.render.checks import checks_around, placed
from calculator.schedule import Schedule, make_schedule
from calculator.source import sources
from calculator.strict import BadData

FILE = Path(__file__).resolve().parent.parent / "calculator/checks.toml"


def schedule(start: str | None = None, months: int = 12) -> Schedule:
    """A schedule that leaves nothing open."""
    one = protocol("uk-scot-east-hydroxocobalamin-no-neuro")
    return make_schedule(make_course(one, {"start": start, "months": months}))


def broken(old: str, new: str) -> str:
    """What is told when one text of the file becomes another."""
    text = FILE.read_text("utf-8")
    assert old in text
    with pytest.raises(BadData) as caught:
        read_checks(text.replace(old, new, 1), sources())
    return str(caught.value)


def test_checks_come_in_the_order_of_their_days() -> None:
    days = [(one.first, one.last) for one in placed(schedule(), language("en"))]
    assert days == sorted(days)
    assert len(days) >= 5


def test_days_of_treatment_begin_with_day_1_and_times_since_the_start_do_not() -> None:
    found = {one.check.id: one for one in placed(schedule(), language("en"))}
    assert (found["potassium-first-48-hours"].first, found["potassium-first-48-hours"].last) == (1, 2)
    assert found["blood-count-on-day-10"].first == 11
    assert found["blood-count-at-8-weeks"].first == 57


def test_with_a_start_each_check_shows_the_days_of_the_example() -> None:
    shown = checks_around(schedule("2027-01-31"), language("en"))
    assert "in this example Sunday 31 January 2027 (a weekend day) to Monday 1 February 2027:" in shown
    assert "28 February 2027" in shown, "a month after 31 January"


def test_no_date_of_a_check_stands_without_its_weekday_and_its_weekend() -> None:
    for start in ("2027-01-31", "2028-02-29", "2026-03-05"):
        shown = checks_around(schedule(start), language("en"))
        dates = re.findall(r"(\w+) (\d+ \w+ 20\d\d)( \(a weekend day\))?", shown)
        assert len(dates) >= 5
        for weekday, words, weekend in dates:
            day = datetime.strptime(words, "%d %B %Y")
            assert weekday == f"{day:%A}", f"{words} stands without its weekday"
            assert bool(weekend) == (day.weekday() >= 5), f"{words} hides or makes up a weekend"


def test_without_a_start_there_are_no_dates() -> None:
    assert not re.search(r"20\d\d-|January|in this example", checks_around(schedule(), language("en")))


def test_a_check_after_the_horizon_is_not_shown() -> None:
    shown = {one.check.id for one in placed(schedule(months=1), language("en"))}
    assert "review-at-3-months" not in shown
    assert "potassium-first-48-hours" in shown


def test_a_check_that_counts_from_a_change_to_tablets_is_not_laid_on_injections() -> None:
    assert not [one for one in placed(schedule(), language("en")) if "tablets" in one.check.counts]


def test_every_line_names_its_source_and_no_line_gives_an_order() -> None:
    shown = checks_around(schedule(), language("en"))
    for one in placed(schedule(), language("en")):
        for id in one.check.sources:
            assert sources()[id].short in shown
    assert "Your clinic decides" in shown
    assert not re.search(r"\b(you must|you should|your test)\b", shown, re.I)


def test_a_misspelt_key_is_refused() -> None:
    assert "no such key here" in broken("group =", "groop =")


def test_a_time_without_a_unit_is_refused() -> None:
    assert "needs from and unit" in broken('from = 1\nto = 2\nunit = "d"', "from = 1\nto = 2")


def test_a_span_that_ends_before_it_begins_is_refused() -> None:
    assert "must not be before from" in broken("from = 7\nto = 10", "from = 10\nto = 7")


def test_an_opposite_that_does_not_exist_is_refused() -> None:
    assert "no check is called" in broken('opposes = ["level-rechecked"]', 'opposes = ["nobody"]')


def test_what_one_check_opposes_opposes_it_in_turn() -> None:
    every = checks()
    assert [
        one.id for one in every.values() for other in one.opposes if one.id not in every[other].opposes
    ] == []


def test_every_check_will_be_looked_at_again() -> None:
    assert [one.id for one in checks().values() if one.next_review < date.today()] == []
