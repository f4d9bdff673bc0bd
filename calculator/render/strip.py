"""The months of a dated example at a glance: every month of it, also one without an injection."""

from collections.abc import Iterator
from itertools import groupby

from calculator.language import Language
from calculator.render.markup import Markup, element
from calculator.schedule import Schedule


def strip(schedule: Schedule, language: Language) -> Markup:
    """One cell a month with its days of injection; nothing without dates, which have their day numbers."""
    if schedule.course.start is None:
        return Markup("")
    cells = [cell(year, month, days, language) for year, month, days in months(schedule)]
    return element(
        "section", element("h3", language.say("strip.heading")), element("ol", *cells), class_="by-month"
    )


def months(schedule: Schedule) -> Iterator[tuple[int, int, list[int]]]:
    """Year, month and days of every month that the example touches, and of all that it is long."""
    dates = [row.date for row in schedule.administrations if row.date]
    days = {
        key: [day.day for day in found] for key, found in groupby(dates, lambda day: (day.year, day.month))
    }
    first, last = dates[0], dates[-1]
    touched = 12 * (last.year - first.year) + last.month - first.month + 1
    for place in range(max(schedule.course.months, touched)):
        year, month = divmod(first.year * 12 + first.month - 1 + place, 12)
        yield year, month + 1, days.get((year, month + 1), [])


def cell(year: int, month: int, days: list[int], language: Language) -> Markup:
    """One month: its name, and the days in it or that it has none."""
    name = language.say("date.month", month=language.month(month), year=str(year))
    words = language.list([str(day) for day in days], "and") if days else language.say("strip.none")
    return element("li", element("strong", name), " ", words, class_="injection" if days else None)
