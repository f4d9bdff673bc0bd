"""How each day of an example was worked out: one line an injection, and what in it is ours and not the source's."""

from calculator.choices import Choice, open_choices
from calculator.language import Language
from calculator.render.markup import Markup, element, join
from calculator.render.words import because_words, choice_legend, choice_words, phase_words
from calculator.schedule import Ours, Schedule


def why(schedule: Schedule, language: Language) -> Markup:
    """The arithmetic of every row in words, by number; no row is left out."""
    rows = schedule.administrations
    return join(
        chosen(schedule, language),
        element("ol", *(element("li", because_words(row, language)) for row in rows), class_="why"),
        ours(schedule, language),
    )


def ours(schedule: Schedule, language: Language) -> Markup | None:
    """What each assumption of ours means, for those that a row uses."""
    used = {name for row in schedule.administrations for name in row.ours}
    if not used:
        return None
    return element(
        "div",
        element("p", element("strong", language.say("table.key"))),
        element("ul", *(element("li", language.say(f"ours_full.{name}")) for name in Ours if name in used)),
        class_="ours",
    )


def chosen(schedule: Schedule, language: Language) -> Markup | None:
    """Which end of each open thing this example shows."""
    course = schedule.course
    lines = [
        element("li", chosen_words(choice, course.choices[choice.key], language))
        for choice in open_choices(course.protocol)
        if choice.key in course.choices
    ]
    return element("ul", *lines, class_="chosen") if lines else None


def chosen_words(choice: Choice, value: str, language: Language) -> str:
    """One choice: what it is about, what is shown, and what the source says."""
    form = f"chosen_{value.replace('-', '_')}" if choice.what == "only_if" else "chosen_line"
    return language.say(
        f"result.{form}",
        label=choice_legend(choice, language),
        value=choice_words(choice, value, language),
        only_if=choice.phase.only_if,
        range=phase_words(choice.phase, language),
    )
