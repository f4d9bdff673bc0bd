"""How hard the pages are to read, by two formulas, and phrases that nobody hears any more.

A formula counts words and syllables. It cannot tell whether a page is understood: only readers can.
"""

import re
import tomllib

import pytest
from bs4 import BeautifulSoup

from scripts.content.leaflets import Leaflet, leaflets
from scripts.content.reader_tests import tasks
from scripts.paths import DATA, SITE
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
KEPT = DATA / "readability.toml"
DRIFT = 0.5
"""How far a grade may move, in years of school, before docs/about/reader-tests.md must show the new one."""
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
    return masked(text)


def masked(text: str) -> str:
    """A text in which a name of a medicine counts as a short word."""
    return re.sub("|".join(MASKED), "word", text, flags=re.IGNORECASE)


def told_on_paper(leaflet: Leaflet) -> str:
    """What the back of a handout tells in sentences."""
    return masked(" ".join([*(point.says for point in leaflet.points), *leaflet.ask]))


def measured(text: str) -> tuple[float, float]:
    """Flesch-Kincaid grade and Gunning fog index."""
    textstat = pytest.importorskip("textstat").textstat
    return textstat.flesch_kincaid_grade(text), textstat.gunning_fog(text)


@pytest.fixture(scope="module")
def grades() -> dict[str, tuple[float, float]]:
    """Both grades of every page with enough words to measure."""
    texts = {page.name: told(page) for page in prose.pages()}
    return {name: measured(text) for name, text in texts.items() if words(text) >= FEWEST_WORDS}


def test_the_grades_that_are_shown_are_those_of_today(
    grades: dict[str, tuple[float, float]], rewrite_golden: bool
) -> None:
    today = {
        "pages": {one.page: grades[one.page] for one in tasks()},
        "handouts": {one.page: measured(told_on_paper(leaflets()[one.page])) for one in tasks()},
    }
    if rewrite_golden:
        comment = "".join(line for line in KEPT.read_text("utf-8").splitlines(True) if line.startswith("#"))
        tables = [
            f"\n[{what}]\n"
            + "".join(f'"{page}" = [{kincaid:.1f}, {fog:.1f}]\n' for page, (kincaid, fog) in of.items())
            for what, of in today.items()
        ]
        KEPT.write_text(comment + "".join(tables), "utf-8")
    kept = tomllib.loads(KEPT.read_text("utf-8"))
    assert {what: set(of) for what, of in kept.items()} == {what: set(of) for what, of in today.items()}
    moved = {
        f"{page}, {what}": (kept[what][page], now)
        for what, of in today.items()
        for page, now in of.items()
        if max(abs(one - other) for one, other in zip(kept[what][page], now, strict=True)) > DRIFT
    }
    assert not moved, f"kept and measured; pytest tests/test_readability.py --rewrite-golden: {moved}"


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
