"""What is asked and what comes out are what docs/about/qualification.md was written about (rules C1, G1)."""

import hashlib
import json
import re
import tomllib

from calculator.answer import ASKS, answer_data
from calculator.choices import open_choices
from calculator.language import language
from calculator.protocol import protocol, protocol_ids
from calculator.render import FORMATS
from calculator.render.choices import choice_legend, choice_words
from calculator.render.form import form
from calculator.render.keep import FILES
from scripts.paths import ROOT

NOTE = tomllib.loads((ROOT / "tests/qualification.toml").read_text("utf-8"))
NAME = re.compile(r'<(?:input|select|textarea)\b[^>]*?\bname="([^"]+)"')
HEALTH = re.compile(
    r"symptom|diagnos|test|level|result|age|birth|weight|height|sex|gender|name|pregnan|allerg|medic|pain|tired",
    re.I,
)

type Surface = dict[str, list[str]]


def surface() -> Surface:
    """Every choice that is a link, every field of every form, and everything that can come out, as sorted names."""
    english = language("en")
    everyone = [protocol(id) for id in protocol_ids()]
    kinds = {choice.key: f"<phase>.{choice.what}" for one in everyone for choice in open_choices(one)}
    forms = [form(one, one.examples[0].choices, {}, {}, english) for one in everyone]
    fields = {kinds.get(name, name) for html in forms for name in NAME.findall(html)}
    example = {"protocol": "us-kuzminski-1998-trial"}
    schedule = answer_data(json.dumps({**example, "start": "2026-03-02"}))
    page = answer_data(json.dumps({"ask": "page", **example}))
    return {
        "links": sorted(set(kinds.values())),
        "fields": sorted(fields),
        "asks": sorted(ASKS),
        "displays": sorted(FORMATS),
        "files": sorted(FILES),
        "answer": sorted(schedule),
        "row": sorted(schedule["administrations"][0]),
        "page": sorted(page),
        "parts": sorted(page["html"]),
    }


def digest(found: Surface) -> str:
    """One short word for all of it."""
    return hashlib.sha256(json.dumps(found, sort_keys=True).encode()).hexdigest()[:16]


def test_the_note_was_written_about_this_form_and_these_outputs() -> None:
    found = surface()
    reopened = (
        "a field or an output was added or taken away: read docs/about/qualification.md again from the top, "
        "then write the new list and digest into tests/qualification.toml"
    )
    assert found == NOTE["surface"], reopened
    assert digest(found) == NOTE["digest"], f"{reopened} ({digest(found)})"


def test_the_note_says_who_wrote_it_and_that_nobody_has_signed() -> None:
    text = (ROOT / "docs/about/qualification.md").read_text("utf-8")
    assert NOTE["digest"] in text
    assert NOTE["signed_by"] or "Nobody with regulatory training has signed it yet" in text


def test_no_question_is_about_health() -> None:
    """C1: if the reader likes, a start date and how far to look; nothing else."""
    allowed = {"months", "start-day", "start-month", "start-year"}
    asked = {name for name in surface()["fields"] if not name.startswith("<phase>.")}
    assert asked <= allowed
    assert not [name for name in asked if HEALTH.search(name)]


def test_a_step_on_a_condition_is_a_choice_of_what_to_show_and_asks_nobody_for_a_fact() -> None:
    english = language("en")
    conditions = [
        choice for id in protocol_ids() for choice in open_choices(protocol(id)) if choice.what == "only_if"
    ]
    assert conditions
    for choice in conditions:
        legend = choice_legend(choice, english)
        options = [choice_words(choice, value, english) for value in choice.options]
        assert "?" not in f"{legend}{options}", f"{choice.key} asks something"
        assert not re.search(r"\b(?:yes|no|met|true)\b", f"{legend} {options}", re.I)
        assert choice.phase.only_if not in f"{legend}{options}", (
            "the condition is the source's, not a question"
        )
        assert choice.options == ("met", "not-met"), "links are good for years"


def test_what_the_source_leaves_open_is_about_timing_alone() -> None:
    """A choice picks among what the source prints: how often, how long, which way. Never an amount."""
    found = surface()
    kinds = {
        name.removeprefix("<phase>.")
        for name in found["links"] + found["fields"]
        if name.startswith("<phase>.")
    }
    assert kinds <= {"either", "frequency", "period", "count", "bounds", "until", "only_if"}
