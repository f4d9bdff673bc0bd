"""The nouns: what a published treatment course is made of, in FHIR's words.

A protocol is what a source says. A course is what the reader chose where the source leaves a choice.
A schedule is the dates that follow. This file holds the first of the three: values only, no arithmetic.
Field names follow FHIR R5 Dosage and Timing in snake case: https://hl7.org/fhir/R5/datatypes.html#Timing

>>> Range(2, 3).options
(2, 3)
>>> Range(1000, 1000).fixed
True
"""

from collections.abc import Mapping
from enum import StrEnum
from typing import NamedTuple

from calculator.evidence import Citation, Example, Population, Review


class Unit(StrEnum):
    """A unit of calendar time, by its UCUM code as FHIR writes it."""

    DAY = "d"
    WEEK = "wk"
    MONTH = "mo"
    YEAR = "a"


class Role(StrEnum):
    """What a phase is for."""

    LOADING = "loading"
    CONSOLIDATION = "consolidation"
    MAINTENANCE = "maintenance"


class Range(NamedTuple):
    """A whole number that the source gives, or a low and a high one. Never averaged."""

    low: int
    high: int

    @property
    def fixed(self) -> bool:
        """True when the source leaves nothing open."""
        return self.low == self.high

    @property
    def options(self) -> tuple[int, ...]:
        """Every whole number the source allows."""
        return tuple(range(self.low, self.high + 1))


class Timing(NamedTuple):
    """How often: `frequency` times in every `period` of `unit`."""

    frequency: Range
    period: Range
    unit: Unit
    spread: Mapping[int, tuple[int, ...]]
    """Frequency -> the days of the period we put the injections on. Ours: the source says only how many."""
    period_is_minimum: bool = False
    """True when the source gives a least gap only; `period.high` is then our ceiling for the illustration."""


class Way(NamedTuple):
    """One side of an "or": a timing, and a dose of its own where the source gives one."""

    timing: Timing
    dose: Range | None = None


class Phase(NamedTuple):
    """One stretch of a regimen with one dose and one timing (FHIR: one Dosage)."""

    name: str
    role: Role
    dose: Range
    """Micrograms in each injection. A range stays a range in every row; nobody chooses in it."""
    route: tuple[str, ...]
    timing: Timing | None = None
    days: tuple[int, ...] = ()
    """The source's own list of days, day 1 being the first injection. Instead of a timing."""
    either: Mapping[str, Way] | None = None
    """Ways that the source joins by "or", by name. Instead of `timing`."""
    injections: Range | None = None
    """How many (FHIR: count)."""
    bounds: Range | None = None
    bounds_unit: Unit | None = None
    weeks: tuple[int, int] | None = None
    """First and last week as the source numbers them; week 1 begins on day 1."""
    until: str = ""
    """The source's open end, in plain words. Never computed."""
    only_if: str = ""
    """The source's condition for going on, in plain words. Never computed."""

    @property
    def endless(self) -> bool:
        """True when the source names no end at all: the phase goes on past any horizon."""
        return not (self.injections or self.bounds or self.weeks or self.until or self.days)

    @property
    def timings(self) -> tuple[Timing, ...]:
        """Every timing that the phase may take; none for a list of days."""
        return (self.timing,) if self.timing else tuple(way.timing for way in (self.either or {}).values())


class Protocol(NamedTuple):
    """One published statement: a regimen, its citation, who checked it, worked examples."""

    id: str
    title: str
    plain: str
    country: str
    jurisdiction: str
    kind: str
    drug: str
    pattern: str
    judgement: tuple[str, ...]
    """What the source leaves to the clinic."""
    notes: tuple[str, ...]
    """What a reader of the schedule must know beside it, on paper too."""
    source_notes: tuple[str, ...]
    """How the source was read, and what other texts say: on its page, and not on paper."""
    population: Population
    source: Citation
    review: Review
    phases: tuple[Phase, ...]
    examples: tuple[Example, ...]
