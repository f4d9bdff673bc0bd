"""Every published protocol in order, and every example of one that has a page of its own.

>>> from calculator.protocol import protocol
>>> [address("no-hydroxocobalamin-prophylaxis", one) for one in variants(protocol("no-hydroxocobalamin-prophylaxis"))]
['schedules/no-hydroxocobalamin-prophylaxis/maintenance.frequency.3/', \
'schedules/no-hydroxocobalamin-prophylaxis/maintenance.frequency.4/']
"""

from collections.abc import Iterator, Mapping
from functools import cache

from calculator.choices import NOT_MET, Choice, open_choices, usual_months
from calculator.course import make_course
from calculator.language import Language
from calculator.protocol import protocol, protocol_ids
from calculator.regimen import Protocol
from calculator.schedule import Schedule, make_schedule

FOLDER = "schedules"
LENGTHS = ("1", "2", "3", "4", "6", "8", "12", "18", "24")
"""The lengths of an open end that have a page; Python shows the others."""


@cache
def in_order(language: Language) -> tuple[Protocol, ...]:
    """All protocols by country and title: an order that recommends nothing."""
    everyone = (protocol(id, language.code) for id in protocol_ids())
    return tuple(sorted(everyone, key=lambda one: place(one, language)))


def place(one: Protocol, language: Language) -> tuple[str, str, str]:
    """Where a protocol stands among all: by country, then by title; one country's stand together whatever its name."""
    return language.sort_key(country(one, language)), one.country, language.sort_key(one.title)


def country(one: Protocol, language: Language) -> str:
    """The name of a protocol's country."""
    return language.say(f"country.{one.country}")


def groups(language: Language) -> dict[str, tuple[str, list[Protocol]]]:
    """Every way into the catalogue by its folder: its name and its protocols; countries by name, then patterns."""
    found: dict[str, tuple[str, list[Protocol]]] = {}
    for one in in_order(language):
        found.setdefault(one.country.lower(), (country(one, language), []))[1].append(one)
    for pattern in sorted({one.pattern for one in in_order(language)}):
        members = [one for one in in_order(language) if one.pattern == pattern]
        found[f"pattern-{pattern.lower()}"] = language.say(f"pattern.{pattern}"), members
    return found


def countries(language: Language) -> dict[str, tuple[str, list[Protocol]]]:
    """The groups that are countries."""
    return {name: group for name, group in groups(language).items() if not name.startswith("pattern-")}


def first_example(one: Protocol) -> Schedule:
    """The protocol's own first worked example, in day numbers."""
    return make_schedule(make_course(one, {"months": usual_months(one), "choices": one.examples[0].choices}))


def offered(choice: Choice, one: Protocol) -> list[str]:
    """The options that have a page: all, or a handful of lengths where the source gives no end."""
    lengths = (*LENGTHS, one.examples[0].choices.get(choice.key))
    return [value for value in choice.options if choice.what != "until" or value in lengths]


def variants(one: Protocol) -> list[dict[str, str]]:
    """Every combination of what is open, by key; after "stop before the condition" nothing more is chosen."""
    found: list[dict[str, str]] = [{}]
    for choice in open_choices(one):
        found = [
            more
            for chosen in found
            for more in (
                [chosen]
                if NOT_MET in chosen.values()
                else [{**chosen, choice.key: value} for value in offered(choice, one)]
            )
        ]
    return found


def address(id: str, choices: Mapping[str, str] | None = None) -> str:
    """Where an example's page is, below the home page: by keys, so that it stays when choices are added."""
    named = "~".join(f"{key}.{value}" for key, value in (choices or {}).items())
    return f"{FOLDER}/{id}/{named}/" if named else f"{FOLDER}/{id}/"


def pages() -> Iterator[tuple[str, dict[str, str] | None]]:
    """Every page of an example: a protocol's own first (no choices named), then each combination."""
    for id in protocol_ids():
        yield id, None
        yield from ((id, choices) for choices in variants(protocol(id)) if choices)
