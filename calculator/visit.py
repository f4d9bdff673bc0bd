"""What came from the page of a schedule, made plain: the page's own choices, and what was typed or stood in a link.

Nothing in it is trusted, and what is no text is as good as nothing.
"""

from collections.abc import Mapping
from datetime import date
from typing import Any, NamedTuple

from calculator.choices import open_choices
from calculator.course import YEARS, make_course
from calculator.entry import PARTS
from calculator.language import Language
from calculator.link import VERSION, read_link
from calculator.problem import Problem, Refused, nearest
from calculator.protocol import protocol, protocol_ids
from calculator.regimen import Protocol

LINKED = ("months", "group", "second")
"""What a link may say beside a start and choices; the last two are of old links to a question."""


class Visit(NamedTuple):
    """What came from the page."""

    protocol: Protocol
    printed: Mapping[str, str]
    """The choices that the page is about, by key."""
    entry: Mapping[str, str]
    do: str
    today: date | None
    address: str
    linked: bool
    """True where the entry stood in the address: links are good for years, and a date in one is no slip."""
    doubted: bool = False
    """True for a link of which nobody can know whether its end was cut off."""


def read_visit(request: Mapping[str, Any], language: Language) -> Visit:
    """The visit that a request tells of. Raises Refused where there is no such schedule."""
    id, printed = request.get("protocol"), request.get("choices")
    if not isinstance(id, str) or id not in protocol_ids():
        raise Refused(Problem("protocol", "protocol-missing"))
    one = protocol(id, language.code)
    first = make_course(one, {"choices": printed}).choices  # the page's own choices, complete and allowed
    typed, link = texts(request.get("entry")), request.get("hash")
    entry, doubted = typed, False
    if link is not None:
        read = read_link(link)
        unread = "&".join(filter(None, (foreign(read.pairs, one), read.unread)))
        entry = {**read.pairs, "unread": unread, "near": near(unread, one)}
        doubted = bool(read.pairs) and not read.whole
    address = request.get("address")
    plausible = isinstance(address, str) and len(address) < 200 and address.startswith(("https:", "http:"))
    return Visit(
        one,
        first,
        entry,
        do=str(request.get("do", "show")),
        today=read_today(request.get("today")),
        address=str(address) if plausible else "",
        linked=link is not None,
        doubted=doubted,
    )


def foreign(pairs: Mapping[str, str], one: Protocol) -> str:
    """What in a link is not about this schedule or allowed by it; "" when all is."""
    known = allowed(one)
    wrong = [
        f"{key}={value}"
        for key, value in pairs.items()
        if key not in (*PARTS, *LINKED) and value not in known.get(key, ())
    ]
    return "&".join(wrong)[:40]


def near(unread: str, one: Protocol) -> str:
    """What a link to this schedule may say that is spelled most like the first thing in it that cannot be read."""
    key, _, value = unread.partition("&")[0].partition("=")
    known = {"v": (VERSION,), "start": (), "months": (), "check": (), **allowed(one)}
    if key in known:
        return "".join(f"{key}={found}" for found in nearest(value, known[key]))
    return "".join(nearest(key, known))


def allowed(one: Protocol) -> dict[str, tuple[str, ...]]:
    """The choices that this schedule leaves open, each with what may be chosen; and its own name."""
    return {choice.key: choice.options for choice in open_choices(one)} | {"protocol": (one.id,)}


def texts(entry: object) -> dict[str, str]:
    """What the form holds, text by text."""
    pairs = entry.items() if isinstance(entry, Mapping) else ()
    return {str(key): value for key, value in pairs if isinstance(value, str)}


def read_today(value: object) -> date | None:
    """The reader's own day, which only the browser knows."""
    try:
        day = date.fromisoformat(value) if isinstance(value, str) else None
    except ValueError:
        return None
    return day if day and YEARS[0] < day.year < YEARS[1] - 2 else None
