"""What people often notice, and what blood and nerves do: when, as ranges."""

from calculator.render.markup import Markup, element
from scripts.content.claims import COUNTS, KINDS, Response, responses
from scripts.content.phrases import site_language
from scripts.pages.pictures.moments import DAYS, Claim, Moment, key, panel

MONTHS = 4
"""How far the axis reaches: to the last number that a source counts from the start."""


def picture() -> Markup:
    """The picture with its words."""
    say, found = site_language().say, {kind: moments(kind) for kind in KINDS}
    return element(
        "figure",
        element(
            "figcaption",
            element("p", say("picture.responses.caption")),
            element("p", say("picture.responses.follow"), class_="follow"),
        ),
        key(one for rows in found.values() for one in rows),
        *(panel(say(f"picture.responses.{kind}"), MONTHS, rows) for kind, rows in found.items()),
        class_="picture picture--moments",
    )


def moments(kind: str) -> list[Moment]:
    """The rows of one kind."""
    return [moment(one) for one in responses() if one.kind == kind]


def moment(one: Response) -> Moment:
    """A response as a row."""
    shift = 1 if one.counts == COUNTS[0] else 0
    return Moment(
        first=None if one.low is None else one.low * DAYS[one.unit] - shift,
        last=None if one.high is None else one.high * DAYS[one.high_unit] - shift,
        title="",
        claims=(Claim(one.plain, (one.note,) if one.note else (), one.sources),),
    )
