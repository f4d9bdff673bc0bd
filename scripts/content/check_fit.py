"""On which schedules a check stands: where the country, medicine and group of its source are those of the schedule.

Decided by docs/_data/check-fit.toml: which schedules a source reaches, and for which groups each of these is.

>>> standing("us-label-cyanocobalamin-pa")["potassium-first-48-hours"]
('us-label-cyanocobalamin-globalrph',)
"""

from functools import cache
from typing import NamedTuple

from calculator.protocol import DRUGS, protocol_ids
from calculator.strict import BadData, Table
from scripts.content.checks import checks, read_groups
from scripts.content.in_language import protocol, sources
from scripts.content.reader import whole

FILE = "docs/_data/check-fit.toml"
WITHIN = {"pernicious anaemia": {"anaemia", "deficiency"}, "anaemia": {"deficiency"}}
"""The wider groups in which a group lies."""


class Fit(NamedTuple):
    """The file, read."""

    reaches: dict[str, tuple[str, ...]]
    """The source of a check -> the protocols that it reaches."""
    groups: dict[str, tuple[str, ...]]
    """Protocol -> for whom its source says that it is."""


def standing(id: str) -> dict[str, tuple[str, ...]]:
    """The checks that stand on a protocol's schedules, each with those of its sources that put it there."""
    reaches, groups = fit()
    found = {
        check.id: tuple(source for source in check.sources if id in reaches.get(source, ()))
        for check in checks().values()
        if within(groups.get(id, ()), check.fits)
    }
    return {check: named for check, named in found.items() if named}


def within(schedule: tuple[str, ...], check: tuple[str, ...]) -> bool:
    """True if a group of the schedule is one of the check's, or lies within one.

    On a schedule for prevention, and for prevention too, stands nothing that does not speak of prevention.

    >>> within(("pernicious anaemia",), ("anaemia",)), within(("anaemia",), ("pernicious anaemia",))
    (True, False)
    """
    if "prevention" in schedule and "prevention" not in check:
        return False
    return any(not {one, *WITHIN.get(one, ())}.isdisjoint(check) for one in schedule)


@cache
def fit() -> Fit:
    """The file as it stands. Raises BadData with every problem in it."""
    return read_fit(whole("check-fit"))


def read_fit(tables: dict[str, object]) -> Fit:
    """The tables of the file, each source with the protocols it reaches. Raises BadData with every problem in them."""
    table = Table(FILE, tables)
    given, named = table.table("sources"), table.table("schedules")
    reaches = {id: read_reach(id, given.table(id)) for id in list(given.left)}
    groups = {id: read_groups(named, id) for id in list(named.left)}
    reached = {id for ids in reaches.values() for id in ids}
    for id in sorted(reached - groups.keys()):
        named.problem(
            id, "is missing: a source of checks reaches this schedule, so its groups must stand here"
        )
    for id in sorted(groups.keys() - reached):
        named.problem(id, "is reached by no source of checks, so nothing reads this")
    table.refuse_leftovers()
    if table.problems:
        raise BadData("\n".join(table.problems))
    return Fit(reaches, groups)


def read_reach(id: str, table: Table) -> tuple[str, ...]:
    """The protocols that one source reaches: all of its own country, and of its medicine if it is about one."""
    country = table.text("country")
    drug = table.word("drug", DRUGS) if "drug" in table.left else ""
    if id not in sources():
        table.problem("", "no source has this name in calculator/sources.toml")
    if not any(id in check.sources for check in checks().values()):
        table.problem("", "no check in docs/_data/checks.toml has this source")
    found: list[str] = []
    for source in table.texts("reaches"):
        theirs = [one for one in map(protocol, protocol_ids()) if one.source.id == source]
        if not theirs:
            table.problem("reaches", f"no protocol has {source!r} as its source")
        for one in theirs:
            if one.country != country or drug not in ("", one.drug):
                table.problem("reaches", f"{one.id} is of {one.country}, {one.drug}")
        found += [one.id for one in theirs]
    table.refuse_leftovers()
    return tuple(found)
