"""The schedule as a line of marks: one mark an injection, shapes by role, months beneath. An SVG without styles.

The marks say nothing that the table does not say in words; the drawing has a text of its own all the same.
"""

from itertools import groupby

from calculator.dates import MEAN_MONTH
from calculator.language import Language
from calculator.render.markup import Markup, element
from calculator.schedule import Schedule

WIDTH, HEIGHT, EDGE, LINE = 640, 84, 16, 44
TALL = {"loading": 28, "consolidation": 20, "maintenance": 28}
"""Height of a mark by role; shape and width tell the phases apart without colour."""


def timeline(schedule: Schedule, language: Language) -> Markup:
    """The drawing, with its text equivalent as its name."""
    months = schedule.course.months
    days = months * MEAN_MONTH
    axis = element("path", d=f"M{EDGE} {LINE}H{WIDTH - EDGE}", class_="axis")
    ticks = [tick(month, months, language) for month in range(0, months + 1, max(1, months // 6))]
    marks = [
        element(
            "path",
            d="".join(mark(role, place(row.day - 1, days)) for row in rows),
            class_=f"mark mark--{role}",
        )
        for role, rows in groupby(schedule.administrations, key=lambda row: row.phase.role)
    ]
    return element(
        "svg",
        axis,
        *ticks,
        *marks,
        viewBox=f"0 0 {WIDTH} {HEIGHT}",
        role="img",
        aria_label=language.say("timeline.label", n=len(schedule.administrations)),
        class_="timeline",
        data_months=months,
    )


def place(offset: float, days: float) -> float:
    """Where a day lies across the drawing."""
    return round(EDGE + 4 + offset / days * (WIDTH - 2 * EDGE - 8), 1)


def mark(role: str, x: float) -> str:
    """One injection: a bar while loading, a short bar between, a bar with a head in maintenance."""
    return f"M{x} {LINE}v-{TALL[role]}" + ("m-4 0h8" if role == "maintenance" else "")


def tick(month: int, months: int, language: Language) -> Markup:
    """A month on the line, by number."""
    x = place(month * MEAN_MONTH, months * MEAN_MONTH)
    words = language.say("timeline.month", n=month) if month else language.say("timeline.start")
    anchor = "start" if not month else "end" if month == months else "middle"
    return element(
        "g",
        element("path", d=f"M{x} {LINE}v7", class_="axis"),
        element("text", words, x=x, y=LINE + 28, text_anchor=anchor),
        aria_hidden="true",
    )
