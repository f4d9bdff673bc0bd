"""A second way to the same dates, written from the date laws and sharing no line with the engine.

It reads a protocol file itself and lets dateutil's recurrence rules (RFC 5545) count. Where the engine adds
months to an anchor, this asks for "the last of the days 28 to 31 that the month has"; where the engine counts
offsets, this merges sets of rules. Nothing here imports the engine.
"""

import itertools
import tomllib
from collections.abc import Iterator, Mapping
from datetime import date, datetime, time
from functools import cache
from pathlib import Path
from typing import Any

from dateutil.relativedelta import relativedelta
from dateutil.rrule import DAILY, MONTHLY, WEEKLY, rrule, rruleset

FOLDER = Path(__file__).resolve().parent.parent / "calculator" / "protocols"
LONGEST = {"d": 60, "wk": 26, "mo": 24, "a": 2}
"""The longest illustrative length of an open end, by unit: a law of ours, told a second time here."""
STEP = {"d": "days", "wk": "weeks", "mo": "months", "a": "years"}

type Table = Mapping[str, Any]
type Injection = tuple[date, str, int, int]
"""A date, the name of its phase, and the low and high end of its dose in micrograms."""


def files() -> list[Path]:
    """Every protocol file."""
    return sorted(FOLDER.glob("*.toml"))


def read(path: Path) -> dict[str, Any]:
    """A protocol file as plain tables."""
    return tomllib.loads(path.read_text("utf-8"))


def open_ends(phase: Table) -> dict[str, tuple[str, ...]]:
    """What one phase leaves open, with both ends of it."""
    found: dict[str, tuple[str, ...]] = {}
    if "only_if" in phase:
        found["only_if"] = ("met", "not-met")
    if "either" in phase:
        found["either"] = tuple(way["name"] for way in phase["either"])
    for key in ("frequency", "period", "count"):
        if f"{key}_max" in phase:
            found[key] = (str(phase[key]), str(phase[f"{key}_max"]))
    if "until" in phase and "bounds_max" not in phase:
        unit = phase.get("bounds_unit", "wk")
        found["until"] = (str(phase.get("bounds", 1)), str(LONGEST[unit]))
    elif "bounds_max" in phase:
        found["bounds"] = (str(phase["bounds"]), str(phase["bounds_max"]))
    return {f"{phase['name']}.{what}": values for what, values in found.items()}


def all_ends(protocol: Table) -> Iterator[dict[str, str]]:
    """Every way of choosing an end of everything that is open; after "not-met" nothing more is chosen."""
    return ways({key: values for phase in protocol["phases"] for key, values in open_ends(phase).items()})


def all_ways(protocol: Table) -> Iterator[dict[str, str]]:
    """Every way of choosing, the numbers between the ends too."""
    return ways(
        {
            key: tuple(map(str, range(int(values[0]), int(values[1]) + 1))) if values[0].isdigit() else values
            for phase in protocol["phases"]
            for key, values in open_ends(phase).items()
        }
    )


def ways(keys: Mapping[str, tuple[str, ...]]) -> Iterator[dict[str, str]]:
    """Every way of choosing one value for each key, once."""
    seen = set()
    for values in itertools.product(*keys.values()):
        chosen: dict[str, str] = {}
        for key, value in zip(keys, values, strict=True):
            chosen[key] = value
            if value == "not-met":
                break
        if tuple(chosen.items()) not in seen:
            seen.add(tuple(chosen.items()))
            yield chosen


def injections(protocol: Table, choices: Mapping[str, str], start: date, months: int) -> list[Injection]:
    """Every injection before the horizon."""
    horizon = start + relativedelta(months=months)
    found: list[Injection] = []
    for phase in protocol["phases"]:
        if choices.get(f"{phase['name']}.only_if") == "not-met":
            break
        last = found[-1][0] if found else None
        dates = list(phase_dates(phase, choices, start, last, horizon))
        found += [(day, phase["name"], *dose(phase, choices)) for day in dates if day < horizon]
        if dates and dates[-1] >= horizon:
            break
    return found


def chosen_way(phase: Table, choices: Mapping[str, str]) -> Table:
    """The side of an "or" that was chosen; nothing where there is no "or"."""
    wanted = choices.get(f"{phase['name']}.either")
    return next((way for way in phase.get("either", []) if way["name"] == wanted), {})


def dose(phase: Table, choices: Mapping[str, str]) -> tuple[int, int]:
    """Micrograms, low and high."""
    way = chosen_way(phase, choices)
    stated = way if "dose" in way else phase
    return stated["dose"], stated.get("dose_max", stated["dose"])


def phase_dates(
    phase: Table, choices: Mapping[str, str], start: date, last: date | None, horizon: date
) -> Iterator[date]:
    """The dates of one phase, in order, as far as the first that lies on or after the horizon."""
    if "days" in phase:
        yield from (start + relativedelta(days=day - 1) for day in phase["days"])
        return

    def chosen(key: str) -> Any:
        return int(choices.get(f"{phase['name']}.{key}", 0)) or phase.get(key)

    ordered = last is not None and "weeks" not in phase
    anchor = last if last and ordered else start
    if "weeks" in phase:
        anchor = start + relativedelta(weeks=phase["weeks"][0] - 1)
    timing = {**phase, "frequency": chosen("frequency"), "period": chosen("period")}
    timing |= chosen_way(phase, choices)
    end = None
    if "weeks" in phase:
        end = start + relativedelta(weeks=phase["weeks"][1], days=-1)
    elif length := chosen("until") if isinstance(chosen("until"), int) else chosen("bounds"):
        end = anchor + relativedelta(**{STEP[phase.get("bounds_unit", "wk")]: length})
        end -= relativedelta(days=0 if ordered else 1)
    rules = recurrence(timing, anchor, datetime.combine(horizon + relativedelta(years=3), time()))
    if ordered:
        rules.exdate(datetime.combine(anchor, time()))
    for number, moment in enumerate(rules, start=1):
        day = moment.date()
        if (end and day > end) or number > (chosen("count") or number):
            return
        yield day
        if day >= horizon:
            return


def recurrence(timing: Table, anchor: date, until: datetime) -> rruleset:
    """The rules of one timing: one for each injection in its period."""
    often, every, unit = timing["frequency"], timing["period"], timing["period_unit"]
    spread = timing.get("spread", [1])
    spread = spread[str(often)] if isinstance(spread, dict) else spread
    if unit == "a":
        every, unit = 12 * every // often, "mo"
    rules = rruleset()
    for place in spread:
        first = datetime.combine(anchor + relativedelta(days=place - 1), time())
        if unit == "mo":
            days = list(range(28, first.day + 1)) or [first.day]
            rule = rrule(MONTHLY, first, every, bymonthday=days, bysetpos=-1, until=until)
        else:
            rule = rrule(WEEKLY if unit == "wk" else DAILY, first, every, until=until)
        rules.rrule(rule)
    return rules


def day_numbers(
    protocol: Table, choices: Mapping[str, str], start: int, months: int
) -> list[tuple[str, int]]:
    """The phase and the day of every injection before the horizon; `start` is a day's ordinal, day 1."""
    horizon = later(start, months)
    found: list[tuple[str, int]] = []
    for phase in protocol["phases"]:
        if choices.get(f"{phase['name']}.only_if") == "not-met":
            break
        last = start + found[-1][1] - 1 if found else None
        for day in phase_days(phase, choices, start, last):
            if day >= horizon:
                return found
            found.append((phase["name"], day - start + 1))
    return found


def phase_days(phase: Table, choices: Mapping[str, str], start: int, last: int | None) -> Iterator[int]:
    """The ordinals of one phase's days, in order; endless where the source names no end."""
    if "days" in phase:
        yield from (start + day - 1 for day in phase["days"])
        return

    def chosen(key: str) -> int | None:
        value = choices.get(f"{phase['name']}.{key}")
        given = phase.get(key)
        return int(value) if value else given if isinstance(given, int) else None

    timing = {**phase, "frequency": chosen("frequency"), "period": chosen("period")}
    timing |= chosen_way(phase, choices)
    often, every, unit = timing["frequency"], timing["period"], timing["period_unit"]
    spread = timing.get("spread", [1])
    spread = spread[str(often)] if isinstance(spread, dict) else spread
    every, unit = (12 * every // often, "mo") if unit == "a" else (every, unit)
    follows = last is not None and "weeks" not in phase
    anchor = last if follows and last else start
    ends = None
    if "weeks" in phase:
        anchor, ends = start + 7 * (phase["weeks"][0] - 1), start + 7 * phase["weeks"][1] - 1
    elif length := chosen("until") or chosen("bounds"):
        ends = moved(anchor, length, phase.get("bounds_unit", "wk")) - (0 if follows else 1)
    days = (
        moved(anchor, turn * every, unit) + place - 1
        for turn in itertools.count(1 if follows else 0)
        for place in spread
    )
    most = chosen("count")
    yield from itertools.takewhile(lambda day: ends is None or day <= ends, itertools.islice(days, most))


def moved(day: int, number: int, unit: str) -> int:
    """The ordinal that lies so many units after another."""
    if unit in ("mo", "a"):
        return later(day, number * (12 if unit == "a" else 1))
    return day + number * (7 if unit == "wk" else 1)


@cache
def later(day: int, months: int) -> int:
    """The ordinal of the day that lies so many months after another."""
    return (date.fromordinal(day) + relativedelta(months=months)).toordinal()
