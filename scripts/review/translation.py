"""Statements in a language that is being made, each beside the English one: what a clinician who speaks it reviews.

A child process with SITE_LANGUAGE set says every statement in that language, since words are read once in a process.
A statement with an id of its own is paired by it; a sentence of a list is paired by its place in the list. Pages in
docs/ are written in one language, so their sentences have no pair and are counted only.
"""

import json
import os
import subprocess
import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass, replace
from typing import Any

from calculator.data import FIRST
from calculator.language import languages
from scripts.content.in_language import protocol
from scripts.content.statement_ids import kept, named
from scripts.content.statements import Statement, found
from scripts.paths import ROOT
from scripts.site import Stop


@dataclass(frozen=True)
class Translation:
    """What there is in a language."""

    ones: Mapping[str, Statement]
    """By id, in English order; what is not translated yet stands there in English."""
    originals: Mapping[str, Statement]
    waiting: frozenset[str]
    """The ids of what is not translated yet, or only in part."""
    left_out: int
    """How many sentences of pages have no pair."""


def translation(code: str) -> Translation:
    """Everything the site says in a language. Raises Stop when there is no such language, or it does not load."""
    if code == FIRST or code not in languages():
        raise Stop(f"LANGUAGE={code}: must be a folder of calculator/languages/ other than {FIRST}")
    if os.environ.get("SITE_LANGUAGE", FIRST) != FIRST:
        raise Stop("SITE_LANGUAGE is set: the pack for translators sets it itself")
    command = [sys.executable, "-m", "scripts.review.translation"]
    done = subprocess.run(
        command,
        cwd=ROOT,
        env={**os.environ, "SITE_LANGUAGE": code},
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        raise Stop(f"LANGUAGE={code}: {done.stderr.strip().splitlines()[-1]}")
    said = [
        Statement(**{key: listed(value) for key, value in one.items()}) for one in json.loads(done.stdout)
    ]
    ours = list(found())
    return paired([one for one in ours if not one.page], said, sum(bool(one.page) for one in ours))


def listed(value: Any) -> Any:
    """JSON has no tuples."""
    return tuple(value) if isinstance(value, list) else value


def paired(ours: Iterable[Statement], theirs: Iterable[Statement], left_out: int = 0) -> Translation:
    """English statements with their translations, by place and the English id."""
    there = dict(placed(theirs))
    ones, originals, waiting = dict[str, Statement](), dict[str, Statement](), set[str]()
    for place, one in placed(ours):
        english = next(named([one], kept()))
        if english.id.endswith("/"):  # not known yet: `make statements`
            continue
        other = there.get(place, one)
        originals[english.id] = english
        ones[english.id] = replace(other, id=english.id, risk=english.risk)
        if not translated(english, other):
            waiting.add(english.id)
    return Translation(ones, originals, frozenset(waiting), left_out)


def placed(ones: Iterable[Statement]) -> Iterator[tuple[tuple[str, int], Statement]]:
    """Statements with their place: the id, and which of those that share it."""
    seen = Counter[str]()
    for one in ones:
        seen[one.id] += 1
        yield (one.id, seen[one.id]), one


def translated(one: Statement, other: Statement) -> bool:
    """Whether no part of a statement is still the English one."""
    same = {text for text in one.words if any(map(str.isalpha, text))} & {*other.words}
    plain = protocol(one.protocol).population.plain if one.id.endswith("/whom") else ""
    return not same and not (plain and any(plain in text for text in other.words))


if __name__ == "__main__":
    print(json.dumps([asdict(one) for one in found() if not one.page]))
