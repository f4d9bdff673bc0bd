"""Markdown as its readers meet it: block by block and sentence by sentence, with the line each stands on.

What is not read as prose is left out: fences, comments, HTML tags. Nothing here judges.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise

ITEM = re.compile(r"^\s*(?:[-*]|\d+\.)\s+")
END = re.compile(r"(?<=[.?!])([\"'\u201d\u2019)*_]*)\s+(?=[\"'\u201c\u2018(*_\[]*[A-Z0-9])")


@dataclass(frozen=True)
class Block:
    """One piece of a page: a heading, paragraph, item, table row or definition, and the line it begins on."""

    kind: str
    text: str
    line: int


def sentences(text: str) -> list[str]:
    """The sentences of a block, each still with its citations.

    >>> sentences("It takes 0.1 ml [@a]. Then **stop**.")
    ['It takes 0.1 ml [@a].', 'Then **stop**.']
    >>> sentences('Ask: "Who books it?" Then wait.')
    ['Ask: "Who books it?"', 'Then wait.']
    """
    cuts = [0, *(end.end(1) for end in END.finditer(text)), len(text)]
    return [part for start, end in pairwise(cuts) if (part := text[start:end].strip())]


def whole_quotations(parts: Iterable[str]) -> list[str]:
    """Sentences of a block, those of one quotation together: half of it can be judged by nobody.

    >>> whole_quotations(['Say: "I missed one.', 'When is the next?"', 'Then wait.'])
    ['Say: "I missed one. When is the next?"', 'Then wait.']
    """
    found: list[str] = []
    for part in parts:
        opened = found and (found[-1].count('"') % 2 or found[-1].count("\u201c") > found[-1].count("\u201d"))
        found[-1:] = [f"{found[-1]} {part}"] if opened else [*found[-1:], part]
    return found


def blocks(lines: list[str], start: int) -> list[Block]:
    """The blocks of a page's lines, the first of which is line `start`; fences, comments and tags are none."""
    found: list[Block] = []
    gathered: list[str] = []
    began, kind = start, "paragraph"
    fence = comment = False

    def close() -> None:
        if gathered:
            found.append(Block(kind, " ".join(gathered), began))
            gathered.clear()

    for number, line in enumerate(lines, start):
        bare = line.strip()
        if bare.startswith("```"):
            close()
            fence = not fence
            continue
        if fence:
            continue
        comment = comment or bare.startswith("<!--")
        if comment:
            close()
            comment = "-->" not in bare
            continue
        if not bare or re.fullmatch(r"(?:</?[a-z][^>]*>\s*)+", bare) or re.fullmatch(r"\|[\s|:-]+\|", bare):
            close()
            continue
        new = kind_of(bare)
        if new or not gathered:
            close()
            began, kind = number, new or "paragraph"
        gathered.append(stripped(bare, new))
        if new in ("heading", "row"):
            close()
    close()
    return found


def kind_of(bare: str) -> str | None:
    """What a line begins; None for one that goes on."""
    if re.match(r"#{1,6} ", bare):
        return "heading"
    if bare.startswith("|"):
        return "row"
    if bare.startswith(":   "):
        return "definition"
    return "item" if ITEM.match(bare) else None


def stripped(bare: str, kind: str | None) -> str:
    """A line without the mark of its kind."""
    if kind == "heading":
        return re.sub(r"^#+ |\s*\{[#.][^}]*\}$", "", bare)
    if kind == "definition":
        return bare[1:].strip()
    return ITEM.sub("", bare) if kind == "item" else bare
