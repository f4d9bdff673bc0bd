"""Words that the calculator never uses: none that would make an example into advice, and no volumes (rules C10, C11).

It reads what the engine can show (language files, protocols and sources) and the checks. The pages have tests of their
own, and share the list of words in style.toml.
"""

import re
import tomllib
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest

import calculator
from scripts.paths import DATA

HERE = Path(calculator.__file__).parent
STYLE = tomllib.loads((Path(__file__).parent / "style.toml").read_text("utf-8"))
FILES = sorted(
    [*HERE.glob("languages/*/calculator.toml"), *HERE.glob("protocols/*.toml"), DATA / "checks.toml"]
)
every_file = pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)

C10 = {
    r"your (?:own )?(?:dose|dosage|schedule)\b": "no example is a reader's own",
    r"recommended for you": "nothing is chosen for one person",
    r"calculate your": "nothing is worked out for one person",
    r"you should inject": "treatment is decided by the clinic",
    r"next due": "no example says when an injection is due",
    r"\bsafe(?:ly|st|r)?\b": "no claim that anything is safe: these texts carry no citation",
    r"\bbest\b": "no claim that anything is best",
}
"""The words that rule C10 names, whatever style.toml says."""
C11 = {
    r"\d\s?ml\b|\bml\b|millilit\w*": "no volume: it hangs on the strength of the ampoule",
    r"\bsyringes?\b|\binsulin\b|(?<!pins and )\bneedles?\b": "no syringe",
    r"\binternational units?\b|\bIU\b|\bmark \d": "no syringe unit",
    r"\bmissed dose\b|\bcatch.?up\b|\bdouble dose\b": "no plan for a missed injection",
    r"\bscore\b|\brate your\b": "no symptom score",
    r"\bblood level curve\b|\bhalf.?life\b": "no level curve",
}
MEANT = "Not yet reviewed by a clinician"
"""The one sentence that holds such a word and is meant: it says who has not looked at this yet."""
IN_THE_SOURCES_TERMS = {
    "text",
    "place",
    "at_source",
    "lang",
    "id",
    "also",
    "beside",
    "sources",
    "opposes",
    "URL",
}
"""Keys that hold the source's own words, or names of things."""


def shown(data: Any, key: str = "") -> Iterator[str]:
    """Every text of ours in a data file."""
    if isinstance(data, str) and key not in IN_THE_SOURCES_TERMS:
        yield data
    elif isinstance(data, Mapping):
        yield from (text for inner, value in data.items() for text in shown(value, inner))
    elif isinstance(data, list):
        yield from (text for value in data for text in shown(value, key))


def texts(path: Path) -> list[str]:
    """What a file of ours says, without what is meant."""
    return [text.replace(MEANT, "") for text in shown(tomllib.loads(path.read_text("utf-8")))]


def wrong(path: Path, rules: Mapping[str, str]) -> list[str]:
    """Every text that breaks a rule, with the reason."""
    return [
        f"{path.name}: {text!r}: {reason}"
        for text in texts(path)
        for pattern, reason in rules.items()
        if re.search(pattern, text, re.I)
    ]


@every_file
def test_nothing_makes_an_example_into_advice(path: Path) -> None:
    assert not wrong(path, {**STYLE["forbidden"], **STYLE["cited"], **C10})


@every_file
def test_no_volume_syringe_score_or_plan_for_a_missed_injection(path: Path) -> None:
    assert not wrong(path, C11)


@every_file
def test_words_that_patients_do_not_know_are_not_used(path: Path) -> None:
    assert not wrong(
        path, {rf"\b(?:{word})\b": f"say {instead}" for word, instead in STYLE["instead"].items()}
    )


@every_file
def test_micrograms_are_written_in_full(path: Path) -> None:
    assert not wrong(path, {r"\bmcg\b|[µμ]g": "micrograms"})


@every_file
def test_nobody_speaks_of_experience(path: Path) -> None:
    assert not wrong(
        path, {r"\bin (?:my|our) (?:experience|practice)\b|\b(?:my|our) patients\b|\bI\b": "first person"}
    )


def test_titles_name_the_source_and_promise_nothing() -> None:
    for path in HERE.glob("protocols/*.toml"):
        title = tomllib.loads(path.read_text("utf-8"))["title"]
        assert not re.search(r"\b(standard|recommended|correct|official|improved|easy)\b", title, re.I), title
        assert re.search(r",|:", title), f"{title!r} does not say who published it"


@pytest.mark.parametrize(
    ("rules", "text"),
    [
        (C10, "This is your dose"), (C10, "the safest way"), (C10, "Next due: Monday"), (C10, "You should inject"),
        (C11, "Draw up 1 ml"), (C11, "a missed dose"), (C11, "an insulin syringe"), (C11, "your symptom score"),
    ],
)  # fmt: skip
def test_the_rules_catch_what_they_are_for(rules: Mapping[str, str], text: str) -> None:
    assert any(re.search(pattern, text, re.I) for pattern in rules)
