"""A named reason why a request cannot be answered, tied to the field that the reader can change.

Problems are gathered and told all at once; they are raised together and can never be mistaken for a value.
"""

from collections.abc import Iterable, Mapping
from types import MappingProxyType
from typing import NamedTuple


class Problem(NamedTuple):
    """One problem: the field, which sentence of the language file tells it, and what fills its blanks."""

    field: str
    code: str
    values: Mapping[str, str | int] = MappingProxyType({})


def nearest(given: str, known: Iterable[str], n: int = 1, cutoff: float = 0.6) -> list[str]:
    """Up to `n` of the known names, those that are spelled most like the one that was given."""
    from difflib import get_close_matches  # only here: it takes long to start, and most readers make no slip

    return get_close_matches(given, list(known), n=n, cutoff=cutoff)


class Refused(Exception):
    """The request cannot be answered. Carries every problem there is."""

    def __init__(self, *problems: Problem) -> None:
        super().__init__(*problems)
        self.problems = problems


class Needs(Exception):
    """The answer needs an optional library that is not loaded yet; answer.py says which."""
