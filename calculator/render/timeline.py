"""The schedule as a line of marks: one mark an injection, shapes by role, months beneath. An SVG without styles.

The marks say nothing that the table does not say in words; the drawing has a text of its own all the same. They are
stretched to the width that there is. Letters keep their size, so they stand outside what is stretched.
"""

from itertools import groupby

from calculator.dates import MEAN_MONTH
from calculator.language import Language
from calculator.render.markup import Markup, element
from calculator.schedule import Schedule

WIDTH, HEIGHT, EDGE, LINE = 640, 40, 4, 32
"""Of the marks: the width is in parts of the drawing's own, the rest in pixels."""
TALL = {"loading": 28, "consolidation": 20, "maintenance": 28}
"""Height of a mark by role; shape and width tell the phases apart without colour."""
NAMES = 6
"""At most so many months are named after the start."""


def timeline(schedule: Schedule, language: Language) -> Markup:
    """The drawing, with its text equivalent as its name."""
    months = schedule.course.months
    days = months * MEAN_MONTH
    named = named_months(months)
    line = "".join(
        [f"M{EDGE} {LINE}H{WIDTH - EDGE}", *(f"M{place(month, months)} {LINE}v7" for month in named)]
    )
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
        element(
            "svg",
            element("path", d=line, class_="axis"),
            *marks,
            viewBox=f"0 0 {WIDTH} {HEIGHT}",
            preserveAspectRatio="none",
            width="100%",
            height=HEIGHT,
        ),
        element("g", *(name(month, named, language) for month in named), aria_hidden="true"),
        role="img",
        aria_label=language.say("timeline.label", n=len(schedule.administrations)),
        class_="timeline",
        data_months=months,
    )


def place(offset: float, length: float) -> float:
    """Where a day lies across the drawing."""
    return round(2 * EDGE + offset / length * (WIDTH - 4 * EDGE), 1)


def mark(role: str, x: float) -> str:
    """One injection: a bar while loading, a short bar between, a bar with a head in maintenance."""
    return f"M{x} {LINE}v-{TALL[role]}" + ("m-4 0h8" if role == "maintenance" else "")


def named_months(months: int) -> list[int]:
    """The months that are named, at even distances from the start to the end.

    >>> named_months(12), named_months(9), named_months(7)
    ([0, 2, 4, 6, 8, 10, 12], [0, 3, 6, 9], [0, 7])
    """
    step = next(step for step in range(max(1, -(-months // NAMES)), months + 1) if not months % step)
    return list(range(0, months + 1, step))


def name(month: int, named: list[int], language: Language) -> Markup:
    """A month by number. Where there is little room, the stylesheet leaves out `minor` ones, then the `middle` one."""
    last, words, anchor = named[-1], language.number(month), "middle"
    kind: str | None = "minor"
    if not month:
        words, anchor, kind = language.say("timeline.start"), "start", None
    elif month == last:
        words, anchor, kind = language.say("timeline.months", n=month), "end", None
    elif month == named[(len(named) - 1) // 2]:
        kind = "middle"
    x = f"{place(month, last) / WIDTH:.2%}"
    return element("text", words, x=x, y=HEIGHT, dy="1em", text_anchor=anchor, class_=kind)
