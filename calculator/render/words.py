"""Phases, days, doses and reasons in words: the small phrases that every display shares.

Each function takes values and a language and gives a phrase; none of them computes a date or a dose.
"""

from datetime import date

from calculator.injection import Administration, Ours
from calculator.language import Language
from calculator.regimen import Phase, Range, Timing, Unit, Way


def dose_words(dose: Range, language: Language) -> str:
    """ "1,000 micrograms", or a range as the source gives it."""
    if dose.fixed:
        return language.say("dose.fixed", n=dose.low)
    return language.say("dose.range", low=dose.low, high=dose.high)


def span_words(span: Range, unit: Unit, language: Language) -> str:
    """ "2 weeks" or "2 to 3 weeks"."""
    if span.fixed:
        return language.say(f"unit.{unit}", n=span.low)
    return language.say(f"units.{unit}", low=span.low, high=span.high)


def often_words(timing: Timing, language: Language) -> str:
    """ "3 times a week", "every 2 to 3 months", "every other day"."""
    often, every, unit = timing.frequency, timing.period, timing.unit
    if often.high > 1:
        if often.fixed:
            return language.say(f"often.times.{unit}", n=often.low)
        return language.say(f"often.times_range.{unit}", low=often.low, high=often.high)
    if timing.period_is_minimum:
        return language.say(f"often.least.{unit}", n=every.low)
    if every.fixed:
        form = {1: "one", 2: "two"}.get(every.low, "many")
        return language.say(f"often.{unit}.{form}", n=every.low)
    if (every.low, every.high) == (1, 2):
        return language.say(f"often.{unit}.one_or_two")
    return language.say(f"often.{unit}.range", low=every.low, high=every.high)


def phase_often(phase: Phase, language: Language) -> str:
    """How often in a whole phase, whatever the way its file says it."""
    if phase.days:
        days = language.list([str(day) for day in phase.days], "and")
        return language.say("often.other.days", days=days)
    if phase.either:
        return language.list([way_words(phase, way, language) for way in phase.either.values()])
    return often_words(phase.timings[0], language)


def way_words(phase: Phase, way: Way, language: Language) -> str:
    """One side of an "or", with its dose where it has one of its own."""
    often = often_words(way.timing, language)
    if way.dose is None or way.dose == phase.dose:
        return often
    return language.say("often.other.dosed", dose=dose_words(way.dose, language), often=often)


def phase_words(phase: Phase, language: Language) -> str:
    """A phase in one line, as the source says it: "3 times a week for 2 weeks"."""
    often = phase_often(phase, language)
    length = span_words(phase.bounds, phase.bounds_unit or Unit.WEEK, language) if phase.bounds else ""
    if phase.until:
        form = "until" if not phase.bounds else "until_least" if phase.bounds.fixed else "until_or"
        return language.say(f"phase.{form}", often=often, until=phase.until, length=length)
    if phase.bounds:
        return language.say("phase.bounds", often=often, length=length)
    if phase.weeks:
        return language.say("phase.weeks", often=often, first=phase.weeks[0], last=phase.weeks[1])
    if phase.injections and phase.injections.fixed:
        return language.say("phase.count", often=often, n=phase.injections.low)
    if phase.injections:
        return language.say(
            "phase.count_range", often=often, low=phase.injections.low, high=phase.injections.high
        )
    return language.say("phase.endless", often=often)


def phase_heading(phase: Phase, language: Language) -> str:
    """The role of a phase and its line."""
    return language.say(
        "phase.heading", role=language.say(f"role.{phase.role}"), words=phase_words(phase, language)
    )


def because_words(row: Administration, language: Language) -> str:
    """The arithmetic of one injection in words a reader can check by hand, our assumptions named."""
    because = row.because
    key = f"after.{because.unit}" if because.kind == "after" else because.kind
    return with_ours(language.say(f"because.{key}", n=because.number, base=because.base), row.ours, language)


def with_ours(words: str, assumptions: tuple[Ours, ...], language: Language) -> str:
    """A reason with our assumptions named behind it."""
    if not assumptions:
        return words
    ours = language.list([language.say(f"ours.{name}") for name in assumptions], "and")
    return language.say("because.ours", because=words, ours=ours)


def when_words(row: Administration, language: Language) -> str:
    """The weekday and date of an injection, or its day number."""
    if row.date is None:
        return language.say("day.about" if row.about else "day.exact", n=row.day)
    return date_words(row.date, language)


def date_words(day: date, language: Language) -> str:
    """A date with its weekday; a Saturday or a Sunday says that it is a weekend day."""
    words = language.date(day)
    return language.say("date.weekend", date=words) if day.weekday() >= 5 else words
