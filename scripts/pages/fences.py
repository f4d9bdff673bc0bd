"""Fences in Markdown that data and the engine answer: ```schedule, ```picture, ```hazards and the rest of FENCES.

The inside of a fence is TOML; its keys are the arguments of the function behind it. What is wrong stops the build with
file, line and near miss. These are SuperFences formatters with no MkDocs in them, so that the site could move to
another generator. SuperFences swallows every other exception and prints the fence as code, so everything leaves here as
a SuperFencesException. (```care and ```disagreement become Markdown, not HTML: help_cards.py, disagreements.py.)
"""

import inspect
import json
import tomllib
from collections.abc import Callable
from datetime import date
from difflib import get_close_matches
from typing import Any

from pymdownx.superfences import SuperFencesException

from calculator.answer import answer_data
from calculator.protocol import PATTERNS
from calculator.render.markup import Markup, element
from scripts.clinics.embeds import example_snippet
from scripts.content.browsers import supported
from scripts.content.hazards import log
from scripts.content.hosting_cost import running
from scripts.content.phrases import site_code
from scripts.pages import clinic_lists, runtime_cost, schedule_lists, tried_by_readers
from scripts.pages.old_links import old_links
from scripts.pages.page_context import PAGE
from scripts.pages.pictures import PICTURES
from scripts.pages.review_table import review
from scripts.pages.schedule_page import article
from scripts.pages.sources_page import register

type Formatter = Callable[..., str]


def schedule(show: list[str] | None = None, start: date | str = "", **request: Any) -> str:
    """One protocol's example, laid out as the fence asks."""
    show = show or ["example"]
    asked = request | {"show": show, "language": site_code()} | ({"start": str(start)} if start else {})
    found = answer_data(json.dumps(asked))
    if "problems" in found:
        raise ValueError("; ".join(f"{one['field']}: {one['sentence']}" for one in found["problems"]))
    return whole(Markup("\n".join(found["shown"][name] for name in show)))


def schedule_page(protocol: str, choices: dict[str, str]) -> str:
    """The whole page of one example."""
    return whole(article(protocol, choices))


def schedule_pair() -> str:
    """Two schedules to choose from, and their place one above the other."""
    return whole(schedule_lists.pair())


def whole(html: Markup) -> str:
    """Elements of ours in one that Markdown knows: others it takes for words in a sentence, and makes paragraphs."""
    return element("div", html)


def picture(name: str) -> str:
    """One drawing with its words."""
    return str(PICTURES[known(name, PICTURES)]())


def pattern(name: str) -> str:
    """The way to the published schedules that follow one pattern."""
    return schedule_lists.like(known(name, PATTERNS))


def known(name: str, names: Any) -> str:
    """The name, if there is such a thing. Raises ValueError with a near miss."""
    if name not in names:
        near = get_close_matches(str(name), names, n=3) or list(names)
        raise ValueError(f"nothing is called {name!r}. Did you mean: {', '.join(near)}?")
    return name


FENCES: dict[str, Callable[..., object]] = {
    "addresses": clinic_lists.addresses,
    "browsers": supported,
    "codes": clinic_lists.codes,
    "cost": runtime_cost.cost,
    "files": runtime_cost.files,
    "handouts": clinic_lists.handouts,
    "hazards": log,
    "keep": runtime_cost.keep,
    "pattern": pattern,
    "picture": picture,
    "old-links": old_links,
    "reader-scores": tried_by_readers.reader_scores,
    "reader-sheet": tried_by_readers.reader_sheet,
    "reader-tasks": tried_by_readers.reader_tasks,
    "reader-tests": tried_by_readers.results,
    "review": review,
    "running": running,
    "schedule": schedule,
    "schedule-group": schedule_lists.group,
    "schedule-page": schedule_page,
    "schedule-pair": schedule_pair,
    "schedule-ways": schedule_lists.ways,
    "schedules": schedule_lists.everyone,
    "snippet": example_snippet,
    "sources": register,
}


def formatter(make: Callable[..., object]) -> Formatter:
    """A SuperFences formatter for what `make` makes of the keys in the fence."""

    def formatted(source: str, *_: Any, **__: Any) -> str:
        try:
            keys = tomllib.loads(source)
            inspect.signature(make).bind(**keys)
        except (tomllib.TOMLDecodeError, TypeError) as error:
            raise stop(source, str(error)) from error
        try:
            return str(make(**keys))
        except ValueError as error:
            raise stop(source, str(error)) from error
        except Exception as error:
            raise stop(source, f"{type(error).__name__}: {error}") from error

    return formatted


def stop(source: str, why: str) -> SuperFencesException:
    """The error that stops the build, naming file and line."""
    return SuperFencesException(f"{PAGE.get().place(source)}: {why}")
