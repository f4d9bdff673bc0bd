"""Schedules of the world: a row for each, grouped by how it starts; words first, then a strip of its first 12 months.

The strip is hidden from those who hear the page: the words above it say how often, and how much.
"""

from collections.abc import Iterable

from calculator.regimen import Protocol, Role, Timing, Unit
from calculator.render.markup import Markup, element
from calculator.render.words import dose_words
from scripts.content.catalogue import country, in_order
from scripts.content.phrases import site_language, tie
from scripts.pages.page_links import to_protocol
from scripts.pages.pictures.rows import first_months, key, line_and_marks
from scripts.pages.pictures.strip import ornament, ticks
from scripts.pages.schedule_names import group_of, source_of

MONTHS, LINE, HEIGHT = 12, 16, 22
"""How many months a strip shows; pixels from its top to its line, and in all."""
STARTS = (
    "daily_steps", "daily_straight", "days_steps", "days_straight", "times_a_week", "other", "none",
)  # fmt: skip
"""Ways to start, in the order of the page."""
PACES = ("daily", "days", "times_a_week", "other")
"""Paces of a start, the closest injections first."""
STEPPED = PACES[:2]
"""Paces with so many schedules that a middle step divides them."""


def world() -> Markup:
    """The picture with its words."""
    say, every = site_language().say, in_order(site_language())
    grouped = {start: [one for one in every if start_of(one) == start] for start in STARTS}
    return element(
        "figure",
        element(
            "figcaption",
            element("p", say("picture.world.caption", n=len(every), months=MONTHS)),
            element("p", say("picture.world.follow"), class_="follow"),
        ),
        key(),
        *(group(start, members) for start, members in grouped.items() if members),
        class_="picture picture--world",
    )


def start_of(one: Protocol) -> str:
    """How a schedule starts, one of STARTS: by the shortest gap that its source allows, then by a middle step."""
    first = one.phases[0]
    if first.role is Role.MAINTENANCE:
        return "none"
    pace = min((pace_of(timing) for timing in first.timings), key=PACES.index, default=PACES[-1])
    if pace not in STEPPED:
        return pace
    return f"{pace}_{'steps' if len(one.phases) > 2 else 'straight'}"


def pace_of(timing: Timing) -> str:
    """Pace of the first injections, one of PACES."""
    times, every = timing.frequency.high, timing.period.low
    if timing.unit is Unit.DAY and times == 1 and every <= 2:
        return "daily" if every == 1 else "days"
    return "times_a_week" if timing.unit is Unit.WEEK and every == 1 and times > 1 else "other"


def group(start: str, members: list[Protocol]) -> Markup:
    """The schedules that start in one way, those of one country together, those that say the same in one row."""
    alike = dict[tuple[str, ...], list[Protocol]]()
    for one in members:
        alike.setdefault((heading(one), one.plain, amounts(one)), []).append(one)
    say, named = site_language().say, [name for name, *_ in alike]
    rows = (row(same, told_apart=named.count(name) > 1) for (name, *_), same in alike.items())
    return element(
        "section",
        element("h2", say(f"picture.world.{start}"), id=f"start-{start.replace('_', '-')}"),
        ticks([say("picture.start"), str(MONTHS // 2), tie(say("picture.months", n=MONTHS))], "year"),
        element("ul", *rows, class_="picture__rows"),
    )


def heading(one: Protocol, key: str = "row") -> str:
    """Where a schedule is from and for whom: "UK: nerve symptoms."; as "row_of" with its source."""
    where = country(one, site_language())
    named = site_language().say(
        f"picture.world.{key}", country=where, group=group_of(one), source=source_of(one)
    )
    return tie(named)


def row(same: list[Protocol], *, told_apart: bool) -> Markup:
    """What one or more sources say in the same words; the marks are those of the first."""
    one, *others = same
    name = heading(one, "row_of" if told_apart else "row")
    words = [
        element("a", name, href=to_protocol(one.id)),
        " ",
        tie(one.plain),
        " ",
        element("span", amounts(one)),
    ]
    if others:
        words += [" ", site_language().say("picture.world.same"), " ", *links(others)]
    drawn = line_and_marks(first_months(one, MONTHS), LINE)
    strip = ornament(*drawn, height=HEIGHT, kind="year")
    return element("li", element("p", *words, class_="row__words"), strip, class_="row row--small row--link")


def links(others: Iterable[Protocol]) -> list[Markup | str]:
    """The sources that say the same, each leading to its schedule."""
    found = [element("a", source_of(one), href=to_protocol(one.id)) for one in others]
    return [part for link in found for part in (link, site_language().say("list.between_sources"))][:-1]


def amounts(one: Protocol) -> str:
    """Amounts in their order, and the medicine: "1,000 micrograms of hydroxocobalamin."; an amount is said once."""
    say, drug = site_language().say, site_language().say(f"drug.{one.drug}")
    found = list(dict.fromkeys(dose_words(phase.dose, site_language()) for phase in one.phases))
    if all(dose in one.plain for dose in found):
        return say("picture.world.medicine", drug=drug)
    return tie(say("picture.world.amount", doses=say("picture.between_doses").join(found), drug=drug))
