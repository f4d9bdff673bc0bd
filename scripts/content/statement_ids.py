"""The ids of statements that bring none, and the day since when each statement has had its words: statements.tsv.

One line a statement: id, day, words and sources. So a change of this file is the list of what changed clinically.
`make statements` writes it and tells what it did: a sentence that was reworded keeps its id, a new one gets its own.
Until then a reworded sentence is not known under its id. A review is given to an id and its words together
(reviews.py), so it is lost in either case.
"""

import hashlib
import re
import sys
from base64 import b32encode
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from difflib import SequenceMatcher
from functools import cache
from pathlib import Path

from calculator.strict import BadData, Table
from scripts.content.statements import Statement, found
from scripts.paths import DATA

FILE = DATA / "statements.tsv"
ALIKE = 0.6
"""How alike two sentences of one place must be, of 1, for the newer to be the older reworded."""
ID = re.compile(r"[a-z0-9-]+(/[a-z0-9-]+)+")
NAME = 4
"""Letters of the name that a sentence gets."""


@dataclass(frozen=True)
class Line:
    """What statements.tsv keeps of one statement."""

    id: str
    since: date
    text: str

    @property
    def belongs(self) -> str:
        """What it belongs to: its id without its own name."""
        return self.id.rpartition("/")[0]


@cache
def statements() -> dict[str, Statement]:
    """Every statement by id, in the site's order. Left out is a sentence whose words the file does not know yet."""
    return {one.id: one for one in named(found(), kept()) if not one.id.endswith("/")}


@cache
def kept() -> dict[str, Line]:
    """What the file keeps, by id. Raises BadData with every problem in it."""
    return read(FILE.read_text("utf-8"))


def read(text: str) -> dict[str, Line]:
    """The text of such a file by id. Raises BadData with every problem in it."""
    lines, told = dict[str, Line](), Table("docs/_data/statements.tsv", {})
    for number, line in enumerate(text.splitlines(), 1):
        try:
            id, since, words = line.split("\t")
            one = Line(id, date.fromisoformat(since), words)
            if not ID.fullmatch(id) or not words.strip() or not words.isprintable():
                raise ValueError
        except ValueError:
            told.problem(str(number), f"must be id, day and words with a tab between them, not {line!r}")
            continue
        if id in lines:
            told.problem(str(number), f"there are two of {id}")
        lines[id] = one
    if told.problems:
        raise BadData("\n".join(told.problems))
    return lines


def named(ones: Iterable[Statement], lines: dict[str, Line]) -> Iterator[Statement]:
    """Statements with the ids that are kept for their words; what a place says twice is one statement."""
    known = {(one.belongs, one.text): one.id for one in lines.values()}
    seen = set[tuple[str, str]]()
    for one in ones:
        if one.id.endswith("/"):
            if (one.belongs, one.text) in seen:
                continue
            seen.add((one.belongs, one.text))
            one = replace(one, id=known.get((one.belongs, one.text), one.id))
        yield one


def renewed(
    ones: Iterable[Statement], lines: dict[str, Line], today: date
) -> tuple[dict[str, Line], list[str]]:
    """The lines for these statements, and what was done, in sentences: every word that changed is told."""
    now, told = dict[str, Line](), list[str]()
    ones = list(named(ones, lines))
    taken = {one.id for one in ones}
    for one in ones:
        before = lines.get(one.id)
        if one.id.endswith("/"):
            before = reworded(one, [line for id, line in lines.items() if id not in taken])
            one = replace(one, id=before.id if before else fresh(one, taken | lines.keys()))
            taken.add(one.id)
        if before and before.text == one.text:
            now[one.id] = before
            continue
        now[one.id] = Line(one.id, today, one.text)
        told.append(
            f"changed  {one.id}\n  was: {before.text}\n  is:  {one.text}"
            if before
            else f"new      {one.id}: {one.text}"
        )
    told += [f"gone  {id}: {line.text}" for id, line in lines.items() if id not in now]
    return now, told


def reworded(one: Statement, free: Iterable[Line]) -> Line | None:
    """The line of the same place that is most like it, if one is alike enough."""
    likeness = [
        (SequenceMatcher(None, line.text, one.text, autojunk=False).ratio(), line)
        for line in free
        if line.belongs == one.belongs
    ]
    best, line = max(likeness, key=lambda pair: pair[0], default=(0.0, None))
    return line if best >= ALIKE else None


def fresh(one: Statement, taken: Iterable[str]) -> str:
    """An id that nothing has, from the words at its birth: so two branches do not give one id to two sentences."""
    for salt in range(100):
        letters = (
            b32encode(hashlib.sha256(f"{one.id}{one.text}{salt or ''}".encode()).digest()).decode().lower()
        )
        if (id := one.id + letters[:NAME]) not in taken:
            return id
    raise ValueError(f"no free name below {one.id}")


def written(lines: dict[str, Line]) -> str:
    """The text of the file."""
    return "".join(f"{line.id}\t{line.since}\t{line.text}\n" for line in lines.values())


def main(file: Path = FILE) -> int:
    """Bring the file up to date and tell what changed."""
    before = read(file.read_text("utf-8")) if file.exists() else {}
    now, told = renewed(found(), before, date.today())
    file.write_text(written(now), "utf-8")
    print("\n".join([*told, f"{len(now)} statements, {len(told)} of them changed, new or gone."]))
    return 0


if __name__ == "__main__":
    sys.exit(main())
