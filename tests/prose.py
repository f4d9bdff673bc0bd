"""Reads the pages the way a reader meets them: sentence by sentence, with the line each stands on.

A page is Markdown with front matter. What a reader does not read as prose is left out: fences, comments,
HTML tags, the ids of citations. Nothing here judges; the rules are in `test_text.py` and `test_numbers.py`.
"""

import re
import tomllib
from dataclasses import dataclass
from functools import cache, cached_property
from typing import Any

import yaml

from scripts.content.front_matter import front_matter
from scripts.content.plain_text import CITATION, plain
from scripts.content.prose import Block, blocks, sentences
from scripts.content.signs import asked_for, sets
from scripts.pages.doors import door
from scripts.pages.help_cards import expanded, with_signs
from scripts.paths import ROOT

__all__ = ["CITATION", "Block", "plain", "sentences"]
DOCS = ROOT / "docs"
DATA = DOCS / "_data"

# Pages for people who maintain the site: their readers know the terms, so the plain-word rules stop here.
FOR_MAINTAINERS = (
    "about/how-it-works.md",
    "about/adding-a-protocol.md",
    "about/design.md",
    "about/components/",
    "about/decisions/",
    "about/hazard-log.md",
    "about/hosting.md",
    "about/qualification.md",
    "about/running-cost.md",
    "about/standards.md",
)


@dataclass(frozen=True)
class Page:
    """A Markdown page: its path under `docs/`, its front matter and its body, whose first line is `start`."""

    name: str
    meta: dict[str, Any]
    body: str
    start: int

    @property
    def path(self) -> str:
        return f"docs/{self.name}"

    @cached_property
    def blocks(self) -> tuple[Block, ...]:
        return tuple(blocks(self.body.splitlines(), self.start))

    @cached_property
    def prose(self) -> str:
        return " ".join(plain(block.text) for block in self.blocks)

    @property
    def care(self) -> tuple[str, ...] | None:
        """The sets of signs that the page names; empty when it has decided on none, None when it has not decided."""
        return asked_for(self.meta)

    @cached_property
    def whole(self) -> str:
        """The body with its signs in place of each ```care fence, as the site shows it."""
        return "\n".join(with_signs(self.body.splitlines(), self.meta))


@cache
def every_page() -> tuple[Page, ...]:
    """Every page of the site, sorted by path."""
    names = sorted(path.relative_to(DOCS).as_posix() for path in DOCS.rglob("*.md"))
    return tuple(read(name) for name in names if not name.startswith("_"))


@cache
def pages() -> tuple[Page, ...]:
    """Every page written for the public."""
    return tuple(page for page in every_page() if not page.name.startswith(FOR_MAINTAINERS))


@cache
def every_sign() -> Page:
    """A page of nothing but signs, each in its full and its short form, so that rules for words hold for them too."""
    asks = ("", "brief = true", "numbers = true")
    lines = [line for source in asks for line in expanded(source, tuple(sets()))]
    return Page("_data/signs.toml", {}, "\n".join(lines), 1)


@cache
def read(name: str) -> Page:
    """The page `name` under `docs/`."""
    text = (DOCS / name).read_text(encoding="utf-8")
    match = re.match(r"---\n(.*?)\n---\n", text, re.S)
    if not match:
        return Page(name, {}, text, 1)
    return Page(name, front_matter(text), text[match.end() :], text[: match.end()].count("\n") + 1)


@cache
def data(name: str) -> dict[str, Any]:
    """The data file `docs/_data/<name>.toml`."""
    return tomllib.loads((DATA / f"{name}.toml").read_text(encoding="utf-8"))


def ours(name: str) -> dict[str, Any]:
    """The tests' own data file `tests/<name>.toml`."""
    return tomllib.loads((ROOT / f"tests/{name}.toml").read_text(encoding="utf-8"))


def style() -> dict[str, Any]:
    """The words and forms that pages use and avoid, `tests/style.toml`."""
    return ours("style")


@cache
def of_door(name: str) -> tuple[Page, ...]:
    """The pages behind one of the three doors, as mkdocs.yml's `nav` has them."""
    settings = re.sub(r"!ENV.*", "''", (ROOT / "mkdocs.yml").read_text(encoding="utf-8"))
    nav = yaml.safe_load(settings)["nav"]
    return tuple(page for page in pages() if door(page.name, nav) == name)


def words(text: str) -> int:
    """How many words a reader reads in `text`; a number with its unit counts as two."""
    return len(re.findall(r"\w[\w',.\u2019/-]*", plain(text).replace("\u00a0", " ")))


def slug(heading: str) -> str:
    """The anchor Python-Markdown gives a heading."""
    return re.sub(r"[-\s]+", "-", re.sub(r"[^\w\s-]", "", plain(heading)).strip().lower())
