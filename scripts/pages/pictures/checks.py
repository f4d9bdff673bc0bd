"""What is checked when: the times that guides give, and what they say without a time."""

from calculator.render.markup import Markup, element
from scripts.content.checks import COUNTS, Check, checks
from scripts.content.phrases import site_language
from scripts.pages.page_links import to
from scripts.pages.pictures.moments import DAYS, Claim, Moment, key, panel, plain_panel

MONTHS = 3
"""How far the axis reaches: to the last check that is counted from the start."""
AFTER_START = COUNTS[:2]
OPPOSED = "where-sources-differ.md#recheck-level"

type Place = tuple[str, float | None, float | None]
"""What is checked, and from when to when in days after the start."""


def picture() -> Markup:
    """The picture with its words."""
    say = site_language().say
    placed = rows([one for one in checks().values() if timed(one)])
    panels = [panel(say("picture.checks.timed"), MONTHS, placed)]
    for kind in ("before", "during", "long term", "if needed"):
        rest = [one for one in checks().values() if one.when == kind and not timed(one)]
        if rest:
            panels.append(plain_panel(say(f"picture.checks.{kind.replace(' ', '_')}"), rows(rest)))
    return element(
        "figure",
        element(
            "figcaption",
            element("p", say("picture.checks.caption")),
            element("p", say("checks.intro"), class_="follow"),
        ),
        key(placed),
        *panels,
        class_="picture picture--moments",
    )


def timed(one: Check) -> bool:
    """True where the check is counted from the start."""
    return one.counts in AFTER_START


def rows(several: list[Check]) -> list[Moment]:
    """One row for all that is said of the same thing at the same time."""
    found: dict[Place, list[Claim]] = {}
    for one in several:
        found.setdefault(place(one), []).append(claim(one))
    return [Moment(first, last, what, tuple(claims)) for (what, first, last), claims in found.items()]


def place(one: Check) -> Place:
    """What is checked, and its place on the axis."""
    if not timed(one) or not one.span or not one.unit:
        return one.what, None, None
    shift, unit = 1 if one.counts == COUNTS[0] else 0, DAYS[one.unit]
    return one.what, one.span.low * unit - shift, None if one.on_from else one.span.high * unit - shift


def claim(one: Check) -> Claim:
    """What is said, for whom, and whether sources differ on it."""
    say = site_language().say
    notes = [say("checks.group", group=one.group)] if one.group else []
    if one.opposes:
        notes.append(element("a", say("picture.checks.differs"), href=to(OPPOSED)))
    return Claim(one.plain, tuple(notes), one.sources)
