"""The data files: TOML where they are written, JSON where they travel, and the same in both."""

from collections.abc import Callable
from pathlib import Path

import pytest

import calculator
from calculator import data
from calculator.strict import BadData
from scripts.clinics.short_links import register
from scripts.content.edition import read_edition
from scripts.content.hazards import hazards
from scripts.content.hosting_cost import assumptions
from scripts.pages.glossary import terms
from scripts.paths import DATA
from scripts.runtime.wheel import packed

HERE = Path(calculator.__file__).parent
FILES = sorted(HERE.rglob("*.toml"))


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.relative_to(HERE).as_posix())
def test_a_data_file_says_the_same_once_it_is_packed(file: Path) -> None:
    sent = packed(file)
    assert sent.startswith("{")
    assert data.tables(sent, file.name) == data.tables(file.read_text("utf-8"), file.name)


def test_only_toml_is_written_by_hand() -> None:
    assert not list(HERE.rglob("*.json")), "a packed file beside the code would be read instead of its TOML"
    assert len(FILES) > 40


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
        ("running", "pages = 2", 'pages = "two"', "visit.pages: must be a number, not 'two'"),
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
