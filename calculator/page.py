"""The calculator's page as a conversation: one question at a time, then the example.

The browser sends what the reader entered and puts back what comes out of here; it decides nothing itself. Three
steps: a country or a pattern; a published schedule; what the source leaves open and whether to show dates. No
question is about health, and nothing is preselected.
"""

from collections.abc import Mapping
from datetime import date

from calculator.choices import open_choices
from calculator.course import Course, make_course
from calculator.entry import PARTS, read_date
from calculator.language import Language
from calculator.link import write_link, write_place
from calculator.problem import Problem, Refused
from calculator.protocol import protocol, protocol_ids
from calculator.regimen import Protocol
from calculator.render.catalogue import first_example
from calculator.render.compare import compare
from calculator.render.keep import KINDS, kept
from calculator.render.markup import Markup, element, join
from calculator.render.months import months
from calculator.render.questions import ask_group, ask_open, ask_protocol, ask_two, groups
from calculator.render.result import result
from calculator.render.words import choice_legend
from calculator.schedule import make_schedule
from calculator.visit import Visit, read_visit


def page(request: Mapping[str, object], language: Language) -> dict[str, object]:
    """The next state of the page: HTML by part, title, what to say and where to put the focus."""
    visit = read_visit(request)
    entry, ask = visit.entry, visit.entry.get("ask", "")
    id = entry.get("protocol", "")
    if ask in ("", "change-group"):
        return question(ask_group(entry, {}, language), language, step=1)
    if ask in ("compare", "compare-show"):
        return compared(visit, language)
    if ask == "group" and entry.get("group") not in groups(language):
        return refused(visit, [Problem("group", "group-missing")], language, step=1)
    if ask in ("group", "change-protocol"):
        return question(ask_protocol(entry, {}, language), language, step=2, hash=write_place(entry, "group"))
    if id not in protocol_ids():
        return refused(visit, [Problem("protocol", "protocol-missing")], language, step=2)
    if ask == "protocol":
        form = ask_open(protocol(id, language.code), entry, {}, language)
        return question(form, language, step=3, hash=write_place(entry, "group", "protocol"))
    try:
        course = read_course(visit, language)
    except Refused as problems:
        return refused(visit, problems.problems, language, step=3)
    if ask == "ics" and course.start is None:
        return refused(visit, [Problem("start-day", "ics-start")], language, step=3)
    if ask in KINDS:
        return kept(ask, make_schedule(course), language)
    return shown(course, visit, language)


def read_course(visit: Visit, language: Language) -> Course:
    """The course that the form spells. Raises Refused with every problem in it."""
    entry, problems = visit.entry, list[Problem]()
    start: date | None = None
    if any(entry.get(part, "").strip() for part in PARTS):
        try:
            start = read_date(
                entry, language, visit.today if visit.typed else None, entry.get("start-given", "")
            )
        except Refused as refused:
            problems.extend(refused.problems)
    one = protocol(entry["protocol"], language.code)
    keys = [choice.key for choice in open_choices(one)]
    wanted = {
        "start": start.isoformat() if start else None,
        "months": entry.get("months") or 12,
        "choices": {key: entry[key] for key in keys if entry.get(key)},
    }
    try:
        course = make_course(one, wanted)
    except Refused as refused:
        raise Refused(*as_asked(refused.problems, one, language), *problems) from None
    if problems:
        raise Refused(*problems)
    return course


def as_asked(problems: tuple[Problem, ...], one: Protocol, language: Language) -> list[Problem]:
    """The engine's problems as the form tells them: a reader knows questions, not keys."""
    legends = {choice.key: choice_legend(choice, language) for choice in open_choices(one)}
    return [
        Problem(told.field, "choose", {"question": legends[told.field]}) if told.field in legends else told
        for told in problems
    ]


def question(form: Markup, language: Language, *, step: int = 0, hash: str = "") -> dict[str, object]:
    """A question and no result. `step` is its number of three; `hash` brings it back on a reload."""
    return {
        "html": {"form": form, "result": ""},
        "title": language.say("form.title"),
        "focus": "question",
        "say": language.say("form.step", step=step) if step else language.say("form.compare_heading"),
        "hash": hash,
    }


def refused(
    visit: Visit, problems: list[Problem] | tuple[Problem, ...], language: Language, *, step: int
) -> dict[str, object]:
    """The question again with every problem in it, what was typed kept, and no result."""
    told = {one.field: language.say(f"problem.{one.code}", **one.values) for one in problems}
    if step == 1:
        form = ask_group(visit.entry, told, language)
    elif step == 2:
        form = ask_protocol(visit.entry, told, language)
    else:
        form = ask_open(protocol(visit.entry["protocol"], language.code), visit.entry, told, language)
    return {"html": {"form": form, "result": ""}, **trouble(told, language)}


def shown(course: Course, visit: Visit, language: Language) -> dict[str, object]:
    """The example, with the form as it was filled and the link that brings it back.

    The calendars come `later`: they take as long to lay out as all the rest, and a reader sees the rows first.
    """
    schedule = make_schedule(course)
    link = write_link(course)
    return {
        "html": {
            "form": join(ask_open(course.protocol, visit.entry, {}, language), given(course)),
            "result": result(schedule, language, link=link, today=visit.today, address=visit.address),
        },
        "later": {"calendars": months(schedule, language)},
        "title": language.say("form.title_shown", title=course.protocol.title),
        "focus": "result",
        "say": language.say("form.shown", n=len(schedule.administrations)),
        "hash": link,
        "question": write_place(visit.entry, "group", "protocol"),
    }


def given(course: Course) -> Markup | None:
    """The start as it is shown, in the form: what a bookmark of some years ago brought is no slip of the next press."""
    if course.start is None:
        return None
    return element("input", type="hidden", name="start-given", value=course.start.isoformat())


def compared(visit: Visit, language: Language) -> dict[str, object]:
    """Two schedules side by side, each as its own printed example, or the question which two."""
    entry = visit.entry
    if entry["ask"] == "compare":
        return question(ask_two(entry, {}, language), language, hash=write_place(entry, "protocol", "second"))
    known = protocol_ids()
    asked = {"protocol": "protocol-missing", "second": "second-missing"}
    missing = {
        field: language.say(f"problem.{code}")
        for field, code in asked.items()
        if entry.get(field) not in known
    }
    if missing:
        place = write_place(entry, *asked)
        return {
            **question(ask_two(entry, missing, language), language, hash=place),
            **trouble(missing, language),
        }
    one, other = (first_example(protocol(entry[field], language.code)) for field in asked)
    return {
        "html": {
            "form": ask_two(entry, {}, language),
            "result": join(
                element("h2", language.say("form.compare_heading"), id="result", tabindex=-1),
                compare(one, other, language, today=visit.today, address=visit.address),
            ),
        },
        "title": language.say("form.compare_heading"),
        "focus": "result",
        "say": language.say("form.compare_shown"),
        "hash": write_place(entry, *asked),
        "question": write_place({"protocol": one.course.protocol.id}, *asked),
    }


def trouble(told: Mapping[str, str], language: Language) -> dict[str, object]:
    """What a page with problems says and where it puts the focus."""
    return {
        "title": language.say("form.title_error", title=language.say("form.title")),
        "focus": "problems",
        "say": language.say("form.problems_said", n=len(told)),
        "problems_shown": [{"field": field, "sentence": sentence} for field, sentence in told.items()],
    }
