"""The bench's browser half: stage stock Pyodide beside the site, and time and weigh both on the same page."""

import json
import os
import shutil
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from calculator.link import write_link
from scripts.bench.engine import five_years, longest_course
from scripts.delivery.precompress import brotli_11
from scripts.paths import ROOT, SITE
from scripts.runtime import wheel
from scripts.runtime.build import PINS, PYODIDE, QUESTION, SAMPLE
from tests.browser.chromium import Chromium
from tests.browser.driver import Driver
from tests.browser.faulty import FaultyServer
from tests.browser.slow_phone import processor_seconds
from tests.browser.tab import Tab

STOCK_WORKER = """\
import { loadPyodide } from "./pyodide.mjs";
from scripts.paths import ROOT, SITE
const python = await loadPyodide();
const wheel = await (await fetch("./engine.whl")).arrayBuffer();
python.unpackArchive(wheel, "wheel");
const answer = python.pyimport("calculator.answer").answer;
onmessage = ({ data }) => postMessage(answer(data));
postMessage("ready");
"""
ASK_STOCK = """(async () => {
    const url = new URL("/stock/worker.js", location).href;
    const policy = globalThis.trustedTypes?.createPolicy("keep", { createScriptURL: (same) => same });
    const worker = new Worker(policy?.createScriptURL(url) ?? url, { type: "module" });
    await new Promise((done, broken) => { worker.onmessage = done; worker.onerror = broken; });
    globalThis.stock = () => new Promise((done) => {
        worker.onmessage = done;
        worker.postMessage(QUESTION);
    });
    await stock();
    return performance.now();
})()""".replace("QUESTION", json.dumps(QUESTION))
ROWS = """new Promise((done) => {
    const result = document.querySelector("[data-result]");
    const rows = (_, watch) => result.querySelector("tr[data-day]") && done(watch.disconnect());
    new MutationObserver(rows).observe(result, { childList: true, subtree: true });
})"""
ASK_OURS = f"""(async () => {{
    const rows = {ROWS};
    document.querySelector("button[value^=sample]").click();
    await rows;
    return performance.now();
}})()"""
# What a reader does who stays for a while: twenty schedules one after the other, and then some seconds of reading.
STAY = {
    "stock": """(async () => {
        for (let turn = 0; turn < 20; turn++) await stock();
    })()""",
    "ours": f"""(async () => {{
        for (let turn = 0; turn < 20; turn++) {{
            document.querySelector(`[name=months][value="${{turn % 2 ? 12 : 24}}"]`).click();
            const rows = {ROWS};
            document.querySelector("button[value=show]").click();
            await rows;
        }}
    }})()""",
}
READING = 6  # seconds; browsers write down what they compiled when it has been quiet for two
CHANGE = """(async () => {
    const times = [];
    for (let turn = 0; turn < 120; turn++) {
        const months = document.querySelector(`[name=months][value="${turn % 2 ? 60 : 24}"]`);
        months.click();
        if (REACH) await new Promise((done) => setTimeout(done, REACH + 17 * Math.random())); // anywhere in a frame
        const begun = performance.now();
        const shown = ROWS;
        document.querySelector("button[value=show]").click();
        await shown;
        const rows = performance.now() - begun;
        await new Promise((done) => requestAnimationFrame(() => setTimeout(done)));
        if (turn % 2) times.push({ rows, painted: performance.now() - begun });
        await new Promise((done) => setTimeout(done, 100)); // nobody is quicker
    }
    return times;
})()""".replace("ROWS", ROWS)
REACH = 100  # milliseconds from a choice to the button below it; no hand is quicker

FIVE_YEARS = write_link(longest_course())
MAIN = write_link(five_years(SAMPLE["ask"].removeprefix("sample:")))


def stage(scratch: Path) -> Path:
    """The built site with stock Pyodide and an ordinary wheel of the engine beside it."""
    site = Path(shutil.copytree(SITE, scratch / "site"))
    stock = site / "stock"
    stock.mkdir()
    for name in PINS:
        shutil.copy(PYODIDE / name, stock)
    (stock / "worker.js").write_text(STOCK_WORKER, "utf-8")
    wheel.plain_wheel(ROOT, stock / "engine.whl")
    for file in list(stock.iterdir()):
        twin = brotli_11(file.read_bytes())
        file.with_name(file.name + ".br").write_bytes(twin)
    return site


def first_answers(make: Callable[[], Driver], site: Path, runs: int) -> dict[str, list[float]]:
    """Seconds to the first answer, stock and ours in turn, cold and warm: by the clock, and of the processor.

    The clock is what a reader feels; the processor's seconds compare fairly on a machine that has other work.
    """
    seen: dict[str, list[float]] = {}
    browser = make()
    try:
        for _ in range(runs):
            for what, ask in (("stock", ASK_STOCK), ("ours", ASK_OURS)):
                with FaultyServer(site) as server:
                    for state in ("cold", "warm"):
                        tab = Tab(browser)
                        before = processor_seconds(os.getpid())
                        tab.open(server.address + "calculator/")
                        seen.setdefault(f"{what} {state}", []).append(tab.js(ask) / 1000)
                        used = processor_seconds(os.getpid()) - before
                        seen.setdefault(f"{what} {state} processor", []).append(used)
                        if state == "cold":
                            tab.js(STAY[what])
                            time.sleep(READING)
    finally:
        browser.close()
    return seen


def weight(site: Path, ask: str) -> dict[str, Any]:
    """What the server was asked for up to the first answer, and what that weighs in brotli."""
    browser = Chromium()
    with FaultyServer(site) as server:
        tab = Tab(browser)
        tab.open(server.address + "calculator/")
        before = list(server.served)
        tab.js(ask)
        asked = list(dict.fromkeys(server.served))
    browser.close()
    size = {path: wire(site, path) for path in asked}
    return {
        "bytes": sum(size.values()),
        "before": sum(size[path] for path in dict.fromkeys(before)),
        "requests": len(asked),
        "files": size,
    }


def wire(site: Path, path: str) -> int:
    """Bytes that travel for one address from a host that serves brotli."""
    file = site / path.split("?")[0].lstrip("/")
    file = file / "index.html" if file.is_dir() else file
    if not file.is_file():
        return 0
    twin = file.with_name(file.name + ".br")
    if twin.is_file():
        return twin.stat().st_size
    data = file.read_bytes()
    return len(data) if file.suffix in {".woff2", ".png"} else min(len(data), len(brotli_11(data)))


def changes(site: Path, link: str) -> dict[str, dict[str, list[float]]]:
    """Milliseconds from the press to the new rows of a 5-year schedule: in the page, and painted."""
    found = {}
    for how, reach in (("at once", 0), ("by hand", REACH)):
        browser = Chromium()
        with FaultyServer(site) as server:
            tab = Tab(browser)
            tab.open(f"{server.address}calculator/#{link}")
            tab.until("document.querySelector('[name=months][value=\"60\"]')?.checked", "no 5-year schedule")
            times: list[dict[str, float]] = tab.js(CHANGE.replace("REACH", str(reach)))
        browser.close()
        found[how] = {what: sorted(time[what] for time in times) for what in ("rows", "painted")}
    return found
