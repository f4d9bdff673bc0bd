"""A copy of the project in a folder of its own, for tests that change its data and build it again."""

import shutil
import subprocess
import sys
from pathlib import Path

from scripts.paths import BUILD, NODE_MODULES, ROOT


def copy_of_project(to: Path) -> Path:
    """What a build reads, with Python for the browser as it has been made; gives the folder."""
    for folder in ("calculator", "scripts", "docs"):
        shutil.copytree(ROOT / folder, to / folder, ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(ROOT / "mkdocs.yml", to)
    (to / "node_modules").symlink_to(NODE_MODULES)
    (to / "build").mkdir()
    (to / "build/runtime").symlink_to(BUILD / "runtime")
    shutil.copy(BUILD / "runtime.json", to / "build")
    return to


def run(project: Path, *command: str) -> str:
    """What Python prints in a copy of the project."""
    done = subprocess.run(
        [sys.executable, *command], cwd=project, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    return done.stdout
