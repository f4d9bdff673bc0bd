"""Moments and spans after the start as rows: what the pictures of checks and of responses share.

A span is a thick bar with a cap at each end that the source names. Where the source names only an end, the
bar begins without a cap; where it names only a beginning, the bar ends in an arrow.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from calculator.render.markup import Markup, element
from scripts.content.in_language import sources
from scripts.content.phrases import site_language, tie
from scripts.pages.page_links import to_source
from scripts.pages.pictures.strip import LINE, Scale, axis, calendar, strip

THICK = 8
DAYS = {"h": 1 / 24, "d": 1, "wk": 7, "mo": 146097 / 4800, "a": 146097 / 400}
"""Days in a unit; a month and a year are the mean ones of 400 Gregorian years."""


@dataclass(frozen=True)
class Moment:
    """One row: its time in words and in days after the start, what happens, and who says so."""

    when: str
    first: float | None
    last: float | None
    """Days after the start. Only `first`: from then on. Only `last`: within. Neither: no time is given."""
    title: str
    plain: str
    notes: tuple[str | Markup, ...]
    sources: tuple[str, ...]


def panel(name: str, scale: Scale, step: float, labels: dict[float, str], rows: Iterable[Moment]) -> Markup:
    """A heading with its scale, and under it the rows."""
    head = element("p", name, class_="picture__group")
    return element(
        "li",
        element("div", head, calendar(scale, labels), class_="row row--head"),
        element("ul", *(row(one, scale, step) for one in rows), class_="picture__rows"),
    )


def plain_panel(name: str, rows: Iterable[Moment]) -> Markup:
    """A heading and rows to which the sources give no time."""
    head = element("div", element("p", name, class_="picture__group"), class_="row row--head")
    return element("li", head, element("ul", *(row(one, None, 0) for one in rows), class_="picture__rows"))


def row(one: Moment, scale: Scale | None, step: float) -> Markup:
    """One moment: when, the drawing, and the same in words with its sources."""
    known = one.first is not None or one.last is not None
    drawn = strip(one.when, axis(scale, step), bar(one, scale)) if scale and known else None
    title = [element("strong", tie(one.when)) if one.when else None, " ", one.title]
    return element(
        "li",
        element("p", *title, class_="row__title") if one.when or one.title else None,
        drawn,
        element(
            "div",
            element("p", tie(one.plain)),
            element("p", *spaced(one.notes), *source_links(one.sources), class_="row__note"),
            class_="row__words",
        ),
        class_="row" if one.when or one.title else "row row--plain",
    )


def spaced(notes: tuple[str | Markup, ...]) -> list[str]:
    """Notes one after another, each with a space behind it."""
    return [part for note in notes for part in (note, " ")]


def source_links(ids: tuple[str, ...]) -> list[str]:
    """The sources by name, each leading to its entry on the page of all sources."""
    register = sources()
    links = [element("a", register[id].short, href=to_source(id)) for id in ids]
    parts = [part for link in links for part in (link, site_language().say("list.between_sources"))][:-1]
    return [site_language().say("picture.source"), " ", *parts]


def bar(one: Moment, scale: Scale) -> Markup:
    """The span of a moment, or a dot for a single day."""
    first = 0.0 if one.first is None else one.first
    last = scale.days if one.last is None else one.last
    if first == last:
        dot = element("circle", cx=scale.at(first), cy=LINE, r=7)
        return element("g", dot, fill="currentColor", class_="marks")
    parts = [
        element("rect", x=scale.at(first), y=LINE - THICK / 2, height=THICK, width=scale.width(first, last)),
        cap(scale.at(first)) if one.first is not None else None,
        cap(scale.at(last)) if one.last is not None else arrow(scale.at(last)),
    ]
    return element("g", *parts, fill="currentColor", class_="marks")


def cap(x: str) -> Markup:
    """An end that the source names."""
    return element("rect", x=x, y=LINE - 10, width=3, height=20)


def arrow(x: str) -> Markup:
    """No end: it goes on."""
    return element(
        "svg", element("path", d=f"M-8 {LINE - 9}L6 {LINE}L-8 {LINE + 9}Z"), x=x, overflow="visible"
    )
