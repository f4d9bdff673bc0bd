"""The schedule in one sentence: how many injections, and how they are spaced.

Without a start, a number that another start may change is said with "about".
"""

from itertools import groupby

from calculator.injection import Administration
from calculator.language import Language
from calculator.regimen import Range, Timing, Unit
from calculator.render.words import often_words
from calculator.schedule import Schedule
from calculator.stretch import Stretch


def summary(schedule: Schedule, language: Language) -> str:
    """ "9 injections in the first 12 months: 6 in the first 2 weeks, then one every 3 months." """
    course = schedule.course
    stretches = {stretch.phase.name: stretch for stretch in course.stretches}
    parts: list[str] = []
    before: Administration | None = None
    for name, group in groupby(schedule.administrations, key=lambda row: row.phase.name):
        rows = list(group)
        parts.append(part(stretches[name], rows, before, schedule, language))
        before = rows[-1]
    span = language.say(f"unit.{Unit.MONTH}", n=course.months)
    form = "whole_about" if schedule.unsure else "whole"
    whole = language.say(
        f"summary.{form}", n=len(schedule.administrations), span=span, parts=language.list(parts, "then")
    )
    if schedule.cut:
        return whole
    if course.stopped_at:
        return f"{whole} {language.say('summary.stopped', only_if=course.stopped_at.only_if)}"
    return f"{whole} {language.say('summary.ended')}"


def part(
    stretch: Stretch,
    rows: list[Administration],
    before: Administration | None,
    schedule: Schedule,
    language: Language,
) -> str:
    """One phase of the sentence; `before` is the last injection before it."""
    phase = stretch.phase
    if phase is schedule.cut and not (stretch.injections or phase.days):
        often, every = Range(stretch.frequency, stretch.frequency), Range(stretch.period, stretch.period)
        form = "endless" if often.high == 1 else "endless_times"
        words = often_words(Timing(often, every, stretch.unit, {}), language)
        return language.say(f"summary.{form}", often=words)
    number = language.say(f"summary.{'about' if phase in schedule.unsure else 'exact'}", n=len(rows))
    if phase.weeks:
        first, last = phase.weeks
        return language.say("summary.weeks", number=number, first=first, last=last)
    form = "next" if before else "first"
    if stretch.length:
        return language.say(f"summary.{form}.{stretch.length_unit}", number=number, n=stretch.length)
    days = rows[-1].day - (before.day if before else 0)
    if rows[-1].about and stretch.unit in (Unit.MONTH, Unit.YEAR):
        return language.say("summary.days_about", number=number, n=days)
    return language.say(f"summary.{form}.{Unit.DAY}", number=number, n=days)
