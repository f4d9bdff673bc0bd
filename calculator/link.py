"""A dated example as a link, and back: what stands after the #, readable, versioned, and read as untrusted input.

The page's address says which schedule and which choices; the part after the # says what the reader added:
`v=1&start=...&months=...` and lengths of their own. Links stand in bookmarks and on paper for years, so a form once
published is read for ever; tests/test_link.py holds each of them.

>>> read_link("v=1&start=2026-03-02&months=12").pairs["start-day"]
'2'
>>> read_link("v=1&amp;months=24.").pairs, read_link("v=1&months=24&loading").unread
({'months': '24'}, 'loading')
"""

import re
from collections.abc import Mapping
from typing import NamedTuple

from calculator.course import Course

VERSION = "1"
LONGEST = 600
"""Characters: longer than any link of ours."""
PAIR = re.compile(r"([a-z0-9._-]{1,60})=([A-Za-z0-9-]{1,60})")
DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
TRACKING = re.compile(r"(utm_\w+|fbclid|gclid|dclid|msclkid|mc_cid|mc_eid|igshid)=.*", re.DOTALL)
"""Words that mail programs and social networks hang on to links. They say nothing about the example."""
ENCODED = re.compile(r"%([0-7][0-9A-Fa-f])")
"""A letter as addresses encode it; a link of ours has only those of ASCII."""
AROUND = " \u00a0\t\r\n.,;:!?)]}>\"'»”’…"
"""What may stand behind a link in a sentence and was taken for a part of it."""


class Link(NamedTuple):
    """What a link says, and what in it cannot be read; a damaged link is never taken for another example."""

    pairs: Mapping[str, str]
    unread: str


def write_link(course: Course, printed: Mapping[str, str] | None = None) -> str:
    """What stands after the # to see this course again, on the page that prints the choices `printed`."""
    printed = printed or {}
    pairs = {
        "v": VERSION,
        "start": course.start.isoformat() if course.start else "",
        "months": str(course.months),
        **{key: value for key, value in course.choices.items() if printed.get(key) != value},
    }
    return "&".join(f"{key}={value}" for key, value in pairs.items() if value)


def read_link(text: object) -> Link:
    """The form entry that a link stands for. Nothing in it is trusted, and what is not of our form is named.

    A start stands there as `2026-03-02`, and with it how many months: where either broke off, the link is cut.
    """
    if not isinstance(text, str) or len(text) > LONGEST:
        return Link({}, "" if text is None else str(text)[:40])
    parts = ENCODED.sub(lambda hit: chr(int(hit[1], 16)), text).replace("&amp;", "&").split("&")
    parts = [part.strip(AROUND) for part in parts if not TRACKING.fullmatch(part)]
    pairs, unread = dict[str, str](), list[str]()
    for part in filter(None, parts):
        match = PAIR.fullmatch(part)
        if match and (match[1] != "start" or DAY.fullmatch(match[2])) and match[1] not in pairs:
            pairs[match[1]] = match[2]
        else:
            unread.append(part)
    if pairs.pop("v", None) != VERSION:
        unread = parts
    elif not unread and "start" in pairs and "months" not in pairs:
        unread.append("months=")
    return Link(spread_start(pairs), "&".join(unread)[:40])


def spread_start(pairs: Mapping[str, str]) -> dict[str, str]:
    """The pairs with the start in the three fields of the form."""
    entry = {key: value for key, value in pairs.items() if key != "start"}
    if "start" not in pairs:
        return entry
    year, month, day = pairs["start"].split("-")
    return {**entry, "start-year": year, "start-month": month.lstrip("0"), "start-day": day.lstrip("0")}
