"""The data files: TOML where they are written, JSON where they travel, and the same in both."""

from pathlib import Path

import pytest

import calculator
from calculator import data
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
