"""When to get help and how fast, from one place: docs/_data/signs.toml, each sign with its level and its source.

A page, a sheet, a handout or a schedule asks for sets of signs by name (docs/_data/sign-sets.toml); none of them
writes a list of its own. A sign has one level wherever it stands. `python -m scripts.content.signs` lists which page,
handout and schedule carries which sign.
"""

import sys
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from calculator.strict import BadData, Table
from scripts.content.edition import edition
from scripts.content.front_matter import front_matter
from scripts.content.phrases import site_language
from scripts.content.reader import cited, read
from scripts.paths import DOCS

LEVELS = ("emergency", "same day", "soon")
"""The most serious first: an ambulance now; the clinic today; the clinic, within days."""
SHORT_FORMS = ("schedule", "handout")
"""Where a sign may stand in its short form: with every schedule, and on the front of every handout."""
NONE = "none"
"""What a page says in its front matter when it decides that it needs no sign."""


@dataclass(frozen=True)
class Step:
    """One thing to do until help comes."""

    says: str
    sources: tuple[str, ...]


@dataclass(frozen=True)
class Set:
    """Signs that belong together, such as those of an allergic reaction."""

    id: str
    name: str
    about: str
    """What a page speaks of when it needs this set: a regular expression, for the tests. May be empty."""
    steps: tuple[Step, ...]
    """What to do, in order, when one of the set's emergency signs is there."""


@dataclass(frozen=True)
class Sign:
    """One sign, as it completes "Call ... if:"."""

    id: str
    level: str
    sets: tuple[str, ...]
    says: str
    short: str
    """The same as it completes "Call ... for any of these:"; may be empty where no short form carries it."""
    on: tuple[str, ...]
    """The short forms that always carry it."""
    sources: tuple[str, ...]
    note: str
    """What the sources say where our words are not simply theirs, or why the sign needs no source."""


@cache
def sets() -> dict[str, Set]:
    """Every set by id. Raises BadData with every problem in the file."""
    return {one.id: one for one in read("sign-sets", read_set)}


@cache
def signs() -> dict[str, Sign]:
    """Every sign by id, in the file's order. Raises BadData with every problem in the file."""
    return {one.id: one for one in read("signs", read_sign)}


def chosen(names: Iterable[str], level: str) -> list[Sign]:
    """The signs of some sets at one level: set after set in the order asked for, each sign once."""
    found = (sign for name in names for sign in signs().values() if name in sign.sets and sign.level == level)
    return list(dict.fromkeys(found))


def short(form: str, level: str) -> list[str]:
    """The short words of every sign of a level that a short form carries."""
    return [sign.short for sign in signs().values() if form in sign.on and sign.level == level]


def beyond(form: str, names: Iterable[str], level: str) -> list[str]:
    """The short words of the signs of some sets at one level, without those that a short form carries already."""
    return [sign.short for sign in chosen(names, level) if form not in sign.on]


def told() -> Iterator[Sign | Step]:
    """Every sign, and every thing to do until help comes."""
    yield from signs().values()
    for one in sets().values():
        yield from one.steps


def asked_for(meta: Mapping[str, Any]) -> tuple[str, ...] | None:
    """The sets that a page's front matter names; None when the page has decided nothing. Raises BadData."""
    care = meta.get("care")
    if care is None:
        return None
    if care == NONE:
        return ()
    if not care or not isinstance(care, list):
        raise BadData(f"care: must be {NONE} or a list of sets such as [nerves], not {care!r}")
    return tuple(care)


def read_set(table: Table) -> Set:
    """One set; its problems go to the table's list."""
    steps = tuple(read_step(step) for step in table.tables("steps", required=False))
    return Set(table.where, table.text("name"), table.text("about", required=False), steps)


def read_step(table: Table) -> Step:
    """One thing to do."""
    step = Step(table.text("says"), cited(table))
    table.refuse_leftovers()
    return step


def read_sign(table: Table) -> Sign:
    """One sign. It may have no source only if its note says why."""
    note = table.text("note", required=False)
    sign = Sign(
        id=table.where,
        level=table.word("level", LEVELS),
        sets=table.texts("sets"),
        says=table.text("says"),
        short=table.text("short", required=False),
        on=table.texts("on", required=False),
        sources=cited(table, required=not note),
        note=note,
    )
    for name in sign.sets:
        if name not in sets():
            table.problem("sets", f"no set is called {name!r} in docs/_data/sign-sets.toml")
    for form in sign.on:
        if form not in SHORT_FORMS:
            table.problem("on", f"must be of {', '.join(SHORT_FORMS)}, not {form!r}")
    if not sign.sets:
        table.problem("sets", "is empty, so no page would show the sign")
    if sign.on and not sign.short:
        table.problem("short", "is missing, and on names a short form")
    return sign


def carriers() -> Iterator[tuple[Sign, list[str]]]:
    """Every sign with all that carries it. A page's handout and its view for other sites carry what the page does."""
    pages = {
        file.relative_to(DOCS).as_posix(): asked_for(front_matter(file.read_text("utf-8"))) or ()
        for file in DOCS.rglob("*.md")
    }
    for sign in signs().values():
        carrying = sorted(name for name, names in pages.items() if set(names) & set(sign.sets))
        yield sign, [*carrying, *(f"every {form}" for form in sign.on)]


def spoken() -> dict[str, str]:
    """The edition's own words for whom to call. `elsewhere` is empty when the usual words name every number."""
    numbers = edition().elsewhere()
    elsewhere = site_language().say("care.elsewhere", numbers=numbers) if numbers else ""
    return {**edition().emergency, "which": edition().which, "elsewhere": elsewhere}


def sentences(words: Iterable[str]) -> str:
    """Each sign as a sentence of its own: short ones are read where a long one is not.

    >>> sentences(["loss of sight", "a drooping face"])
    'Loss of sight. A drooping face.'
    """
    return " ".join(site_language().ended(f"{word[0].upper()}{word[1:]}") for word in words)


def main() -> int:
    """List the signs by level, each with what carries it."""
    for level in LEVELS:
        print(f"== {level}")
        for sign, carrying in carriers():
            if sign.level == level:
                print(f"{sign.id}: {sign.says}\n    {', '.join(carrying) or 'nothing'}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
