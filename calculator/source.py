"""The register of sources: who published what, when, and how we saw it.

The file `sources.toml` uses the variable names of CSL-JSON (https://docs.citationstyles.org), so any citation
processor can read it after a key-by-key conversion. `seen` says how far a fact can be trusted.
"""

import re
from collections.abc import Mapping
from functools import cache
from typing import Any, NamedTuple

from calculator import data
from calculator.data import FIRST
from calculator.strict import BadData, Table

SEEN = ("in the source itself", "in a copy of the source's text", "in another body's quotation")
TYPES = ("webpage", "article-journal", "report", "book", "chapter", "document", "legislation", "dataset")


class Source(NamedTuple):
    """One published source, as it was seen on one day."""

    id: str
    type: str
    title: str
    author: str
    """The organisation or the authors, as one name."""
    issued: str
    """Year or ISO date of the edition; "undated" when it carries none."""
    url: str
    language: str
    accessed: str
    """The day (or the month) on which we saw it, as an ISO date."""
    seen: str
    short: str
    superseded_by: str
    note: str
    journal: str
    volume: str
    page: str
    doi: str


def sources(code: str = FIRST) -> dict[str, Source]:
    """The register by id in a language, read once. Raises BadData with every problem in the file."""
    return register(code)


@cache
def register(code: str) -> dict[str, Source]:
    """The same register for every way of asking; a language that has no words of its own for it shares the first's."""
    texts = data.overlay("sources", code)
    return read_sources(data.text("sources"), texts=texts) if texts or code == FIRST else register(FIRST)


def read_sources(
    text: str, file: str = "sources.toml", texts: Mapping[str, Any] | None = None
) -> dict[str, Source]:
    """The text of a register as sources by id, `texts` in place of its own. Raises BadData with every problem in it."""
    problems: list[str] = []
    entries = data.overlaid(data.tables(text, file), texts or {}, file)
    register = {id: read_source(id, Table(file, entry, id, problems)) for id, entry in entries.items()}
    for source in register.values():
        if source.superseded_by and source.superseded_by not in register:
            problems.append(
                f"{file}: {source.id}.superseded_by: no source is called {source.superseded_by!r}"
            )
    if problems:
        raise BadData("\n".join(problems))
    return register


def read_source(id: str, table: Table) -> Source:
    """One entry of the register; its problems go to the table's list."""
    source = Source(
        id=id,
        type=table.word("type", TYPES),
        title=table.text("title"),
        author=table.text("author"),
        issued=table.text("issued"),
        url=table.text("URL", required=False),
        language=table.text("language"),
        accessed=read_accessed(table),
        seen=table.word("seen", SEEN),
        short=table.text("short"),
        superseded_by=table.text("superseded_by", required=False),
        note=table.text("note", required=False),
        journal=table.text("container-title", required=False),
        volume=table.text("volume", required=False),
        page=table.text("page", required=False),
        doi=table.text("DOI", required=False),
    )
    if not source.url and not source.note:
        table.problem("URL", "is missing, and no note says why")
    table.refuse_leftovers()
    return source


def read_accessed(table: Table) -> str:
    """A day, or only the month where nobody wrote the day down."""
    value = str(table.take("accessed") or "")
    if not re.fullmatch(r"20\d\d-\d\d(-\d\d)?", value):
        table.problem(
            "accessed", f'must be a date such as 2026-11-22 or a month such as "2026-11", not {value!r}'
        )
    return value
