"""A second language is a folder of files and no code: the whole site, built in a language that this test makes up."""

import json
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest
from bs4 import BeautifulSoup
from bs4.element import NavigableString, Tag

from calculator import data
from calculator.language import Language, language
from calculator.protocol import protocol
from calculator.source import sources
from calculator.strict import BadData
from scripts.pages.fences import FENCES
from scripts.pages.sources_page import initial
from tests import made_up
from tests.made_up import ROOT
from tests.test_languages import asked, leaves

READ, CODE = (".html", ".json", ".csv", ".txt", ".atom"), (".py", ".html")
STEPS = ("pages", "short_links", "handouts", "embeds", "open_data")
SCHEDULE = {"protocol": "us-kuzminski-1998-trial", "show": ["example", "text"]}
UNREAD = {"code", "pre", "script", "style", "cite", "q"}
"""Code, and what stands in its source's own language."""
HEARD = ("title", "aria-label", "alt", "placeholder", "label", "data-label")
LATIN = re.compile(r"[A-Za-z]{2,}")
NAMES = re.compile(
    r"https?://\S+|/s/\w+|127\.0\.0\.1:8000\S*|CC BY 4\.0|[\w.]+\.(?:js|wasm|zip|whl)|\b(?:Chromium|Firefox)\b"
    r"|\{\w+\}|^[\w.~/-]+/$"  # a blank that JavaScript fills; a page's address, for paper
    r"|^(?:us1|no1|help|old)$|\((?:us|no)\)"  # codes of short addresses, and how those of a country begin
)
"""What is called the same in every language."""


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site in the made-up language."""
    project = tmp_path_factory.mktemp("project")
    made_up.write_project(project)
    command = [sys.executable, "-m", "scripts.build", *STEPS]
    built = subprocess.run(command, cwd=project, capture_output=True, text=True, check=False)
    assert built.returncode == 0, built.stderr
    return project / "site"


def texts(page: Tag) -> Iterator[str]:
    """Every text of a page that is read or heard, and what search engines are told."""
    for node in page.descendants:
        if isinstance(node, NavigableString):
            if type(node) is NavigableString and not any(up.name in UNREAD for up in node.parents):
                yield str(node)
        elif isinstance(node, Tag):
            yield from (str(node[name]) for name in HEARD if name in node.attrs)
            if node.name == "meta" and str(node.get("name", node.get("property", ""))).endswith(
                ("title", "description")
            ):
                yield str(node["content"])


def own(text: str) -> str:
    """A text without what is the same in every language: names, addresses, and who wrote a source."""
    for name in authors():
        text = text.replace(name, "")
    return NAMES.sub("", text)


def authors() -> list[str]:
    """Titles and authors of sources, the longest first."""
    names = {name for one in sources().values() for name in (one.title, one.author, one.issued)}
    return sorted(names, key=len, reverse=True)


def test_no_word_of_a_page_stands_in_code(site: Path) -> None:
    found: dict[str, str] = {}
    variants = set(site.glob("schedules/*/*/*.html"))  # made by what makes their schedule's own page
    for file in sorted({*site.rglob("*.html")} - variants):
        for text in texts(BeautifulSoup(file.read_text("utf-8"), "html5lib")):
            if LATIN.search(text) and LATIN.search(own(text)):
                found.setdefault(" ".join(text.split()), file.relative_to(site).as_posix())
    assert not found, "\n".join(f"{file}: {text[:160]!r}" for text, file in list(found.items())[:20])


def test_no_word_of_a_file_for_programs_stands_in_code(site: Path) -> None:
    folder = site / "data/v1"
    found = json.loads((folder / "fhir/index.json").read_text("utf-8"))
    plan = json.loads((folder / "fhir/us-kuzminski-1998-trial.json").read_text("utf-8"))
    shown = [
        found["notice"],
        *found["left_out_because_ours"],
        *(text for texts in found["not_said"].values() for text in texts),
    ]
    shown += [plan[key] for key in ("title", "description", "purpose", "usage", "copyright", "publisher")]
    shown += [
        node.text or "" for node in ElementTree.fromstring((folder / "changes.atom").read_text("utf-8"))
    ]
    shown += (folder / "LICENCE.txt").read_text("utf-8").splitlines()
    shown += [row["because"] for one in schedules(folder) for row in one["administrations"]]
    codes = re.compile(r"CC.BY.4\.0|https?://\S+|urn:\S+|\d[\d:T+-]+|FHIR|\b(?:loading|maintenance|later)\b")
    left = [text for text in shown if LATIN.search(codes.sub("", text))]
    assert not left


def schedules(folder: Path) -> list[dict[str, Any]]:
    """The examples in the data for programs."""
    found: list[dict[str, Any]] = json.loads((folder / "schedules.json").read_text("utf-8"))["schedules"]
    return found


def test_every_phrase_of_the_site_is_shown_or_asked_for_by_name(site: Path) -> None:
    shown = "".join(file.read_text("utf-8") for file in site.rglob("*") if file.suffix in READ)
    code = "".join(file.read_text("utf-8") for file in (ROOT / "scripts").rglob("*") if file.suffix in CODE)
    calculators = set(dict(leaves(language("en").phrases)))
    unused = [
        key
        for key in made_up.KEYS
        if key not in calculators and made_up.mark(key) not in shown and not asked(key, code)
    ]
    assert not unused, f"nobody ever reads these phrases: {unused}"


def test_every_fence_is_tried() -> None:
    generated = {"schedule-page", "schedule-group"}  # by the pages of schedules themselves
    assert (
        set(re.findall(r"^```([a-z-]+)$", "\n".join(made_up.PAGES.values()), re.M)) >= set(FENCES) - generated
    )


# --- overlays


BELOW = {
    "egg": {"title": "Egg", "minutes": 4, "steps": ["boil", "wait"], "kinds": [{"id": "a", "is": "soft"}]}
}


def test_an_overlay_replaces_texts_and_leaves_all_else() -> None:
    above = {"egg": {"title": "Ei", "steps": ["kochen", "warten"], "kinds": {"a": {"is": "weich"}}}}
    assert data.overlaid(BELOW, above, "breakfast.toml") == {
        "egg": {
            "title": "Ei",
            "minutes": 4,
            "steps": ["kochen", "warten"],
            "kinds": [{"id": "a", "is": "weich"}],
        }
    }
    assert BELOW["egg"]["title"] == "Egg"


@pytest.mark.parametrize(
    ("above", "told"),
    [
        ({"ham": {}}, "ham: there is no such text"),
        ({"egg": {"name": "Ei"}}, "egg name: there is no such text"),
        ({"egg": {"minutes": 5}}, "egg minutes: a text takes the place of a text"),
        ({"egg": {"minutes": "5"}}, "egg minutes: a text takes the place of a text"),
        ({"egg": {"title": ["Ei"]}}, "egg title: a text takes the place of a text"),
        ({"egg": {"steps": ["kochen"]}}, "egg steps: a text takes the place of a text"),
        ({"egg": {"steps": ["kochen", 2]}}, "egg steps 2: a text takes the place of a text"),
        ({"egg": {"kinds": {"b": {"is": "hart"}}}}, "egg kinds b: there is no such text"),
        ({"egg": "Ei"}, "egg: a text takes the place of a text"),
    ],
)
def test_an_overlay_that_replaces_anything_else_is_refused(above: dict[str, Any], told: str) -> None:
    with pytest.raises(BadData, match=re.escape(told)) as error:
        data.overlaid(BELOW, above, "breakfast.toml")
    assert str(error.value).startswith("breakfast.toml in another language: ")


def test_the_calculator_answers_in_the_words_of_an_overlay(site: Path) -> None:
    """In the terminal of the made-up project, as a worker would ask."""
    asks = [{"ask": "list", "language": made_up.CODE}, {**SCHEDULE, "language": made_up.CODE}, SCHEDULE]
    lines = f"import json\nfrom calculator.answer import answer\nfor ask in {asks}: print(answer(json.dumps(ask)))"
    command = [sys.executable, "-c", lines]
    said = subprocess.run(command, cwd=site.parent, capture_output=True, text=True, check=True).stdout
    listed, strange, english = map(json.loads, said.splitlines())
    assert not [one["title"] for one in listed["protocols"] if LATIN.search(one["title"])]
    assert strange["shown"] != english["shown"]
    assert [row["day"] for row in strange["administrations"]] == [
        row["day"] for row in english["administrations"]
    ]
    shown = "".join(strange["shown"].values())
    assert made_up.wide(protocol("us-kuzminski-1998-trial").title) in shown


def test_a_language_without_overlays_says_what_the_data_say() -> None:
    assert sources("en") is sources() and sources("nowhere") is sources()
    assert protocol("us-kuzminski-1998-trial", "en") is protocol("us-kuzminski-1998-trial")


def test_a_file_of_a_language_that_nobody_reads_stops_the_build(site: Path) -> None:
    lost = site.parent / "calculator" / data.LANGUAGES / made_up.CODE / "sings.json"
    lost.write_text("{}", "utf-8")
    command = [sys.executable, "-m", "scripts.build", "short_links"]
    built = subprocess.run(command, cwd=site.parent, capture_output=True, text=True, check=False)
    lost.unlink()
    assert built.returncode == 1
    assert "STOP: languages/xx/: no such file belongs here: sings" in built.stderr


# --- sorting


def test_names_are_sorted_by_the_alphabet_of_the_language() -> None:
    english = language("en")
    swedish = Language("sv", {**english.phrases, "alphabet": "abcdefghijklmnopqrstuvwxyzåäö"})
    names = ["Österrike", "Zypern", "Ägypten", "åland", "Oman", "oman 2", "10 x"]
    assert sorted(names, key=english.sort_key) == [
        "10 x",
        "Ägypten",
        "åland",
        "Oman",
        "oman 2",
        "Österrike",
        "Zypern",
    ]
    assert sorted(names, key=swedish.sort_key) == [
        "10 x",
        "Oman",
        "oman 2",
        "Zypern",
        "åland",
        "Ägypten",
        "Österrike",
    ]
    assert [initial(name, swedish) for name in ("Österrike", "éa", "10")] == ["Ö", "E", ""]
