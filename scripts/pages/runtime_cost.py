"""Fences about Python in the browser: ```cost for a reader, the ```files that are fetched, what to ```keep.

Sizes come from the runtime of this very build (build/runtime.json), times from the last `make bench` that was kept
(scripts/bench/measured.json).
"""

import json
from statistics import median
from typing import Any

from calculator.render.markup import Markup, element
from scripts.content.phrases import figures, site_language
from scripts.delivery.offline import PAGES_WEIGH
from scripts.paths import SCRIPTS
from scripts.site import Site

BENCH = SCRIPTS / "bench/measured.json"
type Row = tuple[str, ...]
STOCK_MB = 4.70
"""Stock Pyodide 0.29.5: its five files, brotli at its best, without any program to run."""
BOTH = ("ours", "stock")


def cost() -> Markup:
    """A table: what it costs, here and with Pyodide as it comes."""
    return table("cost", ("what", "here", "stock"), costs(Site().runtime(), measured()))


def files() -> Markup:
    """A table: every file that the calculator fetches."""
    return table("files", ("name", "what", "wire", "size", "sha256"), listed(Site().runtime()))


def keep() -> Markup:
    """The control that keeps the site on a device; docs/assets/calculator/keep.js brings it to life."""
    say = site_language().say
    number = figures((Site().runtime()["wire"] + PAGES_WEIGH) / 1e6)
    size = site_language().say("cost.megabytes", number=number)
    parts = (
        element("p", say("keep_site.waiting"), role="status", data_status=True),
        element(
            "p",
            element(
                "button",
                say("keep_site.keep", size=size),
                type="button",
                class_="main",
                data_keep=True,
                hidden=True,
            ),
            "\n",
            element(
                "button",
                say("keep_site.remove"),
                type="button",
                class_="second",
                data_remove=True,
                hidden=True,
            ),
        ),
        *(
            element("template", words, data_say=key)
            for key, words in site_language().phrases["keep_site"]["say"].items()
        ),
    )
    lines = [part for one in parts for part in ("\n", one)]
    return element("div", "\n", element("keep-site", *lines, "\n"), "\n")


def measured() -> dict[str, Any]:
    """The last `make bench` that was kept; empty when there is none."""
    found: dict[str, Any] = json.loads(BENCH.read_text("utf-8")) if BENCH.is_file() else {}
    return found


def costs(made: dict[str, Any], bench: dict[str, Any]) -> list[Row]:
    """Bytes of this build, times of the last measurement."""
    say = site_language().say

    def seconds(number: float, places: int = 1) -> str:
        return say("cost.seconds", number=figures(number, places))

    def megabytes(size: float, places: int = 1) -> str:
        return say("cost.megabytes", number=figures(size / 1e6, places))

    rows: list[Row] = [(say("cost.fetch"), megabytes(made["wire"]), megabytes(STOCK_MB * 1e6))]
    if not bench:
        return rows
    phone = {what: [bench["slow_phone"][who][what] for who in BOTH] for what in ("press", "short", "dates")}
    rows = [
        (say("cost.example"), *(megabytes(bench["example_bytes"][who]["bytes"], 2) for who in BOTH)),
        *((say(f"cost.{what}"), *map(seconds, phone[what])) for what in ("press", "short")),
        *rows,
        (say("cost.dates"), *(seconds(one, 0) for one in phone["dates"])),
    ]
    for browser, seen in bench["seconds"].items():
        for state in ("cold", "warm"):
            medians = (median(seen[f"{who} {state}"]) for who in BOTH)
            rows.append((say(f"cost.{state}", browser=browser), *map(seconds, medians)))
    time = bench["change_milliseconds"]["main"]["painted_median"]
    rows.append((say("cost.again"), seconds(time / 1000, 2), say("cost.not_measured")))
    return rows


def listed(made: dict[str, Any]) -> list[Row]:
    """Every file with its size and hash."""
    say, rows = site_language().say, list[Row]()
    for file in made["files"]:
        name = file["url"].rpartition("/")[2]
        what = say(f"files.is.{'wheel' if name.endswith('.whl') else name}")
        wire, size = (say("cost.kilobytes", number=figures(file[key] / 1e3)) for key in ("wire", "size"))
        rows.append((name, what, wire, size, file["sha256"]))
    return rows


def table(name: str, columns: tuple[str, ...], rows: list[Row]) -> Markup:
    """A table whose first column heads each row; its words are the phrases under its name."""
    say = site_language().say
    heads = (element("th", say(f"{name}.{column}"), scope="col") for column in columns)
    lines = (
        element("tr", element("th", first, scope="row"), *(element("td", cell) for cell in rest))
        for first, *rest in rows
    )
    return element(
        "table",
        element("caption", say(f"{name}.caption")),
        element("thead", element("tr", *heads)),
        element("tbody", *lines),
    )
