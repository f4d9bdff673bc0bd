"""The rules for words catch what they are for: sentences they must refuse, and sentences they must pass."""

import re

import pytest

from tests.prose import Block, Page, plain, sentences, words
from tests.test_numbers import CLINICAL
from tests.test_text import STYLE, says_without_a_source

REFUSED = {
    "forbidden": (
        "This is your dose.",
        "Keep to your own schedule.",
        "It is recommended for you.",
        "We calculate your plan.",
        "You should inject it weekly.",
        "You need more B12 injections.",
        "It is next due on Monday.",
        "This is the best schedule.",
        "It is a proven cure.",
        "We show the HON code.",
        "Approved by the NHS.",
    ),
    "cited": (
        "Injections are safe.",
        "It is safe to take for a long time. The NHS says so [@nhs].",
    ),
    "numbers": (
        "1.0 mg",
        "Take .5 mg",
        "1000\u00a0micrograms",
        "2-3 months",
        "2\u20133 months",
        "~10 days",
        "the 2nd injection",
        "on 3/4/2026",
        "on 22 Nov. 2026",
        "on March 22",
        "at 5 pm",
        "1,000 micrograms",
        "two weeks",
    ),
    "instead": ("Ask the clinician.", "Given IM.", "The regimen.", "Your medication.", "A late jab."),
    "british": ("Low hemoglobin.", "They recognize it.", "Red in color."),
}
ACCEPTED = (
    "Most sources print 1,000\u00a0micrograms (1\u00a0mg) of it.",
    "On Monday 2 March 2026 at 5:30pm.",
    "Every 2 to 3 months, in 2018.",
    "NICE NG239 and vitamin B12.",
    "A sharps box that is three-quarters full.",
    "Ask when you should have the next one.",
    "The NHS says it is safe to take for a long time [@nhs].",
)


@pytest.mark.parametrize(("section", "sentence"), [(s, one) for s, many in REFUSED.items() for one in many])
def test_a_sentence_that_could_mislead_is_refused(section: str, sentence: str) -> None:
    assert rules_that_refuse(section, sentence), f"no rule of [{section}] refuses: {sentence}"


@pytest.mark.parametrize("sentence", ACCEPTED)
def test_a_plain_sentence_passes(sentence: str) -> None:
    refused = [rule for section in REFUSED for rule in rules_that_refuse(section, sentence)]
    assert not refused, f"refused by {refused}: {sentence}"


def rules_that_refuse(section: str, sentence: str) -> list[str]:
    if section == "cited":
        return [
            rule for rule in STYLE["cited"] for one in sentences(sentence) if says_without_a_source(rule, one)
        ]
    whole = section in ("instead", "british")
    flags = 0 if section == "numbers" else re.IGNORECASE
    return [
        rule for rule in STYLE[section] if re.search(rf"\b(?:{rule})\b" if whole else rule, sentence, flags)
    ]


@pytest.mark.parametrize(
    "sentence",
    ["1,000\u00a0micrograms", "2 to 3 months", "86% improved", "3 times a week", "in 10 people", "1\u00a0ml"],
)
def test_a_clinical_number_is_seen(sentence: str) -> None:
    assert CLINICAL.search(sentence)


@pytest.mark.parametrize(
    "sentence", ["Vitamin B12 injections", "NG239", "in 2018", "call 999", "2 medicines"]
)
def test_other_numbers_are_not_clinical(sentence: str) -> None:
    assert not CLINICAL.search(sentence)


def test_a_page_is_read_as_a_reader_reads_it() -> None:
    body = (
        "# Title\n\nOne [link](a.md) [@x; @y]. **Two** here.\n\n```schedule\nthree\n```\n\n<!-- four -->\n\n"
        '<section class="care" markdown>\n\n- five\n- six\n  seven\n\n</section>\n\nTable: Eight\n\n'
        "| a | b |\n|---|---|\n| c | 9 |\n\n"
        "**Word**\n:   Meaning.\n"
    )
    assert Page("p.md", {}, body, 1).blocks == (
        Block("heading", "Title", 1),
        Block("paragraph", "One [link](a.md) [@x; @y]. **Two** here.", 3),
        Block("item", "five", 13),
        Block("item", "six seven", 14),
        Block("paragraph", "Table: Eight", 19),
        Block("row", "| a | b |", 21),
        Block("row", "| c | 9 |", 23),
        Block("paragraph", "**Word**", 25),
        Block("definition", "Meaning.", 26),
    )
    assert [plain(s) for s in sentences("One [link](a.md) [@x; @!y]. **Two** here.")] == [
        "One link.",
        "Two here.",
    ]
    assert words("1,000\u00a0micrograms (1\u00a0mg), don't stop [@x]") == 6
