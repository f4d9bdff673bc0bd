"""Citations in Markdown: `[@source-id]` becomes a numbered reference, and the page ends with its sources.

A Python-Markdown extension with no MkDocs in it. The syntax is Pandoc's. Ids are those of
calculator/sources.toml; an id that is unknown, or a source that a newer one has superseded, stops the build. In a
data file or a sentence about history a superseded source may be named as such: `[@!source-id]`.
"""

import re
import xml.etree.ElementTree as etree

from markdown import Markdown
from markdown.extensions import Extension
from markdown.inlinepatterns import InlineProcessor
from markdown.preprocessors import Preprocessor
from markdown.treeprocessors import Treeprocessor

from calculator.source import Source
from scripts.content.in_language import sources
from scripts.content.phrases import site_language
from scripts.pages.page_context import PAGE
from scripts.pages.page_links import to_source

CITATION = r"\[(@!?[a-z0-9-]+(?:;\s*@!?[a-z0-9-]+)*)\]"


class BadCitation(Exception):
    """A page cites what it cannot cite."""


class Closer(Preprocessor):
    """Takes away the space before a reference, so that no line begins with one or with the full stop after it."""

    def run(self, lines: list[str]) -> list[str]:
        """The page's lines. Code has been set aside by now."""
        return [re.sub(rf"(?<=\S) +(?={CITATION})", "", line) for line in lines]


class Citations(InlineProcessor):
    """Makes links of citations. Python-Markdown meets boxes and lists from their end, so numbers come later."""

    def handleMatch(self, m: re.Match[str], data: str) -> tuple[etree.Element, int, int]:  # type: ignore[override]
        """One pair of brackets as superscript links; a line may end between two of them."""
        cites = etree.Element("span", {"class": "cites"})
        for place, cited in enumerate(re.split(r";\s*", m[1])):
            source = cited_source(cited, PAGE.get().place(m[0]))
            if place:
                cites[place - 1].tail = " "
            sup = etree.SubElement(cites, "sup", {"class": "cite"})
            etree.SubElement(sup, "a", {"href": f"#source-{source.id}", "title": title(source)})
        return cites, m.start(0), m.end(0)


def cited_source(cited: str, place: str) -> Source:
    """The source behind `@id` or, for history, `@!id`. Raises BadCitation, naming file and line."""
    id = cited.lstrip("@!")
    register = sources()
    if id not in register:
        raise BadCitation(f"{place}: cites {id!r}, which is not in calculator/sources.toml")
    newer = register[id].superseded_by
    if newer and not cited.startswith("@!"):
        raise BadCitation(
            f"{place}: cites {id!r}, which {newer!r} has superseded: cite that, or write [@!{id}] for history"
        )
    return register[id]


def title(source: Source) -> str:
    """The short form and how the source was seen."""
    say = site_language().say
    return say("cited.title", short=source.short, seen=say(f"seen.{source.seen}"))


class SourceList(Treeprocessor):
    """Numbers the sources in the order in which a reader meets them, and lists them at the end of the page."""

    def run(self, root: etree.Element) -> None:
        """Add numbers and list if anything was cited."""
        numbers: dict[str, int] = {}
        for link in root.iterfind(".//sup[@class='cite']/a"):
            id = link.get("href", "").removeprefix("#source-")
            link.text = f"[{numbers.setdefault(id, len(numbers) + 1)}]"
        if not numbers:
            return
        register = sources()
        section = etree.SubElement(root, "section", {"class": "sources"})
        heading = etree.SubElement(section, "h2", {"id": "sources"})
        heading.text = site_language().say("cited.heading")
        items = etree.SubElement(section, "ol", {"class": "sources"})
        for id in numbers:
            add_item(items, register[id])


def add_item(items: etree.Element, source: Source) -> None:
    """One source: what it is, how it was seen, and its place in the register."""
    item = etree.SubElement(items, "li", {"id": f"source-{source.id}"})
    language = site_language()
    name = etree.SubElement(
        item, "cite", {"lang": source.language} if source.language != language.code else {}
    )
    name.text = source.title
    words = language.say(
        "cited.item",
        title=language.ended(source.title).replace(source.title, "\0"),
        author=source.author,
        issued=language.published(source.issued),
        seen=language.say(f"seen.{source.seen}"),
        accessed=language.published(source.accessed),
    )
    item.text, _, after = words.partition("\0")
    name.tail = f"{after} "
    if source.url:
        link = etree.SubElement(item, "a", {"href": source.url, "rel": "noreferrer"})
        link.text = language.say("cited.open", short=source.short)
    elif source.note:
        name.tail += source.note


class Onward(Treeprocessor):
    """From each source at the page's end a link to its entry on the page of all sources.

    Made after MkDocs has looked at links (0): that page's entries come from data, where MkDocs cannot see them.
    """

    def run(self, root: etree.Element) -> None:
        """Add the links."""
        for item in root.iterfind(".//ol[@class='sources']/li"):
            *_, last = item
            last.tail = (last.tail or "").rstrip() + ". " if last.tag == "a" else f"{last.tail} "
            id = item.get("id", "").removeprefix("source-")
            link = etree.SubElement(item, "a", {"href": to_source(id)})
            link.text = site_language().say("cited.usage")


class CitationExtension(Extension):
    """Wires them together."""

    def extendMarkdown(self, md: Markdown) -> None:
        """Before links (160), so that the brackets are ours."""
        md.preprocessors.register(Closer(md), "citations_closer", 15)
        md.inlinePatterns.register(Citations(CITATION, md), "citations", 175)
        md.treeprocessors.register(SourceList(md), "sources", 5)
        md.treeprocessors.register(Onward(md), "sources_onward", -1)


def makeExtension(**settings: object) -> CitationExtension:
    """Entry point that Python-Markdown looks for."""
    return CitationExtension(**settings)
