"""A phase with every open thing chosen: plain numbers, ready for the arithmetic."""

from collections.abc import Mapping
from typing import NamedTuple

from calculator.regimen import Phase, Range, Unit


class Stretch(NamedTuple):
    """A phase with every open thing chosen: plain numbers, ready for the arithmetic."""

    phase: Phase
    dose: Range
    """Micrograms in each injection, as the source gives them for the way chosen."""
    frequency: int = 1
    period: int = 1
    unit: Unit = Unit.DAY
    spread: tuple[int, ...] = ()
    injections: int | None = None
    length: int | None = None
    length_unit: Unit = Unit.DAY

    @property
    def interval(self) -> tuple[int, Unit]:
        """The number and the unit after which injections come round: n times a year is every 12/n months."""
        if self.unit is Unit.YEAR:
            return 12 * self.period // self.frequency, Unit.MONTH
        return self.period, self.unit


def settle(phase: Phase, chosen: Mapping[str, str]) -> Stretch:
    """A phase with its choices made."""

    def pick(what: str, range: Range | None) -> int | None:
        value = chosen.get(f"{phase.name}.{what}")
        return int(value) if value else range.low if range else None

    if phase.days:
        return Stretch(phase, phase.dose)
    way = phase.either[chosen[f"{phase.name}.either"]] if phase.either else None
    timing = way.timing if way else phase.timings[0]
    frequency = pick("frequency", timing.frequency) or 1
    return Stretch(
        phase,
        dose=(way and way.dose) or phase.dose,
        frequency=frequency,
        period=pick("period", timing.period) or 1,
        unit=timing.unit,
        spread=timing.spread.get(frequency, ()),
        injections=pick("count", phase.injections),
        length=pick("until", None) or pick("bounds", phase.bounds),
        length_unit=phase.bounds_unit or Unit.WEEK,
    )
