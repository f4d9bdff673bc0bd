"""Who has reviewed which statement: docs/_data/reviews/, one file for each sitting of a clinician.

A file is what the review pack gives back, taken in by `make reviewed FILE=...` and not written by hand. It holds an
answer to each statement by its id, with the digest of the words that were agreed with. So a review says nothing of
words that came later, and nothing here can be called reviewed by a setting.
"""

import json
import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from typing import Any

from calculator.language import languages
from calculator.strict import BadData, Table
from scripts.content.phrases import site_code, site_language
from scripts.content.statement_ids import statements
from scripts.content.statements import Statement
from scripts.paths import DATA

FOLDER = DATA / "reviews"
FORMAT = "b12-review/1"
AGREE, CHANGE, NOT_MINE = ANSWERS = ("agree", "change", "not-mine")
"""What a reviewer can say of a statement: it is right; it must change; somebody else must judge it."""
LONGEST = {"name": 120, "role": 200, "body": 120, "number": 40, "comment": 2000}
"""Letters at most."""
LARGEST = 2_000_000
"""Letters of a file at most: every statement with a comment has fewer."""
UNSEEN = re.compile(
    r"[\x00-\x08\x0b-\x1f\x7f-\x9f\xad\u115f\u1160\u180e\u200b\u2028-\u202e\u2060-\u206f\u2800\u3164"
    r"\ud800-\uf8ff\ufeff\uffa0\ufff9-\ufffc]"
)
"""Control characters, half letters, and marks that show nothing or change the order in which text is read.

The pack's script uses the same pattern. Not in it are the joiners that names of some languages need.
"""
NAMES = re.compile(r"[a-z0-9/._-]{1,200}")
"""An id or a digest, as the review pack writes them."""


@dataclass(frozen=True)
class Reviewer:
    """Who reviewed, as they wish to be shown."""

    name: str
    role: str
    body: str
    """The register that they are on, such as the GMC; "" when they do not wish it shown."""
    number: str
    """Their number there; "" when they do not wish it shown."""

    @property
    def shown(self) -> str:
        """Name, role and registration as a page says them."""
        registered = " ".join(filter(None, (self.body, self.number)))
        return f"{self.name}, {self.role}" + (f" ({registered})" if registered else "")


@dataclass(frozen=True)
class Answer:
    """What was said of one statement."""

    digest: str
    says: str
    comment: str


@dataclass(frozen=True)
class Review:
    """One sitting."""

    place: str
    """The file, for messages."""
    reviewer: Reviewer
    day: date
    edition: str
    """Whose edition was read: its publisher."""
    language: str
    """The code of the language whose words were read."""
    answers: Mapping[str, Answer]
    """By the id of the statement."""


@dataclass(frozen=True)
class Standing:
    """How one statement stands: the reviews that hold for its present words, and those that it has lost."""

    agreed: tuple[Review, ...] = ()
    asked: tuple[Review, ...] = ()
    """Those that ask for a change of these very words."""
    lost: tuple[Review, ...] = ()
    """Those that spoke of other words: it has changed since."""

    @property
    def reviewed(self) -> bool:
        """Whether a clinician agrees with it, and none asks for a change."""
        return bool(self.agreed) and not self.asked


@cache
def reviews() -> tuple[Review, ...]:
    """Every review of the edition's language, the oldest first. Raises BadData with every problem in a file."""
    files = sorted(FOLDER.glob("*.json"))
    read = [read_review(file.read_text("utf-8"), f"docs/_data/reviews/{file.name}") for file in files]
    found = [one for one in read if one.language == site_code()]
    return tuple(sorted(found, key=lambda one: (one.day, len(one.place), one.place)))


def read_review(text: str, place: str) -> Review:
    """The text of a returned file. Raises BadData with every problem in it, each with file and key."""
    if len(text) > LARGEST:
        raise BadData(f"{place}: has {len(text):,} letters, and no review needs more than {LARGEST:,}")
    try:
        given = json.loads(text.removeprefix("\ufeff"), object_pairs_hook=unmistakable)
        json.dumps(given, ensure_ascii=False).encode()  # fails for half a letter, which no file could hold
    except RecursionError as error:
        raise BadData(f"{place}: has objects within objects without end") from error
    except ValueError as error:
        raise BadData(f"{place}: is no JSON of ours: {error}") from error
    if not isinstance(given, dict):
        raise BadData(f"{place}: must be one JSON object")
    top = Table(place, given)
    top.word("format", (FORMAT,))
    edition = top.text("edition", required=False)
    language = top.text("language", required=False) or site_code()
    if language not in languages():
        top.problem("language", f"there is no calculator/languages/{language}/")
    reviewer = read_reviewer(top.table("reviewer"))
    day = read_day(top)
    answers = read_answers(top)
    top.refuse_leftovers()
    if top.problems:
        raise BadData("\n".join(top.problems))
    return Review(place, reviewer, day, edition, language, answers)


def unmistakable(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """One object of JSON. Raises ValueError where a key is there twice, or null stands for an answer."""
    found = dict[str, Any]()
    for key, value in pairs:
        if key in found or value is None:
            raise ValueError(f"{key!a}: {'is null' if value is None else 'is there twice'}")
        found[key] = value
    return found


def read_reviewer(table: Table) -> Reviewer:
    """Name and role, which a review cannot do without, and the registration, which it can."""
    name, role = short_text(table, "name"), short_text(table, "role")
    body, number = short_text(table, "body", required=False), short_text(table, "number", required=False)
    if number and not body:
        table.problem("body", "must say which register the number is of")
    table.refuse_leftovers()
    return Reviewer(name, role, body, number)


def short_text(table: Table, key: str, *, required: bool = True) -> str:
    """One line of text of a decent length, as a person types it."""
    value = unicodedata.normalize("NFC", table.text(key, required=required)).strip()
    if len(value) > LONGEST[key]:
        table.problem(key, f"must have {LONGEST[key]} letters or fewer, not {len(value)}")
    if UNSEEN.search(value) or (key != "comment" and "\n" in value):
        table.problem(key, "must be plain text on one line, without marks that nobody sees")
    if key in ("name", "role") and value and not any(one.isalnum() for one in value):
        table.problem(key, "must have a letter or a digit")
    return " ".join(value.split()) if key != "comment" else value


def read_day(table: Table) -> date:
    """The day of the sitting."""
    value = table.text("reviewed_on")
    try:
        return datetime.strptime(value, "%Y-%m-%d").date()
    except ValueError:
        table.problem("reviewed_on", f"must be a day such as 2026-11-22, not {value!r}")
        return date.min


def read_answers(top: Table) -> dict[str, Answer]:
    """What was said of each statement; an id that there never was is a problem of taking in, not of reading."""
    given = top.take("answers")
    if not isinstance(given, dict) or not given:
        top.problem("answers", "must hold an answer to at least one statement")
        return {}
    found = dict[str, Answer]()
    for id, entry in given.items():
        if not NAMES.fullmatch(id):
            top.problem("answers", f"no statement has the id {id[:40]!a}")
            continue
        table = Table(top.file, entry if isinstance(entry, dict) else {}, f"answers.{id}", top.problems)
        digest = table.text("digest")
        if digest and not NAMES.fullmatch(digest):
            table.problem("digest", f"must be that of the pack, not {digest[:40]!a}")
        says = table.word("answer", ANSWERS)
        found[id] = Answer(digest, says, short_text(table, "comment", required=False))
        if says == CHANGE and not found[id].comment:
            table.problem("comment", "must say what should change")
        table.refuse_leftovers()
    return found


def standing(one: Statement, among: Iterable[Review] | None = None) -> Standing:
    """How a statement stands. Of one person's sittings, the latest that says something of it counts."""
    latest = dict[tuple[str, str], Review]()
    for review in reviews() if among is None else among:
        answer = review.answers.get(one.id)
        if answer and answer.says != NOT_MINE:
            latest[review.reviewer.name.casefold(), review.reviewer.number] = review
    held = {AGREE: list[Review](), CHANGE: list[Review](), "": list[Review]()}
    for review in latest.values():
        answer = review.answers[one.id]
        held[answer.says if answer.digest == one.digest else ""].append(review)
    return Standing(tuple(held[AGREE]), tuple(held[CHANGE]), tuple(held[""]))


def said_of(ones: Iterable[Statement], kind: str = "page") -> str:
    """What a page (or a "sheet") says of its review: who agreed with how many, and what has changed or is disputed.

    "12 of 14 statements on this page were reviewed by ... on .... 2 have changed since."
    """
    ones = list(ones)
    if not ones:
        return ""
    stands = [standing(one) for one in ones]
    say = site_language().say
    if not any(one.agreed or one.asked or one.lost for one in stands):
        return say("reviewed.nobody")
    lines = []
    for review in reviews():
        n = sum(review in one.agreed for one in stands)
        if n:
            day = site_language().date(review.day, "short")
            lines.append(say(f"reviewed.{kind}", n=n, all=len(ones), reviewer=review.reviewer.shown, day=day))
    lost = sum(bool(one.lost) and not one.agreed and not one.asked for one in stands)
    disputed = sum(bool(one.agreed and one.asked) for one in stands)
    asked = sum(bool(one.asked) and not one.agreed for one in stands)
    for key, n in (("changed", lost), ("disputed", disputed), ("asked", asked)):
        if n:
            lines.append(say(f"reviewed.{key}", n=n))
    if not any(one.agreed for one in stands):
        lines.insert(0, say("reviewed.nobody_now"))
    return " ".join(lines)


def reviewers(ones: Iterable[Statement]) -> tuple[Reviewer, ...]:
    """Who has reviewed all of it between them, each once; nobody while one statement is not reviewed."""
    stands = [standing(one) for one in ones]
    if not all(one.reviewed for one in stands):
        return ()
    return tuple(dict.fromkeys(review.reviewer for one in stands for review in one.agreed))


def losses() -> Iterator[str]:
    """Every review that a statement has lost, in a sentence for whoever builds the site."""
    now, say = statements(), site_language().say
    for review in reviews():
        for id, answer in review.answers.items():
            if answer.says == NOT_MINE:
                continue
            if id not in now:
                yield say("reviewed.gone", id=id, by=review.reviewer.name, day=review.day)
            elif answer.digest != now[id].digest and review in standing(now[id]).lost:
                yield say("reviewed.lost", id=id, by=review.reviewer.name, day=review.day)


def as_data(one: Statement) -> dict[str, Any]:
    """How a statement stands, for the open data."""
    stands = standing(one)
    return {
        "reviewed": stands.reviewed,
        **{
            key: [{"by": review.reviewer.shown, "on": str(review.day)} for review in found]
            for key, found in (
                ("agreed", stands.agreed),
                ("change_asked", stands.asked),
                ("changed_since", stands.lost),
            )
            if found
        },
    }
