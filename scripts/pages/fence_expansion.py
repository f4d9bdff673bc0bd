"""Fences in Markdown that become Markdown before Markdown is read, so that their citations join the page's own."""

import re
from collections.abc import Callable, Iterable

FENCE = re.compile(r"^(`{3,}|~{3,})\s*(\S*)")


def replaced(lines: Iterable[str], name: str, make: Callable[[str], list[str]]) -> list[str]:
    """A page's lines, with what `make` makes of each fence called `name`. Fences inside longer ones are left alone.

    Raises ValueError for a fence that is never closed.
    """
    found, inside, mark, ours = list[str](), list[str](), "", False
    for line in lines:
        fence = FENCE.match(line)
        if not mark:
            mark, ours, inside = (fence[1], fence[2] == name, []) if fence else ("", False, [])
            if not ours:
                found.append(line)
        elif fence and not fence[2] and fence[1].startswith(mark):
            mark = ""
            found += make("\n".join(inside)) if ours else [line]
        else:
            (inside if ours else found).append(line)
    if mark and ours:
        raise ValueError(f"a fence that begins with {mark}{name} is never closed")
    return found
