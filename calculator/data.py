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
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

from calculator.strict import BadData

HERE = Path(__file__).parent
LANGUAGES = "languages"
"""The folder of languages: each is a folder of its own, named by its code."""
FIRST = "en"
"""The language in which the data are written, and in which the engine answers when a request names none."""


def names(folder: str) -> tuple[str, ...]:
    """The data files in a folder, by name without its ending, in the alphabet's order: it recommends nothing."""
    files = (HERE / folder).iterdir()
    return tuple(sorted(file.stem for file in files if file.suffix in (".toml", ".json")))


def folders(folder: str) -> tuple[str, ...]:
    """The folders in a folder, in the alphabet's order."""
    return tuple(sorted(one.name for one in (HERE / folder).iterdir() if one.is_dir()))


def text(name: str) -> str:
    """The text of one data file, such as "sources" or "languages/en/calculator": JSON where packed, else TOML."""
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


def overlay(name: str, code: str) -> dict[str, Any]:
    """What a language says in place of texts of a data file: `languages/<code>/<name>.toml`; {} when it has none."""
    place = f"{LANGUAGES}/{code}/{name}"
    there = any((HERE / f"{place}{ending}").exists() for ending in (".json", ".toml"))
    return tables(text(place), f"{place}.toml") if there else {}


def overlaid(found: dict[str, Any], texts: Mapping[str, Any], file: str) -> dict[str, Any]:
    """The tables of a data file, called `file` in problems, with the texts that an overlay has for them.

    A text is replaced by a text, and each text of a list by one; a table of a list is named by its `id` or `name`, or
    by its place where it has neither. Raises BadData, naming file and key, for anything else.

    >>> overlaid({"egg": {"title": "Egg", "minutes": 4}}, {"egg": {"title": "Ei"}}, "breakfast.toml")
    {'egg': {'title': 'Ei', 'minutes': 4}}
    """
    problems: list[str] = []
    whole: dict[str, Any] = laid_over(found, texts, f"{file} in another language:", problems)
    if problems:
        raise BadData("\n".join(problems))
    return whole


def laid_over(below: Any, above: Any, where: str, problems: list[str]) -> Any:
    """A value with its texts replaced; what cannot be goes to the list of problems."""
    if isinstance(below, str) and isinstance(above, str):
        return above
    if isinstance(below, list) and isinstance(above, list) and len(below) == len(above):
        pairs = zip(below, above, strict=True)
        return [laid_over(*pair, f"{where} {place}", problems) for place, pair in enumerate(pairs, start=1)]
    if isinstance(below, list) and isinstance(above, Mapping):
        named = {one.get("id") or one.get("name"): one for one in below if isinstance(one, dict)}
        return list(laid_over(named, above, where, problems).values())
    if isinstance(below, dict) and isinstance(above, Mapping):
        problems += [f"{where} {key}: there is no such text to replace" for key in above if key not in below]
        return {
            key: laid_over(value, above[key], f"{where} {key}", problems) if key in above else value
            for key, value in below.items()
        }
    problems.append(f"{where}: a text takes the place of a text, and a list of texts that of one as long")
    return below


def unpacked(table: dict[str, Any]) -> Any:
    """A table as it was before packing: JSON has no dates, so each travels as a table of its own."""
    return date.fromisoformat(table["date"]) if table.keys() == {"date"} else table
