"""What stands on the back of the handout of a guidance page, written for paper: docs/_data/leaflets.toml."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

from calculator.problem import nearest
from calculator.strict import BadData, Table
from scripts.content.edition import edition
from scripts.content.reader import cited, read_list
from scripts.content.signs import beyond, sets
from scripts.paths import DOCS

TITLE = 40
"""Letters of a title at most, so that it takes one line."""
POINTS = range(3, 7)
QUESTIONS, QUESTION = 3, 14
"""How many questions at most, and words in each."""
GIST = 25
"""Words of the line that sums it up at most."""
WORDS, WITH_SIGNS = 210, 180
"""All words of a leaflet but its gist and its signs at most, so that it takes one side in letters of 14 pt."""
PICTURES = {
    "ampoule": ("how-much.md", "ampoule", 150),
    "where-given": ("how-given.md", "where", 150),
    "loading-maintenance": ("loading-doses.md", "loading", 160),
    "how-b12-gets-in": ("b12-deficiency.md", "gets_in", 190),
    "responses": ("what-to-expect.md", "moments", 115),
    "two-schedules": ("why-schedules-differ.md", "hero", 120),
}
"""The drawings that a leaflet may have: the page each is taken from, its kind there, and words that fit beside it."""
NUMBER = re.compile(r"\b\d")
"""A number, but not that of B12."""


@dataclass(frozen=True)
class Point:
    """One answer: its heading, what it says, and the ids of its sources."""

    head: str
    says: str
    sources: tuple[str, ...]


@dataclass(frozen=True)
class Leaflet:
    """The back of one handout."""

    page: str
    """The Markdown file that its code opens, such as "late-or-missed.md"."""
    title: str
    gist: str
    """What it comes to, in a line."""
    points: tuple[Point, ...]
    """The most important first."""
    ask: tuple[str, ...]
    """Questions to ask the clinic."""
    picture: str
    """A key of PICTURES, or ""."""
    signs: tuple[str, ...]
    """Sets of signs.toml whose signs stand on the back too, where the front does not carry them."""

    @property
    def more_signs(self) -> dict[str, list[str]]:
        """The signs that stand on its back, in their short forms, by level: an ambulance now, the clinic today."""
        return {level: beyond("handout", self.signs, level) for level in ("emergency", "same day")}

    @property
    def words(self) -> int:
        """How many words its points and questions have."""
        return sum(map(words, [*(f"{one.head} {one.says}" for one in self.points), *self.ask]))


@cache
def leaflets() -> dict[str, Leaflet]:
    """Every leaflet by its page. Raises BadData with every problem in the file."""
    found = read_list("leaflets", "leaflets", read_leaflet)
    pages = [one.page for one in found]
    if twice := sorted({page for page in pages if pages.count(page) > 1}):
        raise BadData(f"docs/_data/leaflets.toml: page: has two leaflets: {', '.join(twice)}")
    return dict(zip(pages, found, strict=True))


def leaflet(page: str) -> Leaflet:
    """The leaflet of a page. Raises BadData when it has none: its handout would have nothing on its back."""
    if page not in leaflets():
        raise BadData(
            f"docs/_data/leaflets.toml: {page} has a handout and no leaflet{meant(page, leaflets())}"
        )
    return leaflets()[page]


def read_leaflet(table: Table) -> Leaflet:
    """One leaflet; its problems go to the table's list, each with the leaflet's page."""
    page = table.text("page")
    table.where = f"{table.where} ({page})"
    one = Leaflet(
        page=page,
        title=table.text("title"),
        gist=table.text("gist"),
        points=tuple(read_point(point) for point in table.tables("points")),
        ask=table.texts("ask", required=False),
        picture=table.text("picture", required=False),
        signs=read_signs(table),
    )
    near_misses(table, ("page", "title", "gist", "points", "ask", "picture", "signs"))
    known = {file.relative_to(DOCS).as_posix() for file in DOCS.rglob("*.md")}
    if page and page not in known:
        table.problem("page", f"there is no docs/{page}{meant(page, known)}")
    if one.picture and one.picture not in PICTURES:
        table.problem("picture", f"must be of {', '.join(PICTURES)}, not {one.picture!r}")
    if len(one.title) > TITLE:
        table.problem("title", f"has {len(one.title)} letters, and at most {TITLE} fit a line")
    if words(one.gist) > GIST or NUMBER.search(one.gist):
        table.problem("gist", f"must be {GIST} words at most, without a number, not {one.gist!r}")
    if len(one.points) not in POINTS:
        table.problem("points", f"must be {POINTS[0]} to {POINTS[-1]}, not {len(one.points)}")
    if len(one.ask) > QUESTIONS:
        table.problem("ask", f"must be {QUESTIONS} at most, not {len(one.ask)}")
    for number, question in enumerate(one.ask, 1):
        if words(question) > QUESTION or not question.endswith("?"):
            table.problem(
                f"ask[{number}]", f"must be a question of {QUESTION} words at most, not {question!r}"
            )
    room = WITH_SIGNS if one.signs else WORDS
    if one.picture in PICTURES:
        room = min(room, PICTURES[one.picture][2])
    if one.words > room:
        table.problem("", f"has {one.words} words, and at most {room} fit one side")
    return one


def read_signs(table: Table) -> tuple[str, ...]:
    """The sets that it names: known ones, with a sign that the front does not carry, and each with its short form."""
    names = table.texts("signs", required=False)
    for name in names:
        more = [sign for level in ("emergency", "same day") for sign in beyond("handout", [name], level)]
        if name not in sets():
            table.problem("signs", f"no set is called {name!r}{meant(name, sets())}")
        elif not more:
            table.problem("signs", f"{name} has no sign that is not on the front already")
        elif not all(more):
            table.problem("signs", f"a sign of {name} has no short form in signs.toml")
    return tuple(name for name in names if name in sets())


def read_point(table: Table) -> Point:
    """One answer. A number in it needs a source."""
    says = edition().localise(table.text("says"))
    one = Point(table.text("head"), says, cited(table, required=bool(NUMBER.search(says))))
    near_misses(table, ("head", "says", "sources"))
    table.refuse_leftovers()
    return one


def near_misses(table: Table, known: tuple[str, ...]) -> None:
    """Say what a key that there is not was meant to be."""
    for key in list(table.left):
        if near := meant(key, known):
            table.take(key)
            table.problem(key, f"no such key here{near}")


def meant(given: str, known: Iterable[str]) -> str:
    """ "; is it ...?", or "" where nothing known is spelled nearly so."""
    near = nearest(given, known)
    return f"; is it {near[0]}?" if near else ""


def words(text: str) -> int:
    """How many words a text has; an amount with its unit counts as two."""
    return len(text.split())
