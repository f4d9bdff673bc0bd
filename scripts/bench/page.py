"""The bench's browser half: stage stock Pyodide beside the site, and time and weigh both on the same page."""

import json
import os
import re
import shutil
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from statistics import median
from typing import Any

from playwright.sync_api import Error

from scripts.bench.engine import longest_course
from scripts.content.catalogue import address, first_example
from scripts.content.in_language import protocol
from scripts.delivery.precompress import brotli_11
from scripts.pages.schedule_page import request
from scripts.paths import ROOT, SITE
from scripts.runtime import wheel
from scripts.runtime.build import PINS, PYODIDE
from tests.browser.chromium import Chromium
from tests.browser.driver import Driver
from tests.browser.faulty import FaultyServer
from tests.browser.slow_phone import SlowServer, four_times_slower, processor_seconds
from tests.browser.tab import Tab

MAIN = "uk-bnf-hydroxocobalamin-no-neuro"
LIST, SHORT, PAGE = "schedules/gb/", "s/gb2/", f"schedules/{MAIN}/"
STOCK_PAGE, STOCK_SHORT = "schedules/stock/example/", "s/stock/"
DATED = {"start-day": "4", "start-month": "1", "start-year": "2027", "months": "12"}
QUESTION = json.dumps(
    {
        **json.loads(request(MAIN, first_example(protocol(MAIN)).course.choices)),
        **{"entry": DATED, "do": "show", "today": "2026-11-22", "address": "http://localhost/"},
    }
)

STOCK_WORKER = """\
import { loadPyodide } from "./pyodide.mjs";
const python = await loadPyodide();
const wheel = await (await fetch("./engine.whl")).arrayBuffer();
python.unpackArchive(wheel, "wheel");
const answer = python.pyimport("calculator.answer").answer;
onmessage = ({ data }) => postMessage(answer(data));
postMessage("ready");
"""
START_STOCK = """
    const same = (text) => text;
    const policy = globalThis.trustedTypes?.createPolicy("keep", { createScriptURL: same, createHTML: same });
    const worker = new Worker(policy?.createScriptURL("/stock/worker.js") ?? "/stock/worker.js", { type: "module" });
    await new Promise((done, broken) => { worker.onmessage = done; worker.onerror = broken; });
    const ask = (question) => new Promise((done) => {
        worker.onmessage = ({ data }) => done(data);
        worker.postMessage(question);
    });
"""
STOCK_SCRIPT = (
    START_STOCK
    + """
    const calculator = document.querySelector("injection-calculator");
    const { example } = JSON.parse(await ask(calculator.dataset.request)).html;
    calculator.querySelector("[data-part=example]").innerHTML = policy?.createHTML(example) ?? example;
"""
)
ROWS = """new Promise((done) => {
    const rows = (_, watch) => done(watch.disconnect());
    new MutationObserver(rows).observe(document.querySelector("[data-part=example]"), { childList: true });
})"""
# From "Show dates" to the rows: nothing of Python is there before the press.
ASK = {
    "stock": f"""(async () => {{
        const begun = performance.now();
        {START_STOCK}
        globalThis.stock = () => ask({json.dumps(QUESTION)});
        await stock();
        return performance.now() - begun;
    }})()""",
    "ours": f"""(async () => {{
        const begun = performance.now();
        for (const [name, value] of Object.entries({json.dumps(DATED)})) document.getElementById(name).value = value;
        const rows = {ROWS};
        document.querySelector("[data-do=show]").click();
        await rows;
        return performance.now() - begun;
    }})()""",
}
# What a reader does who stays for a while: twenty schedules one after the other, and then some seconds of reading.
STAY = {
    "stock": "(async () => { for (let turn = 0; turn < 20; turn++) await stock(); })()",
    "ours": f"""(async () => {{
        for (let turn = 0; turn < 20; turn++) {{
            document.getElementById("months").value = turn % 2 ? 12 : 24;
            const rows = {ROWS};
            document.querySelector("[data-do=show]").click();
            await rows;
        }}
    }})()""",
}
READING = 6  # seconds; browsers write down what they compiled when it has been quiet for two
CHANGE = """(async () => {
    const times = [];
    for (let turn = 0; turn < 120; turn++) {
        document.getElementById("months").value = turn % 2 ? 60 : 24;
        await new Promise((done) => setTimeout(done, 100 + 17 * Math.random())); // anywhere in a frame
        const begun = performance.now();
        const shown = ROWS;
        document.querySelector("[data-do=show]").click();
        await shown;
        const rows = performance.now() - begun;
        await new Promise((done) => requestAnimationFrame(() => setTimeout(done)));
        if (turn % 2) times.push({ rows, painted: performance.now() - begun });
    }
    return times;
})()""".replace("ROWS", ROWS)
# In every page before its own scripts. What was begun on the page before is remembered by the tab.
WATCH = """
    try { sessionStorage.begun ??= performance.timeOrigin; } catch { /* about:blank */ }
    new MutationObserver((_, watch) => {
        if (!document.querySelector("[data-part=example] tr[data-day]")) return;
        watch.disconnect();
        requestAnimationFrame(() => setTimeout(() => {
            globalThis.painted = performance.timeOrigin + performance.now() - sessionStorage.begun;
        }));
    }).observe(document, { childList: true, subtree: true });
"""
PRESS = """(() => {
    const link = document.querySelector('main a[href$="/PAGE"]');
    if ("TO") link.href = "/TO";
    sessionStorage.begun = performance.timeOrigin + performance.now();
    link.click();
})()""".replace("PAGE", PAGE.removeprefix("schedules/"))


def stage(scratch: Path) -> Path:
    """The built site with stock Pyodide beside it; and a page whose example that makes, with a short address."""
    site = Path(shutil.copytree(SITE, scratch / "site"))
    stock = site / "stock"
    stock.mkdir()
    for name in PINS:
        shutil.copy(PYODIDE / name, stock)
    (stock / "worker.js").write_text(STOCK_WORKER, "utf-8")
    (stock / "page.js").write_text(STOCK_SCRIPT, "utf-8")
    wheel.plain_wheel(ROOT, stock / "engine.whl")
    short = (site / SHORT / "index.html").read_text("utf-8")
    place = re.findall(r"url=\.\./\.\./([^\"]+)", short)[0]
    page = (site / place / "index.html").read_text("utf-8")
    script = '<script type="module" src="/stock/page.js"></script></head>'
    empty = re.sub(r'(<div data-part="example">).*?</article>', r"\1", page, flags=re.DOTALL)
    write(site / STOCK_PAGE, empty.replace("</head>", script))
    write(site / STOCK_SHORT, short.replace(place, STOCK_PAGE))
    for file in [*stock.iterdir(), site / STOCK_PAGE / "index.html", site / STOCK_SHORT / "index.html"]:
        file.with_name(file.name + ".br").write_bytes(brotli_11(file.read_bytes()))
    return site


def write(folder: Path, html: str) -> None:
    """A page in a folder of its own."""
    folder.mkdir(parents=True)
    (folder / "index.html").write_text(html, "utf-8")


def first_answers(make: Callable[[], Driver], site: Path, runs: int) -> dict[str, list[float]]:
    """Seconds to the first dated rows, stock and ours in turn, cold and warm: by the clock, and of the processor.

    The clock is what a reader feels; the processor's seconds compare fairly on a machine that has other work.
    """
    seen: dict[str, list[float]] = {}
    browser = make()
    try:
        for _ in range(runs):
            for what, ask in ASK.items():
                with FaultyServer(site) as server:
                    for state in ("cold", "warm"):
                        tab = Tab(browser)
                        tab.open(server.address + PAGE)
                        before = processor_seconds(os.getpid())
                        seen.setdefault(f"{what} {state}", []).append(round(tab.js(ask) / 1000, 3))
                        used = processor_seconds(os.getpid()) - before
                        seen.setdefault(f"{what} {state} processor", []).append(round(used, 2))
                        if state == "cold":
                            tab.js(STAY[what])
                            time.sleep(READING)
    finally:
        browser.close()
    return seen


def weight(site: Path, page: str, ask: str = "") -> dict[str, Any]:
    """What the server was asked for by a page, and up to the first answer, and what that weighs in brotli."""
    browser = Chromium()
    with FaultyServer(site) as server:
        browser.page.add_init_script(WATCH)
        browser.page.goto(server.address + page)
        painted(browser)
        before = list(server.served)
        if ask:
            Tab(browser).js(ask)
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
    file = file if file.is_file() else site / "404.html"
    twin = file.with_name(file.name + ".br")
    if twin.is_file():
        return twin.stat().st_size
    data = file.read_bytes()
    return len(data) if file.suffix in {".woff2", ".png"} else min(len(data), len(brotli_11(data)))


def changes(site: Path, page: str) -> dict[str, float]:
    """Milliseconds from the press to the new rows of a 5-year schedule, Python awake: in the page, and painted."""
    browser = Chromium()
    with FaultyServer(site) as server:
        tab = Tab(browser)
        tab.open(server.address + page)
        tab.js(ASK["ours"])
        times: list[dict[str, float]] = tab.js(CHANGE)
    browser.close()
    sorts = {what: sorted(time[what] for time in times) for what in ("rows", "painted")}
    middles = {f"{what}_median": median(found) for what, found in sorts.items()}
    slowest = {f"{what}_p95": found[int(len(found) * 0.95)] for what, found in sorts.items()}
    return {what: round(found, 1) for what, found in (middles | slowest).items()}


def longest_page() -> str:
    """The page of the schedule with the most injections in five years."""
    course = longest_course()
    return address(course.protocol.id, course.choices)


def slow_phone(site: Path, what: str, runs: int) -> dict[str, float]:
    """Seconds on a slow phone, stock or ours, caches empty, medians.

    `press` is from a link in a list to the painted example, `short` from opening a short address to it, `dates` from
    "Show dates" to the dated rows.
    """
    stock, seen = what == "stock", dict[str, list[float]]()
    for _ in range(runs):
        with arriving(site, STOCK_SHORT if stock else SHORT) as browser:
            seen.setdefault("short", []).append(painted(browser))
        with arriving(site, LIST) as browser:
            Tab(browser).js(PRESS.replace("TO", STOCK_PAGE if stock else ""))
            seen.setdefault("press", []).append(painted(browser))
        with arriving(site, PAGE) as browser:
            seen.setdefault("dates", []).append(Tab(browser).js(ASK[what]) / 1000)
    return {name: round(median(times), 2) for name, times in seen.items()}


@contextmanager
def arriving(site: Path, page: str) -> Iterator[Chromium]:
    """A slow phone that has just been sent to a page."""
    browser = Chromium()
    with SlowServer(site) as server, four_times_slower(os.getpid()):
        browser.page.add_init_script(WATCH)
        browser.page.goto(server.address + page, timeout=0)
        yield browser
    browser.close()


def painted(browser: Chromium) -> float:
    """Seconds from where it began, maybe on a page before, to the example on the screen; waits for the whole page."""
    while True:
        with suppress(Error):  # the page is just making room for another
            seen = "document.readyState === 'complete' && globalThis.painted || 0"
            milliseconds: float = browser.page.evaluate(seen)
            if milliseconds:
                return round(milliseconds / 1000, 2)
        time.sleep(0.2)
