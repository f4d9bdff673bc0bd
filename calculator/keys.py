"""A table of a data file, its keys taken one by one: what is left over or wrong is a problem with file and key."""

from collections.abc import Mapping
from typing import Any


class Keys:
    """One table being read. It guards one thing: the list of problems shared by a whole file."""

    def __init__(self, file: str, data: object, where: str = "", problems: list[str] | None = None) -> None:
        self.file, self.where = file, where
        self.problems: list[str] = [] if problems is None else problems
        self.left: dict[str, Any] = dict(data) if isinstance(data, Mapping) else {}
        if not isinstance(data, Mapping):
            self.problem("", "must be a table")

    def problem(self, key: str, sentence: str) -> None:
        """Add one problem, naming file and key."""
        name = ".".join(part for part in (self.where, key) if part)
        self.problems.append(f"{self.file}: {name}: {sentence}")

    def take(self, key: str, *, required: bool = True) -> Any:
        """The raw value of a key, which is then no leftover; None when absent."""
        if required and key not in self.left:
            self.problem(key, "is missing")
        return self.left.pop(key, None)

    def refuse_leftovers(self) -> None:
        """Every key that nobody asked for is a problem: a misspelt key must never be ignored."""
        for key in self.left:
            self.problem(key, "no such key here")
