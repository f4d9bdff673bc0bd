"""The name of a published schedule in a list: how often, then where it is from and for whom."""

from calculator.regimen import Protocol
from calculator.render.markup import Markup, element
from scripts.content.phrases import tie


def link(one: Protocol, href: str, class_: str | None = None) -> Markup:
    """The name as one link: schedules that are alike differ by their title, so both parts are in it."""
    return element(
        "a", element("strong", tie(one.plain)), " ", element("br"), one.title, href=href, class_=class_
    )


def group_of(one: Protocol) -> str:
    """For whom a schedule is: what stands last in its title, "<source>, <country>: <group>"."""
    return one.title.rpartition(": ")[2]


def source_of(one: Protocol) -> str:
    """Whose schedule it is: what stands first in its title."""
    return one.title.rpartition(": ")[0].rpartition(", ")[0] or one.title
