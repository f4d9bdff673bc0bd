"""The oldest browsers in which everything works: docs/_data/browsers.toml, and the ```browsers fence that prints it."""

from dataclasses import dataclass

from calculator.render.markup import Markup, element
from calculator.strict import Table
from scripts.content.phrases import site_language
from scripts.content.reader import read_list


@dataclass(frozen=True)
class Browser:
    """One browser, or several that share an engine and its versions."""

    name: str
    version: str
    """The oldest that will do."""
    year: int
    """In which that came out."""
    ids: tuple[str, ...]
    """What MDN's data call it."""


def browsers() -> tuple[Browser, ...]:
    """Every browser of the list. Raises BadData."""
    return read_list("browsers", "browsers", read_browser)


def read_browser(table: Table) -> Browser:
    """One entry."""
    return Browser(table.text("name"), table.text("version"), table.number("year") or 0, table.texts("ids"))


def supported() -> Markup:
    """The list as a page prints it."""
    say = site_language().say
    lines = (
        element("li", say("browsers.line", name=one.name, version=one.version, year=str(one.year)))
        for one in browsers()
    )
    return element("ul", *lines)
