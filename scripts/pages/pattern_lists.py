"""The published schedules that follow one of the three patterns: the name and the source of each."""

from calculator.regimen import Protocol
from calculator.render.markup import Markup, element
from scripts.content.catalogue import in_order
from scripts.content.in_language import sources
from scripts.content.phrases import site_language
from scripts.pages.page_links import to_protocol, to_source
from scripts.pages.schedule_names import link


def following(pattern: str) -> Markup:
    """The list, in the order of countries: it recommends nothing."""
    members = [one for one in in_order(site_language()) if one.pattern == pattern]
    if not members:
        return element("p", site_language().say("patterns.none"))
    return element("ul", *(line(one) for one in members), class_="following")


def line(one: Protocol) -> Markup:
    """One schedule."""
    source = sources()[one.source.id]
    return element(
        "li",
        link(one, to_protocol(one.id)),
        element("br"),
        site_language().say("picture.source"),
        " ",
        element("a", source.short, href=to_source(source.id)),
        ".",
    )
