"""One build: where it is written, and what every step of it may ask."""

import json
import os
import subprocess
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from scripts.paths import BUILD, ROOT, SITE

FIRST_ZIP_DAY = 315_532_800
"""1 January 1980 in seconds since 1970: the earliest date a zip file can hold."""


TWINS = (".br", ".gz")
"""What the compressed twins of a file end with, the smaller first."""


class Stop(Exception):
    """The site cannot be built from what is here; the message says why and where."""


@dataclass(frozen=True)
class Site:
    """The folder that is published, and the one for what a build leaves beside it."""

    folder: Path = SITE
    build: Path = BUILD

    def runtime(self) -> dict[str, Any]:
        """What the step for Python has written about its files. Raises Stop before it has run."""
        file = self.build / "runtime.json"
        if not file.is_file():
            raise Stop("there is no Python for the browser yet: python -m scripts.build runtime")
        made: dict[str, Any] = json.loads(file.read_text("utf-8"))
        return made

    def pages(self) -> list[Path]:
        """Every HTML page, in order."""
        return sorted(self.folder.rglob("*.html"))

    def write(self, path: str, text: str) -> None:
        """Write a file of the site from text."""
        self.replace(path, text.encode())

    def replace(self, path: str, data: bytes) -> None:
        """Write a file of the site, unless it holds this already. Its compressed twins go, as they are out of date."""
        file = self.folder / path
        if file.is_file() and file.read_bytes() == data:
            return
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(data)
        for ending in TWINS:
            file.with_name(file.name + ending).unlink(missing_ok=True)


def commit_time() -> int:
    """Seconds since 1970 of the last commit: the only clock of the build.

    Outside a git checkout (a downloaded archive) it is the earliest date a zip can hold.
    """
    given = os.environ.get("SOURCE_DATE_EPOCH")
    if given or not (ROOT / ".git").exists():
        return int(given or FIRST_ZIP_DAY)
    git = subprocess.run(
        ["git", "log", "-1", "--format=%ct"], cwd=ROOT, capture_output=True, text=True, check=False
    )
    return int(git.stdout.strip() or FIRST_ZIP_DAY)
