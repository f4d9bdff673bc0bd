"""The repository itself: what lies where, and what must never be in it."""

import json
import os
import re
import subprocess
import tomllib
from pathlib import Path

import pytest
from packaging.utils import canonicalize_name

from scripts.paths import ROOT

TOP_LEVEL = {
    ".ci", ".editorconfig", ".gitattributes", ".gitignore", ".npmrc",
    "CHANGELOG.md", "CONTRIBUTING.md", "LICENSE", "LICENSE-CONTENT", "Makefile", "README.md", "SECURITY.md",
    "calculator", "docs", "mkdocs.yml", "package-lock.json", "package.json", "pyproject.toml",
    "requirements-build.txt", "requirements-test.txt", "requirements-uv.txt", "scripts", "tests",
}  # fmt: skip
PYTHON_LOCKS = [*sorted(ROOT.glob("requirements-*.txt")), ROOT / "scripts/upkeep/other_generators.txt"]
MACHINE_PATH = re.compile(r"(?<![\w.:/-])/(?:root|work|home/\w+|Users/\w+|opt/(?:pypi|wheels))/")
# What an index address or option looks like in a lock, whatever its host.
ADDRESS = re.compile(r"://|--(?:extra-)?index-url|--find-links|--trusted-host|^\s*-[if]\b| @ ", re.MULTILINE)


def tracked() -> list[Path]:
    """Every file that git keeps, or would keep at the next `git add`."""
    command = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    names = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True).stdout
    return [path for name in names.split("\0") if name and (path := ROOT / name).is_file()]


def test_the_top_level_holds_only_what_a_newcomer_expects() -> None:
    found = {path.relative_to(ROOT).parts[0] for path in tracked()}
    assert found <= TOP_LEVEL, f"a newcomer would not expect {sorted(found - TOP_LEVEL)} at the top level"


def test_no_file_names_a_folder_of_one_machine() -> None:
    wrong = [
        f"{path.relative_to(ROOT)}:{number}"
        for path in tracked()
        if path.suffix not in {".png", ".woff2", ".ico", ".pdf"} and path != Path(__file__)
        for number, line in enumerate(path.read_text("utf-8").splitlines(), 1)
        if MACHINE_PATH.search(line)
    ]
    assert not wrong, f"these lines name a folder that only one machine has: {wrong}"


@pytest.mark.parametrize("lock", PYTHON_LOCKS, ids=lambda lock: lock.name)
def test_every_pinned_python_package_has_its_hashes_and_no_address(lock: Path) -> None:
    text = lock.read_text()
    assert not ADDRESS.search(text), f"{lock.name} names a package index; remake it with make lock"
    pins = re.split(r"\n(?=\S)", text.strip())
    assert len(pins) > 0
    for pin in pins:
        first, *rest = pin.splitlines()
        assert re.match(r"[a-z0-9._-]+(\[[a-z,]+\])?==\S+", first), f"{lock.name}: not an exact pin: {first}"
        assert rest, f"{lock.name}: no hash: {first}"
        for line in rest:
            assert re.match(r"    --hash=sha256:[0-9a-f]{64}( \\)?$", line), (
                f"{lock.name}: not a hash: {line}"
            )


def test_every_npm_package_has_its_hash_and_no_address() -> None:
    lock = json.loads((ROOT / "package-lock.json").read_text())
    packages = {name: entry for name, entry in lock["packages"].items() if name}
    assert "node_modules/pyodide" in packages
    addressed = [name for name, entry in packages.items() if "resolved" in entry]
    assert not addressed, (
        f"package-lock.json says where these came from; remake it with make lock: {addressed}"
    )
    unhashed = [
        name for name, entry in packages.items() if not entry.get("integrity", "").startswith("sha512-")
    ]
    assert not unhashed, f"package-lock.json has no sha512 for {unhashed}"


def pins(lines: list[str]) -> dict[str, str]:
    """The exactly pinned packages in these lines, by the one spelling of their name."""
    found = (re.match(r"([\w.-]+)(?:\[[^]]*\])?==([^\s;]+)", line) for line in lines)
    return {canonicalize_name(pin[1]): pin[2] for pin in found if pin}


def locked(group: str) -> dict[str, str]:
    return pins((ROOT / f"requirements-{group}.txt").read_text().splitlines())


@pytest.mark.parametrize("group", ["build", "test", "uv"])
def test_the_python_locks_hold_what_the_project_asks_for(group: str) -> None:
    asked = tomllib.loads((ROOT / "pyproject.toml").read_text())["dependency-groups"][group]
    wanted = pins([line for line in asked if isinstance(line, str)])
    assert wanted.items() <= locked(group).items(), "pyproject.toml and the lock disagree: run make lock"


def test_the_npm_lock_holds_what_the_project_asks_for() -> None:
    asked = json.loads((ROOT / "package.json").read_text())
    packages = json.loads((ROOT / "package-lock.json").read_text())["packages"]
    for name, version in (asked["dependencies"] | asked["devDependencies"]).items():
        assert packages[f"node_modules/{name}"]["version"] == version, f"{name}: run make lock"


def test_the_tests_run_on_the_versions_that_build() -> None:
    assert locked("build").items() <= locked("test").items()


def test_continuous_integration_runs_make_test_and_nothing_else() -> None:
    run = ROOT / ".ci" / "run"
    lines = [line for line in run.read_text().splitlines() if not line.startswith("#")]
    assert lines == ["exec make test"]


def test_scripts_stop_at_the_first_error() -> None:
    for script in (ROOT / "scripts").rglob("*.sh"):
        text = script.read_text()
        if not text.startswith("#!"):
            continue  # sourced by the others
        assert "set -euo pipefail" in text, f"{script.name} would go on after an error"
        assert os.access(script, os.X_OK), f"{script.name} cannot be run"
        subprocess.run(["bash", "-n", str(script)], check=True)
