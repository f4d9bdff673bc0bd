"""The whole example: one sentence, the table, the line of marks, the calendars, the counts, and where it comes from."""

from datetime import date

from calculator import __version__
from calculator.choices import Choice, open_choices
from calculator.language import Language
from calculator.render.checks import checks_around
from calculator.render.markup import Markup, element, join
from calculator.render.months import months
from calculator.render.reference import reference
from calculator.render.summary import summary
from calculator.render.table import table
from calculator.render.timeline import timeline
from calculator.render.totals import totals
from calculator.render.urgent import urgent
from calculator.render.words import choice_legend, choice_words, phase_words
from calculator.schedule import Schedule


def example(
    schedule: Schedule,
    language: Language,
    *,
    today: date | None = None,
    address: str = "",
    calendars: bool = True,
) -> Markup:
    """Everything there is to show of one schedule, in the order in which a reader needs it.

    Without `calendars` there is a place where the page puts them a moment later.
    """
    say, protocol = language.say, schedule.course.protocol
    weekend = any(row.date and row.date.weekday() >= 5 for row in schedule.administrations)
    return element(
        "article",
        element("p", element("strong", say("result.mark")), " ", protocol.title, class_="example-mark"),
        element("p", summary(schedule, language), class_="answer"),
        element("p", say("result.not_dates"), class_="follow"),
        urgent(language),
        table(schedule, language, today=today, address=address),
        timeline(schedule, language),
        element("p", say("result.weekend")) if weekend else None,
        months(schedule, language) if calendars else element("div", data_calendars=True),
        totals(schedule, language),
        checks_around(schedule, language),
        *explained(schedule, language),
        element("p", element("strong", say("result.follow")), class_="follow"),
        element("p", say("result.version", version=__version__), class_="version"),
        class_="example",
        data_protocol=protocol.id,
    )


def explained(schedule: Schedule, language: Language) -> list[Markup | None]:
    """What was left open, for whom it is, what stays with the clinic, and where it comes from."""
    protocol = schedule.course.protocol
    return [
        chosen(schedule, language),
        section("result.population", [population(schedule, language)], language),
        section("result.judgement", protocol.judgement, language),
        section("result.notes", protocol.notes, language),
        section("result.source", [reference(protocol, language)], language),
    ]


def section(heading: str, parts: list[Markup] | tuple[str, ...], language: Language) -> Markup | None:
    """A heading with a list of sentences, or with finished markup; nothing when there is nothing to say."""
    if not parts:
        return None
    words = [part if isinstance(part, Markup) else element("li", part) for part in parts]
    inside = (
        join(*words)
        if isinstance(words[0], Markup) and isinstance(parts[0], Markup)
        else element("ul", *words)
    )
    return element("section", element("h3", language.say(heading)), inside)


def population(schedule: Schedule, language: Language) -> Markup:
    """Who the source says it is for: ours first, then the source's own terms in its own language."""
    who = schedule.course.protocol.population
    return element("p", who.plain, " ", element("q", who.text, lang=who.lang))


def chosen(schedule: Schedule, language: Language) -> Markup | None:
    """Which end of each open thing this example shows."""
    course = schedule.course
    lines = [
        element("li", chosen_words(choice, course.choices[choice.key], language))
        for choice in open_choices(course.protocol)
        if choice.key in course.choices
    ]
    if not lines:
        return None
    return element("section", element("h3", language.say("result.chosen")), element("ul", *lines))


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
