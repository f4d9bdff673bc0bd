"""Which Markdown file is being read: fences and citations are not told, and their errors must say it."""

from contextvars import ContextVar
from dataclasses import dataclass
from typing import Any

from scripts.content.front_matter import front_matter


@dataclass(frozen=True)
class Page:
    """A Markdown file as it stands on disk, front matter and all."""

    path: str
    text: str

    @property
    def meta(self) -> dict[str, Any]:
        """Its front matter; empty when it has none."""
        return front_matter(self.text)

    def place(self, source: str) -> str:
        """File and line where a piece of its text begins; only the file for a piece with nothing in it."""
        before, found, _ = self.text.partition(source.strip("\n") or "\0")
        return f"{self.path}:{before.count(chr(10)) + 1}" if found else self.path


NOWHERE = Page("(no file)", "")
PAGE: ContextVar[Page] = ContextVar("PAGE", default=NOWHERE)
"""Set by the site generator's glue before each page."""
