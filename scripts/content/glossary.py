"""Hard words and their plain meanings, from docs/_data/glossary.toml."""

from dataclasses import dataclass
from functools import cache

from calculator.strict import Table
from scripts.content.reader import read_list


@dataclass(frozen=True)
class Term:
    """A word, the other forms it takes, and what it means."""

    id: str
    word: str
    forms: tuple[str, ...]
    meaning: str
    marked: bool
    """Whether pages mark it, or only the page of words explains it."""

    @property
    def anchor(self) -> str:
        """Its address on a page."""
        return f"word-{self.id}"

    @property
    def use(self) -> str:
        """The address of its first use on a page."""
        return f"used-{self.id}"


@cache
def terms() -> tuple[Term, ...]:
    """Every word that has a meaning here. Raises BadData."""
    return read_list("glossary", "terms", read_term)


def marked() -> tuple[Term, ...]:
    """The words that pages mark."""
    return tuple(term for term in terms() if term.marked)


def read_term(table: Table) -> Term:
    """One word; its problems go to the table's list. It is marked unless `mark = false`."""
    word = table.text("term")
    return Term(
        id=table.slug("id"),
        word=word,
        forms=(word, *table.texts("also", required=False)),
        meaning=table.text("definition"),
        marked=table.flag("mark") if "mark" in table.left else True,
    )
