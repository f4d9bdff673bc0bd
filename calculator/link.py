"""A course as a link, and back: everything after the #, readable, versioned, and read as untrusted input.

The form is `v=1&protocol=...&start=...&months=...&<choice key>=...`. Links stand in bookmarks and on paper for years,
so a form once published is read for ever; tests/test_link.py holds each of them.

>>> read_link("v=1&protocol=us-kuzminski-1998-trial&start=2026-03-02&months=12")["start-day"]
'2'
"""

import re
from collections.abc import Mapping

from calculator.course import Course

VERSION = "1"
LONGEST = 600
"""Characters: longer than any link of ours."""
PAIR = re.compile(r"([a-z0-9._-]{1,60})=([A-Za-z0-9-]{0,60})")


def write_link(course: Course) -> str:
    """What stands after the # to see this course again."""
    pairs = {
        "v": VERSION,
        "protocol": course.protocol.id,
        "start": course.start.isoformat() if course.start else "",
        "months": str(course.months),
        **course.choices,
    }
    return "&".join(f"{key}={value}" for key, value in pairs.items() if value)


def write_place(entry: Mapping[str, str], *fields: str) -> str:
    """What stands after the # to come back to a question, with what was chosen before it."""
    pairs = (f"{field}={entry.get(field, '')}" for field in fields)
    return "&".join([f"v={VERSION}", *(pair for pair in pairs if PAIR.fullmatch(pair))])


def read_link(text: object) -> dict[str, str]:
    """The form entry that a link stands for; whatever is not of our form is left out, and nothing is trusted.

    An empty entry means that the text is no link of ours.
    """
    if not isinstance(text, str) or len(text) > LONGEST:
        return {}
    matches = [match for match in map(PAIR.fullmatch, text.split("&")) if match]
    pairs: dict[str, str] = {match[1]: match[2] for match in matches}
    if pairs.pop("v", None) != VERSION:
        return {}
    return {**spread_start(pairs), "ask": asked(pairs)}


def asked(pairs: Mapping[str, str]) -> str:
    """What a link asks for: only the link of a question names a group, or leaves the second of two open."""
    if "second" in pairs:
        return "compare-show" if pairs["second"] else "compare"
    if "group" in pairs:
        return "protocol" if pairs.get("protocol") else "group"
    return "show"


def spread_start(pairs: Mapping[str, str]) -> dict[str, str]:
    """The pairs with the start in the three fields of the form."""
    entry = {key: value for key, value in pairs.items() if key not in ("start", "ask")}
    start = pairs.get("start", "")
    if not start:
        return entry
    year, month, day = (*start.split("-", 2), "", "")[:3]
    return {
        **entry,
        "start-year": year or start,
        "start-month": month.lstrip("0"),
        "start-day": day.lstrip("0"),
    }
