"""A named reason why a request cannot be answered, tied to the field that the reader can change.

Problems are gathered and told all at once; they are raised together and can never be mistaken for a value.
"""

import dataclasses
from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True)
class Problem:
    """One problem: the field, which sentence of the language file tells it, and what fills its blanks."""

    field: str
    code: str
    values: Mapping[str, str | int] = dataclasses.field(default_factory=dict)


class Refused(Exception):
    """The request cannot be answered. Carries every problem there is."""

    def __init__(self, *problems: Problem) -> None:
        super().__init__(*problems)
        self.problems = problems


class Needs(Exception):
    """The answer needs an optional library that is not loaded yet; the door says which."""
