"""The bench's engine half: 5-year schedules a second, beside dateutil.rrule making nothing but the same dates."""

import time
from collections.abc import Callable
from datetime import datetime
from datetime import time as clock
from functools import partial

from dateutil.rrule import DAILY, rrule

from calculator.choices import open_choices
from calculator.course import Course, make_course
from calculator.protocol import protocol, protocol_ids
from calculator.schedule import make_schedule


def courses() -> list[Course]:
    """Every protocol over five years, with the first option of every choice."""
    return [five_years(id) for id in protocol_ids()]


def five_years(id: str) -> Course:
    """One protocol over five years."""
    one = protocol(id)
    chosen = {choice.key: choice.options[0] for choice in open_choices(one)}
    return make_course(one, {"start": "2027-01-04", "months": 60, "choices": chosen})


def longest_course() -> Course:
    """The course with the most injections."""
    return max(courses(), key=lambda course: len(make_schedule(course).administrations))


def measure() -> dict[str, float]:
    """Schedules a second, ours with every reason in words' keys, dateutil's as bare dates.

    dateutil gets one rule for each gap between two of our dates, which is what a phase of a schedule is to it.
    """
    every = courses()
    rules = [rules_of(course) for course in every]
    return {
        "ours": per_second(lambda: [make_schedule(course) for course in every], len(every)),
        "rrule": per_second(lambda: [[list(rule()) for rule in one] for one in rules], len(every)),
    }


def rules_of(course: Course) -> list[Callable[[], rrule]]:
    """The dates of a course as runs of equal gaps, each a rule."""
    days = [datetime.combine(row.date, clock()) for row in make_schedule(course).administrations if row.date]
    runs: list[Callable[[], rrule]] = []
    at = 0
    while at < len(days):
        gap = (days[at + 1] - days[at]).days if at + 1 < len(days) else 1
        end = at + 1
        while end < len(days) and (days[end] - days[end - 1]).days == gap:
            end += 1
        runs.append(partial(rrule, DAILY, days[at], gap, count=end - at))
        at = end
    return runs


def per_second(work: Callable[[], object], schedules: int, seconds: float = 1.0) -> float:
    """How many schedules a second, over about a second."""
    begun, done = time.perf_counter(), 0
    while time.perf_counter() - begun < seconds:
        work()
        done += schedules
    return done / (time.perf_counter() - begun)
