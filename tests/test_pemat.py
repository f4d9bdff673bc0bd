"""Every patients' page is scored by PEMAT-P, with reasons, and reaches 90 % on both scales."""

import re

import pytest

from tests import prose

PEMAT = prose.data("pemat")
LEAST = 0.9
OWN = ("1", "4", "10", "11", "15", "20", "22", "23")
"""Items that nobody can answer for all pages at once."""
ANSWER = re.compile(r"(yes|no|n/a): \S.{10,}")
NAMES = [page.name for page in prose.of_door("patients")]
every_page = pytest.mark.parametrize("name", NAMES)


def answers(name: str) -> dict[str, str]:
    """What is said of a page, item by item."""
    return {**PEMAT["usual"], **PEMAT["pages"].get(name, {})}


@every_page
def test_a_page_has_an_answer_with_a_reason_to_every_item(name: str) -> None:
    assert name in PEMAT["pages"], f"docs/_data/pemat.toml does not score {name}"
    assert set(answers(name)) == set(PEMAT["items"])
    assert not set(OWN) - set(PEMAT["pages"][name]), f"{name}: items that need an answer of its own"
    for item, answer in answers(name).items():
        assert ANSWER.fullmatch(answer), f"{name}, item {item}: {answer!r} is no answer with its reason"


@every_page
@pytest.mark.parametrize("scale", ["understand", "act"])
def test_a_page_reaches_90_percent(name: str, scale: str) -> None:
    given = [
        answer.split(":")[0]
        for item, answer in answers(name).items()
        if PEMAT["items"][item]["scale"] == scale
    ]
    yes, no = given.count("yes"), given.count("no")
    assert yes, f"{name}: no item of {scale} applies"
    assert yes / (yes + no) >= LEAST, f"{name}: {yes} of {yes + no} to {scale}"


def test_no_page_is_scored_that_is_not_there() -> None:
    assert set(PEMAT["pages"]) == set(NAMES)


def test_no_answer_for_all_stands_where_a_page_must_answer() -> None:
    assert not set(PEMAT["usual"]) & set(OWN)


def test_pictures_and_tables_are_scored_where_there_are_any() -> None:
    for name in NAMES:
        body = prose.read(name).body
        for item, there in (("16", "```picture" in body), ("19", re.search(r"^\|", body, re.M))):
            assert not there or not answers(name)[item].startswith("n/a"), f"{name}: item {item} applies"
