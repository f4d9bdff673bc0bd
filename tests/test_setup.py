"""Setting up a fresh machine: what is missing is said at once, in one sentence that ends with what to run.

The set-up scripts run here on a PATH of stand-ins, so no test reads a package list or asks the network.
"""

import re
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path

import pytest

from scripts.paths import ROOT

SCRIPTS = {path.name: path.relative_to(ROOT) for path in sorted((ROOT / "scripts").rglob("*.sh"))}
REAL = ("bash", "sh", "env", "dirname", "rm", "mkdir", "touch", "chmod", "true")
INSTALL = "apt-get install --no-install-recommends"

# Stand-ins, as the body of a shell script.
WORKS, FAILS = "exit 0", "exit 1"
ORDINARY, ROOT_USER = "echo 1000", "echo 0"
NO_PACKAGE = "echo \"E: Package 'x' has no installation candidate\" >&2; exit 100"
NOT_ALLOWED = 'echo "sudo: a terminal is required to read the password" >&2; exit 1'
DOES_AS_TOLD = 'exec "$@"'
# Debian 12's python3: older than wanted, and complete. The uv it fetches cannot download a Python.
OLDER = """case "$*" in
    *version_info*) exit 1 ;;
    "-m venv .uv")
        mkdir -p .uv/bin
        for name in python:0 uv:1; do
            printf '#!/bin/sh\\nexit %s\\n' "${name#*:}" >".uv/bin/${name%:*}"
            chmod +x ".uv/bin/${name%:*}"
        done ;;
esac"""
OLDER_ALONE = OLDER.replace("python:0", "python:1")  # its pip reaches nothing

MACHINES = {
    "no apt": {"id": ORDINARY},
    "no sudo": {"id": ORDINARY, "apt-get": WORKS},
    "sudo refuses": {"id": ORDINARY, "apt-get": WORKS, "sudo": NOT_ALLOWED},
    "sudo, and apt fails": {"id": ORDINARY, "apt-get": NO_PACKAGE, "sudo": DOES_AS_TOLD},
    "root, and apt fails": {"id": ROOT_USER, "apt-get": NO_PACKAGE},
}
"""What stands on the PATH of a machine that cannot get a package."""


GNU_ONLY = {
    "declare -A seen": r"\b(declare|local|typeset) -\w*[An]",
    "${name,,}": r"\$\{\w+(\[[^]]*\])?(,|\^)",
    "${name@Q}": r"\$\{\w+@",
    "mapfile -t lines": r"\b(mapfile|readarray|coproc)\b",
    '"${list[@]}"': r"\[[@*]\]",  # bash 3.2 calls an empty one unbound
    "make 2>&1 |& cat": r"\|&|&>>",
    "sed -i s/a/b/ file": r"\bsed\b.* (-\w*[ir]|--)",
    r"sed 's/a/\t/'": r"\bsed\b.*\\[tn+?|]",
    "readlink -f file": r"\breadlink -|\brealpath\b",
    "stat -c %s file": r"\bstat (-\w*c|--)",
    "date -d yesterday": r"\bdate (-d|-I|--)|\bdate .*%N",
    "sha256sum file": r"\b(sha\d+|md5)sum\b",
    "mktemp --suffix=.x": r"\bmktemp (--|-p|-t)",
    "grep -P '\\d'": r"\bgrep -\w*P",
    "find . -printf %p": r"\bfind\b.* -printf\b",
    "xargs -r rm": r"\bxargs .*(-r|-d|--)",
    "sort -V": r"\bsort -\w*V",
    "cp --parents a b": r"\b(cp|mv|ln|rm|mkdir|ls|du|touch|head|tail) --\w",
    "cp -t folder a": r"\b(cp|mv|ln) -\w*t\b",
    "timeout 5 make": r"\b(timeout|nproc|tac|setsid|numfmt) ",
    ".ONESHELL:": r"^\.(ONESHELL|SHELLSTATUS)\b",
    "A != date": r"^\w+ *(!=|:::?:=|::=)",
    "$(file >x)": r"\$\((file|let|intcmp|guile) ",
    "a b &: c": r"&:",
}
"""What make 3.81, bash 3.2 and BSD's tools do not know: an example, and what finds it."""


@dataclass(frozen=True)
class Run:
    """How a script ended and what it said."""

    code: int
    said: list[str]

    def the_stop(self) -> str:
        """The one sentence that ends a failed run."""
        stops = [line for line in self.said if line.startswith("STOP: ")]
        assert self.code != 0, f"went on as if nothing were missing: {self.said}"
        assert len(stops) == 1, f"one sentence, not {len(stops)}: {self.said}"
        assert self.said[-1] == stops[0], f"the sentence is not the last line: {self.said}"
        return stops[0]


def run(folder: Path, command: str, programs: dict[str, str], **environment: str) -> Run:
    """Run a set-up script in a copy of the project, with these programs and hardly any other."""
    project, path = folder / "project", folder / "bin"
    for script in SCRIPTS.values():
        (project / script).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(ROOT / script, project / script)
    path.mkdir()
    for name in REAL:
        (path / name).symlink_to(shutil.which(name) or name)
    for name, body in programs.items():
        (path / name).write_text(f"#!/bin/sh\n{body}\n")
        (path / name).chmod(0o755)
    name, *words = command.split()
    done = subprocess.run(
        [project / SCRIPTS[name], *words],
        env={"PATH": str(path), "HOME": str(folder), "TMPDIR": str(folder), **environment},
        stdin=subprocess.DEVNULL, capture_output=True, text=True, timeout=60, check=False,
    )  # fmt: skip
    return Run(done.returncode, done.stderr.splitlines())


COMMANDS = ["setup.sh python build", "setup.sh python test", "uv.sh", "browsers.sh", "browsers.sh listening"]


@pytest.mark.parametrize("machine", MACHINES)
@pytest.mark.parametrize("command", COMMANDS)
def test_a_machine_that_cannot_get_a_package_says_so_in_one_sentence(
    command: str, machine: str, tmp_path: Path
) -> None:
    stop = run(tmp_path, command, MACHINES[machine]).the_stop()
    packages = stop.rpartition(INSTALL)[2].split()
    assert packages[:2] == ["python3", "python3-venv"], f"does not end with the command to run: {stop}"
    assert ("chromium" in packages) == (command == "browsers.sh"), f"not everything at once: {stop}"
    assert ("orca" in packages) == (command == "browsers.sh listening"), f"not everything at once: {stop}"
    assert ("ask an administrator" in stop) == (machine in {"no sudo", "sudo refuses"})
    assert ("run: sudo apt-get update && sudo apt-get" in stop) == (machine == "sudo, and apt fails")


@pytest.mark.parametrize("command", ["setup.sh python build", "uv.sh", "browsers.sh"])
def test_a_python_without_venv_lacks_that_package_alone(command: str, tmp_path: Path) -> None:
    stop = run(tmp_path, command, MACHINES["no sudo"] | {"python3": FAILS}).the_stop()
    assert stop.rpartition(INSTALL)[2].split()[0] == "python3-venv"


def test_a_clone_needs_git_and_an_archive_does_not(tmp_path: Path) -> None:
    (tmp_path / "project" / ".git").mkdir(parents=True)
    stop = run(tmp_path, "setup.sh python build", MACHINES["no sudo"]).the_stop()
    assert stop.endswith(f"{INSTALL} python3 python3-venv git")


@pytest.mark.parametrize(
    "page",
    ["README.md", "CONTRIBUTING.md", "docs/about/hosting.md", "scripts/delivery/recipes/gitlab-ci.yml"],
)
def test_what_a_fresh_machine_needs_is_the_same_everywhere(page: str) -> None:
    text = (ROOT / page).read_text("utf-8")
    assert "git make python3 python3-venv" in text
    assert text.index("Debian 13" if page.endswith(".md") else "debian:13") < text.index("Debian 12")


def test_nothing_is_asked_of_a_machine_whose_own_python_is_complete(tmp_path: Path) -> None:
    ended = run(tmp_path, "browsers.sh", MACHINES["no sudo"] | {"python3": WORKS}).the_stop()
    assert "python3" not in ended


@pytest.mark.parametrize(("python", "reason"), [(OLDER, "downloaded"), (OLDER_ALONE, "pip")])
def test_a_python_that_cannot_be_fetched_leads_to_ones_own(python: str, reason: str, tmp_path: Path) -> None:
    stop = run(tmp_path, "setup.sh python build", MACHINES["no sudo"] | {"python3": python}).the_stop()
    assert reason in stop
    assert stop.endswith("make PYTHON=/path/to/python3.13 setup")


def test_a_python_of_ones_own_that_will_not_do_is_named(tmp_path: Path) -> None:
    ended = run(tmp_path, "setup.sh python build", MACHINES["no sudo"], PYTHON="/no/such/python")
    assert any(line.startswith("==> PYTHON=/no/such/python ") for line in ended.said)


def test_root_gets_everything_in_one_go_after_reading_the_lists(tmp_path: Path) -> None:
    """A fresh machine has no package lists: the first try fails, and they are read."""
    apt = (
        'echo "$@" >>"$HOME/asked"; case "$*" in *update*) >"$HOME/lists" ;; *) [ -e "$HOME/lists" ] ;; esac'
    )
    ended = run(tmp_path, "browsers.sh", {"id": ROOT_USER, "apt-get": apt})
    assert ended.code == 0, ended.said
    first, update, second = (tmp_path / "asked").read_text().splitlines()
    assert first == second
    assert "update" in update
    assert {"python3-venv", "chromium", "wrk"} <= set(first.split())


@pytest.mark.parametrize("example", GNU_ONLY)
def test_the_set_up_keeps_to_make_3_81_bash_3_2_and_bsd_tools(example: str) -> None:
    found = re.compile(GNU_ONLY[example])
    assert found.search(example)
    wrong = [
        f"{script}:{number}: {line.strip()}"
        for script in [Path("Makefile"), *SCRIPTS.values()]
        for number, line in enumerate((ROOT / script).read_text().splitlines(), 1)
        if not line.lstrip().startswith("#") and found.search(line)
    ]
    assert not wrong, f"macOS's own tools do not know this: {wrong}"


def test_make_help_lists_every_word() -> None:
    done = subprocess.run(["make", "-s", "help"], cwd=ROOT, capture_output=True, text=True, check=True)
    words = re.findall(r"^([a-z-]+):.*## ", (ROOT / "Makefile").read_text(), re.MULTILINE)
    assert [line.split()[:2] for line in done.stdout.splitlines()] == [["make", word] for word in words]
