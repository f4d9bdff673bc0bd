"""How many injections in each year of the example: counts only."""

from calculator.language import Language
from calculator.regimen import Unit
from calculator.render.markup import Markup, element
from calculator.schedule import Line, Schedule


def totals(schedule: Schedule, language: Language) -> Markup:
    """A table of counts, a row for each 12 months."""
    course = schedule.course
    line = Line(course.start)
    rows = []
    for first in range(0, course.months, 12):
        last = min(first + 12, course.months)
        begin, end = line.shift(0, first, Unit.MONTH), line.shift(0, last, Unit.MONTH)
        number = sum(begin <= row.day - 1 < end for row in schedule.administrations)
        name = language.say("totals.year", first=first + 1, last=last)
        rows.append(
            element("tr", element("th", name, scope="row"), element("td", str(number), class_="number"))
        )
    head = [element("th", language.say(f"totals.{name}"), scope="col") for name in ("label", "count")]
    return element(
        "table",
        element("caption", language.say("totals.heading")),
        element("thead", element("tr", *head)),
        element("tbody", *rows),
        class_="totals",
    )
