"""The schedule as month calendars: real tables, a heading for every weekday, the injection's number in words."""

from collections.abc import Mapping, Sequence
from datetime import date
from itertools import groupby
from typing import NamedTuple

from calculator.language import Language
from calculator.render.markup import Markup, element
from calculator.schedule import Administration, Schedule, last_of_month

WEEK = 7
FIRST_MONTHS = 13
"""Months drawn at most: a year from the middle of a month touches 13. Beyond them the table has every row."""


def months(schedule: Schedule, language: Language) -> Markup:
    """One calendar for each month with an injection. Nothing without dates."""
    dated = [(row.date, row) for row in schedule.administrations if row.date]
    by_month = [
        (month, {day.day: row for day, row in group})
        for month, group in groupby(dated, key=lambda pair: (pair[0].year, pair[0].month))
    ]
    if not by_month:
        return Markup("")
    frame = Frame.of(language)
    drawn = [calendar(*month, rows, frame, language) for month, rows in by_month[:FIRST_MONTHS]]
    return element("div", *drawn, class_="months")


class Frame(NamedTuple):
    """What every calendar shares, written once: there may be 13 of 42 days each."""

    head: Markup
    days: Sequence[Markup]
    """Days without an injection, by their number."""
    outside: Markup
    """A day of another month: blank but not empty."""

    @classmethod
    def of(cls, language: Language) -> "Frame":
        """The frame in a language."""
        short, full = (language.phrases[name] for name in ("weekdays_short", "weekdays"))
        names = [
            element("th", element("abbr", abbreviation, title=name), scope="col")
            for abbreviation, name in zip(short, full, strict=True)
        ]
        return cls(
            head=element("thead", element("tr", *names)),
            days=[element("td", str(number)) for number in range(32)],
            outside=element("td", language.say("calendar.none"), class_="outside"),
        )


def calendar(
    year: int, month: int, rows: Mapping[int, Administration], frame: Frame, language: Language
) -> Markup:
    """One month, Monday to Sunday, with the injections by their day of the month."""
    caption = language.say("date.month", month=language.month(month), year=str(year))
    days = range(1, last_of_month(year, month).day + 1)
    cells = [frame.outside] * date(year, month, 1).weekday()
    cells += [cell(day, rows[day], language) if day in rows else frame.days[day] for day in days]
    cells += [frame.outside] * (-len(cells) % WEEK)
    lines = [element("tr", *cells[at : at + WEEK]) for at in range(0, len(cells), WEEK)]
    return element("table", element("caption", caption), frame.head, element("tbody", *lines), class_="month")


def cell(day: int, row: Administration, language: Language) -> Markup:
    """A day with its injection."""
    words = language.say("calendar.cell", n=row.number)
    return element("td", element("strong", str(day)), " ", element("span", words), class_="injection")
