"""Fences about Python in the browser: ```cost for a reader, the ```files that are fetched, what to ```keep.

Sizes come from the runtime of this very build (build/runtime.json), times from the last `make bench` that was kept
(scripts/bench/measured.json).
"""

import json
from html import escape
from statistics import median
from typing import Any

from scripts.paths import SCRIPTS
from scripts.site import Site

BENCH = SCRIPTS / "bench/measured.json"
type Row = tuple[str, ...]
STOCK_MB = 4.70
"""Stock Pyodide 0.29.5: its five files, brotli at its best, without any program to run."""
WHAT = {
    "worker.js": "Fetches, checks and starts the rest",
    "pyodide.js": "Pyodide: Python’s way to the browser",
    "pyodide.asm.wasm": "Python itself",
    "python_stdlib.zip": "The part of Python’s library that is used",
    "icalendar.zip": "Only for a calendar file",
}


def cost() -> str:
    """A table: what it costs, here and with Pyodide as it comes."""
    return table("What the calculator costs", HEADINGS, costs(Site().runtime(), measured()))


def files() -> str:
    """A table: every file that the calculator fetches."""
    headings = ("File", "What it is", "Travels as", "Unpacked", "sha256")
    return table("Files of the calculator", headings, listed(Site().runtime()))


def keep() -> str:
    """The control that keeps the site on a device; docs/assets/calculator/keep.js brings it to life."""
    return KEEP.format(size=f"{Site().runtime()['wire'] / 1e6:.0f} MB")


KEEP = """\
<div>
<keep-site>
<p role="status" data-status>This needs JavaScript and a browser that can keep pages.</p>
<p><button type="button" class="main" data-keep hidden>Keep this site on this device, about {size}</button>
<button type="button" class="second" data-remove hidden>Remove it from this device</button></p>
<template data-say="off">Nothing is kept on this device.</template>
<template data-say="keeping">Keeping the calculator on this device.</template>
<template data-say="on">The calculator and the pages you have read work without a network.</template>
<template data-say="new">A new version was published and is kept now. Reload to see it.</template>
<template data-say="failed">It could not be kept. The site works as before, with a network.</template>
</keep-site>
</div>"""
HEADINGS = ("What", "Here", "Pyodide as it comes")


def measured() -> dict[str, Any]:
    """The last `make bench` that was kept; empty when there is none."""
    found: dict[str, Any] = json.loads(BENCH.read_text("utf-8")) if BENCH.is_file() else {}
    return found


def costs(made: dict[str, Any], bench: dict[str, Any]) -> list[Row]:
    """Bytes of this build, times of the last measurement."""
    rows: list[Row] = [("To fetch, once", f"{made['wire'] / 1e6:.1f} MB", f"{STOCK_MB:.1f} MB")]
    if not bench:
        return rows
    for browser, seen in bench["seconds"].items():
        for state, words in (("cold", "first visit"), ("warm", "later visits")):
            ours, stock = (median(seen[f"{who} {state}"]) for who in ("ours", "stock"))
            rows.append((f"First answer, {browser}, {words}", f"{ours:.1f} seconds", f"{stock:.1f} seconds"))
    times = bench["change_milliseconds"]["main"]["by hand"]["painted"]
    rows.append(("Press to new rows on the screen", f"{median(times) / 1000:.2f} seconds", "Not measured"))
    phone = bench["slow_phone"]
    ours, stock = phone["ours"]["answer"], phone["stock"]["answer"]
    rows.append(("First answer, slow phone on a slow line", f"{ours:.0f} seconds", f"{stock:.0f} seconds"))
    ours, stock = (f"{phone[who]['readable']:.1f} seconds" for who in ("ours", "stock"))
    rows.append(("Printed example readable there", ours, stock))
    return rows


def listed(made: dict[str, Any]) -> list[Row]:
    """Every file with its size and hash."""
    rows: list[Row] = []
    for file in made["files"]:
        name = file["url"].rpartition("/")[2]
        what = WHAT.get(name, "The calculator with its schedules and words")
        size = f"{file['size'] / 1e3:,.0f} kB"
        rows.append((name, what, f"{file['wire'] / 1e3:,.0f} kB", size, file["sha256"]))
    return rows


def table(caption: str, headings: tuple[str, ...], rows: list[Row]) -> str:
    """A table whose first column heads each row."""
    head = "".join(f'<th scope="col">{escape(cell)}</th>' for cell in headings)
    body = "".join(
        f'<tr><th scope="row">{escape(first)}</th>'
        + "".join(f"<td>{escape(cell)}</td>" for cell in rest)
        + "</tr>"
        for first, *rest in rows
    )
    return f"<table><caption>{escape(caption)}</caption><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"
