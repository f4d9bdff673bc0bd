"""Stock Pyodide and ours, side by side: same page, browser, machine and minute. A table, and build/bench.json.

Stock is what Pyodide's manual says: `loadPyodide()` with its own files (here self-hosted too), then the engine as an
ordinary wheel. Both begin when the page has loaded and end with the first computed schedule. Cold is a server on a
port never seen before, so nothing is in any cache; warm is the next visit of somebody who saw twenty schedules in the
first and read for some seconds, in a profile that keeps what browsers keep. Runs take turns, medians are compared.

A changed choice is timed twice: with the button pressed in the same moment, so that all of the work is in the figure;
and by hand, a tenth of a second later, with the work begun at the choice.
"""

import json
import statistics
import sys
import tempfile
import tomllib
from functools import partial
from pathlib import Path
from typing import Any

from scripts.bench import engine as bench_engine
from scripts.bench import page as bench_page
from scripts.bench.page import ASK_OURS, ASK_STOCK
from scripts.paths import BUILD, SCRIPTS
from tests.browser import driver
from tests.browser.chromium import Chromium
from tests.browser.firefox import Firefox
from tests.browser.slow_phone import slow_phone

BUDGETS = SCRIPTS / "bench/budgets.toml"


def main() -> int:
    """Measure, print, write."""
    runs = int(sys.argv[1]) if len(sys.argv) > 1 else 5
    driver.HEARTBEAT = 600.0  # one call may be a whole visit on a slow phone
    with tempfile.TemporaryDirectory() as scratch:
        site = bench_page.stage(Path(scratch))
        asks = {"stock": ASK_STOCK, "ours": ASK_OURS}
        found: dict[str, Any] = {
            "bytes": {what: bench_page.weight(site, ask) for what, ask in asks.items()},
            "seconds": {
                "Chromium": bench_page.first_answers(partial(Chromium, keeps=True), site, runs),
                "Firefox": bench_page.first_answers(Firefox, site, runs),
            },
            "change_milliseconds": {
                "longest": bench_page.changes(site, bench_page.FIVE_YEARS),
                "main": bench_page.changes(site, bench_page.MAIN),
            },
            "engine": bench_engine.measure(),
            "slow_phone": {what: slow_phone(site, ask) for what, ask in asks.items()},
        }
    (BUILD).mkdir(exist_ok=True)
    (BUILD / "bench.json").write_text(json.dumps(found, indent=1) + "\n", "utf-8")
    print(table(found, tomllib.loads(BUDGETS.read_text("utf-8"))))
    return 0


def table(found: dict[str, Any], budgets: dict[str, Any]) -> str:
    """The figures as lines: what, stock, ours, ratio, budget."""
    rows = [("", "stock", "ours", "ratio", "budget")]
    stock, ours = (found["bytes"][what] for what in ("stock", "ours"))
    rows.append(
        (
            "bytes to the first answer, MB",
            *pair(stock["bytes"] / 1e6, ours["bytes"] / 1e6),
            budget_mb(budgets),
        )
    )
    for browser, seen in found["seconds"].items():
        for state in ("cold", "warm"):
            medians = (statistics.median(seen[f"{what} {state}"]) for what in ("stock", "ours"))
            limit = budgets["ratio"].get(f"{browser.lower()}_{state}")
            rows.append((f"{browser} {state}, s", *pair(*medians), f"ratio {limit}" if limit else ""))
            used = (statistics.median(seen[f"{what} {state} processor"]) for what in ("stock", "ours"))
            rows.append((f"{browser} {state}, s of the processor", *pair(*used), ""))
    limits = budgets["change"]
    for which, times in found["change_milliseconds"].items():
        what = f"changed choice, {which} schedule of 5 years"
        at_once, by_hand = times["at once"], times["by hand"]["painted"]
        for how, time, limit in (
            ("rows, p95", p95(at_once["rows"]), limits["rows_p95"]),
            (
                "painted, median",
                statistics.median(at_once["painted"]),
                limits.get(f"painted_median_{which}", ""),
            ),
            ("painted by hand, median", statistics.median(by_hand), limits["painted_by_hand"]),
            ("painted by hand, p95", p95(by_hand), ""),
        ):
            rows.append((f"{what}: {how}, ms", "", f"{time:.0f}", "", str(limit)))
    engine = found["engine"]
    rows.append(
        ("5-year schedules a second (stock: dateutil)", *pair(engine["rrule"], engine["ours"], digits=0), "")
    )
    phone = found["slow_phone"]
    rows.append(("slow phone, first answer, s", *pair(phone["stock"]["answer"], phone["ours"]["answer"]), ""))
    readable = budgets["slow_phone"]["example_readable_seconds"]
    rows.append(
        ("slow phone, example readable, s", "", f"{phone['ours']['readable']:.1f}", "", f"{readable}")
    )
    widths = [max(len(row[at]) for row in rows) for at in range(5)]
    return "\n".join(
        "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)) for row in rows
    )


def p95(sorted_times: list[float]) -> float:
    """What 95 of 100 are quicker than."""
    return sorted_times[int(len(sorted_times) * 0.95)]


def pair(stock: float, ours: float, digits: int = 2) -> tuple[str, str, str]:
    """Both figures and their ratio."""
    return f"{stock:.{digits}f}", f"{ours:.{digits}f}", f"{ours / stock:.2f}"


def budget_mb(budgets: dict[str, Any]) -> str:
    """The budget for bytes, in MB."""
    return f"{budgets['first_answer']['bytes'] / 1e6:.1f}"


if __name__ == "__main__":
    sys.exit(main())
