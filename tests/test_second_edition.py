"""The whole site as another publisher's edition: every page and file says that edition's words, and none of ours."""

import csv
import io
import json
import re
import zipfile
from collections.abc import Iterator
from functools import cache
from html import unescape
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import jsonschema
import pytest
from fhir.resources.plandefinition import PlanDefinition

from scripts.content.phrases import site_language
from scripts.paths import ROOT
from scripts.site import TWINS
from tests.copied import copy_of_project, run
from tests.signing import sign

pytestmark = pytest.mark.slow
ADDRESS = "https://health.example.org/b12/"
PUBLISHER = 'O\'Neill & "Sons" [Health] *Board* קופת חולים'
CONTACT = "https://health.example.org/tell?about=a&from=b"
REVIEWER = {"name": "Ada_Example_<i>Ô", "role": "nurse & | `RGN` {x}"}
SHOWN = "Ada_Example_<i>Ô, nurse & | `RGN` {x}"
NUMBERS = "000 in Exampleland & the *Isles*"
EDITION = rf"""
site_url = "{ADDRESS}"
language = "en"
publisher = '''{PUBLISHER}'''
contact = "{CONTACT}"
[emergency]
call = "000"
in_words = "{NUMBERS}"
closed = "the night line [both isles], 222 333"
[[emergency.numbers]]
where = "Exampleland | the *Isles*"
said = "Exampleland"
countries = ["GB"]
number = "000"
also = "or 001 & 002"
sources = ["gov-uk-999"]
advice = "222 333"
advice_sources = ["neas-111"]
"""
"""Each value has what HTML, Markdown, a table of Markdown or JSON takes for its own, or runs from right to left."""
OF_THE_SITE = ("embed/", "handout/", "link-to-us/", "sources/")
"""Pages that say nothing of treatment."""
STEPS = (
    "pages", "runtime_files", "short_links", "handouts", "illustrated", "embeds", "open_data", "sbom", "offline",
    "hosts", "published",
)  # fmt: skip
"""All but the step that makes Python, whose files are the first edition's, and the compressed twins."""
NOT_TEXT = {".woff2", ".wasm", ".png", ".pyc", *TWINS}
TITLES = re.compile(
    r'<section class="sources.*?</section>|<cite>.*?</cite>|<p class="cited">.*?</p>|<q\b.*?</q>'
    r'|<article class="prose source.*?</article>',
    re.S,
)
"""Titles and words of sources, some of which speak of a number: "When to call 999"."""
OTHER_NUMBERS = re.compile(
    r"(?<![\d.,-])(?:999|911)(?![\d-]|\.\d)|(?i:\b(?:call|dial|ring|line|is|or)\b:? (?:112|111)\b)"
)
HOME = re.compile(r"https?://(?:127\.0\.0\.1|localhost):8000")


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site as that edition."""
    project = copy_of_project(tmp_path_factory.mktemp("second"))
    (project / "docs/_data/edition.toml").write_text(EDITION, "utf-8")
    sign(project, REVIEWER)
    run(project, "-m", "scripts.build", *STEPS)
    return project / "site"


@cache
def texts(site: Path) -> dict[str, str]:
    """Every text file by its place, also inside archives."""
    found: dict[str, str] = {}
    for file in sorted(site.rglob("*")):
        place = file.relative_to(site).as_posix()
        if file.suffix in {".zip", ".whl"}:
            with zipfile.ZipFile(file) as packed:
                inside = [name for name in packed.namelist() if Path(name).suffix not in NOT_TEXT]
                found |= {f"{place}: {name}": packed.read(name).decode("utf-8", "replace") for name in inside}
        elif file.is_file() and file.suffix not in NOT_TEXT:
            found[place] = file.read_text("utf-8")
    return found


def pages(site: Path) -> dict[str, str]:
    """Every HTML page by its place."""
    return {
        place: text for place, text in texts(site).items() if place.endswith(".html") and ":" not in place
    }


def read(html: str) -> str:
    """What a reader sees of a page or a part of it."""
    bare = re.sub(r"<(script|style|template)\b.*?</\1>", " ", html, flags=re.S)
    return " ".join(unescape(re.sub(r"<[^>]*>", " ", bare)).split())


def data(site: Path, name: str) -> Any:
    """A JSON file of the open data."""
    return json.loads(texts(site)[f"data/v1/{name}"])


def first_words() -> Iterator[str]:
    """What the first edition says of itself, word for word."""
    words = site_language().phrases
    yield from words["emergency"].values()
    yield words["written"]["publisher"]
    yield from words["written"]["contact"].values()
    yield from ("Not yet reviewed", "not yet reviewed", words["review"]["report"].partition("{")[0])


def test_no_file_has_a_word_of_the_first_edition(site: Path) -> None:
    assert len(texts(site)) > 1000
    ours = re.compile("|".join(map(re.escape, first_words())))
    found = {
        place: hit[0]
        for place, text in texts(site).items()
        for hit in [ours.search(" ".join(unescape(text.replace("**", "")).split())) or HOME.search(text)]
        if hit
    }
    assert not found


def test_no_page_tells_to_call_a_number_of_another_edition(site: Path) -> None:
    found = {
        place: hit[0]
        for place, html in pages(site).items()
        for hit in [
            OTHER_NUMBERS.search(read(TITLES.sub("", html))) or re.search(r'"tel:(?:999|112|911|111)"', html)
        ]
        if hit and not place.startswith("sources/")
    }
    assert not found


def test_every_page_names_the_publisher_letter_by_letter(site: Path) -> None:
    without = [
        place
        for place, html in pages(site).items()
        if PUBLISHER not in read(html) and not place.startswith("s/")  # they only lead on
    ]
    assert not without


def test_every_page_names_the_reviewer_and_the_contact(site: Path) -> None:
    link = f'href="{CONTACT.replace("&", "&amp;")}"'
    dated = {place: html for place, html in pages(site).items() if '<div class="review">' in html}
    assert len(dated) > 500
    said = re.compile(
        rf"(\d+) of \1 statements? on this page (?:was|were) reviewed by {re.escape(SHOWN)} on "
    )
    speaks = [place for place in dated if not place.startswith(("about/", "data/", *OF_THE_SITE))]
    assert len(speaks) > 400
    assert not [place for place in speaks if not said.search(read(dated[place]))]
    assert not [place for place, html in dated.items() if link not in html]
    sheets = {
        place: read(html)
        for place, html in pages(site).items()
        if place.startswith(("handout/", "embed/")) and not place.endswith("/index.html")
    }
    assert len(sheets) > 100
    assert not [
        place for place, text in sheets.items() if f"statements here were reviewed by {SHOWN} on " not in text
    ]


def test_pages_say_its_words_as_they_are(site: Path) -> None:
    """Nothing in them is taken for HTML or Markdown."""
    said = {
        place: read(pages(site)[f"{place}/index.html"])
        for place in ("travelling", "support", "get-help", "about", "clinics")
    }
    assert f"call {NUMBERS}." in said["travelling"]
    assert "the night line [both isles], 222 333." in said["support"]
    assert "Exampleland | the *Isles* 000 or 001 & 002" in said["get-help"]
    assert f"This copy is published by {PUBLISHER}. " in said["about"]
    for place in ("about", "clinics"):
        assert re.search(rf"statements on this site were reviewed by {re.escape(SHOWN)} on ", said[place])


def test_the_picture_to_share_is_left_out_when_it_shows_the_numbers_of_another_edition(site: Path) -> None:
    page = pages(site)["illustrated-sheet/index.html"]
    assert not (site / "assets/pictures/sheet.png").exists()
    assert "sheet.png" not in page and "#picture" not in page


def test_programs_are_told_the_same(site: Path) -> None:
    protocols = data(site, "protocols.json")
    jsonschema.validate(
        protocols, json.loads((ROOT / "docs/data/v1/protocols.schema.json").read_text("utf-8"))
    )
    assert protocols["publisher"] == PUBLISHER
    assert protocols["edition"] == {
        "address": ADDRESS,
        "contact": CONTACT,
        "language": "en-GB",
        "clinical_reviewer": SHOWN,
        "emergency": [
            {
                "where": "Exampleland | the *Isles*",
                "countries": ["GB"],
                "number": "000",
                "also": "or 001 & 002",
                "advice": "222 333",
            }
        ],
    }
    assert {one["review"]["clinical_reviewer"] for one in protocols["protocols"]} == {SHOWN}
    assert all(one["address"].startswith(ADDRESS) for one in protocols["protocols"])
    rows = csv.DictReader(io.StringIO(texts(site)["data/v1/protocols.csv"]))
    assert {row["clinical_reviewer"] for row in rows} == {SHOWN}
    for name in data(site, "fhir/index.json")["said"]:
        plan = data(site, f"fhir/{name}")
        PlanDefinition.model_validate(plan)
        assert (plan["publisher"], plan["reviewer"]) == (PUBLISHER, [{"name": SHOWN}])
        assert plan["contact"] == [{"telecom": [{"system": "url", "value": CONTACT}]}]
        assert plan["url"].startswith(ADDRESS)
    feed = ElementTree.fromstring(texts(site)["data/v1/changes.atom"].encode())
    assert feed.findtext("{*}author/{*}name") == PUBLISHER


def test_search_engines_are_told_the_same(site: Path) -> None:
    found = re.findall(
        r'<script type="application/ld\+json">(.*?)</script>', "".join(pages(site).values()), re.S
    )
    told = [one for one in map(json.loads, found) if "lastReviewed" in one]
    assert len(told) > 90
    assert {one["publisher"]["name"] for one in told} == {PUBLISHER}
    reviewed = [one for one in told if "reviewedBy" in one]
    assert len(reviewed) > 60
    assert {by["name"] for one in reviewed for by in one["reviewedBy"]} == {REVIEWER["name"]}
    assert not [one["url"] for one in told if "&#" in json.dumps(one)]


def test_its_emergency_number_finds_the_page_of_signs(site: Path) -> None:
    same = json.loads(texts(site)["search/words.json"])["same"]
    assert ["emergency", "ambulance", "a and e", "000"] in same
