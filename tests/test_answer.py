"""The one entry point: whatever is asked, JSON comes out, with what was asked for or with every problem."""

import json
import subprocess
import sys
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from calculator import __version__
from calculator.__main__ import main
from calculator.answer import answer
from calculator.protocol import protocol, protocol_ids
from calculator.render import FORMATS
from tests import courses, hostile
from tests.courses import door

KUZMINSKI = "us-kuzminski-1998-trial"
NORWAY = {"protocol": "no-hydroxocobalamin-no-neuro", "start": "2026-03-02"}
CHOSEN = {"loading.period": "2", "maintenance.period": "3"}
ROW = {"number", "day", "about", "date", "phase", "role", "dose_micrograms", "because", "ours"}


def keeps_its_promises(request_json: str) -> dict[str, Any]:
    """Ask, and check everything that is promised of any answer."""
    text = answer(request_json)
    text.encode("utf-8")
    found = json.loads(text, parse_constant=lambda name: pytest.fail(f"{name} is no JSON"))
    assert found["version"] == __version__
    problems = found.get("problems", [])
    for problem in problems:
        assert set(problem) == {"field", "sentence"}
        assert problem["field"] != "engine", f"the engine raised, and a reader saw: {problem['sentence']}"
        assert problem["sentence"].strip()
        assert "{" not in problem["sentence"] or "{" in request_json, problem["sentence"]
    if problems:
        assert set(found) == {"version", "problems"}, "a result stands beside a problem"
    if found.get("problems_shown"):
        assert set(found["html"]) == {"form"}, "an example stands beside a problem"
        assert not {"file", "hash"} & set(found), "a file or a link stands beside a problem"
    return dict(found)


# --- whatever is asked


@hostile.many(500)
@given(hostile.requests)
def test_every_request_gets_an_answer_or_its_problems(request: object) -> None:
    keeps_its_promises(json.dumps(request))


@pytest.mark.slow
@pytest.mark.timeout(900)
@hostile.many(2_500)
@given(hostile.requests)
def test_thousands_of_requests_get_an_answer_or_their_problems(request: object) -> None:
    keeps_its_promises(json.dumps(request))


@hostile.many(500)
@given(st.text(max_size=80) | st.binary(max_size=40).map(lambda some: some.decode("latin-1")))
def test_what_is_no_json_is_told_so(text: str) -> None:
    keeps_its_promises(text)


@pytest.mark.parametrize(
    "text",
    [
        "", " ", "{", "[]", "null", "1", '"x"', "{'ask': 'list'}", "\ufeff{}", "[" * 100_000,
        '{"a":' * 100_000,
        '{"months":' + "9" * 5000 + "}", '{"start":' + "[" * 199 + "]" * 199 + "}",
        '{"protocol":"' + "x" * 1_000_000 + '"}',
    ],
    ids=lambda text: text[:12],
)  # fmt: skip
def test_nothing_deep_or_long_or_broken_is_more_than_a_problem(text: str) -> None:
    assert keeps_its_promises(text)["problems"]


def test_an_answer_depends_on_the_request_alone() -> None:
    for id in protocol_ids()[:5]:
        text = json.dumps({"ask": "schedule", "protocol": id, **example(id), "show": list(FORMATS)})
        assert answer(text) == answer(text)


def example(id: str) -> dict[str, Any]:
    """A protocol's own first example, as a request."""
    first = protocol(id).examples[0]
    return {"start": first.start.isoformat(), "months": first.months, "choices": dict(first.choices)}


# --- what an answer holds


@pytest.mark.parametrize("id", protocol_ids())
def test_a_schedule_says_everything_that_another_program_needs(id: str) -> None:
    asked = {"ask": "schedule", "protocol": id, **example(id)}
    found = keeps_its_promises(json.dumps(asked))
    assert set(found) == {"version", "protocol", "start", "months", "choices", "administrations"}
    assert {key: found[key] for key in ("protocol", "start", "months", "choices")} == {
        key: asked[key] for key in ("protocol", "start", "months", "choices")
    }
    for row in found["administrations"]:
        assert set(row) == ROW
        doses = (
            row["dose_micrograms"] if isinstance(row["dose_micrograms"], list) else [row["dose_micrograms"]]
        )
        assert all(isinstance(dose, int) and 10 <= dose <= 25_000 for dose in doses)
        assert row["because"]


@pytest.mark.parametrize("id", protocol_ids())
def test_without_a_start_every_date_is_null(id: str) -> None:
    found = door({"protocol": id, "choices": example(id)["choices"]})
    assert found["start"] is None
    assert {row["date"] for row in found["administrations"]} == {None}


def test_a_dose_range_stays_a_range() -> None:
    ranges = {
        id: {tuple(row["dose_micrograms"]) for row in door({"protocol": id, **example(id)})["administrations"]
             if isinstance(row["dose_micrograms"], list)}
        for id in protocol_ids()
    }  # fmt: skip
    assert any(ranges.values()), "no protocol has a dose range any more: this test needs one"
    for id, found in ranges.items():
        told = {(phase.dose.low, phase.dose.high) for phase in protocol(id).phases}
        assert found <= told, id


def test_the_list_holds_every_protocol_with_its_one_plain_line() -> None:
    found = door({"ask": "list"})["protocols"]
    assert [one["id"] for one in found] == list(protocol_ids())
    for one in found:
        assert set(one) == {"id", "title", "plain", "country", "drug", "kind", "pattern"}
        assert all(one.values())


def test_every_display_can_be_asked_for_by_name() -> None:
    found = door({**NORWAY, "choices": CHOSEN, "show": list(FORMATS)})
    assert list(found["shown"]) == list(FORMATS)
    assert all(found["shown"].values())


# --- what a problem says


@pytest.mark.parametrize(
    ("request_", "fields"),
    [
        ({}, ["protocol"]),
        ({"protocol": "", "start": "x"}, ["protocol", "start"]),
        ({"protocol": "nowhere", "start": "2026-02-30", "months": 61, "show": "x"},
         ["protocol", "start", "months", "show"]),
        ({**NORWAY, "months": 0, "start": 3, "show": ["table", "tabel"]},
         ["start", "months", "loading.period", "maintenance.period", "show"]),
        ({"protocol": KUZMINSKI, "choices": {"a": "1", "b": "2"}}, ["a", "b"]),
        ({"ask": "lost"}, ["ask"]),
        ({"ask": None}, ["ask"]),
        ({"ask": "list", "language": "xx"}, ["language"]),
        ({"ask": "list", "language": ["en"]}, ["language"]),
    ],
)  # fmt: skip
def test_every_problem_is_told_at_its_field(request_: dict[str, Any], fields: list[str]) -> None:
    found = keeps_its_promises(json.dumps(request_))
    assert [problem["field"] for problem in found["problems"]] == fields


@pytest.mark.parametrize(
    ("request_", "near"),
    [
        ({"protocol": "us-kuzminsky-1998-trial"}, KUZMINSKI),
        ({"protocol": "scot-east"}, "uk-scot-east-hydroxocobalamin-no-neuro"),
        ({"protocol": KUZMINSKI, "show": ["tabel"]}, "table"),
        ({"ask": "lisst"}, "list"),
        ({"language": "English"}, "en"),
        ({**NORWAY, "choices": {**CHOSEN, "loding.period": "2"}}, "loading.period"),
    ],
)
def test_a_near_miss_is_suggested(request_: dict[str, Any], near: str) -> None:
    assert near in door(request_)["problems"][0]["sentence"]


def test_a_wrong_choice_is_told_what_is_allowed() -> None:
    found = door({**NORWAY, "choices": {**CHOSEN, "maintenance.period": "4"}})
    assert found["problems"] == [
        {
            "field": "maintenance.period",
            "sentence": "4 is not among what the source allows here. Choose one of: 2, 3.",
        }
    ]


# --- the terminal goes through the same door


def terminal(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, str, str]:
    """Exit code, standard output and standard error of one command."""
    code = main(list(arguments))
    out, error = capsys.readouterr()
    return code, out, error


def chosen(choices: dict[str, str]) -> list[str]:
    """Choices as the command line takes them."""
    return [part for key, value in choices.items() for part in ("--choose", f"{key}={value}")]


def test_the_terminal_runs_as_a_module() -> None:
    command = [sys.executable, "-m", "calculator"]
    good = subprocess.run([*command, "list"], capture_output=True, text=True, check=False)
    assert (good.returncode, good.stderr) == (0, "")
    assert len(good.stdout.splitlines()) == len(protocol_ids())
    wrong = subprocess.run([*command, "schedule", "nowhere"], capture_output=True, text=True, check=False)
    assert (wrong.returncode, wrong.stdout) == (2, "")
    assert "nowhere" in wrong.stderr


def test_list_prints_every_protocol_by_id_and_title(capsys: pytest.CaptureFixture[str]) -> None:
    code, out, error = terminal(capsys, "list")
    assert (code, error) == (0, "")
    for id, line in zip(protocol_ids(), out.splitlines(), strict=True):
        assert line.split(maxsplit=1) == [id, protocol(id).title]


@pytest.mark.parametrize("id", protocol_ids())
def test_schedule_prints_what_the_engine_answers(id: str, capsys: pytest.CaptureFixture[str]) -> None:
    first = protocol(id).examples[0]
    words = ["schedule", id, "--start", str(first.start), "--months", str(first.months)]
    words += chosen(dict(first.choices))
    asked = {"protocol": id, **example(id), "show": ["text", "csv"]}
    for form in ("text", "csv"):
        assert terminal(capsys, *words, "--format", form) == (0, door(asked)["shown"][form], "")
    code, out, error = terminal(capsys, *words, "--format", "json")
    assert (code, error) == (0, "")
    assert json.loads(out) == door({key: value for key, value in asked.items() if key != "show"})


def test_text_is_what_comes_without_a_format_and_day_numbers_without_a_start(
    capsys: pytest.CaptureFixture[str],
) -> None:
    code, out, _ = terminal(capsys, "schedule", KUZMINSKI)
    assert code == 0
    assert out.startswith("EXAMPLE: Kuzminski trial")
    assert "2. Day 3: 1,000 micrograms" in out


def test_everything_wrong_comes_on_standard_error_with_exit_code_2(
    capsys: pytest.CaptureFixture[str],
) -> None:
    words = ["schedule", "no-hydroxocobalamin-no-neuro", "--start", "2026-02-30", "--months", "99"]
    code, out, error = terminal(capsys, *words, *chosen({"loding.period": "2", "maintenance.period": "4"}))
    assert (code, out) == (2, "")
    assert [line.split(":")[0] for line in error.splitlines()] == [
        "start", "months", "loding.period", "loading.period", "maintenance.period",
    ]  # fmt: skip
    assert "loading.period" in error


def test_a_wrong_id_and_a_wrong_date_are_told_together(capsys: pytest.CaptureFixture[str]) -> None:
    code, out, error = terminal(capsys, "schedule", "us-kuzminsky-1998-trial", "--start", "tomorrow")
    assert (code, out) == (2, "")
    assert KUZMINSKI in error
    assert "tomorrow" in error


@pytest.mark.parametrize(
    "words",
    [
        [],
        ["lst"],
        ["schedule"],
        ["schedule", KUZMINSKI, "--choose", "a"],
        ["schedule", KUZMINSKI, "--choose", "a=1", "--choose", "a=2"],
    ],
)
def test_a_command_that_is_none_exits_2_with_a_hint(
    words: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as stop:
        main(words)
    assert stop.value.code == 2
    assert "usage: python -m calculator" in capsys.readouterr().err


def test_the_courses_of_the_tests_are_all_answered() -> None:
    for one in map(protocol, courses.IDS):
        for choices in courses.ends(one):
            keeps_its_promises(json.dumps({"protocol": one.id, "choices": choices, "start": "2026-01-31"}))
