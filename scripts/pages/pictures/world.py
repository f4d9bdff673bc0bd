"""Schedules of the world: a row for each schedule, a mark for each injection, grouped by country."""

from itertools import groupby

from calculator.regimen import Protocol
from calculator.render.markup import Markup, element
from calculator.render.summary import summary
from scripts.content.catalogue import in_order
from scripts.content.phrases import site_language
from scripts.pages.page_links import to_protocol
from scripts.pages.pictures.rows import MONTHS, doses, half_year, key, marks, month_names, shown_line
from scripts.pages.schedule_names import link


def world() -> Markup:
    """The picture with its words."""
    protocols = in_order(site_language())
    groups = groupby(protocols, key=lambda one: one.country)
    caption = site_language().say("picture.world.caption", n=len(protocols), months=MONTHS)
    return element(
        "figure",
        element(
            "figcaption",
            element("p", caption),
            element("p", site_language().say("picture.ends"), class_="follow"),
        ),
        key(),
        element("ul", *(group(code, list(members)) for code, members in groups), class_="picture__groups"),
        class_="picture picture--world",
    )


def group(code: str, members: list[Protocol]) -> Markup:
    """One country."""
    name = site_language().say(f"country.{code}")
    head = element("div", element("p", name, class_="picture__group"), month_names(), class_="row row--head")
    return element("li", head, element("ul", *(row(one) for one in members), class_="picture__rows"))


def row(one: Protocol) -> Markup:
    """One published schedule: what it is, its marks, and the same in words."""
    schedule = half_year(one)
    said = f"{summary(schedule, site_language())} {doses(schedule)}"
    return element(
        "li",
        element("p", link(one, to_protocol(one.id), "lone"), class_="row__title"),
        marks(schedule),
        element("div", element("p", said), shown_line(one), class_="row__words"),
        class_="row",
    )
