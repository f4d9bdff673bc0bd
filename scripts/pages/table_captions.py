"""Markdown tables that say what they are: `Table: ...` above one is its caption; headers get their scope.

A Python-Markdown extension; it needs no MkDocs. Columns of figures (`---:`) get the class `number`, because a
strict security policy rules out the style attribute that Markdown would write. Each cell carries the words of its
column as `data-label`: on a phone the style sheet makes each row a card, and shows them in it.
"""

from __future__ import annotations

import logging
import xml.etree.ElementTree as etree

from markdown import Markdown
from markdown.extensions import Extension
from markdown.treeprocessors import Treeprocessor

MARK = "Table:"
LOG = logging.getLogger("mkdocs.tables")  # below "mkdocs", so that a strict build stops on a warning


class Tables(Treeprocessor):
    """Finish each table of the page's tree in place. Warns of one without a caption or with an empty cell."""

    def run(self, root: etree.Element) -> None:
        for parent in root.iter():
            for before, table in zip([None, *parent], list(parent), strict=False):
                if table.tag == "table":
                    self.finish(parent, before, table)

    def finish(self, parent: etree.Element, before: etree.Element | None, table: etree.Element) -> None:
        """Caption from the paragraph before, scopes, labels, and classes in place of styles."""
        heads = ", ".join("".join(cell.itertext()) for cell in table.iter("th"))
        if any(empty(cell) for cell in table.iter() if cell.tag in ("th", "td")):
            LOG.warning('The table with the columns "%s" has an empty cell: write what stands there.', heads)
        if before is not None and before.tag == "p" and (before.text or "").startswith(MARK):
            parent.remove(before)
            caption = etree.Element("caption")
            caption.text = (before.text or "").removeprefix(MARK).strip()
            caption.extend(list(before))
            table.insert(0, caption)
        else:
            LOG.warning('The table with the columns "%s" needs a line "%s what it shows" above.', heads, MARK)
        table.set("class", "cards")
        columns = table.findall("thead/tr/th")
        for head in columns:
            head.set("scope", "col")
        for row in table.iterfind("tbody/tr"):
            row[0].tag = "th"
            row[0].set("scope", "row")
            for cell, head in zip(row, columns, strict=True):
                cell.set("data-label", "".join(head.itertext()).strip())
        for cell in table.iter():
            if "right" in cell.attrib.pop("style", ""):
                cell.set("class", "number")


def empty(cell: etree.Element) -> bool:
    """Whether a cell says nothing. A space to write in (`write-line`) says so itself: html_cleanup.py."""
    return not "".join(cell.itertext()).strip() and cell.find(".//*[@class='write-line']") is None


class TableExtension(Extension):
    """Runs after inline marks are made (20) and before anything is written out."""

    def extendMarkdown(self, md: Markdown) -> None:
        md.treeprocessors.register(Tables(md), "finished_tables", 15)


def makeExtension(**settings: object) -> TableExtension:
    """Entry point that Python-Markdown looks for."""
    return TableExtension(**settings)
