"""Where each source is cited: by schedules, checks, facts, questions and pages."""

import re
import tomllib
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from calculator.protocol import protocol_ids
from calculator.regimen import Protocol
from scripts.content.checks import Check, checks
from scripts.content.claims import Disagreement, LeftOut, disagreements, facts, left_out, responses
from scripts.content.in_language import protocol
from scripts.content.phrases import site_language
from scripts.content.signs import told
from scripts.pages.citations import CITATION
from scripts.paths import DOCS

NOT_READ = ("_data/", "about/components/", "about/decisions/", "sources.md")
"""Pages about how this is made show citations as specimens; these are not counted."""
TITLE = re.compile(r"^title: *(.+)$", re.M)
DISAGREEMENTS_PAGE = "where-sources-differ.md"
DISAGREEMENT = re.compile(r"^```disagreement\n(.*?)^```$", re.M | re.S)
FENCE = re.compile(r"^(`{3,}|~{3,}).*?^\1\s*$", re.M | re.S)


@dataclass
class Usage:
    """Where one source is cited."""

    protocols: list[Protocol] = field(default_factory=list)
    checks: list[Check] = field(default_factory=list)
    facts: list[str] = field(default_factory=list)
    questions: list[Disagreement] = field(default_factory=list)
    pages: list["Citing"] = field(default_factory=list)
    left_out: list[LeftOut] = field(default_factory=list)

    @property
    def anything(self) -> bool:
        """True when something current cites it; an account of what was left out is not that."""
        return bool(self.protocols or self.checks or self.facts or self.questions or self.pages)


@dataclass(frozen=True)
class Citing:
    """A page that cites: its path under docs/ and its title."""

    path: str
    title: str


def usage() -> dict[str, Usage]:
    """Where each source that is cited at all is cited."""
    found: dict[str, Usage] = defaultdict(Usage)
    for one in map(protocol, protocol_ids()):
        for id in of_protocol(one):
            found[id].protocols.append(one)
    for check in checks().values():
        for id in check.sources:
            found[id].checks.append(check)
    for plain, ids in [
        *((fact.plain, fact.sources) for fact in facts()),
        *((response.plain, response.sources) for response in responses()),
        *((sign.says, sign.sources) for sign in told()),
    ]:
        for id in ids:
            found[id].facts.append(plain)
    for question in shown_questions():
        for id in dict.fromkeys(id for side in question.sides for id in side.sources):
            found[id].questions.append(question)
    for page, ids in citing():
        for id in ids:
            found[id].pages.append(page)
    for entry in left_out():
        for id in entry.sources:
            found[id].left_out.append(entry)
    return dict(found)


def shown_questions(docs: Path = DOCS) -> list[Disagreement]:
    """The disagreements that the page about them shows: some are kept in the data and left out there."""
    every, page = disagreements(), (docs / DISAGREEMENTS_PAGE).read_text("utf-8")
    named = [tomllib.loads(inside).get("id", list(every)) for inside in DISAGREEMENT.findall(page)]
    ids = [id for one in named for id in ([one] if isinstance(one, str) else one)]
    return [every[id] for id in dict.fromkeys(ids) if id in every]


def of_protocol(one: Protocol) -> tuple[str, ...]:
    """Every source that a protocol names, each once."""
    return tuple(dict.fromkeys((one.source.id, *one.source.also, *one.source.beside)))


def citing(docs: Path = DOCS) -> Iterator[tuple[Citing, tuple[str, ...]]]:
    """Every page with the sources that its own text cites, in the order of titles."""
    found = []
    for file in docs.rglob("*.md"):
        path = file.relative_to(docs).as_posix()
        if path.startswith(NOT_READ):
            continue
        text = file.read_text("utf-8")
        ids = cited_in(FENCE.sub("", text))
        title = TITLE.search(text)
        if ids:
            found.append((Citing(path, title[1].strip("'\" ") if title else path), ids))
    yield from sorted(found, key=lambda pair: site_language().sort_key(pair[0].title))


def cited_in(text: str) -> tuple[str, ...]:
    """The ids that a text cites, each once."""
    marks = (mark for group in re.findall(CITATION, text) for mark in re.split(r";\s*", group))
    return tuple(dict.fromkeys(mark.lstrip("@!") for mark in marks))
