"""From checks.toml to Checks: what is looked at after injections begin, when, and who says so.

Strict like every reader here: each key is asked for, and a source that is unknown or superseded is a problem.
Nothing is computed; a check that has no time in its source has none here.

>>> found = checks()["potassium-first-48-hours"]
>>> found.counts, found.span, found.unit
('day of treatment', Range(low=1, high=2), <Unit.DAY: 'd'>)
"""

from collections.abc import Mapping
from datetime import date
from functools import cache
from typing import Any, NamedTuple

from calculator import data
from calculator.data import FIRST
from calculator.regimen import Range, Unit
from calculator.source import Source, sources
from calculator.strict import BadData, Table

WHEN = ("before", "during", "long term", "if needed")
TREATMENT_DAY, SINCE_START = "day of treatment", "time since the start"
COUNTS = (TREATMENT_DAY, SINCE_START, "time since the change to tablets")


class Check(NamedTuple):
    """One thing that is looked at, as its sources describe it."""

    id: str
    what: str
    plain: str
    """The claim in our words."""
    when: str
    counts: str
    """What `span` counts from; empty when the source gives no time."""
    span: Range | None
    unit: Unit | None
    on_from: bool
    """True when the source gives only a beginning: from then on."""
    every: int | None
    every_unit: Unit | None
    """The interval at which the source repeats it, if it says."""
    group: str
    """For whom, where the source limits it."""
    who: str
    sources: tuple[str, ...]
    opposes: tuple[str, ...]
    """Checks here that say the opposite."""
    checked_on: date
    next_review: date


def checks(code: str = FIRST) -> dict[str, Check]:
    """Every check by id in a language, read once. Raises BadData with every problem in the file."""
    return every(code)


@cache
def every(code: str) -> dict[str, Check]:
    """The same checks for every way of asking."""
    return read_checks(data.text("checks"), sources(code), texts=data.overlay("checks", code))


def read_checks(
    text: str,
    register: Mapping[str, Source],
    file: str = "checks.toml",
    texts: Mapping[str, Any] | None = None,
) -> dict[str, Check]:
    """A file of checks as Checks by id, `texts` in place of its own. Raises BadData with every problem in it."""
    problems: list[str] = []
    entries = data.overlaid(data.tables(text, file), texts or {}, file).items()
    found = {id: read_check(id, Table(file, entry, id, problems), register) for id, entry in entries}
    problems += [
        f"{file}: {check.id}.opposes: no check is called {other!r}"
        for check in found.values()
        for other in check.opposes
        if other not in found
    ]
    if problems:
        raise BadData("\n".join(problems))
    return found


def read_check(id: str, table: Table, register: Mapping[str, Source]) -> Check:
    """One check; its problems go to the table's list."""
    counts = table.word("counts", COUNTS) if "counts" in table.left else ""
    first, last = table.number("from", required=False), table.number("to", required=False)
    check = Check(
        id=id,
        what=table.text("what"),
        plain=table.text("plain"),
        when=table.word("when", WHEN),
        counts=counts,
        span=Range(first, last or first) if first else None,
        unit=read_unit(table, "unit"),
        on_from=first is not None and last is None,
        every=table.number("every", required=False),
        every_unit=read_unit(table, "every_unit"),
        group=table.text("group", required=False),
        who=table.text("who"),
        sources=read_sources_of(table, register),
        opposes=table.texts("opposes", required=False),
        checked_on=table.day("checked_on"),
        next_review=table.day("next_review"),
    )
    if bool(counts) != bool(check.span) or bool(counts) != bool(check.unit):
        table.problem("counts", "needs from and unit beside it, and they need it")
    if check.span and check.span.low > check.span.high:
        table.problem("to", f"must not be before from: {check.span.low} to {check.span.high}")
    if bool(check.every) != bool(check.every_unit):
        table.problem("every", "needs every_unit beside it, and the other way round")
    table.refuse_leftovers()
    return check


def read_unit(table: Table, key: str) -> Unit | None:
    """A unit of time, or None when absent."""
    return Unit(table.word(key, tuple(Unit))) if key in table.left else None


def read_sources_of(table: Table, register: Mapping[str, Source]) -> tuple[str, ...]:
    """The ids of the sources that say it: at least one, each known and none superseded."""
    cited = table.texts("sources")
    if not cited:
        table.problem("sources", "must name at least one source")
    for id in cited:
        if id not in register:
            table.problem("sources", f"no source is called {id!r} in sources.toml")
        elif register[id].superseded_by:
            table.problem("sources", f"{id!r} is superseded by {register[id].superseded_by!r}")
    return cited
