"""What the site costs to run: the arithmetic of docs/about/running-cost.md, from docs/_data/running.toml."""

from dataclasses import dataclass, fields
from functools import cache
from typing import Any

from calculator.render.markup import Markup, element
from calculator.strict import BadData, Table
from scripts.content.phrases import figures, site_language
from scripts.content.reader import amount, whole

VISITS = (1_000_000, 100_000_000)
GIGABYTE = 1_000_000_000


@dataclass(frozen=True)
class Cost:
    """One month at so many visits."""

    visits: int
    bytes_a_visit: float
    gigabytes: float
    requests: float
    transfer: float
    """Dollars for bytes."""
    asking: float
    """Dollars for requests."""
    origin: float
    """Requests that reach our own server in a second, on average."""

    @property
    def total(self) -> float:
        """Dollars in the month."""
        return self.transfer + self.asking


@dataclass(frozen=True)
class Bytes:
    """What travels, compressed: a page, what all pages share, Python."""

    page: float
    shared: float
    python: float


@dataclass(frozen=True)
class Visit:
    """What a visit asks for, on average; shares are of visits, 0 to 1."""

    pages: float
    requests: float
    python_share: float
    python_requests: float
    returning: float


@dataclass(frozen=True)
class Network:
    """A content delivery network's price list, in dollars."""

    seen: str
    free_gigabytes: float
    free_requests: float
    steps: tuple[tuple[float, float], ...]
    """How many gigabytes at which price each, from the first on."""
    per_10_000_requests: float
    hits: float
    """The share of requests that it answers by itself."""


@cache
def assumptions() -> tuple[Bytes, Visit, Network]:
    """Bytes, assumptions and prices. Raises BadData."""
    top = Table("docs/_data/running.toml", whole("running"))
    size, visit, cdn = (top.table(name) for name in ("bytes", "visit", "cdn"))
    found = (
        Bytes(**numbers(size, Bytes)),
        Visit(**numbers(visit, Visit)),
        Network(seen=cdn.text("seen"), steps=read_steps(cdn), **numbers(cdn, Network, "seen", "steps")),
    )
    for table in (size, visit, cdn, top):
        table.refuse_leftovers()
    if top.problems:
        raise BadData("\n".join(top.problems))
    return found


def numbers(table: Table, kind: type[Any], *others: str) -> dict[str, Any]:
    """The fields of `kind` as numbers; not those that are read elsewhere."""
    names = [field.name for field in fields(kind) if field.name not in others]
    found = {name: amount(table, name) for name in names}
    for name, value in found.items():
        if value is None:
            table.problem(name, "must be there, and a number")
    return {name: value or 0.0 for name, value in found.items()}


def read_steps(table: Table) -> tuple[tuple[float, float], ...]:
    """Pairs of gigabytes and dollars."""
    steps = table.take("steps")
    if not isinstance(steps, list) or not all(is_step(step) for step in steps):
        table.problem("steps", "must be a list of pairs: gigabytes, and dollars for each")
        return ()
    return tuple((width, price) for width, price in steps)


def is_step(value: object) -> bool:
    """Whether a value is a pair of numbers."""
    return isinstance(value, list) and len(value) == 2 and all(type(item) in (int, float) for item in value)


def cost(visits: int) -> Cost:
    """A month of `visits`."""
    size, visit, cdn = assumptions()
    each = visit.pages * size.page + (1 - visit.returning) * size.shared + visit.python_share * size.python
    requests = visits * (visit.requests + visit.python_share * visit.python_requests)
    gigabytes = visits * each / GIGABYTE
    paid = max(0.0, requests - cdn.free_requests)
    return Cost(
        visits,
        each,
        gigabytes,
        requests,
        transfer(max(0.0, gigabytes - cdn.free_gigabytes)),
        paid / 10_000 * cdn.per_10_000_requests,
        requests * (1 - cdn.hits) / (30 * 86_400),
    )


def transfer(gigabytes: float) -> float:
    """Dollars for so many gigabytes, step by step down the price list."""
    dollars = 0.0
    for width, price in assumptions()[2].steps:
        used = min(gigabytes, width)
        dollars += used * price
        gigabytes -= used
    if gigabytes > 0:
        raise ValueError("more traffic than the price list in docs/_data/running.toml reaches")
    return dollars


def running() -> Markup:
    """The table of the page."""
    say, months = site_language().say, [cost(visits) for visits in VISITS]
    rows = {
        say("running.bytes"): [figures(one.bytes_a_visit) for one in months],
        say("running.gigabytes"): [figures(one.gigabytes) for one in months],
        say("running.requests"): [figures(one.requests) for one in months],
        say("running.transfer"): [figures(one.transfer) for one in months],
        say("running.asking"): [figures(one.asking) for one in months],
        say("running.total"): [figures(one.total) for one in months],
        say("running.thousand", n=1000): [figures(one.total / one.visits * 1000, 4) for one in months],
        say("running.origin"): [figures(one.origin, 1) for one in months],
    }
    heads = [say("running.what"), *(say("running.visits", n=visits) for visits in VISITS)]
    return element(
        "table",
        element("caption", say("running.caption")),
        element("thead", element("tr", *(element("th", words, scope="col") for words in heads))),
        element(
            "tbody",
            *(
                element(
                    "tr",
                    element("th", name, scope="row"),
                    *(element("td", cell, class_="number") for cell in cells),
                )
                for name, cells in rows.items()
            ),
        ),
    )
