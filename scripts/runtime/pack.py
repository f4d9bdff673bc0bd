"""The data of some schedules for Python in the browser: their protocol files, and the sources that these name.

The engine travels without data (`wheel.py`); a page brings what its own schedule needs, so that nobody downloads the
data of all others.
"""

import json
from datetime import date
from typing import Any

from calculator import data
from calculator.data import FIRST


def pack(ids: list[str], code: str) -> dict[str, str]:
    """Path below `calculator/` -> JSON text, in the language `code` with the texts that it lays over the first."""
    protocols = {id: data.tables(data.text(f"protocols/{id}"), f"{id}.toml") for id in ids}
    named = {id for one in protocols.values() for id in sources_of(one["source"])}
    files = {f"protocols/{id}.json": packed(tables) for id, tables in protocols.items()}
    files["sources.json"] = packed(only(data.tables(data.text("sources"), "sources.toml"), named))
    if code != FIRST:
        for name, wanted in (("protocols", set(ids)), ("sources", named)):
            if texts := only(data.overlay(name, code), wanted):
                files[f"{data.LANGUAGES}/{code}/{name}.json"] = packed(texts)
    return files


def sources_of(source: dict[str, Any]) -> list[str]:
    """The ids of the sources that a protocol names."""
    return [source["id"], *source.get("also", []), *source.get("beside", [])]


def only(tables: dict[str, Any], wanted: set[str]) -> dict[str, Any]:
    """The tables whose names are wanted."""
    return {name: table for name, table in tables.items() if name in wanted}


def packed(tables: dict[str, Any]) -> str:
    """Tables as JSON, which has no dates: each becomes a table of its own, as calculator/data.py reads it."""
    return json.dumps(tables, default=written, ensure_ascii=False, separators=(",", ":"))


def written(day: date) -> dict[str, str]:
    """A date as data.py finds it again."""
    return {"date": day.isoformat()}
