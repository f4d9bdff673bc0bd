"""What people often notice, what blood and nerves do, and what follows stopping: when, as ranges."""

from calculator.render.markup import Markup, element
from scripts.content.claims import Response, responses
from scripts.content.phrases import site_language
from scripts.pages.pictures.moments import DAYS, Claim, Moment, panel, plain_panel

MONTHS = 4
"""How far the axis reaches: to the last number that a source counts from the start."""


def picture() -> Markup:
    """The picture with its words."""
    say = site_language().say
    panels = [
        panel(say(f"picture.responses.{kind}"), MONTHS, moments(kind))
        for kind in ("notice", "blood", "nerves")
    ]
    return element(
        "figure",
        element(
            "figcaption",
            element("p", say("picture.responses.caption")),
            element("p", say("picture.responses.follow"), class_="follow"),
        ),
        element("p", say("picture.bars")),
        *panels,
        plain_panel(say("picture.responses.stopping"), moments("stopping")),
        class_="picture picture--moments",
    )


def moments(kind: str) -> list[Moment]:
    """The rows of one kind."""
    return [moment(one) for one in responses() if one.kind == kind]


def moment(one: Response) -> Moment:
    """A response as a row. What is counted from another day than the start has no place on the axis."""
    counted = one.counts in ("day of treatment", "time since the start")
    shift = 1 if one.counts == "day of treatment" else 0
    return Moment(
        first=one.low * DAYS[one.unit] - shift if counted and one.low is not None else None,
        last=one.high * DAYS[one.high_unit] - shift if counted and one.high is not None else None,
        title="",
        claims=(Claim(one.plain, (one.note,) if one.note else (), one.sources),),
    )
