"""Refuse what the JSON Schemas of version 1 let pass, because JSON Schema compares no two values.

    python3 check.py protocols.json schedules.json

Of each pair, low is not above high. Lists of days rise, and have as many days as they say. A review is due after the
last one. The injections of an example are numbered from 1, and none lies before the one above it. No protocol, example,
statement or phase stands there twice. Each fault is one line: the file, the place, what stands there. It ends with 1 if
there is one, and with 0 and no line if there is none. What is not of the schemas' form is a fault too where it is met.

It is published beside the data, so it stands alone: Python 3.10 or later, and nothing to install.
"""

import json
import sys
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any

NAMED = {"protocols": "id", "schedules": "protocol", "statements": "id", "phases": "name"}
"""Lists whose entries have each its own name, and the key of the name."""
PAIRS = ("dose_micrograms", "frequency", "period", "count", "bounds", "weeks")


def faults(data: Any, at: str = "$") -> Iterator[str]:
    """Each fault in data from JSON: its place as a JSONPath, and the values that do not fit together."""
    if isinstance(data, list):
        for number, item in enumerate(data):
            yield from faults(item, f"{at}[{number}]")
    elif isinstance(data, dict):
        for key, value in data.items():
            try:
                fit = fits(key, value)
            except (TypeError, ValueError, KeyError):  # another form than that of the schemas
                fit = False
            if not fit:
                yield f"{at}.{key}: {json.dumps(value)}"
            yield from faults(value, f"{at}.{key}")


def fits(key: str, value: Any) -> bool:
    """Whether the values of one key fit together; of a key that holds nothing to compare, they do."""
    if key in PAIRS and isinstance(value, list):
        low, high = value
        return bool(low <= high)
    if key in NAMED:
        names = [one[NAMED[key]] for one in value]
        return len(set(names)) == len(names)
    if key == "days" or key.isdecimal():  # our_days: how many in a period, and the days on which we put them
        return all(a < b for a, b in pairwise(value)) and (key == "days" or len(value) == int(key))
    if key == "review" and "reviewed" not in value:  # that of a statement says other things
        return bool(value["checked_on"] < value["next_review"])
    if key == "administrations":
        numbered = [row["number"] for row in value] == list(range(1, len(value) + 1))
        return numbered and all(a["day"] <= b["day"] for a, b in pairwise(value))
    return True


def read(file: Path) -> Iterator[str]:
    """Each fault in a file, or the one that it cannot be read."""
    try:
        yield from faults(json.loads(file.read_text("utf-8"), object_pairs_hook=once))
    except (OSError, ValueError, RecursionError) as error:
        yield f"$: {type(error).__name__}: {error}"


def once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """One object of JSON. Raises ValueError where it has a key twice."""
    found = dict(pairs)
    if len(found) < len(pairs):
        raise ValueError(f"an object has a key twice, among {', '.join(sorted(found))}")
    return found


def main() -> int:
    """Check the files that are named; 1 if there is a fault, else 0."""
    found = [f"{name}: {fault}" for name in sys.argv[1:] for fault in read(Path(name))]
    print(*found, sep="\n", end="\n" if found else "")
    return int(bool(found))


if __name__ == "__main__":
    sys.exit(main())
