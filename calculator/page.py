"""What the reader's own dates change on the page of a schedule: the example, its reasons, the form, the files.

The build asks with the choices that the page is about, and prints the answer. The browser asks with the same and adds
what the reader typed, or what stands after the # of the address:

    {"ask": "page", "protocol": "...", "choices": {...}, "language": "en"}
    {..., "entry": {"start-day": "4", ...}, "do": "show", "today": "2026-11-22", "address": "https://..."}
    {..., "hash": "v=2&start=2027-01-04&months=12&check=...", "today": ..., "address": ...}

The answer is a step of the page: `html` by part, `say`, `focus`, `hash`, and `carry`, the hash without choices, which
goes with links to other choices; or a `file`, or the `code` for paper. No question is about health.
"""

from collections.abc import Mapping
from typing import Any

from calculator.choices import open_choices, usual_months
from calculator.course import Course, make_course
from calculator.entry import PARTS, read_date
from calculator.language import Language
from calculator.link import write_link
from calculator.problem import Problem, Refused
from calculator.regimen import Protocol
from calculator.render.choices import choice_legend
from calculator.render.example import example
from calculator.render.form import form, lengths
from calculator.render.keep import FILES, keep, to_copy
from calculator.render.markup import Markup
from calculator.render.qr import qr
from calculator.render.summary import summary
from calculator.render.why import why
from calculator.render.words import date_words
from calculator.schedule import Schedule, make_schedule
from calculator.visit import Visit, read_visit


def page(request: Mapping[str, Any], language: Language) -> dict[str, object]:
    """The next step of the page. Raises Refused only for a schedule or for choices that no page has."""
    visit = read_visit(request, language)
    try:
        course = read_course(visit, language)
        if visit.do == "ics" and course.start is None:
            raise Refused(Problem("start-day", "ics-start"))
        if visit.do == "show" and visit.entry and not visit.linked and is_printed(course, visit):
            raise Refused(Problem("start-day", "start-missing"))
    except Refused as refused:
        return problems(visit, refused.problems, language)
    schedule = make_schedule(course)
    if visit.do in FILES:
        return {"file": FILES[visit.do](schedule, language), "say": language.say(f"keep.made_{visit.do}")}
    if visit.do == "code":
        return {"html": {"code": qr(link_back(course, visit), language) if visit.address else Markup("")}}
    if visit.do == "text":
        return {"html": {"kept": to_copy(schedule, language)}, "focus": "copy"}
    return shown(schedule, visit, language)


def read_course(visit: Visit, language: Language) -> Course:
    """The course that the form or a link spells. Raises Refused with every problem; of a damaged link, the damage."""
    entry, found, start = visit.entry, list[Problem](), None
    if given := entry.get("unread", ""):
        code = "link-check" if given == "check" else "link-near" if entry["near"] else "link-unread"
        raise Refused(Problem("link", code, {"given": given, "near": entry["near"]}))
    if any(entry.get(part, "").strip() for part in PARTS):
        try:
            start = read_date(entry, language, None if visit.linked else visit.today)
        except Refused as refused:
            found.extend(refused.problems)
    asked_here = open_choices if visit.linked else lengths
    keys = [choice.key for choice in asked_here(visit.protocol)]
    asked = {
        "start": start.isoformat() if start else None,
        "months": entry.get("months") or usual_months(visit.protocol),
        "choices": {**visit.printed, **{key: entry[key] for key in keys if entry.get(key)}},
    }
    try:
        course = make_course(visit.protocol, asked)
    except Refused as refused:
        raise Refused(*found, *as_asked(refused.problems, visit.protocol, language)) from None
    if found:
        raise Refused(*found)
    return course


def as_asked(found: tuple[Problem, ...], one: Protocol, language: Language) -> list[Problem]:
    """The engine's problems as the form tells them: a reader knows questions, not keys."""
    legends = {choice.key: choice_legend(choice, language) for choice in lengths(one)}
    return [
        Problem(told.field, "choose", {"question": legends[told.field]}) if told.field in legends else told
        for told in found
    ]


def is_printed(course: Course, visit: Visit) -> bool:
    """True for the example that the page shows before anything was typed."""
    usual = course.months == usual_months(visit.protocol) and course.choices == visit.printed
    return usual and course.start is None


def link_back(course: Course, visit: Visit) -> str:
    """The address that brings this very example back; "" where the page's own is not known."""
    if not visit.address or is_printed(course, visit):
        return visit.address
    return f"{visit.address}#{write_link(course, visit.printed)}"


def problems(visit: Visit, found: tuple[Problem, ...], language: Language) -> dict[str, object]:
    """The form again with every problem in it and what was typed kept. The example stays as it is."""
    told = {one.field: language.say(f"problem.{one.code}", **one.values) for one in found}
    return {
        "html": {"form": form(visit.protocol, visit.printed, visit.entry, told, language)},
        "title": language.say("form.problem"),
        "focus": "problems",
        "say": " ".join(told.values()),
        "problems_shown": [{"field": field, "sentence": sentence} for field, sentence in told.items()],
    }


def shown(schedule: Schedule, visit: Visit, language: Language) -> dict[str, object]:
    """The example in all the parts that dates change, and the link that brings it back."""
    course = schedule.course
    printed = is_printed(course, visit)
    link = "" if printed else write_link(course, visit.printed)
    words = date_words(course.start, language) if course.start else ""
    doubt = language.say("result.doubt") if visit.doubted else ""
    gone = {} if printed else {"code": Markup("")}  # on paper, of the example that the page printed
    return {
        "html": {
            "example": example(
                schedule, language, today=visit.today, address=link_back(course, visit), doubt=doubt
            ),
            "form": form(visit.protocol, visit.printed, visit.entry, {}, language),
            "keep": keep(schedule, language, printed=printed),
            "why": why(schedule, language),
            **gone,
        },
        "title": language.say("result.dated", date=words) if words else "",
        "focus": "result",
        "say": " ".join(
            filter(None, (language.say("form.shown", summary=summary(schedule, language)), doubt))
        ),
        "hash": link,
        "carry": write_link(course, course.choices) if link else "",
    }
