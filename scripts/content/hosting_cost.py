"""What the site costs to run: the arithmetic of docs/about/running-cost.md, from docs/_data/running.toml."""

import tomllib
from dataclasses import dataclass
from functools import cache
from typing import Any

from calculator.render.markup import Markup, element
from scripts.content.phrases import figures, site_language
from scripts.paths import DATA

FILE = DATA / "running.toml"
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


@cache
def data() -> dict[str, Any]:
    """Bytes, assumptions and prices."""
    return tomllib.loads(FILE.read_text("utf-8"))


def cost(visits: int) -> Cost:
    """A month of `visits`."""
    size, visit, cdn = data()["bytes"], data()["visit"], data()["cdn"]
    each = (
        visit["pages"] * size["page"]
        + (1 - visit["returning"]) * size["shared"]
        + visit["python_share"] * size["python"]
    )
    requests = visits * (visit["requests"] + visit["python_share"] * visit["python_requests"])
    gigabytes = visits * each / GIGABYTE
    paid = max(0.0, requests - cdn["free_requests"])
    return Cost(
        visits,
        each,
        gigabytes,
        requests,
        transfer(max(0.0, gigabytes - cdn["free_gigabytes"])),
        paid / 10_000 * cdn["per_10_000_requests"],
        requests * (1 - cdn["hits"]) / (30 * 86_400),
    )


def transfer(gigabytes: float) -> float:
    """Dollars for so many gigabytes, step by step down the price list."""
    dollars = 0.0
    for width, price in data()["cdn"]["steps"]:
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
