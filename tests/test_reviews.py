"""A review belongs to words: what was agreed with is said, to the statement, and nothing more."""

import json
import re
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from calculator.strict import BadData
from scripts.content import reviews
from scripts.content.reviews import (
    FOLDER,
    LARGEST,
    LONGEST,
    Review,
    read_review,
    reviewers,
    said_of,
    standing,
)
from scripts.content.statement_ids import statements
from scripts.content.statements import Statement
from scripts.review.take_in import taken_in
from tests.copied import copy_of_project, run
from tests.signing import digests, returned, sign

DAY = date(2026, 11, 26)
SOME = list(statements().values())[:14]
"""Fourteen statements, as on a page."""
NOBODY = "Not yet reviewed by a doctor, nurse or pharmacist."


def review(ones: list[Statement], says: str = "agree", **changes: Any) -> Review:
    """The same, read."""
    return read_review(json.dumps(returned(digests(ones), says, **changes)), "a.json")


CHANGED = "uk-bnf-hydroxocobalamin-no-neuro"
"""The schedule of which one dose changes."""
NURSE = {"name": "B. Other", "role": "practice nurse"}


@pytest.fixture
def given(monkeypatch: pytest.MonkeyPatch) -> list[Review]:
    """The reviews that there are: a test puts some in."""
    found: list[Review] = []
    monkeypatch.setattr(reviews, "reviews", lambda: tuple(found))
    return found


def test_the_shipped_data_has_no_review() -> None:
    """Nothing marks itself reviewed. Whoever commits the first real review takes this test out with it."""
    assert list(FOLDER.glob("*.json")) == []
    assert said_of(statements().values()) == NOBODY


def test_a_page_says_how_many_of_its_statements_were_reviewed_by_whom_and_when(given: list[Review]) -> None:
    given.append(review(SOME[:12]))
    assert said_of(SOME) == (
        "12 of 14 statements on this page were reviewed by "
        "Dr A. Example, consultant haematologist (GMC 0000000) on 26 November 2026."
    )


def test_a_changed_word_loses_its_review_at_once(given: list[Review]) -> None:
    given.append(review(SOME))
    now = [replace(one, words=(*one.words, "and more")) for one in SOME[:2]] + SOME[2:]
    assert said_of(now).startswith("12 of 14 statements on this page were reviewed by ")
    assert said_of(now).endswith("2 have changed since their review.")
    assert reviewers(SOME) == (given[0].reviewer,)
    assert reviewers(now) == ()


def test_a_page_all_of_whose_words_have_changed_names_nobody_as_its_reviewer(given: list[Review]) -> None:
    given.append(review(SOME[:1]))
    said = said_of([replace(SOME[0], words=("Other words.",))])
    assert "reviewed by Dr" not in said
    assert said.startswith("No review by a doctor, nurse or pharmacist holds")


def test_reviewers_who_disagree_are_both_kept_and_the_page_says_so(given: list[Review]) -> None:
    given += [review(SOME), review(SOME[:1], "change", reviewer=NURSE)]
    assert (len(standing(SOME[0]).agreed), len(standing(SOME[0]).asked)) == (1, 1)
    assert "Reviewers disagree about 1." in said_of(SOME)
    assert not standing(SOME[0]).reviewed


def test_a_change_that_is_asked_for_is_no_review(given: list[Review]) -> None:
    given.append(review(SOME[:3], "change"))
    assert "were reviewed" not in said_of(SOME)
    assert "Reviewers have asked for a change to 3." in said_of(SOME)


def test_what_is_not_a_reviewer_s_to_judge_counts_for_nothing(given: list[Review]) -> None:
    given.append(review(SOME, "not-mine"))
    assert said_of(SOME) == NOBODY


def test_of_one_person_the_latest_answer_counts(given: list[Review]) -> None:
    later = (DAY + timedelta(days=1)).isoformat()
    given += [review(SOME[:1], "change"), review(SOME[:1], reviewed_on=later)]
    assert standing(SOME[0]).reviewed


def test_the_build_names_every_review_that_was_lost(given: list[Review]) -> None:
    one = SOME[0]
    given.append(review([replace(one, words=("Other words.",)), replace(one, id="sign/gone")]))
    assert list(reviews.losses()) == [
        f"{one.id}: has changed since Dr A. Example reviewed it on 2026-11-26",
        "sign/gone: is gone; Dr A. Example reviewed it on 2026-11-26",
    ]


def test_a_returned_file_is_kept_as_it_was_given(tmp_path: Path) -> None:
    text = json.dumps(returned(digests(SOME[:3])))
    kept, told = taken_in(text, "back.json", DAY, tmp_path)
    assert kept.name == "2026-11-26-dr-a-example-1.json"
    assert json.loads(kept.read_text("utf-8")) == json.loads(text)
    assert any(re.search(r"When to call for help: agrees with 3 of \d+", line) for line in told)


def test_it_says_what_is_asked_for_and_what_counts_for_nothing(tmp_path: Path) -> None:
    file = returned(digests(SOME[:2]), "change")
    file["answers"][SOME[2].id] = {"digest": "0" * 16, "answer": "agree"}
    told = "\n".join(taken_in(json.dumps(file), "back.json", DAY, tmp_path)[1])
    assert "Asked for: Say 3 days." in told
    assert f"Counts for nothing: {SOME[2].id} has other words now" in told


WRONG: dict[str, tuple[dict[str, Any], str]] = {
    "another form": ({"format": "b12-review/9"}, "format: must be one of"),
    "a day to come": ({"reviewed_on": "2026-11-27"}, "reviewed_on: 2026-11-27 is still to come"),
    "no day": ({"reviewed_on": "Tuesday"}, "reviewed_on: must be a day"),
    "another edition": ({"edition": "Somebody else"}, "edition: is that of 'Somebody else'"),
    "nobody": ({"reviewer": {"name": " ", "role": "nurse"}}, "reviewer.name: must be text"),
    "no role": ({"reviewer": {"name": "A"}}, "reviewer.role: is missing"),
    "a number of no register": (
        {"reviewer": {**NURSE, "number": "12"}},
        "reviewer.body: must say which register",
    ),
    "a very long name": (
        {"reviewer": {**NURSE, "name": "x" * (LONGEST["name"] + 1)}},
        "reviewer.name: must have",
    ),
    "text that runs backwards": (
        {"reviewer": {**NURSE, "name": "A\u202eB"}},
        "reviewer.name: must be plain text",
    ),
    "no answers": ({"answers": {}}, "answers: must hold an answer"),
    "an answer that is none": (
        {"answers": {"a/b": {"digest": "x", "answer": "yes"}}},
        "answers.a/b.answer: must be",
    ),
    "a change without words": (
        {"answers": {"a/b": {"digest": "x", "answer": "change"}}},
        "answers.a/b.comment: must",
    ),
    "old words only": (
        {"answers": {"a/b": {"digest": "x", "answer": "agree"}}},
        "answers: none is about the words",
    ),
    "a name that nobody sees": (
        {"reviewer": {**NURSE, "name": "\u2800"}},
        "reviewer.name: must be plain text",
    ),
    "a name of joiners only": (
        {"reviewer": {**NURSE, "name": "\u200d"}},
        "reviewer.name: must have a letter",
    ),
    "orders to a terminal": (
        {"reviewer": {**NURSE, "role": "nurse\x9b2J"}},
        "reviewer.role: must be plain text",
    ),
    "a day long before its words": (
        {"reviewed_on": "1970-01-01"},
        "reviewed_on: the words that were read are",
    ),
    "a day as a number of the week": ({"reviewed_on": "2026-W48-4"}, "reviewed_on: must be a day"),
    "an id that forges the report": (
        {"answers": {"a\n  emergency: agrees with 77": {"digest": "x", "answer": "agree"}}},
        "answers: no statement has the id",
    ),
    "an answer that is null": (
        {"answers": {"a/b": {"digest": "x", "answer": None}}},
        "is no JSON of ours: 'answer': is null",
    ),
    "nobody at all": ({"reviewer": {"name": None, "role": None}}, "is no JSON of ours: 'name': is null"),
    "half a letter": ({"reviewer": {**NURSE, "name": "A\ud83d"}}, "is no JSON of ours"),
    "a key of their own": ({"reviewed": True}, "reviewed: no such key here"),
}


@pytest.mark.parametrize("changes", WRONG, ids=lambda name: name.replace(" ", "-"))
def test_a_wrong_file_is_refused_with_file_and_key_and_nothing_is_kept(changes: str, tmp_path: Path) -> None:
    wrong, says = WRONG[changes]
    with pytest.raises(BadData, match=re.escape(f"back.json: {says}")):
        taken_in(json.dumps(returned(digests(SOME), **wrong)), "back.json", DAY, tmp_path)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    "text", ["", "[]", "not json", '{"format": 1}', "[" * 100_000, '{"a":' * 100_000, " " * (LARGEST + 1)]
)
def test_a_file_that_is_no_review_is_refused(text: str, tmp_path: Path) -> None:
    with pytest.raises(BadData, match=r"back\.json"):
        taken_in(text, "back.json", DAY, tmp_path)


def test_an_answer_that_stands_twice_is_refused_and_not_the_later_one_taken(tmp_path: Path) -> None:
    text = json.dumps(returned(digests(SOME[:1]), "change"))
    agrees = json.dumps(returned(digests(SOME[:1])))
    twice = text.replace('"answers": {', '"answers": {' + agrees.partition('"answers": {')[2][:-2] + ", ")
    with pytest.raises(BadData, match=f"{SOME[0].id}.*: is there twice"):
        taken_in(twice, "back.json", DAY, tmp_path)


def test_a_file_saved_with_the_mark_of_windows_is_taken_in(tmp_path: Path) -> None:
    text = "\ufeff" + json.dumps(returned(digests(SOME[:1])))
    kept, _ = taken_in(text, "back.json", DAY, tmp_path)
    assert read_review(kept.read_text("utf-8"), "kept").answers


def test_a_sitting_never_takes_the_place_of_another_and_the_tenth_of_a_day_is_the_latest(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reviews, "FOLDER", tmp_path)
    for number in range(1, 12):
        text = json.dumps(returned(digests(SOME[:number])))
        kept, _ = taken_in(text, "back.json", DAY, tmp_path)
        if number == 1:
            kept.rename(tmp_path / "2026-11-26-dr-a-example-2.json")  # as if the first had been taken out
    reviews.reviews.cache_clear()
    try:
        assert [len(one.answers) for one in reviews.reviews()] == list(range(1, 12))
    finally:
        reviews.reviews.cache_clear()


@pytest.fixture(scope="module")
def signed(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str]:
    """A copy of the project in which somebody made up has signed everything, and then one dose has changed.

    The second is what the build said.
    """
    project = copy_of_project(tmp_path_factory.mktemp("signed"))
    sign(project)
    file = project / f"calculator/protocols/{CHANGED}.toml"
    file.write_text(file.read_text("utf-8").replace("dose = 1000", "dose = 500", 1), "utf-8")
    return project, run(project, "-m", "scripts.build", "pages")


@pytest.mark.slow
def test_one_changed_number_takes_its_review_from_exactly_its_pages(signed: tuple[Path, str]) -> None:
    project, said = signed
    lost = re.findall(r"^ +(\S+): has changed since Dr A\. Example", said, re.M)
    assert lost == [f"schedule/{CHANGED}/loading"]
    places = json.loads((project / "build/statements/pages.json").read_text("utf-8"))
    with_it = {address for address, ids in places.items() if lost[0] in ids}
    assert f"schedules/{CHANGED}/" in with_it
    for address, ids in places.items():
        page = (project / "site" / address / "index.html").read_text("utf-8")
        html = page.partition('<div class="review">')[2].partition("</div>")[0]
        whole = f"{len(ids)} of {len(ids)} statement"
        if address in with_it:
            assert f"{len(ids) - 1} of {len(ids)} statement" in html
            assert "1 has changed since its review." in html
            assert "reviewedBy" not in page
        elif ids:
            assert whole in html, address
            assert "changed since its review" not in html
        else:
            assert "reviewed by Dr A. Example" not in html, address
