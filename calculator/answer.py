"""The one entry point: a JSON request in, a JSON answer out. It never raises.

The build, the browser and the terminal all come through here, so all three say the same. A request is an object:

    {"ask": "schedule", "protocol": "...", "start": "2026-03-02" or null, "months": 12, "choices": {...},
     "show": ["table", ...], "language": "en"}
    {"ask": "list"}
    {"ask": "page", "entry": {what the form holds}, "today": "2026-11-22"} or "hash" instead of "entry"

An answer holds either what was asked for or `problems`, a list of {"field", "sentence"}: never both. Where an optional
library is missing it holds `needs`, its name: load it and ask again.

>>> import json
>>> asked = {"protocol": "us-kuzminski-1998-trial", "start": "2026-03-02"}
>>> json.loads(answer(json.dumps(asked)))["administrations"][1]["because"]
'Day 3 in the source’s list'
"""

import json
from collections.abc import Callable, Mapping
from typing import Any

from calculator import __version__
from calculator.course import HORIZON, Course, make_course, read_months, read_start
from calculator.data import FIRST
from calculator.language import Language, language
from calculator.page import page
from calculator.problem import Needs, Problem, Refused
from calculator.protocol import protocol, protocol_ids
from calculator.render import FORMATS
from calculator.render.as_data import as_data
from calculator.request import read_language, read_request, unknown
from calculator.schedule import make_schedule

type Answer = dict[str, Any]


def answer(request_json: str) -> str:
    """The answer to one request. Whatever the request, the result is a JSON object."""
    try:
        found = answer_data(request_json)
    except Exception:  # even a fault of ours comes back as a problem, in words
        found = {"problems": [told(Problem("engine", "engine"), language_of(request_json))]}
    text = json.dumps({"version": __version__, **found}, ensure_ascii=False, separators=(",", ":"))
    return text.encode("utf-8", "replace").decode(
        "utf-8"
    )  # half a surrogate pair has no place in a JSON text


def language_of(request_json: str) -> Language:
    """The language of a request that may be no request; the first, when it names none that there is."""
    try:
        return read_language(read_request(request_json))
    except Exception:
        return language(FIRST)


def answer_data(request_json: str) -> Answer:
    """The answer as plain data: what was asked for, or every problem in words."""
    known = language(FIRST)
    try:
        request = read_request(request_json)
        known = read_language(request)
        return read_ask(request)(request, known)
    except Needs as needs:
        return {"needs": str(needs)}
    except Refused as refused:
        return {"problems": [told(problem, known) for problem in refused.problems]}


def told(problem: Problem, language: Language) -> dict[str, str]:
    """A problem in words."""
    return {"field": problem.field, "sentence": language.say(f"problem.{problem.code}", **problem.values)}


def read_ask(request: Mapping[str, Any]) -> Callable[[Mapping[str, Any], Language], Answer]:
    """The function that answers what is asked."""
    ask = request.get("ask", "schedule")
    if not isinstance(ask, str) or ask not in ASKS:
        raise Refused(unknown("ask", "ask-unknown", ask, list(ASKS)))
    return ASKS[ask]


def ask_list(request: Mapping[str, Any], language: Language) -> Answer:
    """Every protocol there is."""
    keys = ("id", "title", "plain", "country", "drug", "kind", "pattern")
    return {
        "protocols": [
            {key: getattr(protocol(id, language.code), key) for key in keys} for id in protocol_ids()
        ]
    }


def ask_schedule(request: Mapping[str, Any], language: Language) -> Answer:
    """One schedule, with the displays that `show` names."""
    problems: list[Problem] = []
    course = read_course(request, language, problems)
    names = read_show(request.get("show", []), problems)
    if problems or course is None:
        raise Refused(*problems)
    schedule = make_schedule(course)
    shown = {"shown": {name: FORMATS[name](schedule, language) for name in names}} if names else {}
    return {**as_data(schedule, language), **shown}


def read_course(request: Mapping[str, Any], language: Language, problems: list[Problem]) -> Course | None:
    """The course that is asked for. Where no protocol is known, start and horizon are checked all the same."""
    id = request.get("protocol")
    if isinstance(id, str) and id in protocol_ids():
        try:
            return make_course(protocol(id, language.code), request)
        except Refused as refused:
            problems.extend(refused.problems)
            return None
    missing = id is None or id == ""
    problems.append(
        Problem("protocol", "protocol-missing")
        if missing
        else unknown("protocol", "protocol-unknown", id, protocol_ids())
    )
    read_start(request.get("start"), problems)
    read_months(request.get("months", HORIZON), problems)
    return None


def read_show(show: Any, problems: list[Problem]) -> list[str]:
    """The names of the displays that are asked for."""
    names: list[Any] = show if isinstance(show, list) else [show]
    for name in names:
        if not isinstance(name, str) or name not in FORMATS:
            problems.append(unknown("show", "show-unknown", name, list(FORMATS)))
    return names


ASKS = {"schedule": ask_schedule, "list": ask_list, "page": page}
