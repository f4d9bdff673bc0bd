"""One injection of an example: its day, its dose, the arithmetic behind the day, and what in it is ours.

Values only. The arithmetic is in `schedule.py`.
"""

from datetime import date
from enum import StrEnum
from typing import NamedTuple

from calculator.regimen import Phase, Range, Unit


class Ours(StrEnum):
    """An assumption of ours, named in every row that rests on it."""

    SPREAD = "spread"
    """The source says only how many in a week or a year; we say on which days."""
    ORDER = "order"
    """The source gives only the order of phases; we begin one interval after the last injection."""
    LENGTH = "length"
    """The source gives no end, or a condition; the reader set an illustrative length."""
    GAP = "gap"
    """The source gives only a least gap; the reader set an illustrative one."""
    MONTH = "month"
    """There is no start date, and with another start this injection lies on another day, or is not shown."""


class Because(NamedTuple):
    """The arithmetic of one injection: `number` of `unit` after injection `base`, or one of the fixed points."""

    kind: str
    """start, after, week (first day of week `number`) or listed (day `number` in the source's list)."""
    number: int = 0
    unit: Unit = Unit.DAY
    base: int = 0


class Administration(NamedTuple):
    """One example injection (FHIR: a planned MedicationAdministration)."""

    number: int
    day: int
    """Day 1 is the first injection."""
    date: date | None
    phase: Phase
    dose: Range
    """Micrograms, as the source states them."""
    because: Because
    ours: tuple[Ours, ...]

    @property
    def about(self) -> bool:
        """True when the day number is not the same for every start."""
        return Ours.MONTH in self.ours
