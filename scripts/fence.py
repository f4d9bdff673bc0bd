"""Fences in Markdown that the engine answers: ```schedule, ```protocols and ```calculator.

Plain SuperFences formatters with no MkDocs in them, so that the site could move to another generator. The inside of a
fence is TOML; what is wrong with it stops the build with file, line and near miss. SuperFences swallows every other
exception and prints the fence as code, so everything leaves here as a SuperFencesException.
"""

import json
import tomllib
from datetime import date
from typing import Any

from pymdownx.superfences import SuperFencesException

from calculator.answer import answer_data
from calculator.language import language
from calculator.render.catalogue import catalogue
from calculator.render.shell import shell
from scripts.place import PAGE


def schedule(source: str, language: str, css_class: str, options: dict[str, Any], md: Any, **_: Any) -> str:
    """One protocol's example, laid out as the fence asks."""
    request = read(source)
    show = request.setdefault("show", ["example"])
    if isinstance(request.get("start"), date):
        request["start"] = request["start"].isoformat()
    shown = ask(request, source)["shown"]
    return "\n".join(shown[name] for name in show)


def protocols(source: str, language: str, css_class: str, options: dict[str, Any], md: Any, **_: Any) -> str:
    """Every published protocol with its example and its source."""
    return guarded(source, lambda: catalogue(tongue()))


def calculator(source: str, language: str, css_class: str, options: dict[str, Any], md: Any, **_: Any) -> str:
    """The calculator, complete before any script runs."""
    # Markdown takes an element it does not know for a word in a sentence, and would put it into a paragraph.
    return guarded(source, lambda: f"<div>{shell(tongue(), **read(source))}</div>")


def tongue() -> Any:
    """The language of the pages."""
    return language("en")


def read(source: str) -> dict[str, Any]:
    """The inside of a fence."""
    try:
        return tomllib.loads(source)
    except tomllib.TOMLDecodeError as error:
        raise stop(source, str(error)) from error


def ask(request: dict[str, Any], source: str) -> dict[str, Any]:
    """The engine's answer; its problems stop the build."""
    found = answer_data(json.dumps(request, default=str))
    if "problems" in found:
        raise stop(source, "; ".join(f"{one['field']}: {one['sentence']}" for one in found["problems"]))
    return found


def guarded(source: str, make: Any) -> str:
    """What `make` makes; any fault in it stops the build instead of printing the fence as code."""
    try:
        return str(make())
    except SuperFencesException:
        raise
    except Exception as error:
        raise stop(source, f"{type(error).__name__}: {error}") from error


def stop(source: str, why: str) -> SuperFencesException:
    """The error that stops the build, naming file and line."""
    return SuperFencesException(f"{PAGE.get().place(source)}: {why}")
