"""Random tests try new cases in every run, and a case that failed can be had again."""

import json

import pytest
from hypothesis import settings

from calculator.answer import answer
from tests.corpus import ENOUGH, NOT_JSON, corpus, everything_once


def test_hypothesis_draws_new_cases_and_keeps_and_tells_those_that_failed() -> None:
    """Also where CI is set, for which Hypothesis has a profile of its own that repeats the same cases for ever."""
    now = settings()
    assert not now.derandomize
    assert now.print_blob
    assert now.database is not None
    assert now.deadline is None, "a slow machine must not fail a test"


def test_one_seed_gives_one_row_of_requests_and_another_seed_another() -> None:
    fixed = len(NOT_JSON) + sum(1 for _ in everything_once())
    assert fixed < ENOUGH - 200, "browsers would be asked hardly anything at random"
    assert corpus(ENOUGH, 1) == corpus(ENOUGH, 1)
    assert corpus(ENOUGH, 1)[:fixed] == corpus(ENOUGH, 2)[:fixed]
    assert corpus(ENOUGH, 1) != corpus(ENOUGH, 2)


def test_the_row_of_requests_follows_the_seed_of_the_run(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SEED", "5")
    assert corpus(ENOUGH) == corpus(ENOUGH, 5)


def test_no_random_request_of_this_run_brings_the_engine_down() -> None:
    for text in corpus(ENOUGH)[-100:]:
        for problem in json.loads(answer(text)).get("problems", []):
            assert problem["field"] != "engine", f"{text[:300]}: {problem['sentence']}"
