"""A strip of time: a line with months on it, and marks for injections or spans. SVG without styles.

Places are percentages and sizes are pixels, so a strip is as wide as the window allows while marks and
letters keep their size. Marks are told apart by shape first; the stylesheet only colours them.

>>> Scale(100).at(50)
'50%'
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from calculator.dates import MEAN_MONTH
from calculator.regimen import Role
from calculator.render.markup import Markup, element, join

EDGE = 1.5
"""Per cent left free at both ends, so that no mark is cut."""
LINE, FOOT = 26, 8
"""Pixels: where the line of an ordinary strip lies below its top, and what is left free below the line."""


@dataclass(frozen=True)
class Scale:
    """Which stretch of time a strip shows, in days after the start."""

    days: float

    def at(self, day: float) -> str:
        """Where a day lies across the strip."""
        return f"{EDGE + self.part(day) * (100 - 2 * EDGE):.4g}%"

    def width(self, first: float, last: float) -> str:
        """How wide the stretch between two days is."""
        return f"{(self.part(last) - self.part(first)) * (100 - 2 * EDGE):.4g}%"

    def part(self, day: float) -> float:
        """Which part of the scale lies before a day: 0 to 1."""
        return max(0.0, min(day / self.days, 1.0))


def strip(label: str, *parts: str | None, line: int = LINE) -> Markup:
    """The drawing; `label` says in words what it shows."""
    return element(
        "svg", *parts, role="img", aria_label=label, width="100%", height=line + FOOT, class_="strip"
    )


def ornament(*parts: str | None, height: int, width: str = "100%", kind: str) -> Markup:
    """A drawing that repeats what stands beside it in words."""
    name = f"strip strip--{kind}"
    return element("svg", *parts, aria_hidden="true", width=width, height=height, class_=name)


def axis(scale: Scale, step: float, *, until: float | None = None, line: int = LINE) -> Markup:
    """The line with a short tick at every step; dashed after `until`, where the source gives no more."""
    ticks, day = list[Markup](), 0.0
    while day <= scale.days + 0.5:
        ticks.append(element("rect", x=scale.at(day), y=line, width=1, height=6))
        day += step
    end = scale.days if until is None else until
    known = element("line", x1=scale.at(0), x2=scale.at(end), y1=line, y2=line)
    edge = scale.at(scale.days)
    rest = element("line", x1=scale.at(end), x2=edge, y1=line, y2=line, stroke_dasharray="2 6")
    return element(
        "g",
        known,
        rest if end < scale.days else None,
        *ticks,
        fill="currentColor",
        stroke="currentColor",
        stroke_width=1,
        class_="axis",
    )


def injections(rows: Iterable[tuple[Role, str]], line: int = LINE) -> Markup:
    """Marks for injections: tall bars at the start, short ones in the middle, round heads in maintenance."""
    return element("g", *(injection(role, x, line) for role, x in rows), fill="currentColor", class_="marks")


def injection(role: Role, x: str, line: int) -> Markup:
    """One mark."""
    tall = line - {Role.LOADING: 6, Role.CONSOLIDATION: line // 2 + 3, Role.MAINTENANCE: 9}[role]
    bar = element("rect", x=x, y=line - tall, width=2, height=tall)
    if role is not Role.MAINTENANCE:
        return bar
    return join(bar, element("circle", cx=x, cy=line - tall, r=4))


def calendar(scale: Scale, labels: Mapping[float, str]) -> Markup:
    """A row of names for days: the first begins at the left edge, the last ends at the right edge.

    Every second one between them has a class of its own, so that a narrow window can leave it out.
    """
    *_, last = labels
    named = [
        element(
            "text",
            text,
            x=scale.at(day),
            y="75%",
            text_anchor="start" if not place else "end" if day == last else "middle",
            class_="minor" if place % 2 and day != last else None,
        )
        for place, (day, text) in enumerate(labels.items())
    ]
    return ornament(element("g", *named, fill="currentColor"), height=24, kind="calendar")


def ticks(labels: Iterable[str], kind: str) -> Markup:
    """Names of the long ticks of a scale, as text outside the drawings; the stylesheet places those of each kind."""
    return element(
        "div", *(element("span", text) for text in labels), aria_hidden="true", class_=f"ticks ticks--{kind}"
    )


def months(number: int) -> Scale:
    """A scale of so many mean months."""
    return Scale(number * MEAN_MONTH)
