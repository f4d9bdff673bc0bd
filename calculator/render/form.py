"""The form on the page of a schedule: a start date, how many months, and lengths to which the source gives no end.
After GOV.UK's and NHS.UK's patterns: text fields instead of a date picker, errors in a list on top and again at the
field, nothing preselected: https://design-system.service.gov.uk/components/date-input/
It is no form element: a browser that cannot run the script must not be able to send what was typed anywhere.
"""

from collections.abc import Iterable, Mapping

from calculator.choices import Choice, open_choices, usual_months
from calculator.course import LONGEST_HORIZON
from calculator.entry import PARTS
from calculator.language import Language
from calculator.regimen import Protocol
from calculator.render.choices import choice_legend, choice_words, length_source
from calculator.render.markup import Markup, element, join

type Problems = Mapping[str, str]
"""Field -> sentence."""

HORIZONS = ("6", "12", "24", "60")
"""Months, as options."""


def form(
    one: Protocol,
    printed: Mapping[str, str],
    entry: Mapping[str, str],
    problems: Problems,
    language: Language,
) -> Markup:
    """All fields with what was typed; `printed` are the choices of the page, which fill what was not."""
    given = entry.get("months") or str(usual_months(one))
    horizons = [(value, language.say("unit.mo", n=int(value))) for value in months(given)]
    return join(
        summary_of(problems, language),
        date_fields(entry, problems, language),
        select("months", language.say("form.months"), horizons, given, problems),
        *(ask_length(choice, {**printed, **entry}, problems, language) for choice in shown(one, printed)),
        button("show", language.say("form.show"), main=True),
    )


def lengths(one: Protocol) -> list[Choice]:
    """What is asked here and not chosen by links: each length to which the source gives no end."""
    return [choice for choice in open_choices(one) if choice.what == "until"]


def shown(one: Protocol, printed: Mapping[str, str]) -> list[Choice]:
    """The lengths of phases that the page shows: it may stop before a condition."""
    return [choice for choice in lengths(one) if choice.key in printed]


def months(given: str) -> list[str]:
    """How many months to show: a handful, and what a link gave."""
    return [value for value in map(str, range(1, LONGEST_HORIZON + 1)) if value in (*HORIZONS, given)]


def ask_length(choice: Choice, entry: Mapping[str, str], problems: Problems, language: Language) -> Markup:
    """A length to show, beside what the source says."""
    options = [(value, choice_words(choice, value, language)) for value in choice.options]
    legend, hint = choice_legend(choice, language), length_source(choice, language)
    return select(choice.key, legend, options, entry.get(choice.key, ""), problems, hint)


def field_id(name: str) -> str:
    """An id for a field; dots would need escaping in a selector."""
    return name.replace(".", "-")


def select(
    name: str, label: str, options: Iterable[tuple[str, str]], chosen: str, problems: Problems, hint: str = ""
) -> Markup:
    """A question with a list to choose from: value and label of each option."""
    id, problem = field_id(name), problems.get(name, "")
    return element(
        "div",
        element("label", label, for_=id),
        element("p", hint, id=f"{id}-hint", class_="hint") if hint else None,
        element("p", problem, id=f"{id}-problem", class_="problem") if problem else None,
        element(
            "select",
            *(element("option", words, value=value, selected=value == chosen) for value, words in options),
            id=id,
            name=name,
            aria_describedby=described(id, hint, problem),
            aria_invalid="true" if problem else None,
        ),
        class_="question question--problem" if problem else "question",
    )


def described(id: str, hint: str, problem: str) -> str | None:
    """The ids of what is said of a field beside its label: first what is wrong with it."""
    return " ".join([f"{id}-problem"] * bool(problem) + [f"{id}-hint"] * bool(hint)) or None


def date_fields(entry: Mapping[str, str], problems: Problems, language: Language) -> Markup:
    """Three text fields for a start date: no picker, no jumping from field to field."""
    wrong = next((part for part in PARTS if part in problems), "")
    hint, problem = language.say("form.start_hint"), problems.get(wrong, "")
    parts = []
    for name in PARTS:
        part = name.removeprefix("start-")
        box = element(
            "input",
            type="text",
            inputmode="numeric" if part != "month" else None,
            name=name,
            id=name,
            value=entry.get(name, ""),
            autocomplete="off",
            aria_invalid="true" if name == wrong else None,
            aria_describedby=described("start", hint, problem if name == wrong else ""),
        )
        label = element("label", language.say(f"form.{part}"), for_=name)
        parts.append(element("div", label, box, class_=f"date date--{part}"))
    return element(
        "fieldset",
        element("legend", language.say("form.start")),
        element("p", hint, id="start-hint", class_="hint"),
        element("p", problem, id="start-problem", class_="problem") if problem else None,
        element("div", *parts, class_="dates"),
        class_="question question--problem" if problem else "question",
    )


def summary_of(problems: Problems, language: Language) -> Markup | None:
    """The list of problems on top, each a link to its field; a problem of a link is mended by typing a date."""
    if not problems:
        return None
    fields = {field: "start-day" if field == "link" else field_id(field) for field in problems}
    items = [
        element("li", element("a", sentence, href=f"#{fields[field]}"))
        for field, sentence in problems.items()
    ]
    return element(
        "div",
        element("h3", language.say("form.problem"), id="problems-name"),
        element("ul", *items),
        class_="problems",
        id="problems",
        role="group",
        aria_labelledby="problems-name",
        tabindex=-1,
    )


def button(do: str, words: str, *, main: bool = False) -> Markup:
    """A button that asks Python for something."""
    return element("button", words, type="button", data_do=do, class_="main" if main else "second")
