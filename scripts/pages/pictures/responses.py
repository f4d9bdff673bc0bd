"""What people often notice, what blood and nerves do, and what follows stopping: when, as ranges."""

from calculator.render.markup import Markup, element
from scripts.content.claims import Response, responses
from scripts.content.phrases import site_language
from scripts.pages.pictures.moments import DAYS, Moment, panel
from scripts.pages.pictures.strip import Scale

FIRST_MONTHS, STOPPING_YEARS = 4, 11
"""How far the two scales reach: a source's last number, rounded up, stands at their end."""


def picture() -> Markup:
    """The picture with its words."""
    say = site_language().say
    month, year = DAYS["mo"], DAYS["a"]
    named = {month * n: str(n) for n in range(1, FIRST_MONTHS)}
    months = {0: say("picture.start"), **named, month * FIRST_MONTHS: say("picture.months", n=FIRST_MONTHS)}
    years = {
        0: say("picture.stop"),
        **{year * n: str(n) for n in (2, 4, 6, 8)},
        year * STOPPING_YEARS: say("picture.years", n=STOPPING_YEARS),
    }
    panels = [
        panel(
            say(f"picture.responses.{kind}"),
            Scale(month * FIRST_MONTHS),
            month,
            months,
            moments(kind),
        )
        for kind in ("notice", "blood", "nerves")
    ]
    stopping = panel(
        say("picture.responses.stopping"), Scale(year * STOPPING_YEARS), year, years, moments("stopping")
    )
    return element(
        "figure",
        element(
            "figcaption",
            element("p", say("picture.responses.caption")),
            element("p", say("picture.responses.follow"), class_="follow"),
        ),
        element("p", say("picture.bars")),
        element("ul", *panels, stopping, class_="picture__groups"),
        class_="picture picture--responses",
    )


def moments(kind: str) -> list[Moment]:
    """The rows of one kind: those with a time in its order, then those without."""
    rows = [moment(one) for one in responses() if one.kind == kind]
    return sorted(rows, key=lambda one: order(one.first, one.last))


def order(first: float | None, last: float | None) -> tuple[bool, float, float]:
    """By beginning, then by end; no time at all comes last."""
    timeless = first is None and last is None
    return (timeless, first or 0.0, float("inf") if last is None else last)


def moment(one: Response) -> Moment:
    """A response as a row."""
    shift = 1 if one.counts == "day of treatment" else 0
    return Moment(
        when=when(one),
        first=None if one.low is None else one.low * DAYS[one.unit] - shift,
        last=None if one.high is None else one.high * DAYS[one.high_unit] - shift,
        title="",
        plain=one.plain,
        notes=(one.note,) if one.note else (),
        sources=one.sources,
    )


def when(one: Response) -> str:
    """The time of a response in words, as its source counts it; or a share of people, if it gives that."""
    say = site_language().say
    if not one.counts:
        return say("picture.share", share=f"{one.share:g}", of=one.measure) if one.share else ""
    if one.counts == "day of treatment" and one.low is not None and one.high is not None:
        return say("checks.day.range", first=int(one.low), last=int(one.high))
    after = "stopping" if one.counts == "time since stopping" else "start"
    if one.low is None:
        return say(f"picture.within.{after}", span=length(one.high, one.high_unit))
    if one.high is None:
        return say(f"picture.from.{after}", span=length(one.low, one.unit))
    return say(f"picture.after.{after}", span=span(one.low, one.high, one.unit, one.high_unit))


def span(low: float, high: float, unit: str, high_unit: str) -> str:
    """ "3 to 5 days", "8 weeks" or "3 weeks to 2 months"."""
    if unit != high_unit:
        return site_language().say("picture.to", low=length(low, unit), high=length(high, high_unit))
    if low == high:
        return length(low, unit)
    return site_language().say("picture.to", low=f"{low:g}", high=length(high, unit))


def length(number: float | None, unit: str) -> str:
    """A number of units in words."""
    return site_language().say(f"picture.length.{unit}", n=number)
