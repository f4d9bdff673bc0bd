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


def cited_in(text: str) -> tuple[str, ...]:
    """The sources that a piece of Markdown names, each once, in the order of their first mention.

    >>> cited_in("One [@nhs; @!bnf-old]. Two [@nhs].")
    ('nhs', 'bnf-old')
    """
    named = (re.findall(r"@!?([\w.-]*\w)", found[0]) for found in CITATION.finditer(text))
    return tuple(dict.fromkeys(id for ids in named for id in ids))
