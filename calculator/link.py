"""A dated example as a link, and back: what stands after the #, readable, versioned, and read as untrusted input.

The page's address says which schedule and which choices; the part after the # says what the reader added:
`v=2&start=...&months=...`, lengths of their own, and a check number, without which a link that was cut would be another
link. Links stand in bookmarks and on paper for years, so a form once published is read for ever; tests/test_link.py
holds each of them. Links of version 1 have no check number: they open, and the page says what nobody can know of them.

>>> read_link("v=1&start=2026-03-02&months=12").pairs["start-day"]
'2'
>>> read_link("v=1&amp;months=24.").pairs, read_link("v=1&months=24&loading").unread
({'months': '24'}, 'loading')
>>> read_link("v=2&months=24&check=5926"), read_link("v=2&months=2")
(Link(pairs={'months': '24'}, unread='', whole=True), Link(pairs={}, unread='check', whole=False))
"""

import re
from collections.abc import Mapping
from typing import NamedTuple

from calculator.course import Course
from calculator.spelled import tidy

VERSION, WITHOUT_CHECK = "2", "1"
LONGEST = 2000
"""Characters: longer than any link of ours, encoded twice and with whatever hangs on it."""
PAIR = re.compile(r"((?!start-)[a-z0-9._-]{1,60})=([a-z0-9-]{1,60})")
DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
APART = re.compile(r"[&?]|(?<=\w)#")
"""What stands between pairs: between ours, and before a pair that was hung on."""
TRACKING = re.compile(
    r"((utm|mtm|pk|piwik|matomo|at|hsa|gad|fb|guce)[_-]\w+|\w*(cl|clk|click)id|gclsrc|[gw]braid|mc_[ce]id|igshi?d?"
    r"|__?hs\w+|hsctatracking|_g[al]\w*|_k[ex]|__s|_branch_match_id|_openstat|mkt_tok|srsltid|mibextid|\w+_fat_id"
    r"|(oly|vero|sfmc|trk)_\w+|trk|s_(kw)?cid|ef_id|epik|dm_i|spm|usqp|ref(_src|_url)?)(=|$)"
)
"""Words that mail programs and social networks hang on to links. They say nothing about the example."""
HIGHLIGHT = re.compile("(?<=.):~:.*", re.DOTALL)
"""Which words of a page a browser is to mark: added by "Copy link to highlight", and taken off by newer browsers."""
ENCODED = re.compile(r"(?:%[0-9a-f]{2})+")
ENTITY = re.compile(r"&(?:#([0-9]{2,4})|#x([0-9a-f]{2,4})|(amp)|[lg]t|quot|apos|nbsp);")
"""Letters as addresses and as HTML write them. A link of ours has neither sign, so all are undone, however often."""
AROUND = re.compile(r"^(?:[^\w=%\ufffd-]|_)+|(?:[^\w=%\ufffd-]|_)+$")
"""What may stand around a link in a sentence and was taken for a part of it."""


class Link(NamedTuple):
    """What a link says, and what in it cannot be read; a damaged link is never taken for another example."""

    pairs: Mapping[str, str]
    unread: str
    whole: bool
    """True where the check number fits. Of a link without one nobody can know whether its end was cut off."""


def write_link(course: Course, printed: Mapping[str, str] | None = None) -> str:
    """What stands after the # to see this course again, on the page that prints the choices `printed`."""
    printed = printed or {}
    words = joined(
        {
            **({"start": course.start.isoformat()} if course.start else {}),
            "months": str(course.months),
            **{key: value for key, value in course.choices.items() if printed.get(key) != value},
        }
    )
    return f"v={VERSION}&{words}&check={check(words)}"


def joined(pairs: Mapping[str, str]) -> str:
    """Pairs as they stand in a link."""
    return "&".join(f"{key}={value}" for key, value in pairs.items())


def check(words: str) -> str:
    """The check number of what a link says: its bytes as one number, by a prime. It differs where one letter does."""
    return f"{int.from_bytes(words.encode()) % 9973:04}"


def read_link(text: object) -> Link:
    """The form entry that a link stands for. Nothing in it is trusted, and what is not of our form is named.

    Of a link whose check number does not fit, nothing is believed. One without a check number is known to be cut only
    where its start broke off, or where it does not say how many months.
    """
    if not isinstance(text, str) or len(text) > LONGEST:
        return Link({}, "" if text is None else str(text)[:40], whole=False)
    pairs, unread = dict[str, str](), list[str]()
    parts = parts_of(text)
    for part in parts:
        match = PAIR.fullmatch(part)
        key, value = match.groups() if match else ("", "")
        # nothing of ours comes twice, or behind the check number
        if not key or {key, "check"} & pairs.keys() or (key == "start" and not DAY.fullmatch(value)):
            unread.append(part)
        else:
            pairs[key] = value
    version, given = pairs.pop("v", ""), pairs.pop("check", "")
    whole = version == VERSION and given == check(joined(pairs))
    if version == VERSION and not whole:
        pairs, unread = {}, unread or ["check"]
    elif not whole and (given or version != WITHOUT_CHECK):
        unread = parts
    elif not whole and not unread and not pairs.keys() & {"months", "group", "second"}:
        unread.append("months=")
    return Link(spread_start(pairs), "&".join(unread)[:40], whole)


def parts_of(text: str) -> list[str]:
    """What stands between the &s, as it was before mail programs, chats and editors had hold of it."""
    text = re.sub(r"=[ \t]*\r?\n", "", text)  # where quoted-printable breaks a line
    while True:
        text = re.sub("[\u2010-\u2015\u2212]", "-", HIGHLIGHT.sub("", tidy(text)))
        parts = [part for part in APART.split(text.replace("&amp;", "&")) if not TRACKING.match(part)]
        before = "&".join(parts)
        text = ENTITY.sub(letter, ENCODED.sub(lambda hit: decoded(hit[0]), before))
        if text == before:
            break
    found = [AROUND.sub("", part).replace("=3d", "=") for part in parts]  # =3D is quoted-printable for =
    bare = ["".join(part.split()) for part in found]  # a wrong guess? Then the check number does not fit
    return [part for part in (bare if f"v={VERSION}" in bare else found) if part]


def decoded(octets: str) -> str:
    """The letters that octets of an address stand for."""
    return bytes.fromhex(octets.replace("%", "")).decode("utf-8", "replace")


def letter(entity: re.Match[str]) -> str:
    """The letter that an entity of HTML stands for; a space for those that can only stand around a link."""
    decimal, hexadecimal, ampersand = entity.groups()
    return "&" if ampersand else chr(int(hexadecimal, 16) if hexadecimal else int(decimal or 32))


def spread_start(pairs: Mapping[str, str]) -> dict[str, str]:
    """The pairs with the start in the three fields of the form."""
    entry = {key: value for key, value in pairs.items() if key != "start"}
    if "start" not in pairs:
        return entry
    year, month, day = pairs["start"].split("-")
    return {**entry, "start-year": year, "start-month": month.lstrip("0"), "start-day": day.lstrip("0")}
