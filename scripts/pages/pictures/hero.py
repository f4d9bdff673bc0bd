"""Published schedules as rows of red marks: the same vitamin, very different schedules. Five, or two of them."""

from collections.abc import Sequence

from calculator.render.markup import Markup, element
from scripts.content.catalogue import country
from scripts.content.in_language import protocol, sources
from scripts.content.phrases import site_language
from scripts.pages.page_links import to_protocol
from scripts.pages.pictures.rows import MONTHS, doses, first_months, key, marks, month_names, shown_line
from scripts.pages.pictures.strip import LINE

FIVE = (
    "fr-cyanocobalamin-malabsorption",
    "jp-label-mecobalamin-anemia",
    "es-ob12-2020-trial",
    "uk-bnf-hydroxocobalamin-no-neuro",
    "us-label-cyanocobalamin-pa",
)
"""Five countries, three medicines, few and many injections, low and high doses. In the order of countries."""
TWO = ("fr-cyanocobalamin-malabsorption", "uk-bnf-hydroxocobalamin-no-neuro")
"""Two of them that differ in the start, in the medicine and in the gap."""


def hero() -> Markup:
    """The picture of the first page."""
    return figure("five", FIVE)


def pair() -> Markup:
    """Two schedules, to see at once that they differ."""
    return figure("two", TWO)


def figure(name: str, ids: Sequence[str]) -> Markup:
    """The picture of some schedules with its words."""
    return element(
        "figure",
        element("figcaption", site_language().say(f"picture.hero.{name}", months=MONTHS)),
        element("ul", *(row(id) for id in ids), class_="picture__rows"),
        element("div", month_names(), class_="row row--foot"),
        key({one.phase.role for id in ids for one in first_months(protocol(id), MONTHS).administrations}),
        element(
            "details",
            element("summary", site_language().say("picture.hero.more")),
            element("p", site_language().say("picture.ends")),
            element("ul", *(ends(id) for id in ids)),
        ),
        class_="picture picture--hero",
    )


def row(id: str) -> Markup:
    """One schedule: whose it is, how many, and its marks."""
    one = protocol(id)
    schedule = first_months(one, MONTHS)
    form = "number_about" if schedule.unsure else "number"
    number = site_language().say(f"picture.hero.{form}", n=len(schedule.administrations))
    title = element(
        "p",
        element("strong", country(one, site_language())),
        " ",
        element("a", sources()[one.source.id].short, href=to_protocol(id), class_="lone"),
        class_="row__title",
    )
    counted = element("p", f"{number} {doses(schedule)}", class_="row__words")
    return element("li", title, marks(schedule, LINE + 10), counted, class_="row")


def ends(id: str) -> Markup | None:
    """What one row shows of what its source leaves open."""
    one = protocol(id)
    line = shown_line(one)
    return element("li", element("strong", country(one, site_language())), line) if line else None
