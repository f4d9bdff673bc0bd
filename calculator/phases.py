"""The phases of a protocol file, read strictly: each possible by itself, and beside its neighbours.

A phase has one timing (or a list of days, or two timings joined by "or") and at most one length. What the source
leaves open stays open here; the reader's choice closes it later, in `course.py`. Their order is checked in `reach.py`.
"""

from calculator.reach import check_order
from calculator.regimen import Phase, Range, Role, Timing, Unit, Way
from calculator.strict import Table, rising

ROUTES = ("intramuscular", "subcutaneous", "deep subcutaneous", "intravenous", "not stated")
UNITS = tuple(unit.value for unit in Unit)
DAYS_IN = {Unit.DAY: 1, Unit.WEEK: 7, Unit.MONTH: 28, Unit.YEAR: 365}
"""The fewest days that a unit can have."""


def read_phases(tables: list[Table], whole: Table) -> tuple[Phase, ...]:
    """The phases in order; problems go to the tables' shared list."""
    phases = tuple(read_phase(table) for table in tables)
    if not phases:
        whole.problem("phases", "must hold at least one phase")
    if len({phase.name for phase in phases}) < len(phases):
        whole.problem("phases", "two phases have the same name")
    for table, phase in zip(tables[:-1], phases[:-1], strict=True):
        if phase.endless:
            table.problem("", "has no end, so nothing can follow it: give count, bounds, weeks or until")
    for table, phase in zip(tables[1:], phases[1:], strict=True):
        if not phase.weeks and any(timing.spread for timing in phase.timings):
            table.problem("spread", "only the first phase, or one with weeks, has a first day to spread from")
        if phase.days:
            table.problem("days", "a list of days must be the first phase")
    check_order(tables, phases)
    return phases


def read_phase(table: Table) -> Phase:
    """One phase: its dose, its timing and its length, each in one of the ways that the format knows."""
    options = table.tables("either", required=False)
    days = table.numbers("days", required=False)
    weeks = table.numbers("weeks", required=False)
    phase = Phase(
        name=table.slug("name"),
        role=Role(table.word("role", tuple(role.value for role in Role))),
        dose=table.range("dose") or Range(1, 1),
        route=table.texts("route"),
        days=days,
        either={part.slug("name"): read_way(part) for part in options} or None,
        timing=None if options or days else read_timing(table),
        injections=table.range("count", required=False),
        bounds=table.range("bounds", required=False),
        bounds_unit=Unit(table.word("bounds_unit", UNITS)) if "bounds_unit" in table.left else None,
        weeks=(weeks[0], weeks[1]) if len(weeks) == 2 else None,
        until=table.text("until", required=False),
        only_if=table.text("only_if", required=False),
    )
    if weeks and len(weeks) != 2:
        table.problem("weeks", "must hold the first and the last week")
    check_phase(table, phase, len(options))
    table.refuse_leftovers()
    return phase


def read_way(table: Table) -> Way:
    """One side of an "or". It leaves nothing open but a dose range."""
    way = Way(read_timing(table), table.range("dose", required=False))
    if not (way.timing.frequency.fixed and way.timing.period.fixed):
        table.problem("", "one side of an either cannot leave a range open")
    table.refuse_leftovers()
    return way


def read_timing(table: Table) -> Timing:
    """How often: the timing keys of a phase, or of one side of an "or"."""
    timing = Timing(
        frequency=table.range("frequency") or Range(1, 1),
        period=table.range("period") or Range(1, 1),
        unit=Unit(table.word("period_unit", UNITS)),
        spread=read_spread(table),
        period_is_minimum=table.flag("period_is_minimum"),
    )
    check_timing(table, timing)
    return timing


def read_spread(table: Table) -> dict[int, tuple[int, ...]]:
    """Days of the period by frequency: a list for one frequency, a table of lists for a range of them."""
    value = table.take("spread", required=False)
    if value is None:
        return {}
    lists = list(value.values()) if isinstance(value, dict) else [value]
    spread = {len(days): days for days in map(rising, lists)}
    keys = list(map(str, map(len, lists))) if all(isinstance(days, list) for days in lists) else []
    if not all(spread) or (isinstance(value, dict) and list(value) != keys):
        table.problem(
            "spread", f"must be rising days such as [1, 3, 5], as many as the frequency, not {value!r}"
        )
        return {}
    return spread


def check_timing(table: Table, timing: Timing) -> None:
    """The spread must say where each injection of a period goes, no more and no less."""
    many = timing.frequency.high > 1
    if many and not timing.period.fixed:
        table.problem("period_max", "a range of periods needs a frequency of 1")
    if many and timing.unit is Unit.YEAR:
        if timing.spread or timing.period.high > 1 or any(12 % n for n in timing.frequency.options):
            table.problem("frequency", "times a year must divide 12 months evenly, without a spread")
    elif tuple(sorted(timing.spread)) != (timing.frequency.options if many else ()):
        table.problem(
            "spread", f"does not match a frequency of {' to '.join(map(str, ends(timing.frequency)))}"
        )
    elif any(days[-1] > timing.period.low * DAYS_IN[timing.unit] for days in timing.spread.values()):
        table.problem("spread", f"lies outside a period of {timing.period.low} {timing.unit}")
    elif any(days[0] != 1 for days in timing.spread.values()):
        table.problem("spread", "must begin on day 1: the first injection opens the phase")
    if timing.period_is_minimum and timing.period.fixed:
        table.problem("period_is_minimum", "needs period_max, our ceiling for the illustration")


def check_phase(table: Table, phase: Phase, ways: int) -> None:
    """At most one length, and only where a length makes sense."""
    given = {"count": phase.injections, "bounds": phase.bounds, "weeks": phase.weeks}
    lengths = [key for key, length in given.items() if length]
    if len(lengths) > 1:
        table.problem(lengths[1], f"cannot stand beside {lengths[0]}: a phase has one length")
    if bool(phase.bounds) != bool(phase.bounds_unit):
        table.problem("bounds_unit", "bounds and bounds_unit go together")
    if phase.until and (phase.injections or phase.weeks):
        table.problem("until", "an open end cannot stand beside count or weeks")
    if phase.days and (lengths or phase.until):
        table.problem("days", "a list of days is its own length")
    if phase.either is not None and len(phase.either) < max(2, ways):
        table.problem("either", "needs two timings or more, each with a name of its own")
    if not phase.route:
        table.problem("route", "must name at least one route, or 'not stated'")
    for route in phase.route:
        if route not in ROUTES:
            table.problem("route", f"must be among {', '.join(ROUTES)}, not {route!r}")


def ends(numbers: Range) -> tuple[int, ...]:
    """One number, or the low and the high one."""
    return (numbers.low,) if numbers.fixed else (numbers.low, numbers.high)
