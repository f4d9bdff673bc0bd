"""Which Markdown file is being read: fences and citations are not told, and their errors must say it."""

from contextvars import ContextVar
from dataclasses import dataclass


@dataclass(frozen=True)
class Page:
    """A Markdown file as it stands on disk, front matter and all."""

    path: str
    text: str

    def place(self, source: str) -> str:
        """File and line where a piece of its text begins; only the file for a piece with nothing in it."""
        before, found, _ = self.text.partition(source.strip("\n") or "\0")
        return f"{self.path}:{before.count(chr(10)) + 1}" if found else self.path


NOWHERE = Page("(no file)", "")
PAGE: ContextVar[Page] = ContextVar("PAGE", default=NOWHERE)
"""Set by the site generator's glue before each page."""
