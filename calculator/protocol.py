"""From a protocol file to a Protocol, or one error that names every problem with file and key.

A protocol is what a source says, so this module computes nothing: it reads `protocols/*.toml`, key by key, and
refuses what is unknown, missing or impossible. The file format is explained in docs/about/adding-a-protocol.md.

>>> protocol("us-kuzminski-1998-trial").phases[0].days
(1, 3, 7, 10, 14, 21, 30, 60, 90)
"""

from collections.abc import Mapping
from functools import cache
from typing import Any

from calculator import data
from calculator.data import FIRST
from calculator.evidence import Citation, Example, Population, Review
from calculator.phases import read_phases
from calculator.regimen import Protocol
from calculator.source import Source, sources
from calculator.strict import BadData, Table

KINDS = ("licence", "formulary", "guideline", "trial", "description")
DRUGS = ("hydroxocobalamin", "cyanocobalamin", "mecobalamin", "cobalamin, form not stated")
PATTERNS = ("A", "B", "C", "none")
"""The three patterns of docs/three-patterns.md; "none" where no start is printed, as for prevention."""


@cache
def protocol_ids() -> tuple[str, ...]:
    """Every protocol there is, by the name of its file, in the alphabet's order: it recommends nothing."""
    return data.names("protocols")


def protocol(id: str, code: str = FIRST) -> Protocol:
    """One protocol by id in a language, read once. Raises KeyError for an unknown id, BadData for a bad file."""
    return one(id, code)


@cache
def one(id: str, code: str) -> Protocol:
    """The same protocol for every way of asking."""
    if id not in protocol_ids():
        raise KeyError(id)
    return read_protocol(id, data.text(f"protocols/{id}"), sources(code), texts(code).get(id, {}))


@cache
def texts(code: str) -> dict[str, dict[str, Any]]:
    """What a language says in place of the protocols' own texts, by id. Raises BadData for an id that is none."""
    found = data.overlay("protocols", code)
    if unknown := found.keys() - set(protocol_ids()):
        raise BadData(
            f"{data.LANGUAGES}/{code}/protocols.toml: no such protocol: {', '.join(sorted(unknown))}"
        )
    return found


def read_protocol(
    id: str, text: str, register: Mapping[str, Source], texts: Mapping[str, Any] | None = None
) -> Protocol:
    """The text of a protocol file as a Protocol, `texts` in place of its own. Raises BadData with every problem."""
    file = f"{id}.toml"
    table = Table(file, data.overlaid(data.tables(text, file), texts or {}, file))
    found = Protocol(
        id=id,
        title=table.text("title"),
        plain=table.text("plain"),
        country=table.text("country"),
        jurisdiction=table.text("jurisdiction"),
        kind=table.word("kind", KINDS),
        drug=table.word("drug", DRUGS),
        pattern=table.word("pattern", PATTERNS),
        judgement=table.texts("judgement", required=False),
        notes=table.texts("notes", required=False),
        source_notes=table.texts("source_notes", required=False),
        population=read_population(table.table("population")),
        source=read_citation(table.table("source"), register),
        review=read_review(table.table("review")),
        phases=read_phases(table.tables("phases"), table),
        examples=tuple(read_example(part) for part in table.tables("examples")),
    )
    if len(found.examples) < 2:
        table.problem("examples", "must hold at least 2 schedules worked out by hand")
    table.refuse_leftovers()
    if table.problems:
        raise BadData("\n".join(table.problems))
    return found


def read_population(table: Table) -> Population:
    """Who the source says it is for."""
    population = Population(table.text("text"), table.text("lang"), table.text("plain"))
    table.refuse_leftovers()
    return population


def read_citation(table: Table, register: Mapping[str, Source]) -> Citation:
    """Where the statement stands; a source that is unknown or superseded cannot be cited as current."""
    also, beside = table.texts("also", required=False), table.texts("beside", required=False)
    citation = Citation(table.text("id"), table.text("place"), also, beside)
    for key, id in [("id", citation.id), *(("also", id) for id in also), *(("beside", id) for id in beside)]:
        if id and id not in register:
            table.problem(key, f"no source is called {id!r} in sources.toml")
        elif id and register[id].superseded_by:
            table.problem(key, f"{id!r} is superseded by {register[id].superseded_by!r}: cite that instead")
    table.refuse_leftovers()
    return citation


def read_review(table: Table) -> Review:
    """Who checked it and when it is due again."""
    review = Review(
        table.day("checked_on"),
        table.day("next_review"),
        table.text("checked_by"),
    )
    if review.next_review <= review.checked_on:
        table.problem("next_review", "must be after checked_on")
    table.refuse_leftovers()
    return review


def read_example(table: Table) -> Example:
    """One schedule worked out by hand."""
    choices = table.take("choices", required=False)
    choices = {} if choices is None else choices
    if not isinstance(choices, Mapping) or any(not isinstance(value, str) for value in choices.values()):
        table.problem("choices", "must be a table of texts")
        choices = {}
    example = Example(
        start=table.day("start"),
        months=table.number("months") or 1,
        choices=choices,
        dates=table.days("dates"),
        total=table.number("total") or 0,
    )
    if example.dates and example.dates[0] != example.start:
        table.problem("dates", "must begin with the start: day 1 is the first injection")
    table.refuse_leftovers()
    return example
