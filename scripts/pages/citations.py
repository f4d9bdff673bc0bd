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

from calculator.source import SEEN, Source
from scripts.content.in_language import sources
from scripts.content.phrases import site_language
from scripts.pages.page_context import PAGE
from scripts.pages.page_end import folding, way_back
from scripts.pages.page_links import to

CITATION = r"\[(@!?[a-z0-9-]+(?:;\s*@!?[a-z0-9-]+)*)\]"


CLOSED = re.compile(rf"(?<=\S) *({CITATION})([.,;:?!]?)")


class BadCitation(Exception):
    """A page cites what it cannot cite."""


class Closer(Preprocessor):
    """Puts a reference right after the word or the mark that it follows: `word [@id].` is read as `word.[@id]`.

    So no line begins with a reference, and none is a lone full stop to those who hear the page.
    """

    def run(self, lines: list[str]) -> list[str]:
        """The page's lines. Code has been set aside by now."""
        return [CLOSED.sub(r"\3\1", line) for line in lines]


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
        places: dict[str, list[str]] = {}
        numbers: dict[str, int] = {}
        for link in root.iterfind(".//sup[@class='cite']/a"):
            id = link.get("href", "").removeprefix("#source-")
            number = numbers.setdefault(id, len(numbers) + 1)
            link.text = f"[{number}]"
            known = places.setdefault(id, [])
            known.append(f"cite-{number}-{len(known) + 1}")
            link.set("id", known[-1])
        if not numbers:
            return
        register, say = sources(), site_language().say
        folded = folding(root, "sources", "sources", say("cited.heading", n=len(numbers)))
        items = etree.SubElement(folded, "ol", {"class": "sources"})
        for id, number in numbers.items():
            item = add_item(items, register[id])
            way_back(item, places[id], say("cited.number", number=number))
        etree.SubElement(folded, "p", {"class": "onward"})


def add_item(items: etree.Element, source: Source) -> etree.Element:
    """One source: its title, which leads to it; who published it and when; how it was seen, if not itself."""
    item = etree.SubElement(items, "li", {"id": f"source-{source.id}"})
    language = site_language()
    words = language.say(
        "cited.item",
        title=language.ended(source.title).replace(source.title, "\0"),
        author=source.author,
        issued=language.published(source.issued),
    )
    item.text, _, after = words.partition("\0")
    link = etree.SubElement(item, "a", {"href": source.url, "rel": "noreferrer"}) if source.url else item
    other = {"lang": source.language} if source.language != language.code else {}
    etree.SubElement(link, "cite", other).text = source.title
    more = [
        language.say("cited.seen", seen=language.say(f"seen.{source.seen}"))
        if source.seen != SEEN[0]
        else "",
        source.note if not source.url else "",
    ]
    item[-1].tail = f"{' '.join([after, *filter(None, more)])} "
    return item


class Onward(Treeprocessor):
    """From the end of the list a link to the page of all sources.

    Made after MkDocs has looked at links (0), which counts every other address as one in Markdown.
    """

    def run(self, root: etree.Element) -> None:
        """Add the link."""
        for line in root.iterfind(".//p[@class='onward']"):
            link = etree.SubElement(line, "a", {"href": to("sources.md")})
            link.text = site_language().say("cited.all")


class CitationExtension(Extension):
    """Wires them together."""

    def extendMarkdown(self, md: Markdown) -> None:
        """Before links (160), so that the brackets are ours; the list at the same time as the glossary's.

        Stops move when code has been set aside (25), and before HTML is (20): boxes hold references too.
        """
        md.preprocessors.register(Closer(md), "citations_closer", 22)
        md.inlinePatterns.register(Citations(CITATION, md), "citations", 175)
        md.treeprocessors.register(SourceList(md), "sources", 5)
        md.treeprocessors.register(Onward(md), "sources_onward", -1)


def makeExtension(**settings: object) -> CitationExtension:
    """Entry point that Python-Markdown looks for."""
    return CitationExtension(**settings)
