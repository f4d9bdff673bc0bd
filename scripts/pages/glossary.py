"""Hard words on a page: the first time one appears it leads to its plain meaning, listed before the sources.

A Python-Markdown extension with no MkDocs in it. The words are those of docs/_data/glossary.toml. No hovering is
needed, and the meanings are on paper too. Headings, links, code and care cards are left alone: a card must not
lead away from what it asks for.
"""

import re
import xml.etree.ElementTree as etree
from functools import cache
from pathlib import Path

from markdown import Markdown
from markdown.extensions import Extension
from markdown.treeprocessors import Treeprocessor

from scripts.content.glossary import Term, marked
from scripts.content.phrases import site_language
from scripts.pages.page_context import PAGE
from scripts.pages.page_end import folding, way_back

OWN_PAGE = "words.md"
LEFT_ALONE = {"h1", "h2", "h3", "h4", "h5", "h6", "a", "code", "pre", "dfn", "dt", "caption", "summary", "q"}


class Glossary(Treeprocessor):
    """Marks first uses and adds the list. Each page starts afresh."""

    def run(self, root: etree.Element) -> None:
        """Change the page's tree in place."""
        if Path(PAGE.get().path).name == OWN_PAGE:
            return
        found: list[Term] = []
        mark(root, found)
        if found:
            add_list(root, sorted(found, key=lambda term: site_language().sort_key(term.word)))


def mark(element: etree.Element, found: list[Term]) -> None:
    """Mark the words of one element and of what it holds, in reading order."""
    if element.tag in LEFT_ALONE or "care" in element.get("class", "").split():
        return
    children = list(element)
    element.text = split(element, None, element.text, found)
    for child in children:
        mark(child, found)
        child.tail = split(element, child, child.tail, found)


def split(
    parent: etree.Element, after: etree.Element | None, text: str | None, found: list[Term]
) -> str | None:
    """Put a mark at each first use in `text`, which stands after a child of `parent`; give what is left before it."""
    first: str | None = None
    place = 0 if after is None else list(parent).index(after) + 1
    end = 0
    last: etree.Element | None = None
    for match in pattern().finditer(text or ""):
        term = by_form()[match[0].lower()]
        if term in found:
            continue
        found.append(term)
        between = match.string[end : match.start()]
        if last is None:
            first = between
        else:
            last.tail = between
        last = etree.Element("dfn")
        etree.SubElement(last, "a", {"href": f"#{term.anchor}", "id": term.use}).text = match[0]
        parent.insert(place, last)
        place, end = place + 1, match.end()
    if last is None:
        return text
    last.tail = (text or "")[end:]
    return first


@cache
def by_form() -> dict[str, Term]:
    """Every form of every word, in small letters."""
    return {form.lower(): term for term in marked() for form in term.forms}


@cache
def pattern() -> re.Pattern[str]:
    """Finds any form. The longest comes first, so that `autoimmune gastritis` beats `autoimmune`."""
    forms = sorted(by_form(), key=len, reverse=True)
    return re.compile(rf"\b(?:{'|'.join(map(re.escape, forms))})\b", re.IGNORECASE)


def add_list(root: etree.Element, found: list[Term]) -> None:
    """The words of the page with their meanings, and a way back to where each is used."""
    say = site_language().say
    heading = say("words_of_page.heading", n=len(found))
    words = etree.SubElement(folding(root, "words", "words-on-this-page", heading), "dl")
    for term in found:
        name = etree.SubElement(words, "dt", {"id": term.anchor})
        name.text = term.word[0].upper() + term.word[1:]
        meaning = etree.SubElement(words, "dd")
        meaning.text = f"{term.meaning} "
        way_back(meaning, [term.use], term.word)


class GlossaryExtension(Extension):
    """After inline marks are made (20) and headings are listed (5), and before MkDocs looks for anchors (5)."""

    def extendMarkdown(self, md: Markdown) -> None:
        md.treeprocessors.register(Glossary(md), "glossary", 5)


def makeExtension(**settings: object) -> GlossaryExtension:
    """Entry point that Python-Markdown looks for."""
    return GlossaryExtension(**settings)
