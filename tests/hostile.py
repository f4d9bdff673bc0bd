"""What nobody should send, and what is almost right: requests, form entries and links, for hypothesis."""

from typing import Any

from hypothesis import settings
from hypothesis import strategies as st

from calculator.choices import open_choices
from calculator.protocol import protocol, protocol_ids
from calculator.render import FORMATS

IDS = protocol_ids()
KEYS = sorted({choice.key for id in IDS for choice in open_choices(protocol(id))})
VALUES = [
    "met",
    "not-met",
    "1",
    "2",
    "3",
    "4",
    "5",
    "6",
    "7",
    "12",
    "24",
    "26",
    "0",
    "27",
    "",
    " 2",
    "02",
    "2.0",
]
NASTY = [
    "<script>alert(1)</script>", '"><img src=x onerror=alert(1)>', "' onfocus='alert(1)", "</textarea>",
    "&lt;", "&", "javascript:alert(1)", "{n}", "{0}", "{", "}", "%s", "=1+1", "@SUM(A1)", "\x00", "\u202e", "\ud800",
    "\U0001f489", "１２", "ß", "\u0130", "a" * 700, "../../etc/passwd", "__class__", "None", "NaN", "-0",
    "1e999", "\r\nX: y",
]  # fmt: skip
DATES = [
    "2026-03-02",
    "2024-02-29",
    "2026-02-30",
    "2099-12-31",
    "1999-12-31",
    "2026-3-2",
    "2026-03-02T00:00",
    "",
]

texts = st.one_of(st.text(max_size=30), st.sampled_from(NASTY), st.text(st.characters(), max_size=5))
scalars = st.one_of(
    st.none(), st.booleans(), st.integers(), st.integers(10**30, 10**40), st.floats(), texts,
    st.sampled_from([*IDS, *KEYS, *VALUES, *DATES]),
)  # fmt: skip
junk = st.recursive(
    scalars,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(texts, inner, max_size=4),
    max_leaves=12,
)

ids = st.sampled_from(IDS)
keys = st.sampled_from(KEYS)
values = st.sampled_from(VALUES)


def often(likely: st.SearchStrategy[Any], unlikely: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    """Mostly the one, sometimes the other."""
    return st.integers(0, 11).flatmap(lambda dice: unlikely if dice == 7 else likely)


@st.composite
def choices(draw: st.DrawFn, id: Any) -> Any:
    """The choices of a protocol, mostly right."""
    if not isinstance(id, str) or id not in IDS:
        return draw(st.dictionaries(keys, values | junk, max_size=5) | junk)
    found: dict[str, Any] = {}
    for choice in open_choices(protocol(id)):
        found[choice.key] = draw(often(st.sampled_from(choice.options), values | junk))
    if draw(st.integers(0, 11)) == 7:
        found[draw(keys | texts)] = draw(values | junk)
    return found


@st.composite
def schedules(draw: st.DrawFn) -> dict[str, Any]:
    """Requests for a schedule, from right to absurd."""
    id = draw(often(ids, junk))
    request = {
        "ask": draw(often(st.just("schedule"), junk)),
        "protocol": id,
        "start": draw(often(st.sampled_from(STARTS), st.sampled_from(DATES) | junk)),
        "months": draw(often(st.integers(1, 60), st.integers(0, 61) | junk)),
        "choices": draw(choices(id)),
        "show": draw(often(st.lists(st.sampled_from(sorted(FORMATS)), max_size=2), junk)),
        "language": draw(often(st.just("en"), junk)),
    }
    left_out = draw(often(st.just(set()), st.sets(st.sampled_from(sorted(request)), max_size=3)))
    return {key: value for key, value in request.items() if key not in left_out}


STARTS = [None, "2026-03-02", "2024-02-29", "2026-01-31", "2099-12-31", "2000-01-01"]
GOOD_DATES = [("2", "3", "2027"), (" 02. ", "Sept", "2026"), ("29th", "feb", "2028"), ("", "", "")]
DAYS = ["2", " 02 ", "31", "2nd", "30.", "0", "32", "", "first", "２"]
MONTHS = ["3", "03", "March", "mar", "Sept.", "13", "0", "", "Ma", "Februar"]
YEARS = ["2026", " 2027 ", "26", "1999", "2100", "0000", "", "20 27", "year"]


@st.composite
def entries(draw: st.DrawFn, id: Any) -> dict[str, str]:
    """What the form of a schedule might hold, from right to absurd."""
    day, month, year = draw(often(st.sampled_from(GOOD_DATES), st.just(("", "", ""))))
    entry: dict[str, str] = {
        "start-day": draw(often(st.just(day), st.sampled_from(DAYS) | texts)),
        "start-month": draw(often(st.just(month), st.sampled_from(MONTHS) | texts)),
        "start-year": draw(often(st.just(year), st.sampled_from(YEARS) | texts)),
        "months": draw(often(st.sampled_from(["6", "12", "24", "60"]), st.sampled_from(VALUES) | texts)),
    }
    if id in IDS:
        for choice in open_choices(protocol(id)):
            entry[choice.key] = draw(often(st.sampled_from(choice.options), values | texts))
    if draw(st.integers(0, 11)) == 7:
        del entry[draw(st.sampled_from(sorted(entry)))]
        entry[draw(texts)] = draw(texts)
    return entry


@st.composite
def links(draw: st.DrawFn, id: Any) -> str:
    """What might stand after the #: a link of ours, one with a fault, or anything."""
    start = draw(often(st.sampled_from(STARTS[:3]), st.sampled_from(DATES)))
    pairs = [
        ("v", "1"),
        ("protocol", draw(often(st.just(id), ids))),
        ("start", start or ""),
        ("months", "12"),
    ]
    if id in IDS:
        pairs += [(one.key, draw(st.sampled_from(one.options))) for one in open_choices(protocol(id))]
    for _ in range(draw(st.sampled_from([0, 0, 0, 1, 2, 3]))):
        place = draw(st.integers(0, len(pairs)))
        pairs.insert(
            place, (draw(texts | keys | st.sampled_from(["do", "v", "start-day"])), draw(texts | values))
        )
    link = "&".join(f"{key}={value}" for key, value in pairs)
    return str(draw(often(st.just(link), texts)))


@st.composite
def pages(draw: st.DrawFn) -> dict[str, Any]:
    """Requests of the page of a schedule."""
    id = draw(often(ids, junk))
    printed = dict(protocol(id).examples[0].choices) if isinstance(id, str) and id in IDS else {}
    request: dict[str, Any] = {
        "ask": "page",
        "protocol": id,
        "choices": draw(often(st.just(printed), choices(id) | junk)),
        "do": draw(often(st.sampled_from(["show", "ics", "csv", "text", "code"]), junk)),
        "today": draw(often(st.sampled_from(["2026-11-22", "2028-02-29"]), junk)),
        "address": draw(often(st.just("https://example.org/schedules/one/"), junk)),
    }
    if draw(st.integers(0, 2)):
        request["entry"] = draw(often(entries(id), junk))
    else:
        request["hash"] = draw(often(links(id), junk))
    return request


lists = st.builds(lambda extra: {"ask": "list", "x": extra}, junk)
requests = st.integers(0, 19).flatmap(
    lambda dice: lists if dice == 5 else junk if dice == 12 else schedules() if dice % 2 else pages()
)


def many(count: int) -> settings:
    """So many examples; all else is as the profile in tests/conftest.py says."""
    return settings(max_examples=count)
