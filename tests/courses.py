"""Courses for tests: every protocol, both ends of all it leaves open, and dates hard to count from."""

import itertools
import json
import os
from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from functools import cache
from random import Random
from typing import Any

from calculator.answer import answer
from calculator.choices import NOT_MET, open_choices
from calculator.course import make_course
from calculator.protocol import protocol, protocol_ids
from calculator.regimen import Protocol
from calculator.schedule import Schedule, make_schedule

IDS = protocol_ids()
TODAY = "2026-11-22"

MONTH_ENDS = [date(2026, month, day) for month in (1, 3, 5, 7, 8, 10, 12) for day in (29, 30, 31)]
LEAP_DAYS = [date(2024, 2, 29), date(2028, 2, 28), date(2028, 2, 29), date(2028, 3, 1), date(2096, 2, 29)]
CLOCK_CHANGES = [date(2026, 3, 29), date(2026, 10, 25), date(2026, 3, 8), date(2026, 11, 1)]
HARD_STARTS = [
    *LEAP_DAYS,
    *MONTH_ENDS,
    *CLOCK_CHANGES,
    date(2027, 2, 28),
    date(2000, 1, 1),
    date(2099, 12, 31),
]


@cache
def starts(count: int) -> list[date]:
    """The first of the hard dates, each once."""
    return list(dict.fromkeys(HARD_STARTS))[:count]


def fresh_starts(count: int) -> list[date]:
    """Days of the years that the engine knows, other ones in every run: SEED in the environment repeats them."""
    random = Random(os.environ["SEED"])
    return [date(2000, 1, 1) + timedelta(random.randrange(36_525)) for _ in range(count)]


def ends(one: Protocol) -> Iterator[dict[str, str]]:
    """The low and the high end of all that is open, every way once; after "not-met" nothing is chosen."""
    keys = [choice.key for choice in open_choices(one)]
    options = [
        choice.options if choice.what in ("either", "only_if") else (choice.options[0], choice.options[-1])
        for choice in open_choices(one)
    ]
    every = dict.fromkeys(tuple(until_not_met(keys, values)) for values in itertools.product(*options))
    yield from map(dict, every)


def until_not_met(keys: list[str], values: tuple[str, ...]) -> Iterator[tuple[str, str]]:
    """Keys with values, as far as a condition that is not met."""
    for key, value in zip(keys, values, strict=True):
        yield key, value
        if value == NOT_MET:
            return


def schedule(one: Protocol, choices: Mapping[str, str], start: date | None, months: int = 12) -> Schedule:
    """One schedule, made in the engine's own two steps."""
    entry = {"start": start.isoformat() if start else None, "months": months, "choices": choices}
    return make_schedule(make_course(one, entry))


type Named = tuple[str, dict[str, str], Schedule]
"""A schedule with its choices, and a name to find it again by."""


@cache
def every_schedule(count: int, *, undated: bool = False, months: int = 12) -> list[Named]:
    """A schedule for every protocol, every way of choosing ends, and `count` starts, or without a start."""
    return [
        (f"{one.id} {choices} from {start}", choices, schedule(one, choices, start, months))
        for one in map(protocol, IDS)
        for choices in ends(one)
        for start in ([None] if undated else starts(count))
    ]


def door(request: object) -> dict[str, Any]:
    """One request and its answer, as data."""
    found: dict[str, Any] = json.loads(answer(json.dumps(request)))
    return found


def page(id: str, entry: Mapping[str, str] | None = None, do: str = "show", **more: object) -> dict[str, Any]:
    """What the page of a protocol's own first example shows for what its form holds; without an entry, as printed."""
    asked = {"ask": "page", "protocol": id, "choices": protocol(id).examples[0].choices, "today": TODAY}
    return door({**asked, "do": do, **({} if entry is None else {"entry": entry}), **more})


def dated(day: str, month: str, year: str, months: str = "12") -> dict[str, str]:
    """What the form holds with these three texts in the fields of the start date."""
    return {"start-day": day, "start-month": month, "start-year": year, "months": months}
