"""Taking the example along: paper, a file, text to copy, and the link that brings it back."""

from collections.abc import Callable

from calculator.language import Language
from calculator.render.form import button
from calculator.render.ics import ics
from calculator.render.markup import Markup, element, join
from calculator.render.sheet import sheet
from calculator.render.text import text
from calculator.schedule import Schedule

type File = dict[str, str]


def keep(link: str, language: Language, *, dated: bool) -> Markup:
    """The buttons, a place where they say what they did, and the link."""
    say = language.say
    kinds = [kind for kind in KINDS if dated or kind != "ics"]
    return element(
        "section",
        element("h3", say("keep.heading")),
        element("p", printer(language)),
        element("p", *(button(kind, say(f"keep.{kind}")) for kind in kinds), class_="files"),
        element("p", data_kept=True),
        element("div", data_plain=True),
        element("p", element("a", say("keep.link"), href=f"#{link}"), " ", say("keep.link_hint")),
        class_="keep",
    )


def printer(language: Language) -> Markup:
    """The button that prints the page."""
    return element("button", language.say("keep.print"), type="button", data_print=True, class_="second")


def kept(kind: str, schedule: Schedule, language: Language) -> dict[str, object]:
    """A press on one of the buttons, answered. The example stays on the page, and with it the reader's place."""
    if kind == TO_COPY:
        return {"html": {"kept": "", "plain": to_copy(schedule, language)}, "focus": "copy"}
    return {"file": FILES[kind](schedule, language), "say": language.say(f"keep.made_{kind}")}


def to_copy(schedule: Schedule, language: Language) -> Markup:
    """The example as plain text, to be copied by a button or by hand."""
    words = language.say("keep.copy")
    return join(
        element("p", element("button", words, type="button", id="copy", data_copy=True, class_="second")),
        element("pre", text(schedule, language), data_text=True),
    )


def csv_file(schedule: Schedule, language: Language) -> File:
    """For a spreadsheet."""
    return {
        "name": name(schedule, "csv"),
        "type": "text/csv;charset=utf-8",
        "text": sheet(schedule, language),
    }


def ics_file(schedule: Schedule, language: Language) -> File:
    """For a calendar."""
    return {
        "name": name(schedule, "ics"),
        "type": "text/calendar;charset=utf-8",
        "text": ics(schedule, language),
    }


def name(schedule: Schedule, ending: str) -> str:
    """A file name that says it is an example."""
    return f"example-{schedule.course.protocol.id}.{ending}"


FILES: dict[str, Callable[[Schedule, Language], File]] = {"ics": ics_file, "csv": csv_file}
"""Files on offer, by the value of their button."""

TO_COPY = "text"
"""The value of the button that shows the example as plain text."""

KINDS = (*FILES, TO_COPY)
