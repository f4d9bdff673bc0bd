"""Amounts in one injection: one line for the many schedules that use the commonest, then every other amount.

A dot is a schedule. The dots are hidden from those who hear the page: the words count the many and name the others.
"""

from collections.abc import Iterable

from calculator.regimen import Phase, Protocol, Range
from calculator.render.markup import Markup, element
from calculator.render.words import dose_words
from scripts.content.catalogue import country, in_order
from scripts.content.phrases import site_language, tie
from scripts.pages.page_links import to_protocol
from scripts.pages.pictures.strip import ornament
from scripts.pages.schedule_names import source_of

APART, RADIUS, HEIGHT = 9, 4, 12
"""Pixels from dot to dot, from the middle of one to its edge, and of the drawing."""
ALWAYS = "always"
"""When a schedule uses its only amount; of other amounts the word is the role of the phase."""

type Users = dict[str, list[Protocol]]
"""When in a schedule -> the schedules that use an amount then."""


def picture() -> Markup:
    """The picture with its words."""
    say, every = site_language().say, in_order(site_language())
    found = users(every)
    usual = max(found, key=lambda dose: len(found[dose].get(ALWAYS, ())))
    many, others = found[usual][ALWAYS], sorted(dose for dose in found if dose != usual)
    dose, mg = dose_words(usual, site_language()), f"{usual.low / 1000:g}"
    caption = say("picture.doses.caption", n=len(many), all=len(every), dose=dose, mg=mg)
    return element(
        "figure",
        element("figcaption", element("p", tie(caption)), dots(len(many))),
        element("p", say("picture.doses.others")),
        element("ul", *(row(dose, found[dose]) for dose in others), class_="picture__rows"),
        class_="picture picture--doses",
    )


def users(every: Iterable[Protocol]) -> dict[Range, Users]:
    """Who uses each amount, and when."""
    found: dict[Range, Users] = {}
    for one in every:
        pairs = [(dose, phase.role) for phase in one.phases for dose in doses(phase)]
        single = len({dose for dose, _ in pairs}) == 1
        for dose, role in dict.fromkeys((dose, ALWAYS if single else role) for dose, role in pairs):
            found.setdefault(dose, {}).setdefault(role, []).append(one)
    return found


def doses(phase: Phase) -> list[Range]:
    """Every amount that a phase may have."""
    return [phase.dose, *(way.dose for way in (phase.either or {}).values() if way.dose)]


def row(dose: Range, when: Users) -> Markup:
    """One amount: a dot for each schedule that uses it, when, and who says so."""
    number = len({one.id for several in when.values() for one in several})
    return element(
        "li",
        element(
            "p",
            element("strong", tie(dose_words(dose, site_language()))),
            " ",
            dots(number),
            class_="row__title",
        ),
        element("p", *(part for key in when for part in line(key, when[key])), class_="row__words"),
        class_="row row--small",
    )


def line(key: str, several: list[Protocol]) -> list[str]:
    """ "Later on: " and who says so, each leading to the first of its schedules."""
    first = {who(one): to_protocol(one.id) for one in reversed(several)}
    links = [element("a", name, href=first[name]) for name in reversed(first)]
    listed = [part for link in links for part in (link, site_language().say("list.between_sources"))][:-1]
    return [site_language().say(f"picture.doses.{key}"), " ", *listed, ". "]


def who(one: Protocol) -> str:
    """Country and source of a schedule."""
    where = country(one, site_language())
    return site_language().say("picture.doses.who", country=where, source=source_of(one))


def dots(number: int) -> Markup:
    """So many dots in a row."""
    drawn = (element("circle", cx=APART * (at + 0.5), cy=HEIGHT / 2, r=RADIUS) for at in range(number))
    marks = element("g", *drawn, fill="currentColor", class_="marks")
    return ornament(marks, height=HEIGHT, width=f"{APART * number}", kind="dots")
