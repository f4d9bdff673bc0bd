"""The list of what the site is made of names every file that runs in a reader's browser, as it is."""

import hashlib
import json
from typing import Any

import pytest

from scripts.paths import SITE
from scripts.runtime.build import PYODIDE

pytestmark = pytest.mark.slow  # needs a built site


def bill() -> dict[str, Any]:
    found: dict[str, Any] = json.loads((SITE / "sbom.cdx.json").read_text("utf-8"))
    return found


def sums() -> dict[str, str]:
    """Each file that is listed, with its sha256."""
    files = [part for part in bill()["components"] if part["type"] == "file"]
    return {file["name"]: file["hashes"][0]["content"] for file in files}


def test_every_file_of_the_runtime_is_listed_with_its_sha256() -> None:
    files = [
        file for file in (SITE / "runtime").rglob("*") if file.is_file() and file.suffix not in (".br", ".gz")
    ]
    assert sums() == {
        file.relative_to(SITE).as_posix(): hashlib.sha256(file.read_bytes()).hexdigest() for file in files
    }


def test_the_page_on_cost_lists_the_same_sums() -> None:
    page = (SITE / "about" / "cost" / "index.html").read_text("utf-8")
    assert len(sums()) > 5
    assert not [name for name, one in sums().items() if one not in page]


def test_each_library_is_named_with_the_version_that_travels() -> None:
    made = bill()
    assert made["bomFormat"] == "CycloneDX"
    named = {part["name"]: part["version"] for part in made["components"] if part["type"] == "library"}
    assert named["pyodide"] == json.loads((PYODIDE / "package.json").read_text("utf-8"))["version"]
    assert {"minisearch", "cpython", "icalendar", "python-dateutil", "tzdata"} <= set(named)
