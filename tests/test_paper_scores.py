"""The clinics' paper is scored by PIF TICK's criteria and by PEMAT-P, with reasons, and claims no mark."""

import re
from fractions import Fraction

import pytest

from scripts.clinics.illustrated import CODE
from scripts.clinics.short_links import register
from scripts.paths import ROOT
from tests import prose
from tests.test_pemat import ANSWER, LEAST

PAPER, ITEMS = prose.data("paper"), prose.data("pemat")["items"]
KINDS = PAPER["pemat"]
CLAIM = re.compile(r"\bPIF[ -]?TICK\b", re.IGNORECASE)
DENIED = re.compile(r"\b(?:not|never|nobody|no)\b", re.IGNORECASE)


def claims(text: str) -> list[str]:
    """Sentences that name the PIF TICK and do not say that it is not ours."""
    return [
        one for one in re.split(r"(?<=[.?!])\s+|\n", text) if CLAIM.search(one) and not DENIED.search(one)
    ]


@pytest.mark.parametrize("kind", KINDS)
def test_a_kind_of_leaflet_has_an_answer_with_a_reason_to_every_item(kind: str) -> None:
    assert set(KINDS[kind]) == {*ITEMS, "prints"}
    for item in ITEMS:
        assert ANSWER.fullmatch(KINDS[kind][item]), f"{kind}, item {item}: no answer with its reason"


def test_all_kinds_are_scored_from_leaflets_of_that_kind() -> None:
    known = register()
    assert set(KINDS) == {"topic", "schedule", "illustrated"}
    for code in KINDS["topic"]["prints"]:
        assert not known[code].protocol
    for code in KINDS["schedule"]["prints"]:
        assert known[code].protocol
    assert KINDS["illustrated"]["prints"] == [CODE]


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("scale", ["understand", "act"])
def test_a_kind_of_leaflet_reaches_90_percent_or_what_it_had(kind: str, scale: str) -> None:
    given = [KINDS[kind][item].split(":")[0] for item, one in ITEMS.items() if one["scale"] == scale]
    yes, no = given.count("yes"), given.count("no")
    assert Fraction(yes, yes + no) >= LEAST, f"{kind}: {yes} of {yes + no} to {scale}"


def test_each_criterion_of_the_pif_tick_has_a_verdict_a_reason_and_files_to_see_it_in() -> None:
    assert [one["number"] for one in PAPER["pif"]] == list(range(1, 11))
    for one in PAPER["pif"]:
        assert set(one) == {"number", "asks", "met", "why", "where"}
        assert one["met"] in ("met", "partly", "not"), one["number"]
        assert len(one["why"].split()) >= 8, f"criterion {one['number']}: no reason"
        assert one["where"], f"criterion {one['number']}: nowhere to see it"
        assert not [name for name in one["where"] if not (ROOT / name).is_file()]


def test_a_claim_to_the_mark_is_seen() -> None:
    assert claims("This sheet has the PIF TICK.")
    assert not claims("The PIF TICK is not ours.")


def test_nobody_is_told_that_the_pif_tick_was_awarded() -> None:
    read = [ROOT / "README.md", *ROOT.glob("docs/**/*.md"), *ROOT.glob("docs/_data/*.toml")]
    read += [*ROOT.glob("calculator/languages/**/*.toml"), *ROOT.glob("scripts/**/*.html")]
    assert len(read) > 100
    assert not {file.name: found for file in read if (found := claims(file.read_text("utf-8")))}
