"""What came from the page, made plain: the entry, and what only the browser knows of day and place.

Nothing in it is trusted: a link is read as any stranger's text, and what is no text is as good as nothing.
"""

from collections.abc import Mapping
from datetime import date
from typing import NamedTuple

from calculator.course import YEARS
from calculator.link import read_link
from calculator.protocol import protocol, protocol_ids

SAMPLE_START = {"start-day": "4", "start-month": "1", "start-year": "2027"}
"""A Monday, the same for everybody: the dates of a worked example, not of a reader."""


class Visit(NamedTuple):
    """What came from the page: the entry, and what the browser knows of day and place."""

    entry: Mapping[str, str]
    today: date | None
    address: str
    typed: bool
    """False where a link or the sample gave the entry: links are good for years, and a date in one is no slip."""


def read_visit(request: Mapping[str, object]) -> Visit:
    """What came from the page, text by text; anything else is as good as nothing."""
    link, entry = request.get("hash"), request.get("entry")
    pairs = entry.items() if isinstance(entry, Mapping) else ()
    texts = {str(key): value for key, value in pairs if isinstance(value, str)}
    given = sample(texts.get("ask", "")) if link is None else read_link(link)
    texts = texts | given if link is None else reopened(given, texts)
    address = request.get("address")
    plausible = (
        isinstance(address, str) and len(address) < 200 and address.startswith(("https://", "http://"))
    )
    return Visit(texts, read_today(request.get("today")), str(address) if plausible else "", typed=not given)


def reopened(link: Mapping[str, str], typed: Mapping[str, str]) -> dict[str, str]:
    """What a link stands for; where something was typed over it and not yet sent, the question as it was filled."""
    if not typed:
        return dict(link)
    unsent = {"show": "protocol", "compare-show": "compare"}
    ask = link.get("ask", "")
    return {**link, **typed, "ask": unsent.get(ask, ask)}


def read_today(value: object) -> date | None:
    """The reader's own day, which only the browser knows."""
    try:
        day = date.fromisoformat(value) if isinstance(value, str) else None
    except ValueError:
        return None
    return day if day and YEARS[0] < day.year < YEARS[1] - 2 else None


def sample(ask: str) -> dict[str, str]:
    """What the button "sample:<protocol>" enters: that protocol's own first example, on the sample date."""
    kind, _, id = ask.partition(":")
    if kind != "sample" or id not in protocol_ids():
        return {}
    first = protocol(id).examples[0]
    return {"ask": "show", "protocol": id, **first.choices, **SAMPLE_START, "months": str(first.months)}
