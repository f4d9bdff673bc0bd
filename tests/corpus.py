"""The same requests for everybody who has to give the same answers: CPython, Pyodide in Node, three browsers.

First everything there is, once: every protocol with every option of every choice, every display, every
question of the page, every file, every link. Then as many random requests as are wanted, valid, nearly valid and
hostile. One seed gives one row, so an answer that differs can be asked for again by its place. Tests take the seed that
tests/conftest.py drew for this run and told; scripts/runtime/find_imports.py takes the same one always.
"""

import json
import os
from collections.abc import Iterator
from datetime import date, timedelta
from itertools import chain, islice
from random import Random
from typing import Any

from calculator.answer import ASKS
from calculator.choices import Choice, open_choices
from calculator.course import make_course
from calculator.link import write_link
from calculator.protocol import protocol, protocol_ids
from calculator.render import FORMATS
from calculator.render.keep import KINDS

TODAY = "2026-11-22"
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


BUILD_SEED = 7
"""For what must be the same in every run."""


def corpus(count: int, seed: int | None = None) -> list[str]:
    """The first `count` requests, as JSON texts (some of them broken on purpose). No seed: that of this run."""
    random = Random(int(os.environ.get("SEED", BUILD_SEED)) if seed is None else seed)
    return list(islice(chain(NOT_JSON, map(as_json, everything_once()), random_ones(random)), count))


def as_json(request: Any) -> str:
    """A request as it crosses the border."""
    return json.dumps(request)


def everything_once() -> Iterator[Any]:
    """Each protocol, choice, display, question, file and link at least once."""
    yield {"ask": "list"}
    yield {"ask": "page"}
    for ask in ("", "group", "protocol", "change-group", "change-protocol", "show", "sample", *KINDS):
        yield page({"ask": ask})
    for number, id in enumerate(protocol_ids()):
        one = protocol(id)
        for group in (one.country, f"pattern-{one.pattern}"):
            yield page({"ask": "group", "group": group})
        yield page({"ask": "protocol", "protocol": id})
        yield page({"ask": f"sample:{id}"})
        yield page({"ask": "sample", "protocol": id})
        yield page({"ask": "change-protocol", "protocol": id, "group": one.country})
        second = protocol_ids()[(number + 1) % len(protocol_ids())]
        for ask in ("compare", "compare-show"):
            yield page({"ask": ask, "protocol": id, "second": second})
        yield {"ask": "page", "hash": f"v=1&protocol={id}&second={second}", "entry": {"months": "6"}}
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
        course = make_course(one, {"start": "2026-08-31", "months": 24, "choices": chosen})
        yield {
            "ask": "page",
            "hash": write_link(course),
            "today": TODAY,
            "address": "https://example.org/calculator/",
        }
        for ask in ("show", *KINDS):
            yield page({"ask": ask, "protocol": id, "months": "24", **dated("31", "Jan", "2027"), **chosen})
            yield page({"ask": ask, "protocol": id, "months": "12", "dates": "days", **chosen})


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


def page(entry: Any) -> dict[str, Any]:
    """What the page sends when a button is pressed."""
    return {"ask": "page", "entry": entry, "today": TODAY}


def dated(day: str, month: str, year: str) -> dict[str, str]:
    """The three fields of a start date."""
    return {"dates": "date", "start-day": day, "start-month": month, "start-year": year}


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
    """What a reader may type into the form."""
    id = random.choice(protocol_ids())
    chosen = {choice.key: random.choice(choice.options) for choice in open_choices(protocol(id))}
    day, year = (
        random.choice(("1", "02", " 3.", "29", "30", "31", "31st", "32")),
        random.choice(("2026", "2027", "27", "2028")),
    )
    month = random.choice(("1", "02", "Feb", "sept", "December", "13", "ma"))
    entry = {
        "protocol": id,
        "months": random.choice(("6", "12", "24", "60")),
        **dated(day, month, year),
        **chosen,
    }
    entry["dates"] = random.choice(("date", "date", "days"))
    return page({**entry, "ask": random.choice(("show", "show", "protocol", "group", *KINDS))})


def spoil(request: dict[str, Any], random: Random) -> None:
    """Put something that does not belong there in one place."""
    inner = [value for value in request.values() if isinstance(value, dict) and value]
    target = random.choice([request, *inner])
    key = random.choice([*target, "unknown", "language", "hash", "address", "today", "ask"])
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
