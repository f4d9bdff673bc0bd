"""MkDocs hook for the look of the site: one stylesheet, no idle theme files, plain dates, wrapped tables."""

from __future__ import annotations

import datetime
import logging
import re
from pathlib import Path
from typing import Any

from mkdocs.structure.files import File, Files

LOG = logging.getLogger("mkdocs.house")
ROOT = Path(__file__).resolve().parent.parent
PARTS = ROOT / "docs" / "assets" / "css"
BOOST = {
    "about/components/": 0.1,
    "about/design": 0.1,
    "about/": 0.5,
    "schedules": 0.4,
    "sources": 0.2,
    "world": 0.4,
    "calculator": 0.6,
}
_TABLE = re.compile(r"<table\b.*?</table>", re.DOTALL)
_LONE = re.compile(
    r"(<(?:li|p|td|th)(?: [^>]*)?>\s*)"  # the beginning of an item, a line or a cell
    r"<a (?![^>]*class=)(?=[^>]*>(?:(?!</a>|<li>).)*</a>\s*"
    r"(?:</(?:li|p|td|th)>|<ul>))"  # and its end
)
_BEFORE_CITE = re.compile(r"\s+(?=<sup class=\"cite\")")  # a reference stays on the line of its word
_COMMENT = re.compile(r"/\*.*?\*/\s*", re.DOTALL)


def stylesheet() -> str:
    """The parts of the stylesheet in the order of their numbers, without comments and indents."""
    text = "\n".join(part.read_text("utf-8") for part in sorted(PARTS.glob("*.css")))
    return "\n".join(line.strip() for line in _COMMENT.sub("", text).splitlines() if line.strip()) + "\n"


def plain_date(day: datetime.date) -> str:
    """A date as patients read it: 22 November 2026."""
    return f"{day.day} {day:%B %Y}"


def wrap_tables(html: str) -> str:
    """Each table in a box of its own: a wide one scrolls there, and the page never scrolls sideways."""
    return _TABLE.sub(lambda table: f'<div class="scroll">{table[0]}</div>', html)


def mark_lone_links(html: str) -> str:
    """A link that is a whole list item or line gets a class, so that it can be as tall as a finger needs."""
    return _LONE.sub(r'\1<a class="lone" ', html)


def name_spaces(html: str) -> str:
    """A space to write in on paper says so to those who hear the page."""
    words = '<span class="visually-hidden" data-search-exclude>space to write</span>'
    return html.replace('<span class="write-line"></span>', f'<span class="write-line">{words}</span>')


def on_files(files: Files, *, config: Any) -> Files:
    """Leave out the theme's own styles and scripts, and the parts of ours; add the joined stylesheet."""
    for file in list(files):
        own = file.abs_src_path and Path(file.abs_src_path).is_relative_to(ROOT)
        part = file.src_uri.startswith("assets/css/")
        if part or (not own and file.generated_by is None and file.src_uri.startswith("assets/")):
            files.remove(file)
    files.append(File.generated(config, "assets/site.css", content=stylesheet()))
    return files


def on_env(env: Any, **_: Any) -> Any:
    """Give the templates plain dates."""
    env.filters["plain_date"] = plain_date
    return env


def on_page_content(html: str, *, page: Any, **_: Any) -> str:
    """Run last, over what the extensions wrote. In search, long lists and the workshop come last."""
    if not page.meta.get("checked_on"):
        LOG.warning("%s: no checked_on, or front matter that is not YAML (quote a colon).", page.file.src_uri)
    for folder, boost in BOOST.items():
        if page.file.src_uri.startswith(folder):
            page.meta.setdefault("search", {"boost": boost})
    html = _BEFORE_CITE.sub("", html)
    html = html.replace('<section class="sources">', '<section class="sources" data-search-exclude>')
    # The same signs on many pages: a search for one of them finds the page that is about it.
    html = html.replace('<div class="urgent-signs">', '<div class="urgent-signs" data-search-exclude>')
    return name_spaces(mark_lone_links(wrap_tables(html)))
