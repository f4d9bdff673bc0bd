"""Tests with readers: the tasks (docs/_data/reader-tasks.toml) and the results (docs/_data/reader-tests.toml)."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache

from calculator.strict import BadData, Table
from scripts.content.reader import read, whole

FILE = "docs/_data/reader-tests.toml"
FIRST_DAY = date(2026, 11, 26)
"""The day of the kit: no test is older."""
WAYS = ("phone", "paper")
COMMIT = re.compile(r"[0-9a-f]{7,40}")
LONGEST_NAME = 80
MOST_READERS = 1000


@dataclass(frozen=True)
class Task:
    """What a reader is asked to find out."""

    id: str
    short: str
    ask: str
    """What is read out."""
    done: str
    """What counts as success."""
    page: str
    """The Markdown file below docs/ that answers, such as "late-or-missed.md"."""
    on_page: tuple[str, ...]
    on_paper: tuple[str, ...]
    """The words that answer, on the page and on its handout."""


@dataclass(frozen=True)
class ReaderTest:
    """One test, in counts."""

    day: date
    on: str
    """One of WAYS."""
    commit: str
    ran_by: str
    readers: int
    done: Mapping[str, int]
    """Of each task that was tried, by id: how many readers did it."""

    @property
    def by_all(self) -> int:
        """How many tasks every reader did."""
        return sum(count == self.readers for count in self.done.values())

    @property
    def pages(self) -> dict[str, str]:
        """The pages that it was about, each with the id of its task."""
        return {one.page: one.id for one in tasks() if one.id in self.done}


@cache
def tasks() -> tuple[Task, ...]:
    """The tasks in the order in which they are read out. Raises BadData."""
    return read("reader-tasks", read_task)


def read_task(table: Table) -> Task:
    """One task; its problems go to the table's list."""
    return Task(
        id=table.where,
        short=table.text("short"),
        ask=table.text("ask"),
        done=table.text("done"),
        page=table.text("page"),
        on_page=table.texts("on_page"),
        on_paper=table.texts("on_paper"),
    )


@cache
def reader_tests() -> tuple[ReaderTest, ...]:
    """Every test, the newest first; none as long as nobody has tried. Raises BadData with every problem."""
    top = Table(FILE, whole("reader-tests"))
    tables = top.tables("tests", required=False)
    found = [read_reader_test(one) for one in tables]
    top.refuse_leftovers()
    for number, one in enumerate(found):
        if any(
            (one.day, one.on, one.ran_by) == (other.day, other.on, other.ran_by) for other in found[:number]
        ):
            tables[number].problem("", "is there twice: same date, on and ran_by")
    if top.problems:
        raise BadData("\n".join(top.problems))
    return tuple(sorted(found, key=lambda one: one.day, reverse=True))


def read_reader_test(table: Table) -> ReaderTest:
    """One test; its problems go to the table's list."""
    day = table.day("date")
    if day != date.min and not FIRST_DAY <= day <= date.today():
        table.problem("date", f"must be from {FIRST_DAY} to today, not {day}")
    readers = table.number("readers") or 0
    if readers > MOST_READERS:
        table.problem("readers", f"must be {MOST_READERS} or fewer, not {readers}")
    commit = table.text("commit")
    if commit and not COMMIT.fullmatch(commit):
        table.problem("commit", f"must be 7 to 40 digits of a commit, 0 to 9 and a to f, not {commit!r}")
    ran_by = table.text("ran_by")
    if len(ran_by) > LONGEST_NAME or not ran_by.isprintable() or "@" in ran_by:
        table.problem("ran_by", f"must be an organisation: {LONGEST_NAME} letters or fewer, no address")
    test = ReaderTest(
        day=day,
        on=table.word("on", WAYS),
        commit=commit,
        ran_by=ran_by,
        readers=readers,
        done=read_done(table.table("done"), readers),
    )
    table.refuse_leftovers()
    return test


def read_done(table: Table, readers: int) -> dict[str, int]:
    """How many readers did each task."""
    known = [one.id for one in tasks()]
    if not table.left:
        table.problem("", "must name at least one task")
    found = {}
    for id in tuple(table.left):
        count = table.take(id)
        if id not in known:
            table.problem(id, f"must be a task of docs/_data/reader-tasks.toml: {', '.join(known)}")
        elif type(count) is not int or not 0 <= count <= readers:
            table.problem(id, f"must be a whole number from 0 to {readers}, its readers, not {count!r}")
        else:
            found[id] = count
    return found
