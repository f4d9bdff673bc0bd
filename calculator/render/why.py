"""How each day of an example was worked out, in the order of the rows, and what in it is ours and not the source's.

Rows that follow each other in the same way share a line: "8 to 11: each 2 months after the one before".
"""

from collections.abc import Iterator
from itertools import groupby

from calculator.choices import Choice, open_choices
from calculator.injection import Administration, Ours
from calculator.language import Language
from calculator.render.choices import choice_legend, choice_words
from calculator.render.markup import Markup, element, join
from calculator.render.words import because_words, phase_words, with_ours
from calculator.schedule import Schedule


def why(schedule: Schedule, language: Language) -> Markup:
    """The arithmetic of every row in words, by number; no row is left out."""
    lines = (element("li", line(rows, language)) for _, rows in groupby(schedule.administrations, key=step))
    return join(chosen(schedule, language), element("ul", *lines, class_="why"), ours(schedule, language))


def step(row: Administration) -> object:
    """What rows that share a line have in common: the same step from the row before, and the same of ours in it."""
    because = row.because
    after_last = because.kind == "after" and because.base == row.number - 1
    return (because.number, because.unit, row.ours) if after_last else row.number


def line(rows: Iterator[Administration], language: Language) -> str:
    """The rows of one line: their numbers, and how each day is counted."""
    first, *others = rows
    if not others:
        return language.say("because.one", n=first.number, because=because_words(first, language))
    because, last = first.because, others[-1].number
    words = language.say(f"because.before.{because.unit}", n=because.number)
    return language.say(
        "because.many", first=first.number, last=last, because=with_ours(words, first.ours, language)
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
    lines = [element("li", chosen_words(*pair, language)) for pair in shown_choices(schedule)]
    return element("ul", *lines, class_="chosen") if lines else None


def shown_choices(schedule: Schedule) -> list[tuple[Choice, str]]:
    """What was chosen in the phases that have a row, and in the one before which the example stops."""
    course = schedule.course
    shown = {row.phase.name for row in schedule.administrations}
    shown |= {course.stopped_at.name} if course.stopped_at else set()
    return [
        (choice, course.choices[choice.key])
        for choice in open_choices(course.protocol)
        if choice.phase.name in shown and choice.key in course.choices
    ]


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
