"""Reading a data file strictly: every key is asked for, checked, and anything left over is a problem.

All problems of a file are gathered and told at once, each with file and key, so that one reading mends them all.

>>> table = Table("egg.toml", {"minutes": "soft", "salt": 1})
>>> _ = table.number("minutes")
>>> table.refuse_leftovers()
>>> print(*table.problems, sep=chr(10))
egg.toml: minutes: must be a whole number of 1 or more, not 'soft'
egg.toml: salt: no such key here
"""

import re
from collections.abc import Sequence
from datetime import date
from itertools import pairwise

from calculator.keys import Keys
from calculator.regimen import Range


class BadData(Exception):
    """A data file breaks its promises. The message lists every problem, one a line."""


class Table(Keys):
    """One TOML table being read: for each kind of value a way to take it, which refuses every other kind."""

    def text(self, key: str, *, required: bool = True) -> str:
        """A string; empty only where it may be absent."""
        value = self.take(key, required=required)
        if value is not None and (not isinstance(value, str) or (required and not value.strip())):
            self.problem(key, f"must be text, not {value!r}")
        return value if isinstance(value, str) else ""

    def word(self, key: str, allowed: Sequence[str]) -> str:
        """One of a few words; the first of them when it is another, which the problem then tells."""
        value = self.text(key)
        if value in allowed:
            return value
        if value:
            self.problem(key, f"must be one of {', '.join(allowed)}, not {value!r}")
        return allowed[0]

    def slug(self, key: str) -> str:
        """A name that can stand in a link and in an id as it is."""
        value = self.text(key)
        if value and not re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", value):
            self.problem(key, f"must be small letters, digits and hyphens, such as every-day, not {value!r}")
        return value

    def texts(self, key: str, *, required: bool = True) -> tuple[str, ...]:
        """A list of strings."""
        value = self.take(key, required=required)
        if value is None:
            return ()
        if not isinstance(value, list) or not all(isinstance(item, str) and item for item in value):
            self.problem(key, f"must be a list of texts, not {value!r}")
            return ()
        return tuple(value)

    def number(self, key: str, *, required: bool = True) -> int | None:
        """A whole number of 1 or more."""
        value = self.take(key, required=required)
        if value is None or (type(value) is int and value >= 1):
            return value
        self.problem(key, f"must be a whole number of 1 or more, not {value!r}")
        return None

    def numbers(self, key: str, *, required: bool = True) -> tuple[int, ...]:
        """A rising list of whole numbers of 1 or more."""
        value = self.take(key, required=required)
        if value is None:
            return ()
        if not rising(value):
            self.problem(key, f"must be rising whole numbers, not {value!r}")
        return rising(value)

    def range(self, key: str, *, required: bool = True) -> Range | None:
        """A number with an optional `_max` twin; low above high is a problem."""
        low = self.number(key, required=required)
        high = self.number(f"{key}_max", required=False)
        if low is None:
            if high is not None and not required:
                self.problem(f"{key}_max", f"needs {key} beside it")
            return None
        if high is not None and high <= low:
            self.problem(f"{key}_max", f"must be above {key}: {low} to {high} is no range")
            return None
        return Range(low, low if high is None else high)

    def day(self, key: str) -> date:
        """A TOML date."""
        value = self.take(key)
        if type(value) is date:
            return value
        if value is not None:
            self.problem(key, f"must be a date such as 2026-11-22, not {value!r}")
        return date.min

    def days(self, key: str) -> tuple[date, ...]:
        """A rising list of TOML dates."""
        value = self.take(key)
        if value is None:
            return ()
        real = isinstance(value, list) and all(type(item) is date for item in value)
        if not real or not value or any(a >= b for a, b in pairwise(value)):
            self.problem(key, "must be rising dates such as 2026-11-22")
            return ()
        return tuple(value)

    def flag(self, key: str) -> bool:
        """A TOML true or false; absent is false."""
        value = self.take(key, required=False)
        if value is not None and type(value) is not bool:  # 1 == True, so comparing would let 1 and 1.0 pass
            self.problem(key, f"must be true or false, not {value!r}")
        return value is True

    def table(self, key: str) -> "Table":
        """A table inside this one."""
        value = self.take(key)
        data = {} if value is None else value
        return Table(self.file, data, f"{self.where}.{key}".strip("."), self.problems)

    def tables(self, key: str, *, required: bool = True) -> list["Table"]:
        """A list of tables inside this one."""
        value = self.take(key, required=required)
        if value is None:
            return []
        if not isinstance(value, list):
            self.problem(key, "must be a list of tables")
            return []
        return [
            Table(self.file, item, f"{self.where}.{key}[{number}]".strip("."), self.problems)
            for number, item in enumerate(value, start=1)
        ]


def rising(value: object) -> tuple[int, ...]:
    """The value as a tuple if it is a non-empty rising list of whole numbers of 1 or more, else ()."""
    if not isinstance(value, list) or not value or any(type(item) is not int or item < 1 for item in value):
        return ()
    return tuple(value) if all(a < b for a, b in pairwise(value)) else ()
