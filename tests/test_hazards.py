"""The hazard log: every control is proved by a test that exists (rule G2). Some of those tests are here."""

import ast
import csv
import io
import json
import re
from functools import cache
from pathlib import Path

import pytest
from bs4 import BeautifulSoup

from calculator.answer import answer
from calculator.language import language
from calculator.protocol import protocol, protocol_ids
from calculator.render import FORMATS
from calculator.render.keep import FILES
from calculator.source import sources
from scripts.clinics.handouts import printable, same_day
from scripts.content.catalogue import address, country, first_example, groups, in_order, variants
from scripts.content.edition import FILE, read_edition
from scripts.content.hazards import MATRIX, Hazard, hazards
from scripts.content.phrases import site_language
from scripts.paths import ROOT, SITE
from tests import courses

LOG = hazards()
STARTERS = [f"H{number}" for number in range(1, 19)]
EXAMPLE = "us-kuzminski-1998-trial"


def test_the_18_first_hazards_are_there_and_none_was_taken_out() -> None:
    ids = [one.id for one in LOG]
    assert ids == [f"H{number}" for number in range(1, len(LOG) + 1)]
    assert [one.id for one in LOG if one.found == "starter"] == STARTERS


@pytest.mark.parametrize("one", LOG, ids=lambda one: one.id)
def test_every_control_is_proved_by_a_test_that_exists(one: Hazard) -> None:
    assert one.controls, f"{one.id} has no control"
    for control in one.controls:
        name, _, function = control.test.partition("::")
        file = ROOT / name
        assert file.is_file(), f"{one.id}: {name} is gone; write the test again, or open the hazard again"
        assert function in functions(file), (
            f"{one.id}: {control.test} is gone; the control is no longer proved"
        )


@cache
def functions(file: Path) -> frozenset[str]:
    """The names of the functions in a file of Python."""
    tree = ast.parse(file.read_text("utf-8"))
    return frozenset(node.name for node in ast.walk(tree) if isinstance(node, ast.FunctionDef))


@pytest.mark.parametrize("one", LOG, ids=lambda one: one.id)
def test_every_rating_is_on_the_scale_and_does_not_rise(one: Hazard) -> None:
    assert one.residual.risk <= one.initial.risk
    assert one.residual.severity == one.initial.severity, "a control makes a harm rarer, not smaller"


def test_the_matrix_rises_with_severity_and_likelihood() -> None:
    assert all(list(row) == sorted(row) for row in (*MATRIX, *zip(*MATRIX, strict=True)))


def test_the_page_says_that_ratings_are_proposed() -> None:
    text = BeautifulSoup((SITE / "about/hazard-log/index.html").read_text("utf-8"), "html5lib").text
    assert text.count("(proposed)") == 2 * len(LOG)
    assert "awaits" in text
    assert "not a claim" in text


# --- controls that are proved here -----------------------------------------------------------------


@cache
def printed(id: str) -> dict[str, BeautifulSoup]:
    """A protocol's own page and that of its last combination; tests/test_schedule_pages.py holds all to the engine."""
    found = {}
    for choices in (None, variants(protocol(id))[-1]):
        html = (SITE / address(id, choices) / "index.html").read_text("utf-8")
        found[address(id, choices)] = BeautifulSoup(html.partition("<main")[2], "html.parser")
    return found


@pytest.mark.parametrize("id", protocol_ids())
def test_every_row_says_that_it_is_an_example(id: str) -> None:
    schedule, english = first_example(protocol(id)), language("en")
    count = len(schedule.administrations)
    table = BeautifulSoup(FORMATS["table"](schedule, english), "html5lib")
    heads = [row.th.text for row in table.select("tr[data-day]") if row.th]
    assert heads == [f"Example {n}" for n in range(1, count + 1)]
    rows = list(csv.reader(io.StringIO(FORMATS["csv"](schedule, english))))[1:]
    assert [row[0] for row in rows] == ["EXAMPLE"] * count
    assert FORMATS["text"](schedule, english).startswith("EXAMPLE")


def test_a_start_has_three_labelled_fields() -> None:
    form = BeautifulSoup(courses.page(EXAMPLE)["html"]["form"], "html5lib")
    for name, words in (("day", "Day"), ("month", "Month"), ("year", "Year")):
        label = form.select_one(f'label[for="start-{name}"]')
        assert label
        assert label.text == words
        assert form.select_one(f"input#start-{name}[type=text]")


def test_the_start_is_repeated_in_words() -> None:
    shown = courses.page(EXAMPLE, courses.dated("2", "3", "2027"))["html"]["example"]
    for part in ("h2", "caption"):
        assert "Tuesday 2 March 2027" in BeautifulSoup(shown, "html5lib").select(part)[0].text


@pytest.mark.parametrize("id", protocol_ids())
def test_every_page_of_a_schedule_says_what_it_is_for_whom_and_which_signs_cannot_wait(id: str) -> None:
    say, one = site_language().say, protocol(id)
    for place, page in printed(id).items():
        text = " ".join(page.get_text(" ").split())
        for words in (one.title, one.population.plain, one.population.text, sources()[one.source.id].short):
            assert " ".join(words.split()) in text, f"{place} does not say {words!r}"
        above = text.partition("Example 1")[0]
        for level in ("emergency", "same_day"):
            assert say(f"urgent.{level}_signs") in above, f"{place} does not say the signs before its rows"


def test_a_comparison_says_of_neither_schedule_that_it_is_better() -> None:
    said = " ".join(map(str, site_language().phrases["compare"].values()))
    said += (ROOT / "docs/compare.md").read_text("utf-8")
    verdict = re.search(r"\b(better|worse|stronger|weaker|score|winner|prefer\w*|best)\b", said, re.I)
    assert not verdict, f"a comparison says {verdict}"


def test_every_handout_says_when_to_call() -> None:
    late = site_language().say("sheet.late")
    assert "Call your clinic if an injection is late or missed" in late
    assert "symptoms come back before the next one" in late
    assert "do not take extra" in late
    assert "the same day" in same_day()
    for one in printable():
        html = (SITE / "handout" / f"{one.code}.html").read_text("utf-8")
        assert html.count(late) == 3, "on the whole sheet and on both halves"
        assert html.count(same_day()) == 3


def test_the_order_of_schedules_recommends_nothing() -> None:
    english = language("en")
    keys = [(country(one, english), one.title.casefold()) for one in in_order(english)]
    assert keys == sorted(keys)
    for name, (_, members) in groups(english).items():
        assert members == [one for one in in_order(english) if one in members], (
            f"{name} has an order of its own"
        )


def test_no_file_holds_an_alarm() -> None:
    for do in ("text", *FILES):
        asked = {"ask": "page", "protocol": EXAMPLE, "choices": {}, "do": do}
        text = answer(json.dumps({**asked, "entry": courses.dated("2", "3", "2026")}))
        assert "EXAMPLE" in text
        assert not re.search(r"alarm|reminder|ACTION:", text, re.I), f"{do} holds an alarm"


@pytest.mark.parametrize("id", protocol_ids())
def test_every_example_is_on_a_page_of_its_own_without_a_script(id: str) -> None:
    one = protocol(id)
    for place, page in printed(id).items():
        choices = json.loads(str(page.select("injection-calculator")[0]["data-request"]))["choices"]
        schedule = courses.schedule(one, choices, None, one.examples[0].months)
        rows = page.select("[data-part=example] table.schedule tr[data-day]")
        assert [row["data-day"] for row in rows] == [str(row.day) for row in schedule.administrations], place
        assert not page.select("[data-part=example] [hidden], [data-part=example][hidden]"), (
            f"{place} hides it"
        )


def test_the_site_says_for_whom_it_is_not() -> None:
    text = (ROOT / "docs/about/index.md").read_text("utf-8")
    for words in ("16", "not for children", "pregnancy"):
        assert words in text


def test_no_sentence_of_the_calculator_holds_an_amount() -> None:
    text = (ROOT / "calculator/languages/en/calculator.toml").read_text("utf-8")
    assert not re.search(r"\d[\d,.]*\s*(?:micrograms?|mg|ml)\b", text)


def test_a_trial_copy_says_so() -> None:
    assert read_edition(FILE.read_text("utf-8")).site_url == "", (
        "this test is about a copy without an address"
    )
    html = (SITE / "handout/late.html").read_text("utf-8")
    if "http://127.0.0.1" not in html:
        pytest.skip("this copy was built with its address")
    assert "Do not give these sheets to patients" in html
    page = BeautifulSoup(html, "html5lib")
    for side in page.select(".front, .half"):
        assert "Trial copy" in side.text
