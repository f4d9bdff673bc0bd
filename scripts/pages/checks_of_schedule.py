"""The time of a check in words, as its source counts it; never as a date."""

from calculator.language import Language
from calculator.render.words import span_words
from scripts.content.checks import SINCE_START, TREATMENT_DAY, Check


def time_words(check: Check, language: Language) -> str:
    """ "Days 5 to 7", "8 weeks after the start"; of a check without a number, "Before the first injection"."""
    span, unit = check.span, check.unit
    if not span or not unit:
        return language.say(f"checks.{check.when.replace(' ', '_')}")
    form = "from" if check.on_from else "one" if span.fixed else "range"
    if check.counts == TREATMENT_DAY:
        return language.say(f"checks.day.{form}", first=span.low, last=span.high)
    kind = "since_start" if check.counts == SINCE_START else "since_tablets"
    return language.say(
        f"checks.{kind}.{'from' if check.on_from else 'at'}", span=span_words(span, unit, language)
    )
