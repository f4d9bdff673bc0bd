"""Every published protocol with its example and its source, in the alphabet's order of countries and titles."""

from itertools import groupby

from calculator.course import make_course
from calculator.language import Language
from calculator.protocol import protocol, protocol_ids
from calculator.regimen import Protocol
from calculator.render.example import example
from calculator.render.markup import Markup, element, join
from calculator.schedule import Schedule, make_schedule


def in_order(language: Language) -> list[Protocol]:
    """All protocols by country and title: an order that recommends nothing."""
    return sorted(map(protocol, protocol_ids()), key=lambda one: (country(one, language), one.title))


def country(one: Protocol, language: Language) -> str:
    """The name of a protocol's country."""
    return language.say(f"country.{one.country}")


def first_example(one: Protocol) -> Schedule:
    """The protocol's own first worked example, in day numbers."""
    shown = one.examples[0]
    return make_schedule(make_course(one, {"months": shown.months, "choices": shown.choices}))


def catalogue(language: Language) -> Markup:
    """Every protocol, whole."""
    groups = groupby(in_order(language), key=lambda one: country(one, language))
    return join(
        *(
            element(
                "section",
                element("h2", name, id=f"country-{name.lower().replace(' ', '-')}"),
                *(entry(one, language) for one in members),
            )
            for name, members in groups
        )
    )


def entry(one: Protocol, language: Language) -> Markup:
    """One protocol under its own heading and address."""
    return element(
        "section",
        element("h3", one.title, id=one.id),
        example(first_example(one), language, with_checks=False),
        class_="protocol",
    )
