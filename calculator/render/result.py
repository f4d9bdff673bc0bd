"""The example as an answer: its heading, the example itself, and the ways of taking it along."""

from datetime import date

from calculator.language import Language
from calculator.render.example import example
from calculator.render.keep import keep, printer
from calculator.render.markup import Markup, element, join
from calculator.render.words import date_words
from calculator.schedule import Schedule


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
    words = say("keep.start", date=date_words(start, language)) if start else say("keep.undated")
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
