"""The evidence accounts for itself: each fact has a living source, each entry a fate, all of it plain."""

import re
import tomllib
from datetime import date
from typing import Any

import pytest

from calculator.protocol import protocol, protocol_ids
from calculator.regimen import Unit
from calculator.source import sources
from scripts.paths import ROOT

FILES = {
    "checks": ROOT / "docs" / "_data" / "checks.toml",
    "responses": ROOT / "docs" / "_data" / "responses.toml",
    "facts": ROOT / "docs" / "_data" / "facts.toml",
    "disagreements": ROOT / "docs" / "_data" / "disagreements.toml",
    "left-out": ROOT / "docs" / "_data" / "left-out.toml",
}
UNITS = {"h", "d", "wk", "mo", "a"}
FATES = {"context", "history", "left out", "same"}
ENTRIES = 98
"""76 from outside the United States, 1 of the second reading, 22 of the rest; 1 of these stands in both."""
UNUSABLE = r"droracle|ntro\.it|scienceinsights|biologyinsights|instalab|metabolicum|staging\.|mimsdev"
"""Collecting sites that contain errors, and test servers."""
WORDS_A_SENTENCE = 20
STYLE = tomllib.loads((ROOT / "tests" / "style.toml").read_text("utf-8"))
"""What the pages are held to."""


def load(name: str) -> dict[str, Any]:
    with FILES[name].open("rb") as file:
        return tomllib.load(file)


def entries(name: str) -> dict[str, dict[str, Any]]:
    """The tables of a file by id; an entry of left-out.toml carries its id inside."""
    data = load(name)
    return {entry["id"]: entry for entry in data["entry"]} if name == "left-out" else data


def cited() -> list[tuple[str, str, bool]]:
    """Where, source id, and whether history is meant there."""
    found = []
    for name in FILES:
        for id, entry in entries(name).items():
            for part in [entry, *entry.get("sides", [])]:
                past = part.get("history") is True or part.get("fate") == "history"
                found += [(f"{name}.toml: {id}", source, past) for source in part.get("sources", [])]
    return found


def test_every_source_cited_by_data_is_known_and_current() -> None:
    register = sources()
    wrong = [f"{where}: no source {id!r}" for where, id, _ in cited() if id not in register]
    wrong += [
        f"{where}: {id!r} is superseded by {register[id].superseded_by!r}"
        for where, id, past in cited()
        if id in register and register[id].superseded_by and not past
    ]
    assert not wrong, "\n".join(wrong)


@pytest.mark.parametrize("name", ["checks", "responses", "facts", "disagreements"])
def test_every_entry_says_who_says_it_and_when_it_was_checked(name: str) -> None:
    wrong = []
    for id, entry in entries(name).items():
        parts = entry.get("sides", [entry])
        unsourced = [part for part in parts if not part.get("sources") and not part.get("note")]
        if unsourced or not all(part.get("who") for part in parts):
            wrong.append(f"{name}.toml: {id}: a claim without source or without who says it")
        if not date(2026, 1, 1) < entry["checked_on"] < entry["next_review"]:
            wrong.append(f"{name}.toml: {id}: next_review must follow checked_on")
    assert not wrong, "\n".join(wrong)


def test_a_disagreement_has_two_sides_and_names_real_protocols() -> None:
    for id, entry in entries("disagreements").items():
        assert len(entry["sides"]) >= 2, f"disagreements.toml: {id}: one side is no disagreement"
        named = {protocol for side in entry["sides"] for protocol in side.get("protocols", [])}
        assert named <= set(protocol_ids()), f"disagreements.toml: {id}: {named - set(protocol_ids())}"


@pytest.mark.parametrize("name", ["checks", "responses"])
def test_times_are_ranges_in_a_known_unit(name: str) -> None:
    for id, entry in entries(name).items():
        timed = "from" in entry or "to" in entry
        assert ("unit" in entry) == ("counts" in entry) == timed, (
            f"{name}.toml: {id}: a time needs unit, counts"
        )
        units = {entry[key] for key in ("unit", "to_unit", "every_unit") if key in entry and timed}
        assert units <= UNITS, f"{name}.toml: {id}: unit"
        if "to" in entry and "to_unit" not in entry:
            assert entry.get("from", 0) <= entry["to"], f"{name}.toml: {id}: from above to"


def test_opposite_checks_name_each_other() -> None:
    checks = entries("checks")
    for id, entry in checks.items():
        for other in entry.get("opposes", []):
            assert id in checks[other]["opposes"], f"checks.toml: {id} and {other} must oppose each other"


def test_every_entry_of_the_evidence_has_a_fate() -> None:
    data = load("left-out")
    fates = {entry["id"]: entry for entry in data["entry"]}
    used: dict[str, str] = data["used"]
    assert len(fates) == len(data["entry"]), "an id stands twice"
    assert not set(fates) & set(used), "an entry cannot be both used and left out"
    assert len(fates) + len(used) == ENTRIES
    for id, entry in fates.items():
        assert entry["fate"] in FATES, f"left-out.toml: {id}: fate"
        assert entry["why"], f"left-out.toml: {id}: why"
        assert entry["fate"] != "same" or entry["as"] in {**used, **fates}, f"left-out.toml: {id}: as"


def test_protocols_and_the_accounting_agree() -> None:
    data = load("left-out")
    assert sorted([*data["used"].values(), *data["added"]]) == sorted(protocol_ids())


def test_no_source_comes_from_a_place_that_must_not_be_cited() -> None:
    wrong = [id for id, source in sources().items() if re.search(UNUSABLE, source.url)]
    assert not wrong, f"sources.toml: {wrong}"


@pytest.mark.parametrize("id", protocol_ids())
def test_a_protocol_with_months_has_an_example_from_the_end_of_a_month(id: str) -> None:
    found = protocol(id)
    units = {timing.unit for phase in found.phases for timing in phase.timings}
    monthly = bool(units & {Unit.MONTH, Unit.YEAR})
    assert not monthly or any(example.start.day >= 29 for example in found.examples), f"{id}.toml: examples"


def sentences() -> list[tuple[str, str]]:
    """Where, and a sentence of ours that a reader will see."""
    texts = []
    for name in FILES:
        for id, entry in entries(name).items():
            for part in [entry, *entry.get("sides", [])]:
                keys = ("plain", "time", "says", "why", "advice", "question", "note")
                texts += [(f"{name}.toml: {id}", part[key]) for key in keys if key in part]
    for id in protocol_ids():
        found = protocol(id)
        ours = (found.plain, found.population.plain, *found.judgement, *found.notes, *found.source_notes)
        texts += [(f"{id}.toml", text) for text in ours]
    return [(where, part) for where, text in texts for part in re.split(r"(?<=[.?!]) ", text)]


def test_sentences_are_short() -> None:
    long = [f"{where}: {text}" for where, text in sentences() if len(text.split()) > WORDS_A_SENTENCE]
    assert not long, "\n".join(long)


@pytest.mark.parametrize("kind", ["instead", "british", "forbidden", "cited", "numbers"])
def test_words_and_numbers_have_the_form_that_pages_have(kind: str) -> None:
    whole_word = kind in ("instead", "british")
    patterns = {rf"\b(?:{key})\b" if whole_word else key: why for key, why in STYLE[kind].items()}
    patterns = {key: why for key, why in patterns.items() if "no-break" not in why}
    flags = re.NOFLAG if kind == "numbers" else re.IGNORECASE
    hits = [
        f"{where}: {match[0]!r}: {why}: {text}"
        for where, text in sentences()
        for pattern, why in patterns.items()
        for match in re.finditer(pattern, text, flags)
    ]
    assert not hits, "\n".join(hits)
