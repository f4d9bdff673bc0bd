"""The form: one question at a time, in plain HTML that works by keyboard and says what is wrong in words.

After GOV.UK's and NHS.UK's patterns: text fields instead of a date picker, errors in a list on top and again at the
field, nothing preselected: https://design-system.service.gov.uk/components/date-input/
"""

from collections.abc import Iterable, Mapping
from itertools import groupby
from typing import NamedTuple

from calculator.language import Language
from calculator.render.markup import Markup, element, join

type Problems = Mapping[str, str]
"""Field -> sentence."""


class Option(NamedTuple):
    """One radio button: its value, its label, and one plain line under it."""

    value: str
    label: str
    hint: str = ""
    head: str = ""
    """A heading printed above the first of a group of options."""


def field_id(name: str, value: str = "") -> str:
    """An id for a field or one of its options; dots would need escaping in a selector."""
    return "-".join(part for part in (name.replace(".", "-"), value) if part)


def radios(
    name: str, legend: str, options: Iterable[Option], chosen: str, problems: Problems, hint: str = ""
) -> Markup:
    """A question with radio buttons, one to a row, the label part of the target."""
    options = list(options)
    first = field_id(name)
    rows = []
    for number, option in enumerate(options):
        id = field_id(name, option.value) if number else first
        told = f"{id}-hint" if option.hint else None
        button = element(
            "input",
            type="radio",
            name=name,
            id=id,
            value=option.value,
            checked=option.value == chosen,
            aria_describedby=told,
        )
        words = element("label", option.label, for_=id)
        line = element("span", option.hint, id=told, class_="hint") if option.hint else None
        head = element("p", option.head, class_="choice-head") if option.head else None
        rows.append(join(head, element("div", button, words, line, class_="choice")))
    return fieldset(name, legend, join(*rows), problems, hint)


def fieldset(
    name: str, legend: str, inside: Markup, problems: Problems, hint: str = "", fields: Iterable[str] = ()
) -> Markup:
    """A question: its legend, a hint, the problem if there is one, and its fields."""
    id = field_id(name)
    problem = next((problems[field] for field in (name, *fields) if field in problems), "")
    described = [
        *([f"{id}-about"] if hint else []),
        *([f"{id}-problem"] if problem else []),
    ]
    return element(
        "fieldset",
        element("legend", legend),
        element("p", hint, id=f"{id}-about", class_="hint") if hint else None,
        element("p", problem, id=f"{id}-problem", class_="problem") if problem else None,
        inside,
        aria_describedby=" ".join(described) or None,
        class_="question question--problem" if problem else "question",
    )


def select(
    name: str,
    legend: str,
    options: Iterable[tuple[str, str, str]],
    entry: Mapping[str, str],
    problems: Problems,
    language: Language,
) -> Markup:
    """A question with a long list: value, label and the group that each stands in. Nothing is chosen beforehand."""
    chosen = entry.get(name, "")
    nothing = element("option", language.say("form.pick"), value="")
    inside = [
        element(
            "optgroup",
            *(element("option", label, value=value, selected=value == chosen) for value, label, _ in members),
            label=group,
        )
        for group, members in groupby(options, key=lambda option: option[2])
    ]
    box = element("select", nothing, *inside, name=name, id=field_id(name), aria_label=legend)
    return fieldset(name, legend, box, problems)


def date_fields(entry: Mapping[str, str], problems: Problems, language: Language) -> Markup:
    """Three text fields for a start date: no picker, no jumping from field to field."""
    parts = []
    for part in ("day", "month", "year"):
        name = f"start-{part}"
        box = element(
            "input",
            type="text",
            inputmode="numeric",
            name=name,
            id=name,
            value=entry.get(name, ""),
            autocomplete="off",
            aria_invalid="true" if name in problems else None,
        )
        label = element("label", language.say(f"form.{part}"), for_=name)
        parts.append(element("div", label, box, class_=f"date date--{part}"))
    return fieldset(
        "start",
        language.say("form.start"),
        element("div", *parts, class_="dates"),
        problems,
        language.say("form.start_hint"),
        fields=("start-day", "start-month", "start-year"),
    )


def summary_of(problems: Problems, language: Language) -> Markup | None:
    """The list of problems on top, each a link to its field."""
    if not problems:
        return None
    items = [
        element("li", element("a", sentence, href=f"#{field_id(field)}"))
        for field, sentence in problems.items()
    ]
    return element(
        "div",
        element("h2", language.say("form.problem")),
        element("ul", *items),
        class_="problems",
        id="problems",
        tabindex=-1,
    )


def hidden(name: str, value: str) -> Markup:
    """What was answered before."""
    return element("input", type="hidden", name=name, value=value)


def default(value: str) -> Markup:
    """What Enter in a field presses: a form's first button, wherever the one that is seen stands."""
    return element(
        "button",
        type="submit",
        name="ask",
        value=value,
        class_="visually-hidden",
        tabindex=-1,
        aria_hidden="true",
    )


def button(value: str, words: str, *, main: bool = False) -> Markup:
    """A button that asks for something."""
    return element(
        "button",
        words,
        type="submit",
        name="ask",
        value=value,
        class_="main" if main else "second",
        form="calculator-form",
    )
