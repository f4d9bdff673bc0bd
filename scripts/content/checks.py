"""What is looked at around injections, when, and who says so: docs/_data/checks.toml, read strictly.

Nothing is computed; a check that has no time in its source has none here.

>>> found = checks()["potassium-first-48-hours"]
>>> found.counts, found.span, found.unit
('day of treatment', Range(low=1, high=2), <Unit.DAY: 'd'>)
"""

from datetime import date
from functools import cache
from typing import NamedTuple

from calculator.regimen import Range, Unit
from calculator.strict import BadData, Table
from scripts.content.reader import cited, read, reviewed

WHEN = ("before", "during", "long term", "if needed")
TREATMENT_DAY, SINCE_START = "day of treatment", "time since the start"
COUNTS = (TREATMENT_DAY, SINCE_START, "time since the change to tablets")
GROUPS = ("pernicious anaemia", "anaemia", "deficiency", "prevention")
"""For whom a schedule is: the first within the second, the second within the third; prevention stands apart."""


class Check(NamedTuple):
    """One thing that is looked at, as its sources describe it."""

    id: str
    what: str
    plain: str
    """The claim in our words."""
    when: str
    time: str
    """The source's own words of time, where `when` and a number of days, weeks or months do not say them; or empty."""
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
    fits: tuple[str, ...]
    """The groups on whose schedules it may stand (check_fit.py); empty where it stands on none."""
    next_review: date


@cache
def checks() -> dict[str, Check]:
    """Every check by id, in the edition's language. Raises BadData with every problem in the file."""
    return read_checks()


def read_checks(text: str | None = None) -> dict[str, Check]:
    """The checks of the data file, or of a text like it. Raises BadData with every problem in it."""
    found = {check.id: check for check in read("checks", read_check, text)}
    if lost := {other for check in found.values() for other in check.opposes if other not in found}:
        raise BadData(f"docs/_data/checks.toml: opposes: no check is called {', '.join(sorted(lost))}")
    return found


def read_check(table: Table) -> Check:
    """One check; its problems go to the table's list."""
    counts = table.word("counts", COUNTS) if "counts" in table.left else ""
    first, last = table.number("from", required=False), table.number("to", required=False)
    check = Check(
        id=table.where,
        what=table.text("what"),
        plain=table.text("plain"),
        when=table.word("when", WHEN),
        time=table.text("time", required=False),
        counts=counts,
        span=Range(first, last or first) if first else None,
        unit=read_unit(table, "unit"),
        on_from=first is not None and last is None,
        every=table.number("every", required=False),
        every_unit=read_unit(table, "every_unit"),
        group=table.text("group", required=False),
        who=table.text("who"),
        sources=cited(table),
        opposes=table.texts("opposes", required=False),
        fits=read_groups(table, "fits", required=False),
        next_review=reviewed(table),
    )
    if bool(counts) != bool(check.span) or bool(counts) != bool(check.unit):
        table.problem("counts", "needs from and unit beside it, and they need it")
    if check.span and check.span.low > check.span.high:
        table.problem("to", f"must not be before from: {check.span.low} to {check.span.high}")
    if bool(check.every) != bool(check.every_unit):
        table.problem("every", "needs every_unit beside it, and the other way round")
    if check.fits and check.opposes:
        table.problem("fits", "must be absent where sources differ: a schedule would show one side only")
    return check


def read_groups(table: Table, key: str, *, required: bool = True) -> tuple[str, ...]:
    """Groups of people by their machine words."""
    found = table.texts(key, required=required)
    if required and not found:
        table.problem(key, "must name at least one group")
    for one in found:
        if one not in GROUPS:
            table.problem(key, f"must be of {', '.join(GROUPS)}, not {one!r}")
    return found


def read_unit(table: Table, key: str) -> Unit | None:
    """A unit of time, or None when absent."""
    return Unit(table.word(key, tuple(Unit))) if key in table.left else None
