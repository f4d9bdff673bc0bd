"""The schedule as month calendars: real tables, a heading for every weekday, the injection's number in words."""

from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from itertools import groupby

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
    drawn = [calendar(*month, rows, language) for month, rows in by_month[:FIRST_MONTHS]]
    return element("div", *drawn, class_="months")


def calendar(year: int, month: int, rows: Mapping[date, Administration], language: Language) -> Markup:
    """One month; days of other months stay blank but not empty."""
    caption = language.say("date.month", month=language.month(month), year=str(year))
    names = [
        element("th", element("abbr", short, title=name), scope="col")
        for short, name in zip(language.phrases["weekdays_short"], language.phrases["weekdays"], strict=True)
    ]
    outside = element("td", language.say("calendar.none"), class_="outside")
    lines = [
        element(
            "tr", *(cell(day, rows.get(day), language) if day.month == month else outside for day in days)
        )
        for days in weeks(year, month)
    ]
    return element(
        "table",
        element("caption", caption),
        element("thead", element("tr", *names)),
        element("tbody", *lines),
        class_="month",
    )


def weeks(year: int, month: int) -> Iterator[list[date]]:
    """The weeks of a month, Monday to Sunday, with the days of other months that fill them."""
    first = date(year, month, 1)
    monday = first - timedelta(first.weekday())
    while monday <= last_of_month(year, month):
        yield [monday + timedelta(day) for day in range(7)]
        monday += timedelta(7)


def cell(day: date, row: Administration | None, language: Language) -> Markup:
    """One day, with the injection that falls on it."""
    if row is None:
        return element("td", str(day.day))
    words = language.say("calendar.cell", n=row.number)
    return element("td", element("strong", str(day.day)), " ", element("span", words), class_="injection")
