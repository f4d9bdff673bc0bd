"""scripts/ is as its README draws it: folders that import one way, and steps that each say what they do."""

import ast
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path, PurePath

import pytest

from scripts.build import STEPS
from scripts.delivery.published import allowed, faults
from scripts.paths import DOCS, SCRIPTS

README = (SCRIPTS / "README.md").read_text("utf-8")
MODULES = [
    path for path in sorted(SCRIPTS.rglob("*.py")) if "stubs" not in path.parts
]  # those travel to the browser
every_module = pytest.mark.parametrize("path", MODULES, ids=lambda path: path.relative_to(SCRIPTS).as_posix())


def order() -> list[str]:
    """The folders in the README's list, from the top down."""
    rows = README.partition("## The folders")[2].partition("Beside them")[0]
    return [name.removesuffix(".py") for name in re.findall(r"^\| \[([\w.]+)/?\]", rows, re.M)]


@cache
def imports(path: Path) -> tuple[str, ...]:
    """Every module of scripts/ that a file imports, by its full name."""
    found: list[str] = []
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            found += [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            found.append(node.module or "")
    return tuple(name for name in found if name.startswith("scripts."))


def folder(path: Path) -> str:
    """The folder of scripts/ that a module stands in; the module's own name at the top."""
    return path.relative_to(SCRIPTS).parts[0].removesuffix(".py")


def test_the_readme_lists_every_folder_with_python_in_it() -> None:
    assert sorted(order()) == sorted({folder(path) for path in MODULES})


@every_module
def test_imports_between_folders_run_one_way(path: Path) -> None:
    for module in imports(path):
        here, there = folder(path), module.split(".")[1]
        assert here == there or order().index(here) < order().index(there), f"{path.name} imports {module}"


def test_every_file_that_the_readme_names_is_there() -> None:
    for target in re.findall(r"\]\(([\w./]+)\)", README):
        assert (SCRIPTS / target).exists(), f"scripts/README.md leads to {target}, which is not there"


def test_the_readme_tells_every_step_in_the_order_of_the_build() -> None:
    told = re.findall(r"^\| `(\w+)` \| \[([\w./]+)\]", README, re.M)
    steps = [
        (step.__name__, step.__module__.removeprefix("scripts.").replace(".", "/") + ".py") for step in STEPS
    ]
    assert told == steps


def test_the_page_on_how_the_site_works_shows_the_same_map() -> None:
    page = (DOCS / "about/how-it-works.md").read_text("utf-8")
    steps, _, folders = page.partition("## How the site is built")[2].partition("Table: The folders")
    assert re.findall(r"^\| `(\w+)` \|", steps, re.M) == [step.__name__ for step in STEPS]
    rows = re.findall(r"^\| (`.+?) \|", folders, re.M)
    assert [name.strip("/`").removesuffix(".py") for row in rows for name in row.split(", ")] == order()


def test_the_root_of_the_repository_is_worked_out_in_one_file() -> None:
    known = {"paths.py", "hooks.py"}  # MkDocs loads hooks.py by its path, before scripts can be imported
    found = {path.name for path in MODULES if "__file__" in path.read_text("utf-8")}
    assert found <= known


# --- what may be published


def files(*names: str) -> Iterator[PurePath]:
    return (PurePath(name) for name in names)


def test_a_file_that_is_not_on_the_list_stops_the_build() -> None:
    patterns = allowed("# a comment\n**/index.html\nassets/*.css\n")
    site = ("index.html", "a/index.html", "assets/site.css")
    assert faults(files(*site), patterns) == []
    assert faults(files(*site, "assets/themes/idle.css"), patterns) == [
        "assets/themes/idle.css may not be published"
    ]
    assert faults(files(*site, "a/notes.md"), patterns) == ["a/notes.md may not be published"]


def test_a_line_of_the_list_that_fits_nothing_stops_the_build() -> None:
    assert faults(files("index.html"), ["index.html", "old/*.html"]) == ["nothing is called old/*.html"]


def test_compressed_files_stand_on_the_list_through_the_file_that_they_repeat() -> None:
    assert faults(files("index.html", "index.html.br", "index.html.gz"), ["index.html"]) == []
