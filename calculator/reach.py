"""How far phases can reach: whether numbered weeks begin after the last day that the phases before them may have."""

from calculator.dates import most_days
from calculator.regimen import Phase, Timing, Unit
from calculator.strict import Table


def check_order(tables: list[Table], phases: tuple[Phase, ...]) -> None:
    """The first phase opens with day 1; numbered weeks begin after the last day that the phases before can reach."""
    if phases and phases[0].only_if:
        tables[0].problem("only_if", "the first phase cannot wait for a condition")
    if phases and phases[0].days and phases[0].days[0] != 1:
        tables[0].problem("days", "must begin with day 1: it is the first injection")
    if phases and phases[0].weeks and phases[0].weeks[0] != 1:
        tables[0].problem("weeks", "must begin with week 1: day 1 is the first injection")
    latest = 0
    for place, (table, phase) in enumerate(zip(tables, phases, strict=True)):
        if phase.weeks and place:
            before, first = phases[place - 1], 7 * (phase.weeks[0] - 1) + 1
            if before.weeks and phase.weeks[0] <= before.weeks[1]:
                table.problem(
                    "weeks", f"must begin after week {before.weeks[1]}, where the phase before ends"
                )
            elif any(one.until and not (one.bounds and not one.bounds.fixed) for one in phases[:place]):
                table.problem("weeks", "cannot follow an open end, which may last into these weeks")
            elif first <= latest:
                table.problem(
                    "weeks", f"begins on day {first}, but the phases before can last until day {latest}"
                )
        latest = max(latest, latest_day(phase, latest))


def latest_day(phase: Phase, before: int) -> int:
    """The latest day of a phase's last injection, when the phase before ends on day `before` (0: there is none)."""
    if phase.days:
        return phase.days[-1]
    if phase.weeks:
        return 7 * phase.weeks[1]
    if phase.bounds:
        return before + longest(phase.bounds.high, phase.bounds_unit or Unit.WEEK)
    if phase.injections:
        return max(day_of(phase.injections.high, timing, before) for timing in phase.timings)
    return before


def day_of(number: int, timing: Timing, before: int) -> int:
    """The latest day of a phase's injection `number`, at the longest period and at whatever frequency is slowest."""
    steps = number if before else number - 1  # after another phase the first injection comes one period later
    found = []
    for often in timing.frequency.options:
        if timing.unit is Unit.YEAR:
            whole, rest = most_days(steps * 12 * timing.period.high // often), 1
        else:
            turns, place = divmod(steps, often)
            whole = longest(turns * timing.period.high, timing.unit)
            rest = timing.spread[often][place] if often in timing.spread else 1
        found.append((before or 1) + whole + rest - 1)
    return max(found)


def longest(number: int, unit: Unit) -> int:
    """The most days that so many units can have."""
    if unit in (Unit.DAY, Unit.WEEK):
        return number * (7 if unit is Unit.WEEK else 1)
    return most_days(number * (12 if unit is Unit.YEAR else 1))
