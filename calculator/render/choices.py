"""What a source leaves open, in words: its name, its options, and what the source says of it."""

from calculator.choices import Choice
from calculator.language import Language
from calculator.regimen import Range, Timing, Unit
from calculator.render.words import often_words, phase_words, span_words, way_words


def choice_words(choice: Choice, value: str, language: Language) -> str:
    """One option of a choice in words: "every 3 months", "2 weeks", "daily"."""
    phase = choice.phase
    if choice.what == "only_if":
        return language.say(f"choice.{value.replace('-', '_')}")
    if choice.what == "either":
        return way_words(phase, (phase.either or {})[value], language)
    number = Range(int(value), int(value))
    if choice.what == "count":
        return language.say("choice_value.count", n=number.low)
    timing = phase.timings[0]
    if choice.what == "frequency":
        return often_words(Timing(number, timing.period, timing.unit, {}), language)
    if choice.what == "period":
        return often_words(Timing(Range(1, 1), number, timing.unit, {}), language)
    return span_words(number, choice.unit or Unit.WEEK, language)


def choice_legend(choice: Choice, language: Language) -> str:
    """What an open thing is called: as a question's heading, in a problem, beside the example."""
    role = language.say(f"role.{choice.phase.role}")
    return language.say(f"choice.{choice.what}", role=role)


def length_source(choice: Choice, language: Language) -> str:
    """What the source says about an open length, and that the end of what is shown is not the source's but ours."""
    says = language.say("choice.source_says", words=phase_words(choice.phase, language))
    return language.say(f"choice.{'least' if choice.phase.bounds else 'no'}_length", says=says)
