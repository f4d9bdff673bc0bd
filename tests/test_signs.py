"""When to get help is said in one place, at one level, with its source, wherever it stands."""

import re
import tomllib
from itertools import combinations
from pathlib import Path

import pytest
from bs4 import BeautifulSoup

from calculator.language import language
from calculator.protocol import protocol
from calculator.strict import BadData
from scripts.clinics.handouts import printable
from scripts.clinics.short_links import Address
from scripts.content.edition import edition
from scripts.content.phrases import site_language
from scripts.content.signs import LEVELS, Sign, asked_for, carriers, chosen, sentences, sets, short, signs
from scripts.pages.help_cards import CLASS, BadCare, expanded
from scripts.paths import DATA, ROOT, SITE
from tests import prose
from tests.prose import Page, plain

PAGES = prose.pages()
HOMES = {"signs.toml", "sign-sets.toml", "edition.toml"}
FILES = sorted(
    file for file in (*DATA.glob("*.toml"), *(ROOT / "calculator").rglob("*.toml")) if file.name not in HOMES
)
CALLS = re.compile(
    r"\bsame day\b|\b(?:999|112|911|111)\b|\bambulance\b|\burgent(?:ly)?\b|\bwithout delay\b|\bemergency\b"
    r"|\b(?:today|at once|straight away)\b"
    r"|\b(?:ask|call|contact|go to|phone|ring|see|speak to)\b[^.?!]*\b(?:GP|clinic|doctor|hospital|surgery|A&E)\b",
    re.IGNORECASE,
)
"""Words that tell a reader how fast to get help."""
SIGN_WORDS = re.compile(
    r"\b(?:numb(?:ness)?|weak\w*|walk(?:ing)?|sight|vision|breath\w*|swell\w*|swollen|hives|rash|faint\w*|"
    r"collapse\w*|chest|heartbeat|cramps|bladder|bowels?|limp|floppy|speech|slurred|face|droop\w*|tingling|"
    r"pins and needles|pus)\b",
    re.IGNORECASE,
)


def said(page: Page) -> str:
    """What a page says: its prose, and what search engines show of it."""
    return " ".join(
        [page.prose, *(str(page.meta.get(key, "")) for key in ("title", "description", "question"))]
    )


def carried(page: Page) -> set[Sign]:
    """The signs of every set that a page names."""
    return {sign for level in LEVELS for sign in chosen(page.care or (), level)}


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_every_page_has_decided_which_signs_it_needs(page: Page) -> None:
    """Also a new page: `care: [nerves]` or `care: none`."""
    assert page.care is not None, f"{page.path} has no care: in its front matter"
    assert set(page.care) <= set(sets()), f"{page.path}: care: names a set that is not there"


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_a_page_says_why_it_needs_no_set_only_where_it_would_need_one(page: Page) -> None:
    for name, reason in dict(page.meta.get("care_not") or {}).items():
        assert str(reason).strip(), f"{page.path}: care_not: {name} has no reason"
        about = sets()[name].about
        assert re.search(about, said(page), re.IGNORECASE), (
            f"{page.path}: care_not: {name} is not needed any more"
        )


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_a_page_that_speaks_of_nerves_allergy_potassium_eyes_pregnancy_or_babies_has_its_signs(
    page: Page,
) -> None:
    for one in sets().values():
        words = one.about and re.search(one.about, said(page), re.IGNORECASE)
        if words and one.id not in dict(page.meta.get("care_not") or {}):
            missing = {sign for level in LEVELS for sign in chosen([one.id], level)} - carried(page)
            assert not missing, (
                f"{page.path} speaks of {words[0]!r} and lacks the set {one.id}: add it to care:, "
                f"or say in care_not: why this page does not need it"
            )


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_a_page_shows_every_sign_that_it_names(page: Page) -> None:
    """Each sign in its full or its short form; nothing that is asked for is left out."""
    for sign in carried(page):
        forms = {sign.says.lower(), sign.short.lower()} - {""}
        assert any(words in plain(page.whole).lower() for words in forms), (
            f"{page.path} does not show {sign.id}"
        )


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_no_page_writes_a_list_of_its_own(page: Page) -> None:
    """A paragraph with a sign and with whom to call can come from the one list only."""
    hits = [words for words in (plain(block.text) for block in page.blocks) if is_own_list(words)]
    assert not hits, f"{page.path} says when to call in its own words: {hits}"


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_no_data_file_and_no_schedule_writes_a_list_of_its_own(file: Path) -> None:
    hits = [words for words in strings(tomllib.loads(file.read_text("utf-8"))) if is_own_list(words)]
    assert not hits, f"{file.name} says when to call in its own words: {hits}"


def is_own_list(words: str) -> bool:
    return bool(CALLS.search(words) and SIGN_WORDS.search(words))


@pytest.mark.parametrize(
    "words",
    [
        "If one side of your face drops, call your GP.",
        "See your GP within a week if your legs are numb.",
        "Is your face drooping? Call 999 now.",
        "Your speech is slurred: ring for an ambulance.",
        "Tell the clinic today about numb feet.",
    ],
)
def test_a_list_of_its_own_is_seen(words: str) -> None:
    assert is_own_list(words)


def test_no_sign_stands_at_two_levels() -> None:
    for one, other in combinations(signs().values(), 2):
        same = {one.says, one.short} & {other.says, other.short} - {""}
        assert not same, f"{one.id} and {other.id} say the same: {same}"


@pytest.mark.parametrize("sign", signs().values(), ids=lambda sign: sign.id)
def test_what_can_only_be_an_emergency_has_no_other_level(sign: Sign) -> None:
    only = r"\b(?:face|speech|faint\w*|collapse\w*|chest|limp|floppy|bladder|throat|blue)\b"
    assert sign.level == "emergency" or not re.search(only, f"{sign.says} {sign.short}")


def test_no_sign_is_carried_by_nothing() -> None:
    assert not [sign.id for sign, carrying in carriers() if not carrying]


def test_what_begins_suddenly_is_never_less_than_an_emergency() -> None:
    for sign in signs().values():
        sudden = re.search(r"\bsudden", f"{sign.says} {sign.short}")
        assert not sudden or sign.level == "emergency", f"{sign.id} is sudden and not an emergency"


@pytest.mark.parametrize("sign", signs().values(), ids=lambda sign: sign.id)
def test_an_emergency_sign_has_a_source(sign: Sign) -> None:
    assert sign.sources or sign.level == "soon", f"{sign.id}: nothing from memory"


@pytest.mark.parametrize(
    ("set_name", "words"),
    [
        ("nerves", "face"), ("nerves", "speech"), ("nerves", "one side"), ("nerves", "sight"), ("nerves", "walk"),
        ("nerves", "bladder"), ("nerves", "between"),
        ("allergy", "breathe"), ("allergy", "swell"), ("allergy", "faint"), ("allergy", "blue, grey or pale"),
        ("potassium", "chest"), ("potassium", "lie"), ("babies", "limp"), ("eyes", "sight"),
    ],
)  # fmt: skip
def test_the_emergency_signs_that_an_audit_missed_are_there(set_name: str, words: str) -> None:
    assert any(words in sign.says for sign in chosen([set_name], "emergency")), f"{set_name} lacks {words!r}"


def test_an_allergic_reaction_comes_with_what_to_do() -> None:
    told = " ".join(step.says for step in sets()["allergy"].steps)
    assert "auto-injector" in told
    assert re.search(r"\blie\b", told, re.IGNORECASE)


def test_a_set_can_be_misspelt_only_once() -> None:
    with pytest.raises(BadCare, match="no such set: nervs"):
        expanded("", ("nervs",))
    with pytest.raises(BadCare, match="names no set"):
        expanded("", None)
    with pytest.raises(BadCare, match="no such key here: breif"):
        expanded("breif = true", ("nerves",))
    with pytest.raises(BadCare, match="levels must be of"):
        expanded('levels = ["emergancy"]', ("nerves",))
    wrongs: list[object] = ["nerves", [], {"nerves": "no"}]
    for wrong in wrongs:
        with pytest.raises(BadData, match="must be none or a list of sets"):
            asked_for({"care": wrong})


def test_the_most_serious_card_comes_first() -> None:
    text = "\n".join(expanded("", ("late", "nerves")))
    assert re.findall(r"care--(\w+)", text) == list(CLASS.values())


def test_every_schedule_says_which_signs_cannot_wait() -> None:
    """In the browser too: the engine's own sentence is the list's."""
    say = language("en").say
    assert say("urgent.emergency_signs") == sentences(short("schedule", "emergency"))
    assert say("urgent.same_day_signs") == sentences(short("schedule", "same day"))


def test_the_line_above_every_schedule_names_only_signs_for_an_ambulance() -> None:
    """Each in the words of the list, and none of them in those of a slower level."""
    at_once, later = (sentences(short("schedule", level)).lower() for level in ("emergency", "same day"))
    named = site_language().say("schedule.urgent").rstrip(":").lower().split(", ")
    assert len(named) > 2
    assert [sign for sign in named if sign not in at_once or sign in later] == []


@pytest.mark.parametrize("one", printable(), ids=lambda one: one.code)
def test_every_handout_and_every_view_for_other_sites_carries_its_signs(one: Address) -> None:
    """The number of each country too: on the full sheet of every country, on a short one at least its own."""
    sheet = BeautifulSoup((SITE / "handout" / f"{one.code}.html").read_text("utf-8"), "html5lib")
    view = (SITE / "embed" / f"{one.code}.html").read_text("utf-8")
    for side in sheet.select(".front, .half"):
        for level in ("emergency", "same day"):
            card = "urgent" if level == "same day" else level
            listed = [row.text for row in side.select(f".care--{card} li")]
            assert listed == short("handout", level), f"{one.code} lists other signs for {level}"
    for each in edition().numbers:
        own = one.protocol and protocol(one.protocol).country in each.countries
        for side in sheet.select(".front, .half" if own or not one.protocol else ".front"):
            assert re.search(rf"\b{each.number}\b", side.text), f"{one.code} does not name {each.number}"
    wanted = (
        short("schedule", "emergency")
        if one.protocol
        else [sign.short or sign.says for sign in chosen(prose.read(one.page).care or (), "emergency")]
    )
    for words in wanted:
        assert words.lower() in BeautifulSoup(view, "html5lib").text.lower() or any(
            sign.says in view for sign in signs().values() if words in (sign.short, sign.says)
        ), f"the view of {one.code} lacks {words!r}"


def test_every_country_with_a_schedule_has_its_emergency_number() -> None:
    countries = {
        tomllib.loads(file.read_text("utf-8"))["country"]
        for file in (ROOT / "calculator" / "protocols").glob("*.toml")
    }
    told = {code for one in edition().numbers for code in one.countries}
    assert countries <= told, f"no emergency number for {sorted(countries - told)}"
    assert {"GB", "IE", "NO", "CH", "TR", "US", "CA", "AU", "NZ", "JP"} <= told
    assert all(one.sources for one in edition().numbers)


def test_111_is_always_said_with_its_country() -> None:
    """It is a line for advice in the UK and the ambulance in New Zealand."""
    for page in (*PAGES, prose.every_sign()):
        whole = Page(page.name, page.meta, page.whole, 1)
        for sentence in (sentence for block in whole.blocks for sentence in prose.sentences(block.text)):
            if re.search(r"\b111\b", plain(sentence)):
                assert re.search(r"UK|New Zealand|England|Scotland|Wales", sentence), (
                    f"{page.path}: {sentence}"
                )


def strings(data: object) -> list[str]:
    """Every text in a data file."""
    if isinstance(data, str):
        return [data]
    values = data.values() if isinstance(data, dict) else data if isinstance(data, list) else []
    return [words for value in values for words in strings(value)]
