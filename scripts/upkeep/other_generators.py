"""Check that ProperDocs can build the same pages as MkDocs, and how far Zensical gets (`make moving`).

Material for MkDocs ends on 5 May 2027; docs/about/decisions/0015-material.md says what we do and by when. The other
generators are installed beside the project, in `.cache/moving`, and never touch it.
"""

import filecmp
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

from scripts.paths import CACHE, ROOT, SCRIPTS

FOLDER = CACHE / "moving"
LOCKS = (ROOT / "requirements-build.txt", SCRIPTS / "upkeep/other_generators.txt")
GENERATOR = re.compile(r'<meta name="generator"[^>]*>\n?')
QUIET = {"NO_MKDOCS_2_WARNING": "1", "DISABLE_MKDOCS_2_WARNING": "true", "PYTHONPATH": str(ROOT)}
BUILDS = {
    "MkDocs": ["-m", "mkdocs", "build", "--strict", "--quiet", "-d"],
    "ProperDocs": ["-m", "properdocs", "build", "--strict", "--quiet", "-f", "mkdocs.yml", "-d"],
}


def main() -> int:
    """Build with both, compare, then try Zensical; 1 when ProperDocs gives anything else."""
    python = install()
    made = {name: FOLDER / name.lower() for name in BUILDS}
    for name, folder in made.items():
        print(f"==> Building with {name}", flush=True)
        shutil.rmtree(folder, ignore_errors=True)
        subprocess.run([python, *BUILDS[name], str(folder)], cwd=ROOT, env=os.environ | QUIET, check=True)
    differing = compare(made["MkDocs"], made["ProperDocs"])
    pages = len(list(made["MkDocs"].rglob("*.html")))
    print(f"==> {pages} pages; files that differ: {', '.join(differing) or 'none'}")
    print(f"==> Zensical, with mkdocs.yml as it is: {zensical(python.parent / 'zensical')}")
    print("    What it lacks, and the smallest change for each: docs/about/decisions/0015-material.md")
    return 1 if differing else 0


def install() -> Path:
    """The other generators in a folder of their own, from hashed locks; nothing when it is there already."""
    python = FOLDER / "venv" / "bin" / "python"
    stamp = FOLDER / "locks"
    wanted = "".join(lock.read_text("utf-8") for lock in LOCKS)
    if not (stamp.is_file() and stamp.read_text("utf-8") == wanted):
        print("==> Installing the other generators into .cache/moving (hashes checked)", flush=True)
        shutil.rmtree(FOLDER, ignore_errors=True)
        subprocess.run([sys.executable, "-m", "venv", str(FOLDER / "venv")], check=True)
        words = [str(python), "-m", "pip", "install", "--quiet", "--no-deps", "--require-hashes"]
        for lock in LOCKS:
            subprocess.run([*words, "-r", str(lock)], check=True)
        stamp.write_text(wanted, "utf-8")
    return python


def compare(one: Path, other: Path) -> list[str]:
    """Files that are missing on a side or differ by more than the line that names the generator."""
    names = {
        file.relative_to(top).as_posix() for top in (one, other) for file in top.rglob("*") if file.is_file()
    }
    return [name for name in sorted(names) if not same(one / name, other / name)]


def same(one: Path, other: Path) -> bool:
    """True for equal files, and for pages that name another generator and are equal otherwise."""
    if not (one.is_file() and other.is_file()):
        return False
    if filecmp.cmp(one, other, shallow=False):
        return True
    if one.suffix != ".html":
        return False
    texts = (GENERATOR.sub("", file.read_text("utf-8")) for file in (one, other))
    return len(set(texts)) == 1


def zensical(program: Path) -> str:
    """How many pages it makes of a copy of ours, or the last line that it printed."""
    copy = FOLDER / "zensical"
    shutil.rmtree(copy, ignore_errors=True)
    copy.mkdir()
    for name in ("docs", "scripts", "calculator"):
        shutil.copytree(ROOT / name, copy / name)
    shutil.copy(ROOT / "mkdocs.yml", copy)
    env = os.environ | QUIET | {"PYTHONPATH": str(copy)}
    done = subprocess.run([program, "build"], cwd=copy, env=env, capture_output=True, text=True, check=False)
    pages = len(list((copy / "site").rglob("*.html")))
    said = (done.stdout + done.stderr).strip().splitlines()
    return (
        f"{pages} pages"
        if done.returncode == 0
        else f"it stops after {pages} pages: {said[-1] if said else ''}"
    )


if __name__ == "__main__":
    sys.exit(main())
