"""Refuse what the JSON Schemas of version 1 let pass, because JSON Schema compares no two values.

    python3 check.py protocols.json schedules.json

Of each pair, low is not above high. Lists of days rise. A review is due after the last one. The injections of an
example are numbered from 1, and none lies before the one above it. Each fault is one line: the file, the place, what
stands there. It ends with 1 if there is one, and with 0 and no line if there is none.

It is published beside the data, so it stands alone: Python 3.10 or later, and nothing to install.
"""

import json
import sys
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any

PAIRS = ("dose_micrograms", "frequency", "period", "count", "bounds", "weeks")


def faults(data: Any, at: str = "$") -> Iterator[str]:
    """Each fault in data from JSON: its place as a JSONPath, and the values that do not fit together."""
    if isinstance(data, list):
        for number, item in enumerate(data):
            yield from faults(item, f"{at}[{number}]")
    elif isinstance(data, dict):
        for key, value in data.items():
            if not fits(key, value):
                yield f"{at}.{key}: {json.dumps(value, ensure_ascii=False)}"
            yield from faults(value, f"{at}.{key}")


def fits(key: str, value: Any) -> bool:
    """Whether the values of one key fit together; of a key that holds nothing to compare, they do."""
    if key in PAIRS and isinstance(value, list):
        low, high = value
        return bool(low <= high)
    if key == "days" or key.isdecimal():  # our_days: how many in a period, and the days on which we put them
        return all(a < b for a, b in pairwise(value))
    if key == "review":
        return bool(value["checked_on"] < value["next_review"])
    if key == "administrations":
        numbered = [row["number"] for row in value] == list(range(1, len(value) + 1))
        return numbered and all(a["day"] <= b["day"] for a, b in pairwise(value))
    return True


def main() -> int:
    """Check the files that are named; 1 if there is a fault, else 0."""
    found = [
        f"{name}: {fault}"
        for name in sys.argv[1:]
        for fault in faults(json.loads(Path(name).read_text("utf-8")))
    ]
    print(*found, sep="\n", end="\n" if found else "")
    return int(bool(found))


if __name__ == "__main__":
    sys.exit(main())
