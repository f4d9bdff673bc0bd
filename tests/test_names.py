"""A schedule has one name in one form: `plain` says how often, `title` where it is from and for whom."""

import re
from collections import defaultdict
from pathlib import Path

import pytest

from calculator.language import language
from calculator.protocol import protocol, protocol_ids
from calculator.regimen import Protocol
from calculator.render.words import dose_words, phase_often
from calculator.source import sources
from scripts.pages.pictures.hero import FIVE
from scripts.paths import DOCS, ROOT

ENGLISH = language("en")
TITLE = re.compile(r"(?P<source>[^:]+), (?P<country>[^,:]+): (?P<group>[^,:]+)")
GROUPS = (
    "nerve symptoms",
    "no nerve symptoms",
    "prevention",
    "B12 deficiency",
    "anaemia",
    "pernicious anaemia",
    "poor absorption",
    "with complications",
    "no complications",
    "nerve damage of any cause",
    "aged 65 and over",
)
"""For whom a schedule is. Belgium counts nerve symptoms among complications; the Japanese insert takes any cause."""
OTHER_NAMES = r"Turkey|United Kingdom|Great Britain|United States|U\.S\.|U\.K\.|Holland"
"""Names of countries that the site writes in another way."""
SHORT = {"every day": "daily", "every week": "weekly", "every month": "monthly"}
"""What a plain line says for the commonest rhythms, so that it stays one line."""
OTHER_NERVES = r"nerve involvement|[Nn]erves (?:are|is|not) (?:not )?affected|(?:without|no) nerve damage\b"
"""Other wordings for the groups "nerve symptoms" and "no nerve symptoms"."""
PLACES = ("Scotland, East Region",)
"""Parts of a country that a formulary is for."""
FILES = [
    *sorted((ROOT / "calculator/protocols").glob("*.toml")),
    *sorted((ROOT / "calculator/languages/en").glob("*.toml")),
    *sorted((DOCS / "_data").glob("*.toml")),
    *sorted(DOCS.rglob("*.md")),
]
"""What readers read of names: source titles keep their own words, so sources.toml is not among them."""
every_protocol = pytest.mark.parametrize("id", protocol_ids())


def parts(id: str) -> dict[str, str]:
    """Source, country and group of a title."""
    found = TITLE.fullmatch(protocol(id).title)
    assert found, f"{id}: {protocol(id).title!r} is not '<source>, <country>: <group>'"
    return found.groupdict()


# --- title: where it is from, and for whom


@every_protocol
def test_a_title_is_source_country_and_a_group_of_the_closed_list(id: str) -> None:
    found = parts(id)
    assert found["country"] == ENGLISH.say(f"country.{protocol(id).country}")
    assert found["group"] in GROUPS, f"{id}: {found['group']!r} is another wording for a group"


def test_every_group_is_somebody_s_and_is_told_to_who_adds_a_protocol() -> None:
    page = (DOCS / "about/adding-a-protocol.md").read_text("utf-8")
    for group in GROUPS:
        assert group in {parts(id)["group"] for id in protocol_ids()}, f"no schedule is for {group!r}"
        assert f'"{group}"' in page, f"the page on adding a protocol does not name {group!r}"


@every_protocol
def test_the_group_in_the_title_is_the_group_in_the_file_s_name(id: str) -> None:
    group = parts(id)["group"]
    assert (group == "prevention") == id.endswith(("-prophylaxis", "-prevention"))
    if group == "no nerve symptoms":
        assert not id.endswith("-neuro") or id.endswith("-no-neuro")
    if id.endswith("-neuro") and not id.endswith("-no-neuro"):
        assert group in ("nerve symptoms", "with complications")


@every_protocol
def test_a_list_of_one_scottish_region_says_so(id: str) -> None:
    assert ("(Scotland, one region), UK:" in protocol(id).title) == (id.startswith("uk-scot-east-"))


@every_protocol
def test_the_place_is_the_country_or_a_known_part_of_it(id: str) -> None:
    one = protocol(id)
    assert one.jurisdiction in (ENGLISH.say(f"country.{one.country}"), *PLACES)


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_a_country_has_one_spelling(path: Path) -> None:
    found = re.findall(OTHER_NAMES, path.read_text("utf-8"))
    assert not found, f"{path}: {found}"


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_the_groups_with_and_without_nerve_symptoms_have_one_wording(path: Path) -> None:
    found = re.findall(OTHER_NERVES, path.read_text("utf-8"))
    assert not found, f"{path}: {found}"


# --- the three patterns


@pytest.mark.parametrize("pattern", ["A", "B", "C"])
def test_a_pattern_has_the_same_name_on_its_page_as_in_the_calculator(pattern: str) -> None:
    page = (DOCS / "three-patterns.md").read_text("utf-8")
    assert f"\n## {pattern}. {ENGLISH.say(f'pattern.{pattern}')} {{#pattern-{pattern.lower()}}}\n" in page


def test_the_group_without_loading_doses_says_all_that_it_holds() -> None:
    name = ENGLISH.say("pattern.none")
    held = {parts(id)["group"] == "prevention" for id in protocol_ids() if protocol(id).pattern == "none"}
    assert "no loading doses" in name
    assert "prevent" in name
    assert ("long-term" in name) == (False in held), (
        "a schedule for treatment must not stand under prevention"
    )


# --- plain: how often


@every_protocol
def test_the_plain_line_says_each_rhythm_in_the_words_of_the_phases(id: str) -> None:
    one = protocol(id)
    *_, last = one.phases
    for phase in one.phases:
        often = re.sub(
            r"\bevery (?:day|week|month)\b", lambda found: SHORT[found[0]], phase_often(phase, ENGLISH)
        )
        steps = phase not in (one.phases[0], last) and "less and less often" in one.plain
        assert steps or often.lower() in one.plain.lower(), f"{id}: {one.plain!r} does not say {often!r}"


@every_protocol
def test_an_amount_in_the_plain_line_is_one_that_the_file_holds(id: str) -> None:
    one = protocol(id)
    held = " ".join(
        dose_words(dose, ENGLISH)
        for phase in one.phases
        for dose in (phase.dose, *(way.dose for way in (phase.either or {}).values() if way.dose))
    )
    for amount in re.findall(r"(?:[\d,]+ to )?[\d,]+ micrograms", one.plain):
        assert amount in held, f"{id}: {amount} is not among {held}"


@every_protocol
def test_no_loading_doses_is_said_exactly_where_prevention_begins_without_them(id: str) -> None:
    said = "No loading doses." in protocol(id).plain
    assert said == (parts(id)["group"] == "prevention")
    assert not said or protocol(id).pattern == "none"


def rhythm(one: Protocol) -> tuple[object, ...]:
    """What a plain line tells: amount, how often and how long; why an open phase ends is left out."""
    return tuple(
        (
            phase.dose,
            phase_often(phase, ENGLISH),
            phase.bounds,
            phase.bounds_unit,
            phase.weeks,
            phase.injections,
        )
        for phase in one.phases
    )


def test_plain_lines_differ_exactly_where_the_schedules_differ() -> None:
    lines, rhythms = defaultdict(set), defaultdict(set)
    for id in protocol_ids():
        one = protocol(id)
        lines[rhythm(one)].add(one.plain)
        rhythms[one.plain].add(rhythm(one))
    assert not [found for found in lines.values() if len(found) > 1], "one schedule in two wordings"
    assert not [line for line, found in rhythms.items() if len(found) > 1], "one wording for two schedules"


@every_protocol
def test_a_plain_line_is_short_and_in_sentence_case(id: str) -> None:
    plain = protocol(id).plain
    assert re.fullmatch(r"[A-Z0-9].*\.", plain)
    assert not re.search(r"\b(?:every (?:day|week|month)|once|twice)\b", plain, re.I), (
        f"{id}: another wording for a rhythm"
    )
    limit = 135 if id == "no-hydroxocobalamin-neuro" else 108  # it joins 2 ends of its middle part by "or"
    assert len(plain) <= limit, f"{id}: {len(plain)} characters"


# --- which schedule stands for a country


def test_a_schedule_that_a_page_shows_as_its_example_has_a_source_to_open() -> None:
    shown = set(FIVE)
    for page in DOCS.rglob("*.md"):
        shown |= set(re.findall(r'^protocol(?:_shown)? = "([\w-]+)"', page.read_text("utf-8"), re.M))
    assert len(shown) >= len(FIVE)
    for id in sorted(shown):
        assert sources()[protocol(id).source.id].url, f"{id}: a reader cannot open its source"
