"""The data files beside the code: which there are, and what stands in them.

Whoever writes one writes TOML. On its way to a browser each becomes JSON, as each module becomes bytecode
(`scripts/runtime/wheel.py`): Python reads JSON in C and TOML in Python, and the difference is felt before the first
answer.

>>> tables("[egg]\\nminutes = 4", "breakfast.toml")
{'egg': {'minutes': 4}}
>>> tables('{"laid": {"date": "2026-11-22"}}', "breakfast.json")
{'laid': datetime.date(2026, 11, 22)}
"""

import json
from datetime import date
from pathlib import Path
from typing import Any

from calculator.strict import BadData

HERE = Path(__file__).parent
LANGUAGES = "languages"
"""The folder of languages: each is a folder of its own, named by its code."""


def names(folder: str) -> tuple[str, ...]:
    """The data files in a folder, by name without its ending, in the alphabet's order: it recommends nothing."""
    files = (HERE / folder).iterdir()
    return tuple(sorted(file.stem for file in files if file.suffix in (".toml", ".json")))


def folders(folder: str) -> tuple[str, ...]:
    """The folders in a folder, in the alphabet's order."""
    return tuple(sorted(one.name for one in (HERE / folder).iterdir() if one.is_dir()))


def text(name: str) -> str:
    """The text of one data file, such as "checks" or "languages/en/calculator": JSON where packed, else TOML."""
    packed = HERE / f"{name}.json"
    return (packed if packed.exists() else HERE / f"{name}.toml").read_text("utf-8")


def tables(text: str, file: str) -> dict[str, Any]:
    """What stands in the text of a data file. Raises BadData, naming `file`, when it is no TOML."""
    if text.startswith("{"):  # no TOML does
        packed: dict[str, Any] = json.loads(text, object_hook=unpacked)
        return packed
    import tomllib  # the packed engine never comes here, and the browser does not carry it

    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise BadData(f"{file}: {error}") from error


def unpacked(table: dict[str, Any]) -> Any:
    """A table as it was before packing: JSON has no dates, so each travels as a table of its own."""
    return date.fromisoformat(table["date"]) if table.keys() == {"date"} else table
