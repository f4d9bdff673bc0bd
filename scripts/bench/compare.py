"""Stock Pyodide and ours, side by side: same page, browser, machine and minute. A table, and build/bench.json.

    python -m scripts.bench.compare 1      one run, five minutes, instead of five runs, ten minutes
    cp build/bench.json scripts/bench/measured.json      what docs/about/cost.md then prints

Stock is what Pyodide's manual says: `loadPyodide()` with its own files (here self-hosted too), then the engine as an
ordinary wheel. On a slow phone an example is measured as the page that is printed, and as the same page whose example
stock Pyodide makes (in one run, which takes two minutes). Dates begin at the press of "Show dates", when nothing of
Python is there, and end with the rows. Cold is a server on a port never seen before, so nothing is in any cache; warm
is the next visit of somebody who saw twenty schedules in the first and read for some seconds, in a profile that keeps
what browsers keep. Runs take turns, medians are compared.
"""

import json
import sys
import tempfile
import tomllib
from functools import partial
from pathlib import Path
from statistics import median
from typing import Any

from scripts.bench import engine as bench_engine
from scripts.bench import page as bench_page
from scripts.bench.page import ASK, PAGE, SHORT, STOCK_SHORT
from scripts.paths import BUILD, SCRIPTS
from tests.browser import driver
from tests.browser.chromium import Chromium
from tests.browser.firefox import Firefox

BUDGETS = SCRIPTS / "bench/budgets.toml"
BOTH = ("stock", "ours")


def main() -> int:
    """Measure, print, write."""
    runs = int(sys.argv[1]) if len(sys.argv) > 1 else 5
    driver.HEARTBEAT = 600.0  # one call may be a whole visit on a slow phone
    with tempfile.TemporaryDirectory() as scratch:
        site = bench_page.stage(Path(scratch))
        pages = {"stock": STOCK_SHORT, "ours": SHORT}
        found: dict[str, Any] = {
            "example_bytes": {what: bench_page.weight(site, page) for what, page in pages.items()},
            "bytes": {what: bench_page.weight(site, PAGE, ask) for what, ask in ASK.items()},
            "seconds": {
                "Chromium": bench_page.first_answers(partial(Chromium, keeps=True), site, runs),
                "Firefox": bench_page.first_answers(Firefox, site, runs),
            },
            "change_milliseconds": {
                "longest": bench_page.changes(site, bench_page.longest_page()),
                "main": bench_page.changes(site, PAGE),
            },
            "engine": bench_engine.measure(),
            "slow_phone": {
                "stock": bench_page.slow_phone(site, "stock", 1),  # two minutes a run
                "ours": bench_page.slow_phone(site, "ours", runs),
            },
        }
    (BUILD).mkdir(exist_ok=True)
    (BUILD / "bench.json").write_text(json.dumps(found, indent=1) + "\n", "utf-8")
    print(table(found, tomllib.loads(BUDGETS.read_text("utf-8"))))
    return 0


def table(found: dict[str, Any], budgets: dict[str, Any]) -> str:
    """The figures as lines: what, stock, ours, ratio, budget."""
    rows = [("", "stock", "ours", "ratio", "budget")]
    phone, most = found["slow_phone"], budgets["slow_phone"]
    for what, words in (
        ("press", "slow phone, link in a list to example, s"),
        ("short", "slow phone, short address to example, s"),
        ("dates", "slow phone, Show dates to rows, s"),
    ):
        stock, ours = (phone[who][what] for who in BOTH)
        rows.append((words, *pair(stock, ours), str(most.get(what, ""))))
    for what, limit, words in (
        ("example_bytes", "example", "an example by its short address, MB"),
        ("bytes", "first_answer", "page and first dates, MB"),
    ):
        stock, ours = (found[what][who]["bytes"] / 1e6 for who in BOTH)
        rows.append((words, *pair(stock, ours, digits=3), f"{budgets[limit]['bytes'] / 1e6}"))
    for browser, seen in found["seconds"].items():
        for state in ("cold", "warm"):
            limit = budgets["ratio"].get(f"{browser.lower()}_{state}")
            stock, ours = (median(seen[f"{who} {state}"]) for who in BOTH)
            rows.append((f"{browser} {state}, s", *pair(stock, ours), f"ratio {limit}" if limit else ""))
            stock, ours = (median(seen[f"{who} {state} processor"]) for who in BOTH)
            rows.append((f"{browser} {state}, s of the processor", *pair(stock, ours), ""))
    for which, times in found["change_milliseconds"].items():
        for what, time in times.items():
            words = f"Python awake, {which} schedule of 5 years: {what.replace('_', ', ')}, ms"
            rows.append((words, "", f"{time:.0f}", "", str(budgets["change"].get(what, ""))))
    engine = found["engine"]
    speeds = pair(engine["rrule"], engine["ours"], digits=0)
    rows.append(("5-year schedules a second (stock: dateutil)", *speeds, ""))
    widths = [max(len(row[at]) for row in rows) for at in range(5)]
    return "\n".join(
        "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)) for row in rows
    )


def pair(stock: float, ours: float, digits: int = 2) -> tuple[str, str, str]:
    """Both figures and their ratio."""
    return f"{stock:.{digits}f}", f"{ours:.{digits}f}", f"{ours / stock:.2f}"


if __name__ == "__main__":
    sys.exit(main())
