"""The example as an answer: its heading, the example itself, and the ways of taking it along."""

from collections.abc import Callable
from datetime import date

from calculator.language import Language
from calculator.render.example import example
from calculator.render.form import button
from calculator.render.ics import ics
from calculator.render.markup import Markup, element, join
from calculator.render.sheet import sheet
from calculator.render.text import text
from calculator.schedule import Schedule

type File = dict[str, str]


def result(schedule: Schedule, language: Language, *, link: str, today: date | None, address: str) -> Markup:
    """Everything under the form once an example was asked for. The calendars come after it."""
    return join(
        element("h2", language.say("result.heading"), id="result", tabindex=-1),
        start_again(schedule, language),
        own_clinic(language),
        example(schedule, language, today=today, address=address, calendars=False),
        keep(link, language, dated=schedule.course.start is not None),
    )


def start_again(schedule: Schedule, language: Language) -> Markup:
    """The start as it was understood, the way back to its field, and the quickest way to paper."""
    say, start = language.say, schedule.course.start
    words = say("keep.start", date=language.date(start)) if start else say("keep.undated")
    change = say("keep.change") if start else say("keep.add_start")
    return element(
        "p",
        element("strong", words),
        element("a", change, href="#start-day"),
        printer(language),
        class_="answered",
    )


def own_clinic(language: Language) -> Markup:
    """Two lines to fill in by hand, on paper only."""
    line = element("span", class_="write-line")
    words = (language.say(f"keep.{name}") for name in ("clinic", "phone"))
    return element("div", *(element("p", word, " ", line) for word in words), class_="print-only own-clinic")


def printer(language: Language) -> Markup:
    """The button that prints the page."""
    return element("button", language.say("keep.print"), type="button", data_print=True, class_="second")


def keep(link: str, language: Language, *, dated: bool) -> Markup:
    """Print, files, and the link that brings the example back."""
    say = language.say
    kinds = [kind for kind in FILES if dated or kind != "ics"]
    return element(
        "section",
        element("h3", say("keep.heading")),
        element("p", printer(language)),
        element("p", *(button(kind, say(f"keep.{kind}")) for kind in kinds), class_="files"),
        element("p", element("a", say("keep.link"), href=f"#{link}"), " ", say("keep.link_hint")),
        class_="keep",
    )


def csv_file(schedule: Schedule, language: Language) -> File:
    """For a spreadsheet."""
    return {
        "name": name(schedule, "csv"),
        "type": "text/csv;charset=utf-8",
        "text": sheet(schedule, language),
    }


def text_file(schedule: Schedule, language: Language) -> File:
    """To read anywhere."""
    return {
        "name": name(schedule, "txt"),
        "type": "text/plain;charset=utf-8",
        "text": text(schedule, language),
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


FILES: dict[str, Callable[[Schedule, Language], File]] = {"ics": ics_file, "csv": csv_file, "text": text_file}
"""Files on offer, by the value of their button."""
