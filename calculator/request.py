"""A request as it came: one JSON object, in a language that there is; or the problem with it, with near misses."""

import json
import re
from collections.abc import Mapping
from typing import Any

from calculator.course import brief
from calculator.data import FIRST
from calculator.language import Language, language, languages
from calculator.problem import Problem, Refused, nearest

BRACKETS = 200
"""A request has three levels. Thousands overflow the browser stack under Pyodide 0.29.5, before json can object."""


def read_request(request_json: str) -> Mapping[str, Any]:
    """The request as an object."""
    if not isinstance(request_json, str) or len(re.findall(r"[\[{]", request_json)) > BRACKETS:
        raise Refused(Problem("request", "request-json"))
    try:
        request = json.loads(request_json)
    except (ValueError, TypeError, RecursionError) as error:
        raise Refused(Problem("request", "request-json")) from error
    if not isinstance(request, Mapping):
        raise Refused(Problem("request", "request-json"))
    return request


def read_language(request: Mapping[str, Any]) -> Language:
    """The language to answer in."""
    code = request.get("language", FIRST)
    if code not in languages():
        raise Refused(unknown("language", "language-unknown", code, languages()))
    return language(code)


def unknown(field: str, code: str, given: object, known: list[str] | tuple[str, ...]) -> Problem:
    """A problem that names what comes nearest to what was given."""
    text = brief(given)
    near = nearest(text, known, n=3, cutoff=0.5) or [name for name in known if text and text in name]
    return Problem(field, code, {"given": text, "near": ", ".join((near or list(known))[:3])})
