"""Reading the engine's HTML as a browser would, and holding it to what it may contain."""

import re
from html.parser import HTMLParser

from bs4 import BeautifulSoup, Tag

from calculator.render.keep import PLAIN

TAGS = {
    "a", "abbr", "article", "button", "caption", "details", "div", "fieldset", "form", "g", "h2", "h3", "h4",
    "injection-calculator", "input", "label", "legend", "li", "noscript", "ol", "optgroup", "option", "p", "path",
    "pre", "q", "section", "select", "span",
    "strong", "summary", "svg", "table", "tbody", "td", "template", "text", "tfoot", "th", "thead", "title", "tr",
    "ul", "desc", "time", "em", "small", "nav", "dl", "dt", "dd", "circle", "rect", "line", "b", "cite",
}  # fmt: skip
NAME = re.compile(r"[a-z][a-z-]*")
DANGEROUS = re.compile(r"^(on.*|style|srcdoc|formaction|action|xlink:href|src|background|ping)$")


VOID = frozenset({"input", "br", "hr", "img"})
POINTERS = ("for", "aria-describedby", "aria-labelledby")


class Strict(HTMLParser):
    """Reads once, and finds whatever must not be: ill-formed, unknown, scripted, or of a name that another has."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.ids: list[str] = []
        self.pointed: list[str] = []
        self.faults: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in VOID:
            self.open.append(tag)
        if tag not in TAGS:
            self.faults.append(f"<{tag}> has no place here")
        if len(dict(attrs)) < len(attrs):
            self.faults.append(f"<{tag}> has an attribute twice: {attrs}")
        for name, value in attrs:
            self.read_attribute(tag, name, value or "")

    def read_attribute(self, tag: str, name: str, value: str) -> None:
        """One attribute: allowed, and what it names or points to."""
        if DANGEROUS.match(name) or not NAME.fullmatch(name):
            self.faults.append(f"<{tag} {name}> has no place here")
        if name == "href" and value != PLAIN and not value.startswith(("https://", "http://", "#")):
            self.faults.append(f"a link leads to {value!r}")
        if name == "id":
            self.ids.append(value)
        if name in POINTERS:
            self.pointed += value.split()

    def handle_endtag(self, tag: str) -> None:
        if not self.open or self.open.pop() != tag:
            self.faults.append(f"</{tag}> closes something else")


def faults(html: str) -> list[str]:
    """Everything that this HTML must not be."""
    reader = Strict()
    reader.feed(html)
    reader.close()
    twice = {id for id in reader.ids if reader.ids.count(id) > 1}
    return [
        *reader.faults,
        *(f"<{tag}> is never closed" for tag in reader.open),
        *(f"the id {id!r} stands twice" for id in sorted(twice)),
        *(f"the id {id!r} is no id" for id in reader.ids if not id or " " in id),
        *(f"something points to {id!r}, which is not there" for id in reader.pointed if id not in reader.ids),
    ]


def parsed(html: str) -> BeautifulSoup:
    """The HTML as a tree."""
    return BeautifulSoup(html, "html.parser")


def field(html: str, name: str) -> Tag | None:
    """The first form field of a name."""
    return parsed(html).select_one(f'[name="{name}"]')


def value(html: str, name: str) -> str | None:
    """What stands in a text field, or which option of a list is chosen."""
    tag = field(html, name)
    if tag and tag.name == "select":
        tag = tag.select_one("option[selected]")
    return None if tag is None else str(tag.get("value", ""))


def table_rows(html: str, of: str = "table") -> list[list[str]]:
    """The cells of a table's body, as text."""
    table = parsed(html).select_one(of)
    assert table is not None
    return [
        [cell.get_text(" ", strip=True) for cell in row.find_all(["th", "td"])]
        for row in table.select("tbody tr")
        if len(row.find_all(["th", "td"])) > 1
    ]
