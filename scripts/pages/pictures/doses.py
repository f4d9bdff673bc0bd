"""Dose of one injection by country and medicine, as the published schedules print it."""

from itertools import groupby

from calculator.protocol import protocol_ids
from calculator.regimen import Protocol, Range, Role
from calculator.render.markup import Markup, element
from calculator.render.words import dose_words
from scripts.content.catalogue import country
from scripts.content.in_language import protocol, sources
from scripts.content.phrases import site_language, tie
from scripts.pages.page_links import to_protocol
from scripts.pages.pictures.moments import Moment, bar
from scripts.pages.pictures.strip import Scale, axis, calendar, strip

MOST, STEP = 1500, 500
"""Micrograms: the end of the scale, and the distance of its ticks."""


def picture() -> Markup:
    """The picture with its words."""
    say = site_language().say
    order = site_language().sort_key
    every = sorted(map(protocol, protocol_ids()), key=lambda one: (*map(order, place(one)), order(one.title)))
    rows = [row(*key, list(members)) for key, members in groupby(every, key=place)]
    labels: dict[float, str] = {dose: site_language().number(dose) for dose in range(0, MOST + 1, STEP)}
    return element(
        "figure",
        element(
            "figcaption",
            element("p", say("picture.doses.caption", n=len(every))),
            element("p", say("picture.doses.follow"), class_="follow"),
        ),
        element("div", calendar(Scale(MOST), labels), class_="row row--foot"),
        element("ul", *rows, class_="picture__rows"),
        class_="picture picture--doses",
    )


def place(one: Protocol) -> tuple[str, str]:
    """Country and medicine, in words."""
    return country(one, site_language()), site_language().say(f"drug.{one.drug}")


def row(where: str, drug: str, members: list[Protocol]) -> Markup:
    """One medicine in one country: a dot for a dose, a bar for a range, and the same in words by phase."""
    found = doses(members)
    scale, every = Scale(MOST), sorted({dose for several in found.values() for dose in several}, key=ends)
    said = tie(dose_lines(found))
    links = [
        element("a", sources()[one.source.id].short, href=to_protocol(one.id)) for one in one_each(members)
    ]
    listed = [part for link in links for part in (link, site_language().say("list.between_sources"))][:-1]
    return element(
        "li",
        element("p", element("strong", where), " ", drug, class_="row__title"),
        strip(said, axis(scale, STEP), *(bar(mark(dose), scale) for dose in every)),
        element(
            "div",
            element("p", said),
            element("p", site_language().say("picture.source"), " ", *listed, class_="row__note"),
            class_="row__words",
        ),
        class_="row",
    )


def doses(members: list[Protocol]) -> dict[Role, list[Range]]:
    """Every dose that the protocols print, by role, the lowest first."""
    found: dict[Role, set[Range]] = {}
    for one in members:
        for phase in one.phases:
            ways = [way.dose for way in (phase.either or {}).values() if way.dose]
            found.setdefault(phase.role, set()).update([phase.dose, *ways])
    return {role: sorted(found[role], key=ends) for role in Role if role in found}


def ends(dose: Range) -> tuple[int, int]:
    """Low and high, to put doses in order."""
    return dose.low, dose.high


def dose_lines(found: dict[Role, list[Range]]) -> str:
    """ "1,000 micrograms in every phase." or one sentence a phase."""
    said = {
        role: site_language()
        .say("list.between_sources")
        .join(dose_words(dose, site_language()) for dose in several)
        for role, several in found.items()
    }
    if len(set(said.values())) == 1:
        return site_language().say("picture.doses.same", doses=next(iter(said.values())))
    return " ".join(
        site_language().say("picture.doses.phase", role=site_language().say(f"role.{role}"), doses=words)
        for role, words in said.items()
    )


def one_each(members: list[Protocol]) -> list[Protocol]:
    """The first protocol of each source."""
    return list({one.source.id: one for one in reversed(members)}.values())[::-1]


def mark(dose: Range) -> Moment:
    """A dose as a mark on the scale."""
    return Moment("", dose.low, dose.high, "", "", (), ())
