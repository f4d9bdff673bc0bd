"""What a review pack holds, in the order in which it is read: parts by risk, in them groups, in them statements.

A schedule's statements stand together under its title, the UK's schedules before those of other countries. Its warnings
stand with the other warnings, its worked examples at the end.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from itertools import count

from calculator.language import Language
from calculator.regimen import Protocol
from scripts.content.catalogue import country, in_order
from scripts.content.phrases import site_language
from scripts.content.reference import route_words
from scripts.content.statements import RISKS, Statement, example_name

WORDS_A_MINUTE = 180
SECONDS_A_DECISION = 6
"""How fast a reviewer is taken to be; the pack says so."""
HOME = "GB"
"""The country whose schedules belong to a first sitting."""
FIRST = ("emergency", "warning", f"dose-{HOME}")
"""The parts of a first sitting."""
EXAMPLES = "examples"
KINDS = ("sign", "step", "number")
"""What stands first in its part, by the beginning of its id; other statements follow in the site's order."""


@dataclass(frozen=True)
class Item:
    """One numbered statement."""

    number: int
    one: Statement
    """In the language that is reviewed."""
    original: Statement | None = None
    """In English, beside a translation."""
    waits: bool = False
    """It is not translated yet, so there is nothing to judge."""

    @property
    def words(self) -> int:
        """How many words a reviewer reads."""
        texts = [self.one.after, *self.one.words, *(self.original.words if self.original else ())]
        return sum(len(text.split()) for text in texts)


@dataclass(frozen=True)
class Group:
    """Statements under one heading."""

    title: str
    line: str
    """What kind of schedule it is; "" for what is none."""
    items: tuple[Item, ...]


@dataclass(frozen=True)
class Part:
    """What one contents line leads to."""

    id: str
    title: str
    groups: tuple[Group, ...]

    @property
    def items(self) -> tuple[Item, ...]:
        """Every statement in it."""
        return tuple(item for group in self.groups for item in group.items)

    @property
    def asked(self) -> tuple[Item, ...]:
        """Every statement that can be judged."""
        return tuple(item for item in self.items if not item.waits)

    @property
    def first(self) -> bool:
        """Whether it belongs to a first sitting."""
        return self.id in FIRST


def parts(
    ones: Iterable[Statement],
    originals: Mapping[str, Statement] | None = None,
    waiting: Collection[str] = (),
) -> list[Part]:
    """These statements in order. `originals`, by id, stand beside translations; those `waiting` have none yet."""
    language, number = site_language(), count(1)
    schedules = {one.id: one for one in in_order(language)}
    found: dict[str, dict[str, list[Statement]]] = {id: {} for id in order(language)}
    for one in sorted(ones, key=kind):
        under = found[part_of(one, schedules)]
        under.setdefault(one.protocol or (originals or {}).get(one.id, one).heading, []).append(one)
    made = []
    for id, groups in found.items():
        titled = []
        for name, members in groups.items():
            items = (
                Item(next(number), one, originals[one.id] if originals else None, one.id in waiting)
                for one in members
            )
            titled.append(Group(*title(name, schedules.get(name), language), tuple(items)))
        if titled:
            made.append(Part(id, part_title(id, language), tuple(titled)))
    return made


def order(language: Language) -> list[str]:
    """The names of all parts, in order."""
    countries = dict.fromkeys([HOME, *(one.country for one in in_order(language))])
    doses = [*(f"dose-{code}" for code in countries), "dose"]
    return [name for risk in RISKS for name in (doses if risk == "dose" else [risk])] + [EXAMPLES]


def kind(one: Statement) -> int:
    """Which kinds of statement stand before others of the same part."""
    begins = one.id.partition("/")[0]
    return KINDS.index(begins) if begins in KINDS else len(KINDS)


def part_of(one: Statement, schedules: Mapping[str, Protocol]) -> str:
    """The part of a statement. Notes of less risk than a dose stand with the doses of their schedule."""
    of = schedules.get(one.protocol)
    if not of:
        return one.risk
    if one.id.rpartition("/")[2] in map(example_name, of.examples):
        return EXAMPLES
    return one.risk if one.risk in ("emergency", "warning") else f"dose-{of.country}"


def title(name: str, of: Protocol | None, language: Language) -> tuple[str, str]:
    """A group's heading, and what kind of schedule it is."""
    if not of:
        return name, ""
    values = {"country": country(of, language), "kind": language.say(f"kind.{of.kind}")}
    return of.title, language.say("pack.schedule", **values, route=route_words(of, language))


def part_title(id: str, language: Language) -> str:
    """What a part is called."""
    risk, _, code = id.partition("-")
    if code:
        return language.say("pack.part.schedules", country=language.say(f"country.{code}"))
    return language.say(f"pack.part.{risk}")


def minutes(items: Iterable[Item]) -> float:
    """How many minutes it takes to read statements and to decide."""
    return sum(item.words / WORDS_A_MINUTE + SECONDS_A_DECISION / 60 for item in items)


def time_words(length: float) -> str:
    """So many minutes in words, as roughly as they are known; answers.js says the same."""
    if length >= 100:
        return site_language().say("pack.shown.hours", n=round(length / 60))
    return site_language().say(
        "pack.shown.minutes", n=max(1, round(length) if length < 10 else 5 * round(length / 5))
    )
