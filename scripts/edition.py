"""Who publishes this copy, where, and whom to call: the settings of `docs/_data/edition.toml`, for every page.

MkDocs runs it as a hook; the scripts that write further pages read the same settings through `edition()`.
"""

import os
import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
FILE = ROOT / "docs" / "_data" / "edition.toml"
HERE = "http://127.0.0.1:8000/"
"""The address of `make serve`: what a copy without a public address prints."""
WORDS = {
    "which": "999 is the number in the UK, 112 in Europe and 911 in North America",
    "in_words": "999 in the UK, 112 in Europe or 911 in North America",
    "call": "999, 112 or 911",
    "closed": "111 in the UK",
}
"""The words that the pages are written with, the longest first; an edition may say something else in their place."""


@dataclass(frozen=True)
class Edition:
    """The settings of one published copy."""

    site_url: str
    """The public address with a closing slash, or "" when there is none."""
    publisher: str
    contact: str
    clinical_reviewer: str
    emergency: dict[str, str]

    @property
    def address(self) -> str:
        """What stands before a path on paper and in codes."""
        return self.site_url or HERE

    def localise(self, text: str) -> str:
        """Text of a page with this edition's emergency numbers."""
        for name, words in WORDS.items():
            text = text.replace(words, self.emergency[name])
        return text


@cache
def edition() -> Edition:
    """The edition being built. Raises ValueError for an address that would not work."""
    return read_edition(FILE.read_text("utf-8"), os.environ.get("SITE_URL", ""))


def read_edition(text: str, site_url: str = "") -> Edition:
    """The text of a settings file; `site_url`, when given, wins over the one in it."""
    data = tomllib.loads(text)
    address = site_url or data["site_url"]
    if address and not address.startswith(("https://", "http://127.0.0.1:", "http://localhost:")):
        raise ValueError(f"edition.toml: site_url must begin with https://, not {address!r}")
    if address and not address.endswith("/"):
        address += "/"
    if set(data["emergency"]) != set(WORDS):
        raise ValueError(f"edition.toml: [emergency] must hold exactly {', '.join(WORDS)}")
    return Edition(
        address, data["publisher"], data["contact"], data["clinical_reviewer"], dict(data["emergency"])
    )


def on_config(config: Any) -> Any:
    """Give MkDocs and the theme the edition's settings."""
    ours = edition()
    config.site_url = ours.site_url or config.site_url
    config.extra["publisher"] = ours.publisher
    config.extra["feedback_url"] = ours.contact
    config.extra["edition"] = ours
    return config


def on_page_markdown(markdown: str, *, page: Any, **_: Any) -> str:
    """The page in this edition's words, with its reviewer when there is one."""
    ours = edition()
    if ours.clinical_reviewer:
        page.meta.setdefault("clinical_reviewer", ours.clinical_reviewer)
    return ours.localise(markdown)
