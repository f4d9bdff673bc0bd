"""The set of pages keeps its promises: no question without an answer, nothing out of date, and help named.

Rules T5 and T7 to T10, and G3 to G6, as far as a script can see them.
"""

import re
import subprocess
import tomllib
from datetime import date, timedelta
from itertools import pairwise

import pytest

from scripts.paths import ROOT
from tests import prose
from tests.prose import CITATION, Page, plain, slug

SOURCES = tomllib.loads((ROOT / "calculator" / "sources.toml").read_text(encoding="utf-8"))
NAV = (ROOT / "mkdocs.yml").read_text(encoding="utf-8")
LONGEST_DESCRIPTION = 155
MINUTES = 2
WORDS_A_MINUTE = 240
READ_IN_PIECES = {
    "questions.md": "a list of answers, read one at a time",
    "words.md": "a list of words, looked up",
    "where-sources-differ.md": "a list of boxes, read one at a time",
    "strengths-and-timing.md": "tables, read row by row",
    "about/corrections.md": "a list of claims, read one at a time",
    "schedules.md": "a list of schedules",
    "sources.md": "a list of sources, looked up",
}
CARD = re.compile(r'<section class="care care--(\w+)" markdown>\n\n## ([^\n]+)\n')
EMERGENCY = ("999", "112", "911")
FAQ = "questions.md"
FEWEST_QUESTIONS = 18


def named(names: list[str]) -> list[Page]:
    return [page for page in prose.pages() if page.name in names]


@pytest.mark.parametrize("page", prose.pages(), ids=lambda page: page.name)
def test_a_page_says_what_it_is_and_when_it_was_checked(page: Page) -> None:
    meta = page.meta
    missing = {"title", "description", "checked_on", "next_review"} - meta.keys()
    assert not missing, f"{page.path} lacks {sorted(missing)}"
    assert len(meta["description"]) <= LONGEST_DESCRIPTION, f"{page.path}: search engines cut the description"
    checked, review = meta["checked_on"], meta["next_review"]
    assert checked < review <= checked + timedelta(days=366), f"{page.path}: reviewed within 12 months"
    assert review >= date.today(), f"{page.path} should have been checked again by {review}"


def test_titles_and_descriptions_tell_pages_apart() -> None:
    for key in ("title", "description"):
        values = sorted(str(page.meta.get(key)) for page in prose.pages())
        twins = [one for one, other in pairwise(values) if one == other]
        assert not twins, f"the same {key} on 2 pages: {twins}"


@pytest.mark.parametrize("page", prose.pages(), ids=lambda page: page.name)
def test_a_page_has_one_title_and_can_be_found_in_the_menu(page: Page) -> None:
    body = re.sub(r"```.*?```", "", page.body, flags=re.S)
    assert len(re.findall(r"^# ", body, re.M)) == 1, f"{page.path} needs exactly one first heading"
    assert re.search(rf"[ :]{re.escape(page.name)}$", NAV, re.M), f"{page.path} is not in mkdocs.yml's nav"


def test_every_page_that_ever_was_is_still_there() -> None:
    """Other sites and paper lead to them. Specimens of the parts of a page are for us alone."""
    log = ["git", "log", "--diff-filter=A", "--name-only", "--format=", "--", "docs/*.md"]
    done = subprocess.run(log, cwd=ROOT, capture_output=True, text=True, check=False)
    if done.returncode or not done.stdout:
        pytest.skip("no history here")
    gone = [name for name in done.stdout.split() if "/components/" not in name and not (ROOT / name).exists()]
    assert not gone, f"addresses that lead nowhere now: {gone}"


@pytest.mark.parametrize("page", prose.pages(), ids=lambda page: page.name)
def test_a_page_can_be_read_in_two_minutes(page: Page) -> None:
    count = sum(prose.words(block.text) for block in page.blocks)
    assert page.name in READ_IN_PIECES or count <= MINUTES * WORDS_A_MINUTE, (
        f"{page.path}: {count} words take more than {MINUTES} minutes to read"
    )


@pytest.mark.parametrize("page", prose.pages(), ids=lambda page: page.name)
def test_no_styling_or_script_hides_in_a_page(page: Page) -> None:
    hit = re.search(r"<(style|script)|\sstyle=|\son[a-z]+=", page.body)
    assert not hit, f"{page.path}: {hit and hit.group(0)!r} would be refused by the security policy"


@pytest.mark.parametrize("page", prose.pages(), ids=lambda page: page.name)
def test_every_citation_names_a_current_source(page: Page) -> None:
    for group in CITATION.findall(page.body):
        for history, name in re.findall(r"(!?)([\w-]+)", group):
            assert name in SOURCES, f"{page.path}: [@{name}] is not in calculator/sources.toml"
            newer = SOURCES[name].get("superseded_by")
            assert history or not newer, f"{page.path}: [@{name}] has been replaced by {newer}"


@pytest.mark.parametrize("page", prose.pages(), ids=lambda page: page.name)
def test_a_page_has_at_most_one_care_card_of_each_kind(page: Page) -> None:
    cards = CARD.findall(page.whole)
    kinds = [kind for kind, _ in cards]
    assert len(cards) == page.whole.count('class="care '), f"{page.path}: a card without its heading"
    assert 'class="care' not in page.body, (
        f"{page.path}: signs come from docs/_data/signs.toml, by a ```care fence"
    )
    assert sorted(kinds) == sorted(set(kinds)), f"{page.path}: more than one card of a kind: {kinds}"
    for kind, heading in cards:
        assert re.fullmatch(r"(Call|Speak to|Ask for) .+ if:", heading), f"{page.path}: {heading!r}"
        assert kind != "emergency" or all(number in heading for number in EMERGENCY), page.path


@pytest.mark.parametrize("page", prose.pages(), ids=lambda page: page.name)
def test_what_a_card_says_is_said_in_the_text_too(page: Page) -> None:
    """Some readers take cards for adverts and skip them."""
    text = plain(re.sub(r"<section class=\"care.*?</section>", "", page.whole, flags=re.S))
    kinds = [kind for kind, _ in CARD.findall(page.whole)]
    needed = {
        "emergency": r"999 .*112 .*911 ",
        "urgent": r"same day|do not wait",
        "gp": r"\b(?:ask|tell|speak to|call)\b",
    }
    for kind in kinds:
        assert re.search(needed[kind], text, re.I | re.S), f"{page.path}: the {kind} action outside the card"


def test_emergency_numbers_are_named_by_region() -> None:
    for page in prose.pages():
        if "care--emergency" in page.whole:
            assert re.search(
                r"999 in the UK.* 112 in the EU.* 911 in the USA.* 111 in New Zealand", plain(page.whole)
            ), page.path


def test_every_topic_has_a_page_and_every_page_a_topic() -> None:
    topics = prose.ours("topics")["topics"]
    listed = {name for topic in topics for name in topic["pages"]}
    names = {page.name for page in prose.pages()}
    assert not [topic["topic"] for topic in topics if not topic["pages"]], "a topic that no page answers"
    assert not listed - names, f"topics that point to pages that do not exist: {sorted(listed - names)}"
    alone = names - listed
    assert not alone, f"pages that answer no topic of tests/topics.toml: {sorted(alone)}"


def anchors(page: Page) -> set[str]:
    """The anchor of each heading: the one that it names, as in `## Later {#keeping-up}`, or that of its words."""
    found = re.findall(r"^#+ (.+?)(?: \{#([\w-]+)\})?$", page.body, re.M)
    return {id or slug(words) for words, id in found}


def test_the_quality_criteria_point_to_sections_that_exist() -> None:
    quality = prose.ours("quality")
    assert (len(quality["discern"]), len(quality["jama"])) == (15, 4)
    for item in quality["discern"] + quality["jama"]:
        for place in item["where"]:
            name, _, anchor = place.partition("#")
            assert not anchor or anchor in anchors(prose.read(name)), (
                f"{item['asks']}: docs/{name} has no heading #{anchor}"
            )


def test_every_claim_of_the_starting_article_has_its_verdict_on_a_page() -> None:
    printed = prose.read("about/corrections.md")
    for item in prose.data("corrections")["corrections"]:
        for words in (item["claim"], item["because"]):
            assert words in printed.body, f"docs/about/corrections.md does not print: {words}"
        assert len(named(item["pages"])) == len(item["pages"]), f"a page that does not exist: {item['pages']}"


def test_words_are_explained_the_same_everywhere() -> None:
    body = prose.read("words.md").body
    terms = prose.data("glossary")["terms"]
    assert [item["term"].lower() for item in terms] == sorted(item["term"].lower() for item in terms)
    for item in terms:
        name = item["term"][0].upper() + item["term"][1:]
        assert f"**{name}**" in body, f"docs/words.md lacks {name!r}"
        assert f":   {item['definition']}\n" in body, f"docs/words.md explains {item['term']!r} otherwise"
    assert body.count("\n:   ") == len(terms), "docs/words.md explains a word that is not in glossary.toml"


def test_the_questions_are_questions_and_have_answers() -> None:
    page = prose.read(FAQ)
    below_title = page.blocks[1:]
    heads = [(one.text, other.kind) for one, other in pairwise(below_title) if one.kind == "heading"]
    groups = re.findall(r"^## (.+)$", page.body, re.M)
    asked = [(text, after) for text, after in heads if text not in groups]
    assert len(asked) >= FEWEST_QUESTIONS, f"{len(asked)} questions"
    for question, after in asked:
        assert plain(question).endswith("?"), f"{page.path}: {question!r} is not a question"
        assert after == "paragraph", f"{page.path}: no answer to {question!r}"
    for group, after in heads:
        assert group not in groups or after == "heading", f"{page.path}: no question under {group!r}"


def test_a_late_injection_is_answered_as_the_nhs_answers_it_and_without_dates() -> None:
    page = prose.read("late-or-missed.md")
    answer = next(block for block in page.blocks if block.kind == "paragraph")
    assert re.search(r"ask your doctor or nurse when you should have the next one", plain(answer.text))
    assert "@nhs-hydroxocobalamin-injection" in answer.text
    assert "```schedule" not in page.body, "the page on late injections shows no schedule"
    assert not re.search(r"\d (?:days?|weeks?|months?) (?:late|after|later)\b", page.prose), (
        "no numbers of our own"
    )


def test_both_names_both_medicines_and_both_sides_of_the_atlantic_appear() -> None:
    text = " ".join(page.prose for page in prose.pages())
    for term in ("pernicious anaemia", "autoimmune gastritis", "hydroxocobalamin", "cyanocobalamin"):
        assert term in text.lower(), f"no page mentions {term}"
    for search in ("anemia", "jab", "shot"):
        assert search in text.lower(), f"people search for {search!r}, and no page has it"
    words = {item["term"] for item in prose.data("glossary")["terms"]}
    assert {"pernicious anaemia", "autoimmune gastritis"} <= words
    table = prose.read("strengths-and-timing.md").prose
    assert set(re.findall(r"UK|USA", table)) == {"UK", "USA"}, "both countries, shown as different"


def test_a_reader_can_report_an_error_and_is_told_it_is_not_for_medical_help() -> None:
    text = prose.read("about/report-an-error.md").prose
    assert "not for medical help" in text
    assert all(number in text for number in EMERGENCY)


def test_money_is_named_and_nothing_is_sold() -> None:
    text = prose.read("about/money-and-interests.md").prose
    assert all(word in text for word in ("adverts", "sponsors", "shop")), "interests are stated"
    for page in prose.pages():
        assert not re.search(r"affiliate|buy now|add to basket|discount|£|\$\d", page.body, re.I), page.path


def test_sheets_have_space_to_write() -> None:
    sheets = [page for page in prose.pages() if page.meta.get("print") == "sheet"]
    assert sheets, "there is nothing to print and fill in"
    for page in sheets:
        assert page.body.count("write-line") >= 6, f"{page.path}: too little space to write"
