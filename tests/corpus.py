"""The same requests for everybody who has to give the same answers: CPython, Pyodide in Node, three browsers.

First everything there is, once: what every page asks as it is printed, every protocol with every option of every
choice, every display, file, kind of link and problem. Then as many random requests as are wanted, valid, nearly valid
and hostile. One seed gives one row, so an answer that differs can be asked for again by its place. Tests take the seed
that tests/conftest.py drew for this run and told; scripts/runtime/find_imports.py takes the same one always.
"""

import json
import os
from collections.abc import Iterator
from datetime import date, timedelta
from itertools import chain, islice
from random import Random
from typing import Any
from urllib.parse import quote

from calculator.answer import ASKS
from calculator.choices import Choice, open_choices
from calculator.course import make_course
from calculator.link import write_link
from calculator.protocol import protocol, protocol_ids
from calculator.regimen import Protocol
from calculator.render import FORMATS
from calculator.render.keep import FILES
from scripts.content.catalogue import pages
from scripts.pages.schedule_page import request

TODAY = "2026-11-22"
ADDRESS = "https://example.org/schedules/one/"
DOS = ("show", "text", "code", *FILES)
PAGES = tuple(pages())
HORIZONS = (1, 6, 12, 13, 24, 59, 60)
# Ends of months, leap days, both clock changes, the ends of the calendar that the engine knows.
STARTS = (
    "2026-03-02", "2027-01-31", "2028-01-31", "2028-02-29", "2026-08-30", "2026-12-31", "2026-03-29",
    "2026-10-25", "2024-02-29", "2025-11-30", "2000-01-01", "2099-12-31",
)  # fmt: skip
HOSTILE: tuple[Any, ...] = (
    None, True, 0, -1, 10**40, 1.5, "", " ", "0", "-0", "１２", "\x00", "\ud800", "<script>alert(1)</script>",
    "{}", "[]", "'; DROP TABLE", "=1+1", "..", "../../etc/passwd", "2026-02-30", "2026-13-01", "0000-00-00",
    "99999-01-01", "NaN", "\u202eevil", "é" * 300, "a" * 5000, [], {}, [[]], {"a": {"b": []}}, ["2026-03-02"],
    "2026-03-02T00:00:00Z",
)  # fmt: skip
NOT_JSON = (
    "", " ", "{", "[]", "null", "1", '"x"', "{]", "{'ask': 'list'}", "\ufeff{}", '{"ask": NaN}', "[" * 5000,
    "{" * 5000, '{"ask":"list"}x', '{"ask":"list","ask":"page"}', '{"a":"\\ud800"}', '{"months":1e999}',
    '{"months":' + "9" * 5000 + "}",
)  # fmt: skip

# A whole date in one box: plain, ambiguous, with its weekday, beside another part, and not whole.
IN_ONE_BOX = tuple(
    {"start-day": day, **more, "months": "12"}
    for day in ("27/3/2027", "3/4/2027", "Saturday 27 March 2027", "27 March", "27 3 27", "٢٧.٣.٢٠٢٧")
    for more in ({}, {"start-year": "2027"}, {"start-month": "4"})
)

BUILD_SEED = 7
"""For what must be the same in every run."""
ENOUGH = 2400
"""Requests: everything there is, once, and some hundreds at random."""


def corpus(count: int, seed: int | None = None) -> list[str]:
    """The first `count` requests, as JSON texts (some of them broken on purpose). No seed: that of this run."""
    random = Random(int(os.environ.get("SEED", BUILD_SEED)) if seed is None else seed)
    return list(islice(chain(NOT_JSON, map(as_json, everything_once()), random_ones(random)), count))


def as_json(request: Any) -> str:
    """A request as it crosses the border."""
    return json.dumps(request)


def everything_once() -> Iterator[Any]:
    """What every page asks as it is printed; then each choice, display, file, link and problem at least once."""
    yield {"ask": "list"}
    yield {"ask": "page"}
    first = protocol(protocol_ids()[0])
    for typed in IN_ONE_BOX:
        yield page(first.id, dict(first.examples[0].choices), typed)
    for id, shown in PAGES:
        yield json.loads(request(id, protocol(id).examples[0].choices if shown is None else shown))
    for number, id in enumerate(protocol_ids()):
        one = protocol(id)
        choices = open_choices(one)
        for turn in range(max((len(choice.options) for choice in choices), default=1)):
            chosen = picked(choices, turn)
            start = STARTS[(number + turn) % len(STARTS)]
            months = HORIZONS[(number + turn) % len(HORIZONS)]
            show = [list(FORMATS)[(number + turn) % len(FORMATS)]]
            yield schedule(id, start if turn % 4 else None, months, chosen, show)
        chosen = picked(choices, number)
        yield schedule(id, "2027-01-31", 60, chosen, list(FORMATS))
        yield schedule(id, None, 12, chosen, list(FORMATS))
        printed = dict(one.examples[0].choices)
        for do in DOS:
            yield page(id, printed, {**dated("31", "Jan", "2027"), "months": "24", **chosen}, do)
            yield page(id, printed, {"months": "12"}, do)
            yield page(id, printed, {**dated("31", "Feb", ""), "months": "x"}, do)
        for link in links(one, chosen, printed):
            yield {**page(id, printed), "hash": link}


def links(one: Protocol, chosen: dict[str, str], printed: dict[str, str]) -> Iterator[str]:
    """An old link to an example with all choices named, a new one, some that were escaped, and damaged ones."""
    course = make_course(one, {"start": "2026-08-31", "months": 24, "choices": chosen})
    link = write_link(course)
    yield f"v=1&protocol={one.id}&{link.removeprefix('v=2&').partition('&check')[0]}"
    yield from (write_link(course, printed), f"{link}&utm_source=letter".replace("&", "&amp;"), link[:-1])
    yield quote(quote(link, safe=""), safe="")
    yield link.replace("&", "&#38;")
    yield link.replace("v=2", "v=1").partition("&check")[0].replace("months", "mon")
    yield f"v=1&protocol={protocol_ids()[0]}&months=12"


def schedule(id: Any, start: Any, months: Any, choices: Any, show: Any) -> dict[str, Any]:
    """A request for one schedule."""
    return {
        "ask": "schedule",
        "protocol": id,
        "start": start,
        "months": months,
        "choices": choices,
        "show": show,
    }


def page(id: Any, choices: Any, entry: Any = None, do: str = "show") -> dict[str, Any]:
    """What the page of a schedule sends when a button is pressed."""
    asked = {"ask": "page", "protocol": id, "choices": choices, "today": TODAY, "address": ADDRESS, "do": do}
    return asked if entry is None else {**asked, "entry": entry}


def dated(day: str, month: str, year: str) -> dict[str, str]:
    """The three fields of a start date."""
    return {"start-day": day, "start-month": month, "start-year": year}


def picked(choices: tuple[Choice, ...], turn: int) -> dict[str, str]:
    """One option for every choice; as `turn` counts up, every option comes by."""
    return {choice.key: choice.options[turn % len(choice.options)] for choice in choices}


def random_ones(random: Random) -> Iterator[str]:
    """Requests without end: most as readers make them, some with one thing wrong, some nonsense."""
    while True:
        request = random_schedule(random) if random.random() < 0.7 else random_page(random)
        luck = random.random()
        if luck < 0.25:
            spoil(request, random)
        text = as_json(request)
        yield cut(text, random) if luck > 0.97 else text


def random_schedule(random: Random) -> dict[str, Any]:
    """Any protocol, any choices, any day of the years that the engine knows."""
    id = random.choice(protocol_ids())
    chosen = {choice.key: random.choice(choice.options) for choice in open_choices(protocol(id))}
    start = (
        (date(2000, 1, 1) + timedelta(random.randrange(36525))).isoformat() if random.random() < 0.8 else None
    )
    show = random.sample(list(FORMATS), random.choice((0, 0, 1, 2)))
    return schedule(id, start, random.randint(1, 60), chosen, show)


def random_page(random: Random) -> dict[str, Any]:
    """What a reader may type into the form of any page, or bring in a link."""
    id, choices = random.choice(PAGES)
    printed = dict(protocol(id).examples[0].choices if choices is None else choices)
    lengths = {
        choice.key: random.choice(choice.options)
        for choice in open_choices(protocol(id))
        if choice.what == "until" and random.random() < 0.5
    }
    day, year = (
        random.choice(("1", "02", " 3.", "29", "30", "31", "31st", "32")),
        random.choice(("2026", "2027", "27", "2028")),
    )
    month = random.choice(("1", "02", "Feb", "sept", "December", "13", "ma"))
    months = random.choice(("6", "12", "24", "60"))
    if random.random() < 0.3:
        pairs = {"v": "1", "start": f"{year}-02-1{day[-1]}", "months": months, **lengths}
        return {**page(id, printed), "hash": "&".join(f"{key}={value}" for key, value in pairs.items())}
    return page(id, printed, {"months": months, **dated(day, month, year), **lengths}, random.choice(DOS))


def spoil(request: dict[str, Any], random: Random) -> None:
    """Put something that does not belong there in one place."""
    inner = [value for value in request.values() if isinstance(value, dict) and value]
    target = random.choice([request, *inner])
    key = random.choice([*target, "unknown", "language", "hash", "address", "today", "ask", "do"])
    target[key] = random.choice((*HOSTILE, *ASKS, *protocol_ids()[:3]))
    if random.random() < 0.2:
        target.pop(random.choice(list(target)))


def cut(text: str, random: Random) -> str:
    """A text that broke off, or has a foreign character in it."""
    place = random.randrange(len(text))
    return (
        text[:place]
        if random.random() < 0.5
        else text[:place] + random.choice("\x00\u2028}\"'é") + text[place + 1 :]
    )
