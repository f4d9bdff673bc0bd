"""Taking the example along: a file, text to copy, and the link that brings it back."""

from collections.abc import Callable

from calculator.language import Language
from calculator.render.form import button
from calculator.render.ics import ics
from calculator.render.markup import Markup, element, join
from calculator.render.sheet import sheet
from calculator.render.text import text
from calculator.schedule import Schedule

type File = dict[str, str]

PLAIN = "example.txt"
"""The example of a page as plain text: a file beside the page, written by the build."""


def keep(schedule: Schedule, language: Language, *, printed: bool) -> Markup:
    """The ways out of this example. Of one that is `printed` on its page, the text is a file beside it."""
    say = language.say
    dated = schedule.course.start is not None
    first = None if dated else element("a", say("keep.ics_first"), href="#start-day", class_="second")
    here = element("a", say("keep.plain"), href=PLAIN, class_="second") if printed else None
    made = [kind for kind in ("ics", "text", "csv") if dated or (kind != "ics" and not printed)]
    return join(
        first,
        *(button(kind, say(f"keep.{kind}")) for kind in made),
        here,
        element("button", say("keep.link"), type="button", data_link=True, class_="second"),
    )


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
"""Files on offer, by the word that asks for them."""
