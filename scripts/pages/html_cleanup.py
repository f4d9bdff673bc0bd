"""What is changed in the HTML of a page after the Markdown extensions: boxes for tables, marks for links and spaces."""

from __future__ import annotations

import re

from calculator.render.markup import Markup, element
from scripts.content.phrases import site_language, tie

_TABLE = re.compile(r"<table\b.*?</table>", re.DOTALL)
_LONE = re.compile(
    r"(<(?:li|p|td|th)(?: [^>]*)?>\s*)"  # the beginning of an item, a line or a cell
    r"<a (?![^>]*class=)(?=[^>]*>(?:(?!</a>|<li>).)*</a>\s*"
    r"(?:</(?:li|p|td|th)>|<ul>))"  # and its end
)
_TEXT = re.compile(r"<(script|pre|code)\b.*?</\1>|>[^<]+", re.DOTALL)
_BEFORE_CITE = re.compile(r"\s+(?=<sup class=\"cite\")")  # a reference stays on the line of its word


def wrap_tables(html: str) -> str:
    """Each table in a box of its own: a wide one scrolls there, and the page never scrolls sideways."""
    return _TABLE.sub(lambda table: element("div", Markup(table[0]), class_="scroll"), html)


def mark_lone_links(html: str) -> str:
    """A link that is a whole list item or line gets a class, so that it can be as tall as a finger needs."""
    return _LONE.sub(r'\1<a class="lone" ', html)


def tie_amounts(html: str) -> str:
    """No line of a page ends between a number and its unit, whoever wrote it: a page, a source's title, our data."""
    return _TEXT.sub(lambda found: found[0] if found[1] else tie(found[0]), html)


def name_spaces(html: str) -> str:
    """A space to write in on paper says so to those who hear the page."""
    words = element(
        "span", site_language().say("write.space"), class_="visually-hidden", data_search_exclude=True
    )
    return html.replace('<span class="write-line"></span>', element("span", words, class_="write-line"))


def finished(html: str) -> str:
    """Last of all, over what the extensions wrote for one page."""
    html = _BEFORE_CITE.sub("", html)
    html = html.replace('<section class="sources">', '<section class="sources" data-search-exclude>')
    # The same signs on many pages: a search for one of them finds the page that is about it.
    html = html.replace('<div class="urgent-signs">', '<div class="urgent-signs" data-search-exclude>')
    return tie_amounts(name_spaces(mark_lone_links(wrap_tables(html))))
