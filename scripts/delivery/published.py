"""The list of what may be published, held against what was built: nothing gets on the site by accident."""

from collections.abc import Iterable
from pathlib import PurePath

from scripts.paths import SCRIPTS
from scripts.site import TWINS, Site, Stop

LIST = SCRIPTS / "delivery/published.txt"


def published(site: Site) -> None:
    """The check that every file of the site may be published."""
    files = [file.relative_to(site.folder) for file in site.folder.rglob("*") if file.is_file()]
    wrong = faults(files, allowed(LIST.read_text("utf-8")))
    if wrong:
        raise Stop(f"{'; '.join(wrong)} (scripts/delivery/published.txt is the list)")


def allowed(text: str) -> list[str]:
    """The patterns in the text of the list."""
    return [line for line in text.splitlines() if line and not line.startswith("#")]


def faults(files: Iterable[PurePath], patterns: Iterable[str]) -> list[str]:
    """Files that no pattern allows, and patterns that allow no file."""
    idle, found = set(patterns), []
    for file in sorted(file for file in files if file.suffix not in TWINS):
        fits = [pattern for pattern in patterns if file.full_match(pattern)]
        idle -= set(fits)
        if not fits:
            found.append(f"{file} may not be published")
    return [*found, *(f"nothing is called {pattern}" for pattern in sorted(idle))]
