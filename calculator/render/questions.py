"""The three questions of the calculator. Each is a whole form; what was answered before stands above it."""

from collections.abc import Mapping

from calculator.choices import Choice, open_choices
from calculator.course import HORIZON, LONGEST_HORIZON
from calculator.language import Language
from calculator.regimen import Protocol
from calculator.render.catalogue import country, in_order
from calculator.render.form import (
    Option,
    Problems,
    button,
    date_fields,
    default,
    hidden,
    radios,
    select,
    summary_of,
)
from calculator.render.markup import Markup, element, join
from calculator.render.words import choice_legend, choice_source, choice_words

HORIZONS = ("6", "12", "24", "60")
"""Months, as options."""
LENGTHS = ("1", "2", "3", "4", "6", "8", "12", "18", "24")
"""Lengths of an open end, as options."""


def groups(language: Language) -> dict[str, str]:
    """Every way into the catalogue: countries by name, then patterns."""
    everyone = in_order(language)
    countries = {one.country: country(one, language) for one in everyone}
    patterns = sorted({one.pattern for one in everyone})
    return {**countries, **{f"pattern-{one}": language.say(f"pattern.{one}") for one in patterns}}


def members(group: str, language: Language) -> list[Protocol]:
    """The protocols of a group; all of them when there is no such group."""
    found = [one for one in in_order(language) if group in (one.country, f"pattern-{one.pattern}")]
    return found or list(in_order(language))


def ask_group(entry: Mapping[str, str], problems: Problems, language: Language) -> Markup:
    """Where to look: a country or a pattern."""
    options = [
        Option(value, words, group_hint(value, language), head)
        for (value, words), head in zip(groups(language).items(), heads(language), strict=True)
    ]
    legend = heading(language.say("form.group"), language)
    return join(
        summary_of(problems, language),
        radios("group", legend, options, entry.get("group", ""), problems),
        button("group", language.say("form.continue"), main=True),
        button("compare", language.say("form.compare")),
    )


def heads(language: Language) -> list[str]:
    """Above the first country and above the first pattern, what follows."""
    found, before = [], ""
    for value in groups(language):
        kind = "pattern" if value.startswith("pattern-") else "country"
        found.append("" if kind == before else language.say(f"form.by_{kind}"))
        before = kind
    return found


def group_hint(group: str, language: Language) -> str:
    """How many published schedules a group holds."""
    return language.say("form.group_hint", n=len(members(group, language)))


def ask_protocol(entry: Mapping[str, str], problems: Problems, language: Language) -> Markup:
    """Which published schedule, by its source's name."""
    group = entry.get("group", "")
    options = [Option(one.id, one.title, one.plain) for one in members(group, language)]
    legend = heading(language.say("form.protocol"), language)
    return join(
        default("protocol"),
        summary_of(problems, language),
        hidden("group", group),
        answered(groups(language).get(group, language.say("form.all")), "change-group", language),
        radios("protocol", legend, options, entry.get("protocol", ""), problems),
        button("protocol", language.say("form.continue"), main=True),
    )


def ask_open(one: Protocol, entry: Mapping[str, str], problems: Problems, language: Language) -> Markup:
    """What the source leaves open, how far to look, and day numbers or dates."""
    group = entry.get("group") or one.country
    chosen = entry.get("months") or str(HORIZON)
    spans = [Option(months, language.say("unit.mo", n=int(months))) for months in horizons(chosen)]
    return join(
        default("show"),
        summary_of(problems, language),
        hidden("group", group),
        hidden("protocol", one.id),
        answered(one.title, "change-protocol", language),
        heading(language.say("form.open_heading"), language),
        *(ask_choice(choice, entry, problems, language) for choice in open_choices(one)),
        date_fields(entry, problems, language),
        radios("months", language.say("form.months"), spans, chosen, problems),
        button("show", language.say("form.show"), main=True),
    )


def ask_two(entry: Mapping[str, str], problems: Problems, language: Language) -> Markup:
    """Which two schedules to see side by side."""
    everyone = [(one.id, f"{one.title}", country(one, language)) for one in in_order(language)]
    return join(
        summary_of(problems, language),
        heading(language.say("form.compare_heading"), language),
        element("p", language.say("form.compare_hint")),
        select("protocol", language.say("form.first"), everyone, entry, problems, language),
        select("second", language.say("form.second"), everyone, entry, problems, language),
        button("compare-show", language.say("form.compare_show"), main=True),
        button("change-group", language.say("form.group_heading")),
    )


def ask_choice(choice: Choice, entry: Mapping[str, str], problems: Problems, language: Language) -> Markup:
    """One thing the source leaves open, beside what the source says."""
    hint = choice_source(choice, language)
    given = entry.get(choice.key, "")
    options = [Option(value, choice_words(choice, value, language)) for value in offered(choice, given)]
    return radios(choice.key, choice_legend(choice, language), options, given, problems, hint)


def offered(choice: Choice, given: str) -> list[str]:
    """The options put on the page: all, or a handful of lengths where the source gives no end.

    What a link gave is among them, so that the form beside an example always says what the example shows.
    """
    if choice.what != "until":
        return list(choice.options)
    return [value for value in choice.options if value in (*LENGTHS, given)]


def horizons(given: str) -> list[str]:
    """How far to look: a handful of months, and what a link gave."""
    months = map(str, range(1, LONGEST_HORIZON + 1))
    return [value for value in months if value in (*HORIZONS, given)]


def heading(words: str, language: Language) -> Markup:
    """The heading that takes the focus when the question changes."""
    return element("h2", words, id="question", tabindex=-1)


def answered(words: str, change: str, language: Language) -> Markup:
    """An answer already given, with the way back to it."""
    return element(
        "p",
        element("strong", words),
        " ",
        button(change, language.say(f"form.{change}")),
        class_="answered",
    )
