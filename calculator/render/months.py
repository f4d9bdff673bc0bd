"""The schedule as month calendars: real tables, a heading for every weekday, the injection's number in words."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta
from itertools import groupby
from typing import NamedTuple

from calculator.language import Language
from calculator.render.markup import Markup, element
from calculator.schedule import Administration, Schedule, last_of_month

FIRST_MONTHS = 13
"""Months drawn at most: a year from the middle of a month touches 13. Beyond them the table has every row."""


def months(schedule: Schedule, language: Language) -> Markup:
    """One calendar for each month with an injection. Nothing without dates."""
    dated = [(row.date, row) for row in schedule.administrations if row.date]
    by_month = [
        (month, dict(group))
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
    year: int, month: int, rows: Mapping[date, Administration], frame: Frame, language: Language
) -> Markup:
    """One month, Monday to Sunday."""
    caption = language.say("date.month", month=language.month(month), year=str(year))
    lines = [
        element("tr", *(cell(day, month, rows, frame, language) for day in days))
        for days in weeks(year, month)
    ]
    return element("table", element("caption", caption), frame.head, element("tbody", *lines), class_="month")


def weeks(year: int, month: int) -> Iterator[list[date]]:
    """The weeks of a month, Monday to Sunday, with the days of other months that fill them."""
    first = date(year, month, 1)
    monday = first - timedelta(first.weekday())
    while monday <= last_of_month(year, month):
        yield [monday + timedelta(day) for day in range(7)]
        monday += timedelta(7)


def cell(
    day: date, month: int, rows: Mapping[date, Administration], frame: Frame, language: Language
) -> Markup:
    """One day, with the injection that falls on it."""
    if day.month != month:
        return frame.outside
    if day not in rows:
        return frame.days[day.day]
    words = language.say("calendar.cell", n=rows[day].number)
    return element("td", element("strong", str(day.day)), " ", element("span", words), class_="injection")
