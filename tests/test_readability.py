"""How hard the pages are to read, by two formulas, and phrases that nobody hears any more.

A formula counts words and syllables. It cannot tell whether a page is understood: only readers can.
"""

import re

import pytest
from bs4 import BeautifulSoup

from scripts.paths import SITE
from tests import prose
from tests.prose import Page, plain, sentences, words

HIGHEST = 8.0
"""The grade, in years of US school, that a page for patients stays at or below, by both formulas."""
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
WORN = prose.style()["worn"]
PATIENTS = prose.of_door("patients")


def told(page: Page) -> str:
    """What the page tells in sentences; names are masked, and each line of a list ends as a sentence does."""
    lines = [
        plain(sentence).rstrip(":;, ")
        for block in page.blocks
        if block.kind in ("paragraph", "item", "definition")
        for sentence in sentences(block.text)
    ]
    text = " ".join(line if re.search(r"[.?!][\"')]*$", line) else f"{line}." for line in lines if line)
    return re.sub("|".join(MASKED), "word", text, flags=re.IGNORECASE)


@pytest.fixture(scope="module")
def grades() -> dict[str, tuple[float, float]]:
    """Flesch-Kincaid grade and Gunning fog index of every page with enough words to measure."""
    textstat = pytest.importorskip("textstat").textstat
    texts = {page.name: told(page) for page in prose.pages()}
    return {
        name: (textstat.flesch_kincaid_grade(text), textstat.gunning_fog(text))
        for name, text in texts.items()
        if words(text) >= FEWEST_WORDS
    }


def test_readability_is_shown(
    grades: dict[str, tuple[float, float]], capsys: pytest.CaptureFixture[str]
) -> None:
    with capsys.disabled():
        print("\nReading grade: Flesch-Kincaid, Gunning fog; names of medicines masked")
        for name, (kincaid, fog) in sorted(grades.items(), key=lambda row: -max(row[1])):
            print(f"  {kincaid:5.1f} {fog:5.1f}  docs/{name}")


def test_a_patients_page_is_no_harder_than_grade_8_by_two_formulas(
    grades: dict[str, tuple[float, float]],
) -> None:
    hard = {page.name: grades[page.name] for page in PATIENTS if max(grades.get(page.name, (0,))) > HIGHEST}
    assert not hard, f"Flesch-Kincaid and fog: {hard}"


@pytest.mark.parametrize("page", PATIENTS, ids=lambda page: page.name)
def test_a_phrase_that_is_worn_out_stands_at_most_once_on_a_page(page: Page) -> None:
    """As the site shows the page: with what the build adds from data, and without the titles of sources."""
    path = page.name.removesuffix("index.md").removesuffix(".md")
    soup = BeautifulSoup((SITE / path / "index.html").read_text("utf-8"), "lxml")
    article = soup.select_one("article.prose")
    assert article
    for part in article.select("section.sources, script, template"):
        part.decompose()
    text = re.sub(r"\s+", " ", article.get_text(" "))
    often = {
        phrase: n for phrase in WORN if (n := len(re.findall(phrase, text, re.IGNORECASE))) > WORN[phrase]
    }
    assert not often, f"{page.path} says too often: {often}"
