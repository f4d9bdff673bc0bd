"""What is checked when: the times that sources print, and what they print without a time."""

from calculator.regimen import Range, Timing
from calculator.render.markup import Markup, element
from calculator.render.words import often_words
from scripts.content.checks import COUNTS, Check, checks
from scripts.content.phrases import site_language
from scripts.pages.checks_of_schedule import time_words
from scripts.pages.page_links import to
from scripts.pages.pictures.moments import DAYS, Moment, panel, plain_panel
from scripts.pages.pictures.strip import Scale

FIRST_MONTHS = 3
AFTER_START = COUNTS[:2]
OPPOSED = "where-sources-differ.md#recheck-level"


def picture() -> Markup:
    """The picture with its words."""
    say, month = site_language().say, DAYS["mo"]
    named = {month * n: str(n) for n in range(1, FIRST_MONTHS)}
    labels = {0: say("picture.start"), **named, month * FIRST_MONTHS: say("picture.months", n=FIRST_MONTHS)}
    timed = sorted(
        (moment(one) for one in checks().values() if one.counts in AFTER_START),
        key=lambda one: (one.first or 0, one.last or 0),
    )
    panels = [panel(say("picture.checks.timed"), Scale(month * FIRST_MONTHS), month, labels, timed)]
    for kind in ("before", "during", "long term", "if needed"):
        rest = [
            moment(one) for one in checks().values() if one.when == kind and one.counts not in AFTER_START
        ]
        if rest:
            panels.append(plain_panel(say(f"picture.checks.{kind.replace(' ', '_')}"), rest))
    return element(
        "figure",
        element(
            "figcaption",
            element("p", say("picture.checks.caption")),
            element("p", say("checks.intro"), class_="follow"),
        ),
        element("p", say("picture.bars")),
        element("ul", *panels, class_="picture__groups"),
        class_="picture picture--checks",
    )


def moment(one: Check) -> Moment:
    """A check as a row."""
    shift = 1 if one.counts == COUNTS[0] else 0
    placed = one.span is not None and one.unit is not None and one.counts in AFTER_START
    unit = DAYS[one.unit] if one.unit else 1
    group = site_language().say("checks.group", group=one.group) if one.group else ""
    differs = (
        element("a", site_language().say("picture.checks.differs"), href=to(OPPOSED))
        if one.opposes
        else Markup("")
    )
    return Moment(
        when=when(one),
        first=one.span.low * unit - shift if one.span and placed else None,
        last=one.span.high * unit - shift if one.span and placed and not one.on_from else None,
        title=one.what,
        plain=one.plain,
        notes=tuple(note for note in (group, differs) if note),
        sources=one.sources,
    )


def when(one: Check) -> str:
    """The time of a check in words, with the interval at which it comes again."""
    say = site_language().say
    again = ""
    if one.every and one.every_unit:
        timing = Timing(Range(1, 1), Range(one.every, one.every), one.every_unit, {})
        again = often_words(timing, site_language())
    if one.span and again:
        return say("picture.checks.then", time=time_words(one, site_language()), again=again)
    if one.span:
        return say("picture.checks.when", time=time_words(one, site_language()))
    return say("picture.checks.again", again=again) if again else ""
