"""Reading docs/_data/*.toml strictly, so that every problem is told with file and line."""

import tomllib
from collections.abc import Callable
from datetime import date
from math import isfinite
from typing import Any

from calculator import data
from calculator.strict import BadData, Table
from scripts.content.in_language import sources
from scripts.content.phrases import site_code
from scripts.paths import DATA

FOLDER = DATA


def read[Claim](name: str, reader: Callable[[Table], Claim], text: str | None = None) -> tuple[Claim, ...]:
    """Every table of a data file. Raises BadData with every problem, each with file and line."""
    given = (FOLDER / f"{name}.toml").read_text("utf-8") if text is None else text
    problems: list[str] = []
    found = []
    for id, entry in (whole(name) if text is None else tomllib.loads(text)).items():
        table = Table(place(name, given, f"[{id}]"), entry, id, problems)
        found.append(reader(table))
        table.refuse_leftovers()
    if problems:
        raise BadData("\n".join(problems))
    return tuple(found)


def whole(name: str) -> dict[str, Any]:
    """A data file, its texts in the edition's language.

    Raises BadData for a file that is not TOML, and for an overlay that replaces what is no text.
    """
    try:
        found = tomllib.loads((FOLDER / f"{name}.toml").read_text("utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise BadData(f"docs/_data/{name}.toml: {error}") from error
    return data.overlaid(found, data.overlay(name, site_code()), f"docs/_data/{name}.toml")


def read_list[Claim](name: str, key: str, reader: Callable[[Table], Claim]) -> tuple[Claim, ...]:
    """Every table of a list in a data file."""
    entries = whole(name).get(key, [])
    problems: list[str] = []
    found = []
    for number, entry in enumerate(entries, start=1):
        table = Table(f"docs/_data/{name}.toml", entry, f"{key}[{number}]", problems)
        found.append(reader(table))
        table.refuse_leftovers()
    if problems:
        raise BadData("\n".join(problems))
    return tuple(found)


def place(name: str, text: str, heading: str) -> str:
    """File and line of a table's heading."""
    before, found, _ = f"\n{text}".partition(f"\n{heading}")
    return f"docs/_data/{name}.toml:{before.count(chr(10)) + 1}" if found else f"docs/_data/{name}.toml"


def cited(
    table: Table, *, history: bool = False, required: bool = True, key: str = "sources"
) -> tuple[str, ...]:
    """The sources that a claim cites: known, and current unless it tells history."""
    found, register = table.texts(key, required=required), sources()
    if required and not found:
        table.problem(key, "must name at least one source")
    for id in found:
        if id not in register:
            table.problem(key, f"no source is called {id!r} in calculator/sources.toml")
        elif register[id].superseded_by and not history:
            newer = register[id].superseded_by
            table.problem(key, f"{id!r} is superseded by {newer!r}: cite that instead")
    return found


def amount(table: Table, key: str) -> float | None:
    """A number, whole or not, or None when absent. TOML's nan and inf are none."""
    value = table.take(key, required=False)
    if value is not None and (type(value) not in (int, float) or not isfinite(value)):
        table.problem(key, f"must be a number, not {value!r}")
        return None
    return value if isinstance(value, (int, float)) else None


def reviewed(table: Table) -> date:
    """The day on which somebody must look again, after the day on which somebody looked."""
    checked, again = table.day("checked_on"), table.day("next_review")
    if again <= checked:
        table.problem("next_review", "must be after checked_on")
    return again
