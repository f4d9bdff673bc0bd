"""From docs/_data/*.toml to claims: what sources say, read as strictly as the protocols are.

Every claim names its sources. One that is unknown or superseded stops the build with file and line; so does
a key that nobody asks for. `history = true` on a side of a disagreement lets it name a superseded source as
such.
"""

from dataclasses import dataclass
from datetime import date
from functools import cache

from calculator.protocol import protocol_ids
from calculator.strict import BadData, Table
from scripts.content.reader import amount, cited, read, read_list, reviewed, whole

KINDS = ("notice", "blood", "nerves")
COUNTS = ("day of treatment", "time since the start")
UNITS = ("h", "d", "wk", "mo", "a")
FATES = ("context", "history", "left out", "same")


@dataclass(frozen=True)
class Response:
    """What people notice, what the blood does, or how nerves recover."""

    id: str
    kind: str
    plain: str
    counts: str
    low: float | None
    """From, in `unit`; None when the source gives only an end."""
    high: float | None
    unit: str
    high_unit: str
    share: float | None
    """A number that is no time; `measure` says of what."""
    measure: str
    who: str
    note: str
    sources: tuple[str, ...]
    next_review: date


@dataclass(frozen=True)
class Fact:
    """One sourced fact beside the schedules."""

    id: str
    topic: str
    plain: str
    sources: tuple[str, ...]
    next_review: date


@dataclass(frozen=True)
class Side:
    """One side of a disagreement."""

    says: str
    who: str
    sources: tuple[str, ...]
    protocols: tuple[str, ...]
    history: bool


@dataclass(frozen=True)
class Disagreement:
    """A question that sources answer differently."""

    id: str
    topic: str
    question: str
    why: str
    advice: str
    sides: tuple[Side, ...]
    next_review: date


@dataclass(frozen=True)
class LeftOut:
    """An entry of the evidence that is no protocol, and what became of it."""

    id: str
    file: str
    fate: str
    what: str
    why: str
    sources: tuple[str, ...]
    same_as: str


@cache
def responses() -> tuple[Response, ...]:
    """Every entry of responses.toml."""
    return read("responses", read_response)


@cache
def facts() -> tuple[Fact, ...]:
    """Every entry of facts.toml."""
    return read("facts", read_fact)


@cache
def disagreements() -> dict[str, Disagreement]:
    """Every entry of disagreements.toml by id."""
    return {one.id: one for one in read("disagreements", read_disagreement)}


@cache
def left_out() -> tuple[LeftOut, ...]:
    """Every entry of left-out.toml that is no protocol."""
    return read_list("left-out", "entry", read_left_out)


@cache
def used() -> dict[str, str]:
    """Entry of the evidence -> the protocol that it became. Raises BadData for a protocol that there is not."""
    found: dict[str, str] = whole("left-out").get("used", {})
    missing = [id for id in found.values() if id not in protocol_ids()]
    if missing:
        raise BadData(f"docs/_data/left-out.toml: used: there is no protocol called {', '.join(missing)}")
    return found


@cache
def unread() -> tuple[tuple[str, str], ...]:
    """What was looked for and could not be read, and why that matters or not."""
    return read_list("left-out", "unread", lambda table: (table.text("what"), table.text("why")))


def read_response(table: Table) -> Response:
    """One response. Its numbers may be measures that are no time; those stay in the words."""
    counts = table.word("counts", COUNTS) if "counts" in table.left else ""
    unit = table.word("unit", UNITS) if counts else ""
    response = Response(
        id=table.where,
        kind=table.word("kind", KINDS),
        plain=table.text("plain"),
        counts=counts,
        low=amount(table, "from"),
        high=amount(table, "to"),
        unit=unit,
        high_unit=table.word("to_unit", UNITS) if "to_unit" in table.left else unit,
        share=amount(table, "low"),
        measure=table.text("measure", required=False),
        who=table.text("who"),
        note=table.text("note", required=False),
        sources=cited(table),
        next_review=reviewed(table),
    )
    if counts and response.low is None and response.high is None:
        table.problem("from", "needs a number here or in to, because counts says what it counts")
    for key in ("high", "people"):
        amount(table, key)
    return response


def read_fact(table: Table) -> Fact:
    """One fact; what only a table of figures needs stays in the file.

    A fact may have no source only if its note says why: that nothing was found is a finding too.
    """
    note = table.text("note", required=False)
    for key in ("country", "medicine", "strength", "unit"):
        table.text(key, required=False)
    for key in ("ml_per_1000", "low", "high"):
        amount(table, key)
    table.text("who")
    found = cited(table, required=not note)
    return Fact(table.where, table.text("topic"), table.text("plain"), found, reviewed(table))


def read_disagreement(table: Table) -> Disagreement:
    """One question with all its sides: two or more."""
    sides = tuple(read_side(side) for side in table.tables("sides"))
    if len(sides) < 2:
        table.problem("sides", "must hold at least 2 sides, or nothing differs")
    return Disagreement(
        id=table.where,
        topic=table.text("topic"),
        question=table.text("question"),
        why=table.text("why", required=False),
        advice=table.text("advice", required=False),
        sides=sides,
        next_review=reviewed(table),
    )


def read_side(table: Table) -> Side:
    """One side; its protocols must exist."""
    history = table.flag("history")
    side = Side(
        says=table.text("says"),
        who=table.text("who"),
        sources=cited(table, history=history),
        protocols=table.texts("protocols", required=False),
        history=history,
    )
    for id in side.protocols:
        if id not in protocol_ids():
            table.problem("protocols", f"there is no calculator/protocols/{id}.toml")
    table.refuse_leftovers()
    return side


def read_left_out(table: Table) -> LeftOut:
    """One entry that became no protocol. Its sources may be superseded: it is an account, not a citation."""
    return LeftOut(
        id=table.text("id"),
        file=table.text("file"),
        fate=table.word("fate", FATES),
        what=table.text("what"),
        why=table.text("why"),
        sources=cited(table, history=True, required=False),
        same_as=table.text("as", required=False),
    )
