"""The schedule in one sentence: how many injections, and how they are spaced."""

from itertools import groupby

from calculator.course import Stretch
from calculator.language import Language
from calculator.regimen import Phase, Range, Timing, Unit
from calculator.render.words import often_words
from calculator.schedule import Administration, Schedule


def summary(schedule: Schedule, language: Language) -> str:
    """ "9 injections in the first 12 months: 6 in the first 2 weeks, then one every 3 months." """
    course = schedule.course
    stretches = {stretch.phase.name: stretch for stretch in course.stretches}
    parts, before = [], 0
    for name, group in groupby(schedule.administrations, key=lambda row: row.phase.name):
        rows = list(group)
        parts.append(part(stretches[name], rows, before, schedule.cut, language))
        before = rows[-1].day
    span = language.say(f"unit.{Unit.MONTH}", n=course.months)
    whole = language.say(
        "summary.whole", n=len(schedule.administrations), span=span, parts=language.list(parts, "then")
    )
    if schedule.cut:
        return whole
    if course.stopped_at:
        return f"{whole} {language.say('summary.stopped', only_if=course.stopped_at.only_if)}"
    return f"{whole} {language.say('summary.ended')}"


def part(
    stretch: Stretch, rows: list[Administration], before: int, cut: Phase | None, language: Language
) -> str:
    """One phase of the sentence; `before` is the day of the last injection before it, 0 for none."""
    if stretch.phase is cut and not (stretch.injections or stretch.phase.days):
        often, every = Range(stretch.frequency, stretch.frequency), Range(stretch.period, stretch.period)
        form = "endless" if often.high == 1 else "endless_times"
        words = often_words(Timing(often, every, stretch.unit, {}), language)
        return language.say(f"summary.{form}", often=words)
    if stretch.phase.weeks:
        first, last = stretch.phase.weeks
        return language.say("summary.weeks", n=len(rows), first=first, last=last)
    length, unit = (
        stretch.length or rows[-1].day - before,
        stretch.length_unit if stretch.length else Unit.DAY,
    )
    return language.say(f"summary.{'next' if before else 'first'}.{unit}", number=len(rows), n=length)
