"""The words of a piece of Markdown as a reader sees them, for places that cannot hold markup."""

import re
from html import unescape

CITATION = re.compile(r"\s*\[@([\w.;@! -]+)\]")


def plain(text: str) -> str:
    """Without citations, links, emphasis and tags.

    >>> plain("**One** [link](a.md), `code` [@nhs; @bnf].")
    'One link, code.'
    """
    text = CITATION.sub("", text)
    text = re.sub(r"!?\[([^\]]*)\]\([^)]*\)(\{[^}]*\})?", r"\1", text)
    text = re.sub(r"<[^>]+>", "", text)
    text = re.sub(r"\{[:#.][^}]*\}", "", text)
    return unescape(re.sub(r"[*`]|(?<!\w)_|_(?!\w)", "", text)).strip()
