"""What stands behind a published regimen: for whom it is, where it stands, who checked it, schedules worked by hand."""

from collections.abc import Mapping
from datetime import date
from typing import NamedTuple


class Population(NamedTuple):
    """Who the source says the regimen is for: its own terms, and ours."""

    text: str
    lang: str
    plain: str


class Citation(NamedTuple):
    """Where a statement stands: the source's id in `sources.toml`, the place in it, and who says the same."""

    id: str
    place: str
    also: tuple[str, ...]
    beside: tuple[str, ...] = ()
    """Sources of the notes that stand beside the schedule; they do not say the schedule."""


class Review(NamedTuple):
    """Who compared this with its source, and when somebody must look again. Clinicians' reviews stand elsewhere."""

    checked_on: date
    next_review: date
    checked_by: str


class Example(NamedTuple):
    """A schedule worked out by hand from the source's text; the engine must agree with it."""

    start: date
    months: int
    choices: Mapping[str, str]
    dates: tuple[date, ...]
    total: int
