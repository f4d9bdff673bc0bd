"""Moments and spans after the start as rows on one axis: what the pictures of checks and of responses share.

The axis gives a quarter of its width to the first week, a quarter to the rest of the first month, and half to the
months after it, so that days and months are both seen. A span is a thick bar with a cap at each end that the source
names. Where the source names only an end, the bar begins without a cap; where it names only a beginning, the bar
ends in an arrow. The drawings are hidden from those who hear the page: the words say every time.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise

from calculator.render.markup import Markup, element
from scripts.content.in_language import sources
from scripts.content.phrases import site_language, tie
from scripts.pages.page_links import to_source
from scripts.pages.pictures.strip import Scale, ornament, ticks

MIDDLE, HEIGHT, THICK = 11, 22, 8
"""Pixels from the top of a row's drawing to its line, of the drawing, and of a bar."""
DAYS = {"h": 1 / 24, "d": 1, "wk": 7, "mo": 146097 / 4800}
"""Days in a unit; a month is the mean one of 400 Gregorian years."""


@dataclass(frozen=True)
class Claim:
    """What is said of a moment, with what limits it, and who says so."""

    plain: str
    notes: tuple[str | Markup, ...]
    sources: tuple[str, ...]


@dataclass(frozen=True)
class Moment:
    """One row: days after the start, and what is said of them."""

    first: float | None
    last: float | None
    """Days after the start. Only `first`: from then on. Only `last`: within. Neither: no time is given."""
    title: str
    claims: tuple[Claim, ...]

    @property
    def mark(self) -> str:
        """What is drawn: a phrase of `picture.bars`, or "" where there is no time."""
        if self.first is None:
            return "" if self.last is None else "within"
        return "onward" if self.last is None else "dot" if self.first == self.last else "bar"

    @property
    def order(self) -> tuple[bool, float, float]:
        """By beginning, then by end; no time at all comes last."""
        last = float("inf") if self.last is None else self.last
        return (not self.mark, self.first or 0.0, last)


class Axis(Scale):
    """A scale whose steps grow: days, then weeks, then months. Its length is in days, more than one month."""

    @property
    def borders(self) -> tuple[float, ...]:
        """Where one kind of step gives way to the next, in days."""
        return (0.0, DAYS["wk"], DAYS["mo"], self.days)

    def part(self, day: float) -> float:
        """Which part of the axis lies before a day: 0 to 1."""
        for (first, left), (last, right) in pairwise(zip(self.borders, (0.0, 0.25, 0.5, 1.0), strict=True)):
            if day <= last:
                return left + max(0.0, day - first) / (last - first) * (right - left)
        return 1.0

    def steps(self) -> Iterator[float]:
        """Every day, week and month between the borders."""
        for unit, (first, last) in zip(("d", "wk", "mo"), pairwise(self.borders), strict=True):
            number = 1
            while number * DAYS[unit] < last:
                if number * DAYS[unit] > first:
                    yield number * DAYS[unit]
                number += 1


def key(rows: Iterable[Moment]) -> Markup:
    """What the marks of these rows mean, and that the axis is not even."""
    say, marks = site_language().say, {one.mark for one in rows}
    said = [say(f"picture.bars.{mark}") for mark in ("bar", "dot", "onward", "within") if mark in marks]
    return element("p", " ".join([*said, say("picture.bars.scale")]))


def panel(name: str, months: int, rows: Iterable[Moment]) -> Markup:
    """A heading, the axis up to so many months, and under it the rows."""
    say, axis = site_language().say, Axis(months * DAYS["mo"])
    labels = [
        say("picture.start"),
        say("picture.week"),
        say("picture.months", n=1),
        say("picture.months", n=months),
    ]
    shown = (row(one, axis) for one in sorted(rows, key=lambda one: one.order))
    return element(
        "section",
        element("h3", name),
        ticks(map(tie, labels), "zones"),
        element("ul", *shown, class_="picture__rows"),
    )


def plain_panel(name: str, rows: Iterable[Moment]) -> Markup:
    """A heading and rows to which the sources give no time after the start."""
    shown = (row(one, None) for one in rows)
    return element("section", element("h3", name), element("ul", *shown, class_="picture__rows"))


def row(one: Moment, axis: Axis | None) -> Markup:
    """One moment: what is said of it, by whom, and its place on the axis if it has one."""
    title = [element("strong", site_language().ended(one.title)), " "] if one.title else []
    first, *more = (words(claim) for claim in one.claims)
    said = element("div", *(element("p", *part) for part in ([*title, *first], *more)), class_="row__words")
    return element("li", said, drawing(one, axis) if one.mark and axis else None, class_="row row--small")


def words(claim: Claim) -> list[str]:
    """A claim, what limits it, and its sources by name."""
    notes = [part for note in claim.notes for part in (note, " ")]
    return [tie(claim.plain), " ", *notes, *source_names(claim.sources)]


def source_names(ids: tuple[str, ...]) -> list[str]:
    """The sources by name, each leading to its entry on the page of all sources."""
    links = [element("a", sources()[id].short, href=to_source(id)) for id in ids]
    return [part for link in links for part in (link, site_language().say("list.between_sources"))][:-1]


def source_links(ids: tuple[str, ...]) -> list[str]:
    """The same after the word that says what they are, as a sentence of its own."""
    return [site_language().say("picture.source"), " ", *source_names(ids)]


def drawing(one: Moment, axis: Axis) -> Markup:
    """The axis with the span of one moment on it."""
    line = element("rect", x=axis.at(0), y=MIDDLE, width=axis.width(0, axis.days), height=1)
    steps = (element("rect", x=axis.at(day), y=MIDDLE, width=1, height=5) for day in axis.steps())
    borders = (element("rect", x=axis.at(day), y=0, width=1, height=HEIGHT) for day in axis.borders)
    ground = element("g", line, *steps, *borders, fill="currentColor", class_="axis")
    return ornament(ground, bar(one, axis), height=HEIGHT, kind="moment")


def bar(one: Moment, axis: Axis) -> Markup:
    """The span of a moment, or a dot for a single day."""
    first = 0.0 if one.first is None else one.first
    last = axis.days if one.last is None else one.last
    if first == last:
        dot = element("circle", cx=axis.at(first), cy=MIDDLE, r=7)
        return element("g", dot, fill="currentColor", class_="marks")
    width, top = axis.width(first, last), MIDDLE - THICK / 2
    parts = [
        element("rect", x=axis.at(first), y=top, height=THICK, width=width),
        cap(axis.at(first)) if one.first is not None else None,
        cap(axis.at(last)) if one.last is not None else arrow(axis.at(last)),
    ]
    return element("g", *parts, fill="currentColor", class_="marks")


def cap(x: str) -> Markup:
    """An end that the source names."""
    return element("rect", x=x, y=MIDDLE - 8, width=3, height=16)


def arrow(x: str) -> Markup:
    """No end: it goes on."""
    head = element("path", d=f"M-8 {MIDDLE - 9}L5 {MIDDLE}L-8 {MIDDLE + 9}Z")
    return element("svg", head, x=x, overflow="visible")
