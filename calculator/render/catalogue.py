"""Every published protocol with its example and its source, in the alphabet's order of countries and titles.

Each stands there with its marks and one plain line; its table and its source open without a script.
"""

from functools import cache
from itertools import groupby

from calculator.course import make_course
from calculator.language import Language
from calculator.protocol import protocol, protocol_ids
from calculator.regimen import Protocol
from calculator.render.example import explained
from calculator.render.markup import Markup, element, join
from calculator.render.summary import summary
from calculator.render.table import table
from calculator.render.timeline import timeline
from calculator.schedule import Schedule, make_schedule


@cache
def in_order(language: Language) -> tuple[Protocol, ...]:
    """All protocols by country and title: an order that recommends nothing. One question asks for it many times."""
    everyone = (protocol(id, language.code) for id in protocol_ids())
    return tuple(sorted(everyone, key=lambda one: place(one, language)))


def place(one: Protocol, language: Language) -> tuple[str, str, str]:
    """Where a protocol stands among all: by country, then by title; one country's stand together whatever its name."""
    return language.sort_key(country(one, language)), one.country, language.sort_key(one.title)


def country(one: Protocol, language: Language) -> str:
    """The name of a protocol's country."""
    return language.say(f"country.{one.country}")


def first_example(one: Protocol) -> Schedule:
    """The protocol's own first worked example, in day numbers."""
    shown = one.examples[0]
    return make_schedule(make_course(one, {"months": shown.months, "choices": shown.choices}))


def catalogue(language: Language) -> Markup:
    """Every protocol, whole."""
    groups = groupby(in_order(language), key=lambda one: one.country)
    return join(
        *(
            element(
                "section",
                element("h2", language.say(f"country.{code}"), id=f"country-{code.lower()}"),
                *(entry(one, language) for one in members),
            )
            for code, members in groups
        )
    )


def entry(one: Protocol, language: Language) -> Markup:
    """One protocol under its own heading and address: the gist in sight, the rest a press away."""
    shown = first_example(one)
    return element(
        "section",
        element("h3", one.title, id=one.id),
        element("p", one.plain),
        timeline(shown, language),
        element(
            "details",
            element("summary", language.say("catalogue.open", n=len(shown.administrations))),
            element("p", summary(shown, language)),
            table(shown, language),
            *explained(shown, language),
        ),
        class_="protocol example",
        data_protocol=one.id,
    )
