"""The data files: TOML where they are written, JSON where they travel, and the same in both."""

from collections.abc import Callable
from pathlib import Path

import pytest

import calculator
from calculator import data
from calculator.data import FIRST
from calculator.protocol import protocol_ids
from calculator.strict import BadData
from scripts.clinics.short_links import register
from scripts.content.edition import read_edition
from scripts.content.glossary import terms
from scripts.content.hazards import hazards
from scripts.content.hosting_cost import assumptions
from scripts.paths import DATA
from scripts.runtime.pack import pack, packed, sources_of

HERE = Path(calculator.__file__).parent
IN_LANGUAGES = sorted(HERE.rglob("languages/*/*.toml"))


@pytest.mark.parametrize("id", protocol_ids())
def test_a_page_carries_the_data_of_its_own_schedule_whole_and_of_no_other(id: str) -> None:
    files = pack([id], FIRST)
    assert set(files) == {f"protocols/{id}.json", "sources.json"}
    written = data.tables(data.text(f"protocols/{id}"), f"{id}.toml")
    assert data.tables(files[f"protocols/{id}.json"], f"{id}.json") == written
    register = data.tables(data.text("sources"), "sources.toml")
    carried = data.tables(files["sources.json"], "sources.json")
    assert carried == {name: register[name] for name in sources_of(written["source"])}


@pytest.mark.parametrize("file", IN_LANGUAGES, ids=lambda file: file.name)
def test_a_language_says_the_same_once_it_is_packed(file: Path) -> None:
    tables = data.tables(file.read_text("utf-8"), file.name)
    assert data.tables(packed(tables), file.name) == tables


def test_only_toml_is_written_by_hand() -> None:
    assert not list(HERE.rglob("*.json")), "a packed file beside the code would be read instead of its TOML"


@pytest.mark.parametrize(
    ("name", "old", "new", "told"),
    [
        (
            "hazards",
            'severity = "considerable"',
            'severity = "bad"',
            "H1.initial.severity: must be one of minor",
        ),
        ("hazards", 'cause = "The words', 'couse = "The words', "H1.couse: no such key here"),
        ("addresses", "since = 2026-11-22", 'since = "soon"', "au1.since: must be a date such as 2026-11-22"),
        ("addresses", "opens =", "opns =", "au1.opens: is missing"),
        ("glossary", "definition =", "meaning =", r"terms\[1\].definition: is missing"),
        ("running", "pages = 3", 'pages = "two"', "visit.pages: must be a number, not 'two'"),
        ("running", "free_requests =", "free_request =", "cdn.free_requests: must be there"),
        ("edition", "publisher =", "publishr =", "publisher: is missing"),
        (
            "edition",
            'number = "999"',
            "number = 999",
            r"emergency.numbers\[1\].number: must be text, not 999",
        ),
    ],
)
def test_a_mistake_in_any_data_file_is_told_with_file_and_key(
    name: str, old: str, new: str, told: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    text = (DATA / f"{name}.toml").read_text("utf-8")
    assert old in text
    (tmp_path / f"{name}.toml").write_text(text.replace(old, new, 1), "utf-8")
    monkeypatch.setattr("scripts.content.reader.FOLDER", tmp_path)
    readers: dict[str, Callable[[], object]] = {
        "hazards": hazards,
        "addresses": register.__wrapped__,
        "glossary": terms.__wrapped__,
        "running": assumptions.__wrapped__,
        "edition": lambda: read_edition((tmp_path / "edition.toml").read_text("utf-8")),
    }
    with pytest.raises(BadData, match=rf"docs/_data/{name}\.toml(:\d+)?: .*{told}"):
        readers[name]()
