"""From the reader's choices to a Course, or every Problem at once.

A course is a protocol plus one choice for each thing the source leaves open, an optional start and a horizon.
Nothing has a default that hides a choice: what is open and not chosen is a problem.
"""

import re
from collections.abc import Mapping
from datetime import date
from typing import NamedTuple

from calculator.choices import NOT_MET, Choice, open_choices
from calculator.problem import Problem, Refused, nearest
from calculator.regimen import Phase, Protocol
from calculator.stretch import Stretch, settle

HORIZON = 12
"""Months shown when nobody asks for another number. It hides no choice of the source's."""
LONGEST_HORIZON = 60
"""Months: five years."""
YEARS = (2000, 2099)
"""A start outside these years is a slip of the finger."""


class Course(NamedTuple):
    """A protocol, the reader's choices, and where on the calendar it lies (None: day numbers only)."""

    protocol: Protocol
    start: date | None
    months: int
    choices: Mapping[str, str]
    """One for each thing left open, as far as the phase at which the example stops."""
    stretches: tuple[Stretch, ...]
    stopped_at: Phase | None
    """The conditional phase before which the example stops: nothing from there on is shown."""


def make_course(protocol: Protocol, entry: Mapping[str, object]) -> Course:
    """The course that an entry asks for. Keys: `start` (ISO date or null), `months`, `choices`.

    Raises Refused with every problem of the entry, each tied to its field.
    """
    problems: list[Problem] = []
    start = read_start(entry.get("start"), problems)
    months = read_months(entry.get("months", HORIZON), problems)
    given = entry.get("choices")
    if given is not None and not isinstance(given, Mapping):
        problems.append(Problem("choices", "choices-form"))
    chosen = read_choices(protocol, given if isinstance(given, Mapping) else {}, problems)
    if problems or months is None:
        raise Refused(*problems)
    shown = list(protocol.phases)
    stop = next((phase for phase in shown if chosen.get(f"{phase.name}.only_if") == NOT_MET), None)
    if stop:
        shown = shown[: shown.index(stop)]
    return Course(protocol, start, months, chosen, tuple(settle(phase, chosen) for phase in shown), stop)


def read_start(value: object, problems: list[Problem]) -> date | None:
    """A start as an ISO date; absent, null and empty mean day numbers."""
    if value is None or value == "":
        return None
    if isinstance(value, str) and re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", value):
        try:
            day = date.fromisoformat(value)
        except ValueError:
            problems.append(Problem("start", "start-unreal", {"given": value}))
            return None
        if YEARS[0] <= day.year <= YEARS[1]:
            return day
        problems.append(Problem("start", "start-years", {"first": YEARS[0], "last": YEARS[1]}))
        return None
    problems.append(Problem("start", "start-form", {"given": brief(value)}))
    return None


def read_months(value: object, problems: list[Problem]) -> int | None:
    """How far to look, in months."""
    if isinstance(value, str) and re.fullmatch(r"[1-9][0-9]?", value):
        value = int(value)
    if type(value) is int and 1 <= value <= LONGEST_HORIZON:
        return value
    problems.append(Problem("months", "months-range", {"given": brief(value), "last": LONGEST_HORIZON}))
    return None


def read_choices(
    protocol: Protocol, given: Mapping[object, object], problems: list[Problem]
) -> dict[str, str]:
    """The reader's choices, complete and allowed, as far as the condition at which the example stops.

    What is given for later phases is dropped unread: links from before the choice was changed carry it.
    """
    known = {choice.key: choice for choice in open_choices(protocol)}
    for key in given:
        if key not in known:
            near = nearest(brief(key), known) or list(known)
            code = "choice-unknown" if known else "choice-none"
            problems.append(Problem(brief(key), code, {"given": brief(key), "near": ", ".join(near)}))
    chosen: dict[str, str] = {}
    for key, choice in known.items():
        if NOT_MET in chosen.values():
            break
        value = str(given[key]) if isinstance(given.get(key), (str, int)) else None
        if value in choice.options:
            chosen[key] = value
        elif key in given:
            problems.append(
                Problem(key, "choice-value", {"given": brief(given[key]), "allowed": allowed(choice)})
            )
        else:
            problems.append(Problem(key, "choice-missing", {"key": key, "allowed": allowed(choice)}))
    return chosen


def allowed(choice: Choice) -> str:
    """The options of a choice, briefly: a long run of numbers by its ends."""
    options = choice.options
    return f"{options[0]}, {options[1]} ... {options[-1]}" if len(options) > 4 else ", ".join(options)


def brief(value: object) -> str:
    """What the reader gave, short enough to be repeated to them."""
    text = value if isinstance(value, str) else repr(value)
    return text if len(text) <= 40 else f"{text[:40]}…"
