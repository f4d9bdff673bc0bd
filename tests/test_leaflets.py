"""What stands on the back of a handout: few words, each with its source, and a slip in the file stops the build."""

import re
from typing import Any

import pytest
from bs4 import BeautifulSoup

from calculator.strict import BadData, Table
from scripts.clinics.drawings import few_rows
from scripts.clinics.handouts import printable
from scripts.clinics.short_links import Address
from scripts.content import leaflets as module
from scripts.content.leaflets import PICTURES, Leaflet, leaflet, leaflets, read_leaflet
from scripts.content.signs import chosen
from scripts.paths import DOCS, SITE

NHS = "nhs-hydroxocobalamin-injection"
POINT = {"head": "Missed it?", "says": "Ask when you should have the next one.", "sources": [NHS]}
GOOD = {
    "page": "late-or-missed.md",
    "title": "A late injection",
    "gist": "Ask your clinic.",
    "points": [POINT] * 3,
    "ask": ["When?"],
}


def problems(**changed: Any) -> list[str]:
    """What is wrong with a leaflet that differs from a good one in these keys."""
    table = Table("leaflets.toml", GOOD | changed, "leaflets[1]")
    read_leaflet(table)
    table.refuse_leftovers()
    return table.problems


def test_a_good_leaflet_has_no_problem() -> None:
    assert problems() == []


@pytest.mark.parametrize(
    ("changed", "told"),
    [
        ({"page": "late-or-mised.md"}, "there is no docs/late-or-mised.md; is it late-or-missed.md?"),
        ({"titel": "A"}, "titel: no such key here; is it title?"),
        ({"xyz": "A"}, "xyz: no such key here"),
        ({"points": [POINT | {"say": "A"}] * 3}, "say: no such key here; is it says?"),
        ({"points": [POINT | {"sources": ["nhs"]}] * 3}, "no source is called 'nhs'"),
        ({"points": [POINT] * 2}, "must be 3 to 6, not 2"),
        ({"points": [POINT] * 7}, "must be 3 to 6, not 7"),
        ({"gist": "word " * 26}, "must be 25 words at most, without a number"),
        ({"gist": "Have 1 mg."}, "must be 25 words at most, without a number"),
        ({"title": "A" * 41}, "has 41 letters, and at most 40 fit a line"),
        ({"ask": ["When?"] * 4}, "must be 3 at most, not 4"),
        ({"ask": ["When"]}, "must be a question of 14 words at most, not 'When'"),
        ({"ask": ["so " * 14 + "late?"]}, "must be a question of 14 words at most"),
        ({"picture": "ampule"}, f"must be of {', '.join(PICTURES)}, not 'ampule'"),
        ({"points": [POINT | {"says": "word " * 60}] * 3}, "has 187 words, and at most 210 fit one side"),
    ],
)  # fmt: skip
def test_a_slip_is_told_with_what_was_meant(changed: dict[str, Any], told: str) -> None:
    found = problems(**changed)
    if "187" in told:
        assert found == [], "210 words fit"
        found = problems(**changed, picture="ampoule")
        told = "has 187 words, and at most 150 fit one side"
    assert any(told in one and "late-or" in one for one in found), found


@pytest.mark.parametrize(
    ("signs", "told"),
    [
        (["potasium"], "no set is called 'potasium'; is it potassium?"),
        (["eyes"], "eyes has no sign that is not on the front already"),
        (["tablets"], "tablets has no sign that is not on the front already"),
    ],
)
def test_a_set_of_signs_that_adds_nothing_to_the_back_is_told(signs: list[str], told: str) -> None:
    assert problems(signs=["potassium", "place"]) == []
    assert [one for one in problems(signs=signs) if told in one and "late-or" in one]


SPEAKS_OF = {
    "potassium": r"\bpotassium\b",
    "allergy": r"\ballergic reaction",
    "place": r"\bsore spot\b|\bitching where you had the injection\b",
}


@pytest.mark.parametrize("one", leaflets().values(), ids=lambda one: one.page)
def test_a_leaflet_carries_every_sign_of_what_it_speaks_of(one: Leaflet) -> None:
    """Those that are not on its front stand on its back, on half a sheet too: nobody has to open the page."""
    said = " ".join(f"{point.head} {point.says}" for point in one.points)
    owed = {name for name, about in SPEAKS_OF.items() if re.search(about, said, re.IGNORECASE)}
    assert owed <= set(one.signs)
    assert not re.search(r"which signs", " ".join(one.ask), re.IGNORECASE), "the sheet itself says which"
    code = next(shown.code for shown in printable() if shown.page == one.page)
    html = BeautifulSoup((SITE / "handout" / f"{code}.html").read_text("utf-8"), "html5lib")
    for kind, level in (("emergency", "emergency"), ("urgent", "same day")):
        wanted = [sign.short for sign in chosen(one.signs, level) if "handout" not in sign.on]
        for side in html.select(".back, .half-back"):
            assert [row.text for row in side.select(f".care--{kind} li")] == wanted


def printed(code: str) -> BeautifulSoup:
    return BeautifulSoup((SITE / "handout" / f"{code}.html").read_text("utf-8"), "html5lib")


@pytest.mark.parametrize("one", leaflets().values(), ids=lambda one: one.page)
def test_a_leaflet_says_in_short_what_it_comes_to_before_all_answers(one: Leaflet) -> None:
    code = next(shown.code for shown in printable() if shown.page == one.page)
    for side in printed(code).select(".back, .half-back"):
        told = side.select_one(".what + .gist")
        assert told
        assert told.text.replace("\u00a0", " ") == f"In short: {one.gist}".replace("'", "’")


def test_the_drawing_of_when_has_a_row_for_feeling_blood_and_nerves_each_with_its_source() -> None:
    rows = [row.text.replace("\u00a0", " ") for row in printed("when").select(".back .picture--moments li")]
    assert len(rows) == 3
    for row, (says, source) in zip(
        rows, [("feel better", "gpNotebook"), ("Anaemia", "guideline"), ("Nerves", "Review")], strict=True
    ):
        assert says in row
        assert source in row.partition(says)[2]


def test_a_drawing_that_lost_a_row_stops_the_build() -> None:
    with pytest.raises(BadData, match="a row of responses is not on its page any more"):
        few_rows("<figure><figcaption></figcaption><div class='ticks'></div></figure>")


@pytest.mark.parametrize(("code", "source"), [("low", "Norwegian"), ("load", "gpNotebook"), ("dose", "")])
def test_the_sources_of_a_drawing_stand_among_those_of_its_sheet(code: str, source: str) -> None:
    back = printed(code).select_one(".back")
    assert back
    head, cited = back.select(".picture figcaption p"), back.select(".cited")[0].text
    assert bool(head) == bool(source)
    for number in re.findall(r"\d+", head[0].text.partition("[")[2]) if head else ():
        assert f"[{number}]\u00a0" in cited, "a line may end behind the number"
    assert source in cited


@pytest.mark.parametrize("one", printable(), ids=lambda one: one.code)
def test_sources_are_named_in_the_order_of_their_numbers(one: Address) -> None:
    for group in re.findall(r"\[([\d,\u00a0]+)\]", printed(one.code).text):
        numbers = [int(n) for n in group.split(",")]
        assert numbers == sorted(set(numbers))


def test_an_address_on_paper_does_not_end_a_line_at_its_hyphen() -> None:
    whole = {one.text for one in printed("help").select(".back .whole-word")}
    assert whole == {"pernicious-anaemia-society.org", "b12-foreningen.no"}


def test_nothing_on_a_back_is_folded_or_can_be_pressed() -> None:
    for one in printable():
        assert not printed(one.code).select(".back :is(details, summary, a), .half-back :is(details, a)"), (
            one.code
        )


@pytest.mark.parametrize("page", ["side-effects.md", "feeling-worse.md", "what-to-expect.md", "get-help.md"])
def test_what_to_do_about_low_potassium_stands_on_the_sheet(page: str) -> None:
    more = leaflet(page).more_signs
    assert "sudden shortness of breath, or not able to breathe lying flat" in more["emergency"]
    assert "leg cramps, weak muscles, or a fluttering or uneven heartbeat" in more["same day"]


def test_a_number_needs_a_source_and_the_name_b12_does_not() -> None:
    unsourced = {"head": "How much?", "sources": []}
    assert problems(points=[unsourced | {"says": "Tell your clinic about B12."}] * 3) == []
    told = problems(points=[unsourced | {"says": "It is 1 mg."}] * 3)
    assert len(told) == 3
    assert "must name at least one source" in told[0]


def test_a_page_with_a_handout_and_no_leaflet_stops_the_build(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "leaflets", lambda: {"late-or-missed.md": None})
    with pytest.raises(BadData, match=r"no leaflet; is it late-or-missed\.md\?"):
        leaflet("late-or-missd.md")


def test_every_leaflet_is_printed() -> None:
    assert set(leaflets()) == {one.page for one in printable() if not one.protocol}


def test_every_drawing_is_on_the_page_that_it_is_taken_from() -> None:
    for name, (page, *_) in PICTURES.items():
        assert f'\nname = "{name}"\n' in (DOCS / page).read_text("utf-8"), f"{page} lacks {name}"


@pytest.mark.parametrize("one", leaflets().values(), ids=lambda one: one.page)
def test_a_leaflet_cites_only_what_its_page_shows(one: Leaflet) -> None:
    """The back of a handout says nothing new."""
    page = SITE / one.page.removesuffix(".md") / "index.html"
    shown = page.read_text("utf-8")
    lost = [id for point in one.points for id in point.sources if f"#source-{id}" not in shown]
    assert not lost


MEANT = {
    r"\banaemia is severe|severe anaemia|have anaemia": "too few healthy red blood cells",
    r"pernicious anaemia": "stomach",
    r"potassium": "a salt in the blood",
    r"psoriasis": "patches of skin",
    r"cobalt\b": "a metal in B12",
    r"spinal cord": "nerves in your back",
    r"folate": "another vitamin",
    r"maintenance": "keep it up",
    r"nerve symptoms": "numb",
    r"\bNICE\b": "advice for the NHS",
    r"\bBNF\b|British National Formulary": "UK doctors prescribe from",
    r"\bUS label": "the official text",
}
"""Words that a patient may not know, and what tells their meaning on the same sheet: paper has no list of words."""


@pytest.mark.parametrize("one", leaflets().values(), ids=lambda one: one.page)
def test_a_leaflet_explains_its_medical_words(one: Leaflet) -> None:
    said = " ".join([one.gist, *(f"{point.head} {point.says}" for point in one.points), *one.ask])
    flat = said.replace("\u00a0", " ")
    lacking = [word for word, meaning in MEANT.items() if re.search(word, flat) and meaning not in flat]
    assert not lacking


@pytest.mark.parametrize("one", leaflets().values(), ids=lambda one: one.page)
def test_a_leaflet_is_in_short_sentences(one: Leaflet) -> None:
    for point in one.points:
        for sentence in re.split(r"(?<=[.?!])\s+", f"{one.gist} {point.says}"):
            assert len(sentence.split()) <= 20, sentence
