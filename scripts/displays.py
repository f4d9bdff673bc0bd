"""Fences in Markdown that data answers: ```picture, ```pattern and ```sources.

Plain SuperFences formatters like those of fence.py. What is not known stops the build with file and
line.
"""

from difflib import get_close_matches
from typing import Any

from calculator.protocol import PATTERNS
from scripts import fence
from scripts.patterns import following
from scripts.pictures import PICTURES
from scripts.register import register


def picture(source: str, language: str, css_class: str, options: dict[str, Any], md: Any, **_: Any) -> str:
    """One drawing with its words."""
    return fence.guarded(source, PICTURES[named(source, PICTURES)])


def pattern(source: str, language: str, css_class: str, options: dict[str, Any], md: Any, **_: Any) -> str:
    """The published schedules that follow one pattern."""
    return fence.guarded(source, lambda: following(named(source, PATTERNS)))


def sources(source: str, language: str, css_class: str, options: dict[str, Any], md: Any, **_: Any) -> str:
    """The register of sources with everything that rests on it."""
    return fence.guarded(source, register)


def named(source: str, known: Any) -> str:
    """The `name` in a fence. Raises the error that stops the build when it is none of those known."""
    request = fence.read(source)
    name = request.pop("name", "")
    if request:
        raise fence.stop(source, f"no such key here: {', '.join(request)}")
    if name not in known:
        near = get_close_matches(str(name), known, n=3) or list(known)
        raise fence.stop(source, f"nothing is called {name!r}. Did you mean: {', '.join(near)}?")
    return str(name)
