"""A table of reading grades: a warning, not a gate. No formula can tell whether a page is understood."""

import re

import pytest

from tests import prose
from tests.prose import plain, sentences, words

AIM = 8.0
FEWEST_WORDS = 50
MASKED = (
    "hydroxocobalamin",
    "cyanocobalamin",
    "mecobalamin",
    "methylcobalamin",
    "methylmalonic acid",
    "homocysteine",
    "micrograms?",
    "pernicious anaemia",
    "autoimmune gastritis",
    "nitrous oxide",
    "metformin",
    "vitamin",
    "deficiency",
    "injections?",
    "medicines?",
)


def test_readability_is_shown(capsys: pytest.CaptureFixture[str]) -> None:
    textstat = pytest.importorskip("textstat").textstat
    rows = []
    for page in prose.pages():
        told = [b.text for b in page.blocks if b.kind in ("paragraph", "item", "definition")]
        text = " ".join(plain(s).rstrip(":;,") for block in told for s in sentences(block))
        text = re.sub(r"(?<![.?!]) (?=[A-Z])", " ", text)
        if words(text) >= FEWEST_WORDS:
            masked = re.sub("|".join(MASKED), "word", text, flags=re.IGNORECASE)
            rows.append((textstat.flesch_kincaid_grade(masked), words(page.prose), page.path))
    with capsys.disabled():
        print(f"\nReading grade, names of medicines masked; {AIM:g} or lower is the aim")
        for grade, count, path in sorted(rows, reverse=True):
            print(f"  {grade:5.1f} {'!' if grade > AIM else ' '} {count:5d} words  {path}")
    assert rows, "no page has enough words to measure"
