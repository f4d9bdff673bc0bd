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
import re
from collections.abc import Callable, Mapping
from typing import Any

from calculator import __version__
from calculator.course import HORIZON, Course, brief, make_course, read_months, read_start
from calculator.data import FIRST
from calculator.language import Language, language, languages
from calculator.page import page
from calculator.problem import Needs, Problem, Refused, nearest
from calculator.protocol import protocol, protocol_ids
from calculator.render import FORMATS
from calculator.render.words import because_words
from calculator.schedule import Administration, Schedule, make_schedule

type Answer = dict[str, Any]

BRACKETS = 200
"""A request has three levels. Thousands overflow the browser stack under Pyodide 0.29.5, before json can object."""


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


def read_ask(request: Mapping[str, Any]) -> Callable[[Mapping[str, Any], Language], Answer]:
    """The function that answers what is asked."""
    ask = request.get("ask", "schedule")
    if not isinstance(ask, str) or ask not in ASKS:
        raise Refused(unknown("ask", "ask-unknown", ask, list(ASKS)))
    return ASKS[ask]


def unknown(field: str, code: str, given: object, known: list[str] | tuple[str, ...]) -> Problem:
    """A problem that names what comes nearest to what was given."""
    text = brief(given)
    near = nearest(text, known, n=3, cutoff=0.5) or [name for name in known if text and text in name]
    return Problem(field, code, {"given": text, "near": ", ".join((near or list(known))[:3])})


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


def as_data(schedule: Schedule, language: Language) -> Answer:
    """The schedule as plain data."""
    course = schedule.course
    return {
        "protocol": course.protocol.id,
        "start": course.start.isoformat() if course.start else None,
        "months": course.months,
        "choices": dict(course.choices),
        "administrations": [row_data(row, language) for row in schedule.administrations],
    }


def row_data(row: Administration, language: Language) -> Answer:
    """One injection as plain data. A dose range stays a range: [low, high]."""
    return {
        "number": row.number,
        "day": row.day,
        "about": row.about,
        "date": row.date.isoformat() if row.date else None,
        "phase": row.phase.name,
        "role": row.phase.role,
        "dose_micrograms": row.dose.low if row.dose.fixed else [row.dose.low, row.dose.high],
        "because": because_words(row, language),
        "ours": list(row.ours),
    }


ASKS = {"schedule": ask_schedule, "list": ask_list, "page": page}
