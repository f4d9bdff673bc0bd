"""What a protocol leaves open: every choice the reader makes, with every value it may take.

A choice is named after the phase and the key of the protocol file that leaves it open, such as
`maintenance.period`.

>>> from calculator.protocol import protocol
>>> [choice.key for choice in open_choices(protocol("no-hydroxocobalamin-no-neuro"))]
['loading.period', 'maintenance.period']
"""

from typing import NamedTuple

from calculator.regimen import Phase, Protocol, Range, Unit

ILLUSTRATION = {Unit.DAY: 60, Unit.WEEK: 26, Unit.MONTH: 24, Unit.YEAR: 2}
"""The longest illustrative length of an open-ended phase. Ours: no source gives one."""
MET, NOT_MET = "met", "not-met"
"""What links say for: the steps on a condition are shown, or the example stops before them. Nobody is asked a fact."""


class Choice(NamedTuple):
    """One thing the source leaves open in one phase, and every value it may take."""

    phase: Phase
    what: str
    """The key of the protocol file: either, frequency, period, count, bounds, until or only_if."""
    options: tuple[str, ...]
    unit: Unit | None = None

    @property
    def key(self) -> str:
        """The name under which the reader answers."""
        return f"{self.phase.name}.{self.what}"


def open_choices(protocol: Protocol) -> tuple[Choice, ...]:
    """Everything the source leaves open, in the order in which it matters."""
    return tuple(choice for phase in protocol.phases for choice in choices_of(phase))


def usual_months(protocol: Protocol) -> int:
    """How many months a protocol's own page shows: as many as its first worked example."""
    return protocol.examples[0].months


def choices_of(phase: Phase) -> list[Choice]:
    """What one phase leaves open."""
    found = [Choice(phase, "only_if", (MET, NOT_MET))] if phase.only_if else []
    if phase.either:
        found.append(Choice(phase, "either", tuple(phase.either)))
    elif phase.timing:
        found.append(Choice(phase, "frequency", numbers(phase.timing.frequency), phase.timing.unit))
        found.append(Choice(phase, "period", numbers(phase.timing.period), phase.timing.unit))
    if phase.injections:
        found.append(Choice(phase, "count", numbers(phase.injections)))
    if phase.until and (not phase.bounds or phase.bounds.fixed):
        unit = phase.bounds_unit or Unit.WEEK
        least = phase.bounds.low if phase.bounds else 1
        found.append(Choice(phase, "until", numbers(Range(least, ILLUSTRATION[unit])), unit))
    elif phase.bounds:
        found.append(Choice(phase, "bounds", numbers(phase.bounds), phase.bounds_unit))
    return [choice for choice in found if len(choice.options) > 1]


def numbers(range: Range) -> tuple[str, ...]:
    """Every number in a range, as the reader may write it."""
    return tuple(map(str, range.options))
