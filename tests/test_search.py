"""What patients type finds the page that answers it, by the very script and files that the built site's search uses."""

import json
import subprocess
import tomllib
from functools import cache
from typing import Any

import pytest

from scripts.pages import search_index
from scripts.pages.doors import DOORS
from scripts.paths import ROOT, SITE

NODE = str(ROOT / ".venv/bin/node")
LISTED = tomllib.loads((ROOT / "tests/queries.toml").read_text("utf-8"))
QUERIES: dict[str, list[str]] = {typed: pages for typed, *pages in LISTED["queries"]}
GAPS = dict(LISTED["gaps"])
FOUND, MISSPELT = 0.95, 0.93
"""The share of queries, and of queries with a wrong letter, whose page must be among the first three."""


def ask(queries: tuple[str, ...]) -> list[dict[str, Any]]:
    """What the search shows for each."""
    asked = json.dumps({"site": str(SITE), "queries": queries})
    command = [NODE, "--no-warnings", "tests/search.mjs"]
    done = subprocess.run(command, cwd=ROOT, input=asked, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    answer: list[dict[str, Any]] = json.loads(done.stdout)
    return answer


@cache
def answers() -> dict[str, dict[str, Any]]:
    """What the search shows for each line of the file."""
    typed = (*QUERIES, *GAPS)
    return dict(zip(typed, ask(typed), strict=True))


@cache
def door(name: str) -> dict[str, list[Any]]:
    """The file of a door."""
    found: dict[str, list[Any]] = json.loads((SITE / f"search/{name}.json").read_text("utf-8"))
    return found


def places(name: str) -> list[str]:
    """The addresses of the pages behind a door."""
    return [address for address, *_ in door(name)["pages"]]


def shown(answer: dict[str, Any], name: str = "patients") -> list[str]:
    """The addresses that an answer lists, best first."""
    return [page["address"] for page in answer["pages"][name]]


def test_the_queries_are_150_or_more_and_name_pages_for_patients() -> None:
    assert len(QUERIES) >= 150
    assert len(QUERIES) == len(LISTED["queries"]), "a query stands there twice"
    assert {page for pages in QUERIES.values() for page in pages} <= set(places("patients"))


def test_of_what_patients_type_95_in_100_find_their_page_among_the_first_three() -> None:
    lost = {typed: shown(answers()[typed])[:3] for typed, pages in QUERIES.items() if not hit(typed, pages)}
    told = "\n".join(f"{typed!r} wants {QUERIES[typed]} and finds {found}" for typed, found in lost.items())
    assert len(lost) <= (1 - FOUND) * len(QUERIES), f"{len(lost)} of {len(QUERIES)}:\n{told}"


def hit(typed: str, pages: list[str]) -> bool:
    """Whether one of the pages is among the first three, and nothing says that the site does not cover it."""
    answer = answers()[typed]
    return not answer["gap"] and not set(pages).isdisjoint(shown(answer)[:3])


def test_no_page_for_clinics_or_about_the_site_stands_among_those_for_patients() -> None:
    inside = {*places("clinics"), *places("about")}
    assert {"handout/", "about/hazard-log/", "sources/"} <= inside
    for typed, answer in answers().items():
        assert inside.isdisjoint(shown(answer)), typed


def wrong(typed: str) -> list[str]:
    """The query with the middle letter of its longest word left out, and with that letter and the next one swapped."""
    word = max(typed.split(), key=len)
    if len(word) < 5:
        return []
    at = len(word) // 2
    left_out = word[:at] + word[at + 1 :]
    swapped = word[:at] + word[at + 1] + word[at] + word[at + 2 :]
    return [typed.replace(word, one, 1) for one in (left_out, swapped)]


def test_of_queries_with_a_wrong_letter_93_in_100_still_find_their_page() -> None:
    cases = [(one, typed) for typed, pages in QUERIES.items() if hit(typed, pages) for one in wrong(typed)]
    assert len(cases) > 250
    asked = zip(cases, ask(tuple(one for one, _ in cases)), strict=True)
    lost = [one for (one, typed), answer in asked if set(QUERIES[typed]).isdisjoint(shown(answer)[:3])]
    assert len(lost) <= (1 - MISSPELT) * len(cases), f"{len(lost)} of {len(cases)}: {lost}"


@pytest.mark.parametrize(("typed", "gap"), GAPS.items())
def test_what_the_site_does_not_cover_is_said(typed: str, gap: str) -> None:
    assert answers()[typed]["gap"] == gap


def test_every_gap_is_asked_for_and_leads_to_pages_that_there_are() -> None:
    gaps = json.loads((SITE / "search/words.json").read_text("utf-8"))["gaps"]
    assert set(gaps) == set(GAPS.values())
    for name, gap in gaps.items():
        assert "Ask " in gap["says"], f"{name}: says nowhere whom to ask"
        assert set(gap["pages"]) <= set(places("patients")), name


def test_where_nothing_is_found_readers_are_led_to_pages_that_there_are() -> None:
    script = (SITE / "assets/search.js").read_text("utf-8")
    listed = script.partition("const TURN_TO = ")[2].partition(";")[0]
    assert set(json.loads(listed)) == {"questions/", "support/"} <= set(places("patients"))


def test_numb_feet_find_when_to_call_before_any_schedule() -> None:
    found = shown(ask(("numb feet",))[0])
    assert "get-help/" in found[:2], found


def test_two_results_of_a_list_never_have_one_name() -> None:
    for typed, answer in answers().items():
        for name in DOORS:
            parts = [
                (page["title"], part["heading"]) for page in answer["pages"][name] for part in page["parts"]
            ]
            names = [title + heading for title, heading in parts]
            assert len(set(names)) == len(names), f"{typed!r}: {names}"


@pytest.mark.parametrize(
    ("typed", "page", "says"),
    [
        ("is it for life", "questions/", "if the cause cannot be reversed"),
        ("what if i miss one", "late-or-missed/", "ask your doctor or nurse"),
        ("what is an ampoule", "words/", "small sealed glass container"),
        ("late jab", "late-or-missed/", "We looked for a rule. No official UK source gives one"),
    ],
)
def test_the_sentence_that_answers_is_shown(typed: str, page: str, says: str) -> None:
    found = [one for one in ask((typed,))[0]["pages"]["patients"] if one["address"] == page]
    sentences = " ".join(part["sentence"] for one in found for part in one["parts"])
    assert says in sentences, f"{typed!r}: {sentences!r}"


# --- the files


def test_a_page_is_read_as_sentences_below_headings_without_marks_and_lists_of_sources() -> None:
    page = search_index.read(
        "<h1>Late</h1><p>Ask <b>soon</b><span class='cites'><sup>[1]</sup></span> . Do not wait.</p>"
        "<h2 id='a'>Why?</h2><ul><li>one<br>line</li></ul><table><tr><th>UK</th><td>1 mg</td></tr></table>"
        "<svg><text>no</text></svg><p data-search-exclude>no<img src='a'></p>"
        "<section class='sources'><h2 id='s'>no</h2></section>"
    )
    assert page.title == "Late"
    assert [(part.id, part.heading, part.sentences) for part in page.parts] == [
        ("", "", ["Ask soon.", "Do not wait."]),
        ("a", "Why?", ["one line", "UK: 1 mg"]),
    ]


def test_the_library_is_published_whole_but_for_its_remarks() -> None:
    """Token by token, as acorn reads both; its licence stays above it."""
    script = """
      import { readFileSync } from "node:fs"; import { tokenizer } from "acorn";
      const read = (file) => tokenizer(readFileSync(file, "utf8"), { ecmaVersion: "latest", sourceType: "module" });
      const tokens = (file) => [...read(file)]
        .map(({ type, value }) => `${type.label} ${value?.pattern ?? value}`);
      const [one, other] = process.argv.slice(1).map(tokens);
      console.log(one.length, JSON.stringify(one) === JSON.stringify(other));"""
    files = [str(SITE / "assets/minisearch.js"), "node_modules/minisearch/dist/es/index.js"]
    command = [NODE, "--input-type=module", "-e", script, *files]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    count, same = done.stdout.split()
    assert int(count) > 5000 and same == "true"
    assert "Permission is hereby granted" in (SITE / "assets/minisearch.js").read_text("utf-8")
