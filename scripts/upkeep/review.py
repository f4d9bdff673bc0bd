"""What must be looked at again soon: schedules, data and pages by their `next_review`, and addresses that are gone.

Run it as `make review`, by hand: this is the only place that asks the network, and no test does.
`python -m scripts.upkeep.review --offline` leaves the addresses out.
"""

import argparse
import sys
import tomllib
from collections.abc import Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import date, timedelta
from http.client import HTTPException
from pathlib import Path
from urllib.error import HTTPError
from urllib.request import Request, urlopen

from calculator.source import Source, sources
from scripts.content.front_matter import front_matter
from scripts.paths import ROOT

DAYS, TIMEOUT, AT_ONCE = 90, 20, 8
"""Days ahead to look; seconds to wait for an address; how many addresses are asked at a time."""
DATED = ("calculator/protocols/*.toml", "docs/_data/**/*.toml")
BLOCKS_BOTS = (401, 403, 405, 406, 429, 503)
"""Answers of a server that is there but does not talk to scripts: a person must look."""


@dataclass(frozen=True, order=True)
class Due:
    """Something that says when it must be looked at again."""

    day: date
    file: str
    name: str
    """The place in the file; empty when it is the whole file."""

    def __str__(self) -> str:
        return f"{self.day}  {self.file}{f': {self.name}' if self.name else ''}"


def everything(root: Path = ROOT) -> list[Due]:
    """Every review date there is, the nearest first."""
    found: list[Due] = []
    for pattern in DATED:
        for file in root.glob(pattern):
            name = file.relative_to(root).as_posix()
            dates = dates_in(tomllib.loads(file.read_text("utf-8")))
            found += [Due(day, name, where.removesuffix("review").rstrip(".")) for where, day in dates]
    for file in (root / "docs").rglob("*.md"):
        day = front_matter(file.read_text("utf-8")).get("next_review")
        if isinstance(day, date):
            found.append(Due(day, file.relative_to(root).as_posix(), ""))
    return sorted(found)


def dates_in(value: object, where: str = "") -> Iterator[tuple[str, date]]:
    """Every `next_review` in a data file, with the dotted name of the table it stands in."""
    if isinstance(value, dict):
        if isinstance(value.get("next_review"), date):
            yield where, value["next_review"]
        for key, inside in value.items():
            yield from dates_in(inside, f"{where}.{key}".strip("."))
    elif isinstance(value, list):
        for number, inside in enumerate(value, start=1):
            yield from dates_in(inside, f"{where}[{number}]")


def overdue(every: Iterable[Due], today: date) -> list[Due]:
    """What should have been looked at before today."""
    return [one for one in every if one.day < today]


def soon(every: Iterable[Due], today: date, days: int = DAYS) -> list[Due]:
    """What is due from today on, within so many days."""
    return [one for one in every if today <= one.day <= today + timedelta(days)]


def broken_links(every: Iterable[Source]) -> Iterator[tuple[Source, str]]:
    """Sources whose address does not answer as it should, and how it answers instead."""
    asked = [one for one in every if one.url and not one.superseded_by]
    with ThreadPoolExecutor(AT_ONCE) as pool:
        for one, told in zip(asked, pool.map(lambda one: check_url(one.url), asked), strict=True):
            if told:
                yield one, told


def check_url(url: str) -> str:
    """Nothing if an address answers, else how it fails."""
    try:
        request = Request(
            url, headers={"User-Agent": "Mozilla/5.0 (checking that a cited address still answers)"}
        )
        with urlopen(request, timeout=TIMEOUT):
            return ""
    except HTTPError as error:
        kind = "does not talk to scripts, look yourself" if error.code in BLOCKS_BOTS else "is gone or broken"
        return f"{error.code}: {kind}"
    except (OSError, HTTPException, ValueError) as error:
        return f"no answer: {error}"


def show(heading: str, lines: Iterable[object]) -> None:
    """A heading with its lines, or "nothing"."""
    print(f"\n{heading}")
    for line in list(lines) or ["nothing"]:
        print(f"  {line}")


def main() -> int:
    """Print what is due. Exit code 1 when a date has passed."""
    parser = argparse.ArgumentParser(description="What is due for review, and which addresses are gone.")
    parser.add_argument("--offline", action="store_true", help="do not ask the addresses")
    parser.add_argument("--days", type=int, default=DAYS, help=f"how far to look ahead ({DAYS})")
    options = parser.parse_args()
    today, every = date.today(), everything()
    late = overdue(every, today)
    show("Overdue", late)
    show(f"Due in the next {options.days} days", soon(every, today, options.days))
    print(f"\nThe next date after that is {next((one.day for one in every if one.day > today), 'unknown')}.")
    if not options.offline:
        lines = (f"{one.id}: {told}: {one.url}" for one, told in broken_links(sources().values()))
        show("Addresses that do not answer as they should", lines)
    return 1 if late else 0


if __name__ == "__main__":
    sys.exit(main())
