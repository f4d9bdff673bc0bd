"""Drawings whose parts have numbers, and the list that says what each number points at.

Outlines are stretched with the size of letters, so they hold no text; their colours are the stylesheet's.
"""

from collections.abc import Iterable, Sequence

from calculator.render.markup import Markup, element
from scripts.content.phrases import site_language, tie
from scripts.pages.pictures.moments import source_links


def figure(name: str, *drawn: Markup, points: Iterable[tuple[str, Sequence[str]]]) -> Markup:
    """A picture: its caption, the drawing, what its numbers point at with the sources of each, and a last line.

    The words of a point `part` are the phrases `picture.NAME.PART.name` and `.says`.
    """
    say = site_language().say
    rows = [point(number, name, *one) for number, one in enumerate(points, 1)]
    return element(
        "figure",
        element(
            "figcaption",
            element("p", say(f"picture.{name}.caption")),
            element("p", say(f"picture.{name}.follow"), class_="follow"),
        ),
        element(
            "div",
            element("div", *drawn, class_=f"drawn drawn--{name.replace('_', '-')}"),
            element("ol", *rows, class_="picture__rows"),
            class_="pointed",
        ),
        class_=f"picture picture--{name}",
    )


def point(number: int, name: str, part: str, sources: Sequence[str]) -> Markup:
    """One number of a drawing in words."""
    say = site_language().say
    words = element("p", tie(say(f"picture.{name}.{part}.says")))
    note = element("p", *source_links(tuple(sources)), class_="row__note") if sources else None
    title = element(
        "p", callout(number), element("strong", say(f"picture.{name}.{part}.name")), class_="row__title"
    )
    return element("li", title, element("div", words, note, class_="row__words"))


def callout(number: int, place: str = "") -> Markup:
    """A number in a disc, put on a drawing by the stylesheet at `place`. The list beside it is numbered anyway."""
    kind = f"callout callout--{place}" if place else "callout"
    return element("span", site_language().number(number), aria_hidden="true", class_=kind)


def outline(width: int, height: int, *parts: tuple[str, str], mirrored: bool = False) -> Markup:
    """Lines and areas as (class, path). `mirrored` draws each a second time, as in a mirror down the middle."""
    paths = [element("path", d=path, class_=kind) for kind, path in parts]
    turned = element("g", *paths, transform=f"translate({width}) scale(-1 1)") if mirrored else None
    return element(
        "svg", turned, *paths, viewBox=f"0 0 {width} {height}", aria_hidden="true", class_="outline"
    )
