"""What sources describe as checked around the times of a schedule: a plain list, each line with its source.

The days are those that the sources print for groups of people. They are laid beside the example and belong to
nobody.
"""

from datetime import timedelta
from typing import NamedTuple

from calculator.checks import SINCE_START, TREATMENT_DAY, Check, checks
from calculator.language import Language
from calculator.regimen import Unit
from calculator.render.markup import Markup, element
from calculator.render.words import date_words, span_words
from calculator.schedule import Line, Schedule
from calculator.source import sources


class Placed(NamedTuple):
    """A check with its first and last day in one schedule; day 1 is the first injection."""

    check: Check
    first: int
    last: int


def checks_around(schedule: Schedule, language: Language) -> Markup:
    """The checks that fall within the schedule's horizon, in the order of their days."""
    found = placed(schedule, language)
    if not found:
        return Markup("")
    return element(
        "section",
        element("h3", language.say("checks.heading")),
        element("p", language.say("checks.intro")),
        element("ul", *(line(one, schedule, language) for one in found)),
        class_="checks-around",
    )


def placed(schedule: Schedule, language: Language) -> list[Placed]:
    """Every check to which its source gives a time after the start, if it begins before the horizon."""
    course = schedule.course
    calendar = Line(course.start)
    horizon = calendar.shift(0, course.months, Unit.MONTH)
    found = [place(check, calendar) for check in checks(language.code).values() if check.span]
    inside = [one for one in found if one and one.first <= horizon]
    return sorted(inside, key=lambda one: (one.first, one.last))


def place(check: Check, calendar: Line) -> Placed | None:
    """Where a check lies; None when it counts from something that a schedule does not have."""
    span, unit = check.span, check.unit
    if not span or not unit or check.counts not in (TREATMENT_DAY, SINCE_START):
        return None
    if check.counts == TREATMENT_DAY:
        return Placed(check, span.low, span.high)
    return Placed(check, calendar.shift(0, span.low, unit) + 1, calendar.shift(0, span.high, unit) + 1)


def line(one: Placed, schedule: Schedule, language: Language) -> Markup:
    """One check: when, what, for whom, and who says so."""
    check = one.check
    who = language.say("list.between_sources").join(sources(language.code)[id].short for id in check.sources)
    group = language.say("checks.group", group=check.group) if check.group else ""
    return element(
        "li",
        element("strong", when_words(one, schedule, language)),
        " ",
        language.say("checks.line", what=check.what, plain=check.plain),
        " ",
        group,
        " " if group else "",
        language.say("checks.source", list=who),
    )


def when_words(one: Placed, schedule: Schedule, language: Language) -> str:
    """ "Days 5 to 7:", with the example's own dates when it has a start."""
    time = time_words(one.check, language)
    start = schedule.course.start
    if start is None:
        return language.say("checks.when", time=time)
    first, last = (date_words(start + timedelta(day - 1), language) for day in (one.first, one.last))
    if one.check.on_from:
        return language.say("checks.when_from", time=time, first=first)
    form = "checks.when_date" if first == last else "checks.when_dates"
    return language.say(form, time=time, first=first, last=last)


def time_words(check: Check, language: Language) -> str:
    """A check's time as its source counts it: "Days 5 to 7", "8 weeks after the start"."""
    span, unit = check.span, check.unit
    if not span or not unit:
        return language.say("checks.no_time")
    form = "from" if check.on_from else "one" if span.fixed else "range"
    if check.counts == TREATMENT_DAY:
        return language.say(f"checks.day.{form}", first=span.low, last=span.high)
    words = span_words(span, unit, language)
    kind = "since_start" if check.counts == SINCE_START else "since_tablets"
    return language.say(f"checks.{kind}.{'from' if check.on_from else 'at'}", span=words)
