"""What the search looks through: one file for each door, search/<door>.json, with the sentences of its pages.

A file is {"pages": [[address, title, description, weight, question]], "parts": [[page, id, heading, sentences]]}.
`page` is a place in `pages`, and `id` the anchor of a heading; both texts are empty for what stands above the first
heading of a page. docs/assets/search.js reads it.
"""

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import Any

from scripts.content.edition import edition
from scripts.content.phrases import site_language
from scripts.pages.doors import DOORS
from scripts.pages.glossary import OWN_PAGE
from scripts.paths import NODE_MODULES

LIBRARY = NODE_MODULES / "minisearch"
WEIGHTS = {
    "get-help.md": 2,
    "index.md": 0.5,
    "about/components/": 0.1,
    "about/decisions/": 0.4,
    "schedules.md": 0.7,
    "schedules/": 0.25,
    "world.md": 0.5,
    "where-sources-differ.md": 0.35,
    "words.md": 0.3,
}
"""How much pages count whose place begins so, if that is not 1: long lists, schedules and our own notes come last."""
BLOCKS = {"p", "li", "ul", "ol", "dl", "dt", "tr", "div", "section", "table", "caption", "summary", "details"}
"""Elements before and after which a sentence ends. Cells of a row, and a word with its meaning, stay on one line."""
ON_ONE_LINE = {"td", "th", "dt"}
HEADINGS = {"h1", "h2", "h3", "h4", "h5", "h6"}
EMPTY = {"area", "br", "col", "hr", "img", "input", "link", "meta", "source", "wbr"}
"""Elements without an end."""
NOT_READ = {"svg", "script", "template", "figure", "nav", "button"}
NOT_FOUND = {"cite", "cites", "sources", "words", "picture"}
"""Classes of what is not the page's own text: marks of citations, the lists at its end, words in pictures."""
SIGNS, PAGE_OF_SIGNS = {"care--emergency", "care--urgent"}, "get-help.md"
"""The classes of cards that say when to call for help, and the page that has every sign: there, they are found."""
END_OF_SENTENCE = re.compile(r"(?:(?<=[.!?])|(?<=[.!?][\"”’)]))\s+(?=[\"“‘(]?[A-Z0-9])")

BEFORE_MARK = re.compile(r" (?=[.,;:?!])")
"""A space where a citation was left out."""


@dataclass
class Part:
    """A heading with what stands below it; above the first heading, both are empty."""

    id: str = ""
    heading: str = ""
    sentences: list[str] = field(default_factory=list)


class Reader(HTMLParser):
    """Takes the sentences out of a page, part by part. `title` is its first heading of level 1, if it has one.

    With `word_by_word`, each word that a list explains is a part of its own, with the word for a heading. Signs of when
    to call for help are read with `signs`.
    """

    def __init__(self, *, word_by_word: bool = False, signs: bool = False) -> None:
        super().__init__()
        self.not_found = NOT_FOUND if signs else NOT_FOUND | SIGNS
        self.parts, self.title = [Part()], ""
        self.word_by_word = word_by_word
        self.left_out = 0
        self.in_heading = ""
        self.line: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Begin an element."""
        given = dict(attrs)
        if tag in EMPTY:
            self.line.append(" ")
        elif self.left_out or tag in NOT_READ or self.leaves_out(given):
            self.left_out += 1
        elif tag in HEADINGS:
            self.end_line()
            self.in_heading = tag
            if tag != "h1" and given.get("id"):
                self.parts.append(Part(id=given["id"] or ""))
        elif tag in BLOCKS:
            self.end_line()

    def handle_endtag(self, tag: str) -> None:
        """End an element."""
        if tag in EMPTY:
            return
        if self.left_out:
            self.left_out -= 1
        elif tag == self.in_heading:
            text, part = self.take_line(), self.parts[-1]
            if tag == "h1":
                self.title = self.title or text
            elif part.id and not part.heading:
                part.heading = text
            else:
                part.sentences.append(text)
            self.in_heading = ""
        elif tag == "dt" and self.word_by_word:
            self.parts.append(Part(heading=self.take_line()))
        elif tag in ON_ONE_LINE and (text := self.take_line()):
            self.line.append(text if text[-1] in ".:?!" else f"{text}:")
            self.line.append(" ")
        elif tag in BLOCKS or tag == "dd":
            self.end_line()

    def handle_data(self, data: str) -> None:
        """Take text that is not left out."""
        if not self.left_out:
            self.line.append(data)

    def leaves_out(self, given: Mapping[str, str | None]) -> bool:
        """Whether an element with these attributes is not the page's own text."""
        return "data-search-exclude" in given or not self.not_found.isdisjoint(
            (given.get("class") or "").split()
        )

    def take_line(self) -> str:
        """The text since the last edge, its spaces made single."""
        text = BEFORE_MARK.sub("", " ".join("".join(self.line).split()))
        self.line = []
        return text

    def end_line(self) -> None:
        """Split the text since the last edge into sentences."""
        text = self.take_line().removesuffix(":") if self.line else ""
        self.parts[-1].sentences += [one for one in END_OF_SENTENCE.split(text) if one]


def read(html: str, uri: str = "") -> Reader:
    """What a page says, given with its place below docs/."""
    reader = Reader(word_by_word=uri == OWN_PAGE, signs=uri == PAGE_OF_SIGNS)
    reader.feed(html)
    reader.close()
    reader.end_line()
    return reader


def weight(uri: str) -> float:
    """How much a page counts, by its place below docs/."""
    return next((one for start, one in WEIGHTS.items() if uri.startswith(start)), 1)


class Index:
    """The pages of one build. Each is added when its HTML is finished."""

    def __init__(self) -> None:
        self.doors: dict[str, dict[str, list[Any]]] = {name: {"pages": [], "parts": []} for name in DOORS}

    def add(self, page: Any, html: str, door: str, *, only_top: bool) -> None:
        """Add a page of MkDocs behind its door. With `only_top`, the parts below its headings cannot be found."""
        if page.meta.get("search", {}).get("exclude"):
            return
        uri = page.file.src_uri
        found, one = self.doors[door], read(html, uri)
        place = len(found["pages"])
        title = page.title if only_top or not one.title else one.title
        about, question = (page.meta.get(key, "") for key in ("description", "question"))
        found["pages"].append([page.url, title, about, weight(uri), question])
        for part in one.parts[: 1 if only_top else None]:
            if part.sentences or not part.heading:
                found["parts"].append([place, part.id, part.heading.removesuffix(":"), part.sentences])

    def files(self) -> Iterator[tuple[str, str]]:
        """Place below the site and text of each file that the search fetches."""
        for name, found in self.doors.items():
            yield f"search/{name}.json", as_json(found)


def words() -> str:
    """What search.js knows of the language, as JSON. The edition's emergency numbers are words for calling for help."""
    known = dict(site_language().phrases["search"])
    calling = [*known.pop("emergency"), *edition().places()]
    return as_json(known | {"same": [*known["same"], calling]})


def as_json(value: object) -> str:
    """JSON without spaces."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def library() -> str:
    """MiniSearch's module with its licence, and without its remarks, which are two thirds of it."""
    licence = (LIBRARY / "LICENSE.txt").read_text("utf-8").strip()
    code = (LIBRARY / "dist/es/index.js").read_text("utf-8")
    code = re.sub(r"^\s*/\*\*.*?\*/\n", "", code, flags=re.MULTILINE | re.DOTALL)
    code = re.sub(r"^\s*//.*\n", "", code, flags=re.MULTILINE)
    return f"/* MiniSearch\n\n{licence} */\n{code}"
