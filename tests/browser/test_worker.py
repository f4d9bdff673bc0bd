"""Python falls over, is put away, or is asked for hours: the reader notices one sentence, or nothing."""

from pathlib import Path

import pytest

from scripts.runtime.build import rehearse, runtime_of
from tests.browser.faulty import FaultyServer
from tests.browser.tab import Tab
from tests.corpus import corpus

pytestmark = pytest.mark.browser

STATE = "document.querySelector('injection-calculator').dataset.state"
SAMPLE = "button[value^=sample]"
DATED = "location.hash.includes('start=2027')"
# From here on the page's workers are known to the test, and everything the status line says is remembered.
WATCH = """(() => {
    const Real = Worker;
    window.workers = [];
    window.Worker = function (...given) { const one = new Real(...given); window.workers.push(one); return one; };
    const status = document.querySelector("[data-status]");
    window.said = [];
    new MutationObserver(() => window.said.push(status.textContent)).observe(status, { childList: true });
    return true;
})()"""
ROWS = "[...document.querySelectorAll('[data-result] tr[data-day]')].map((row) => row.textContent)"
# A worker takes one question at a time. A question of the test's own stands before the reader's: when its answer is
# here, the worker has begun with the reader's, and is killed.
PROBE = """{ kind: "ask", id: "probe", request: '{"ask": "page", "today": "2026-11-22", "address": ""}' }"""
KILL_WHILE_IT_ANSWERS = f"""new Promise((killed) => {{
    const worker = window.workers.at(-1);
    worker.addEventListener("message", ({{ data }}) => {{
        if (data.id === "probe") killed(worker.terminate() ?? true);
    }});
    worker.postMessage({PROBE});
    document.querySelector('{SAMPLE}').click();
}})"""
# A worker that lives answers; one that has ended does not.
LIVES = f"""((worker) => new Promise((lives) => {{
    worker.addEventListener("message", ({{ data }}) => data.id === "probe" && lives(true));
    worker.postMessage({PROBE});
    setTimeout(() => lives(false), 3000);
}}))"""
FALL_OVER = "window.workers.at(-1).onerror(new ErrorEvent('error', { cancelable: true })) ?? true"


def ready(tab: Tab, server: FaultyServer) -> None:
    """The calculator, watched, with Python running and nothing asked yet."""
    tab.open(server.address + "calculator/")
    tab.js(WATCH)
    tab.js(
        "document.querySelector('[data-form] input').dispatchEvent(new Event('focusin', { bubbles: true }))"
    )
    tab.until(f"{STATE} === 'ready'", "Python did not start")


def test_python_that_fell_over_is_started_again_and_the_reader_is_told(
    tab: Tab, server: FaultyServer
) -> None:
    ready(tab, server)
    tab.js(f"(document.querySelector('{SAMPLE}').click(), {FALL_OVER})")
    tab.until(DATED, "the answer was lost with the worker")
    assert len(tab.js("window.workers.map(String)")) == 2
    assert any("started again" in words for words in tab.js("window.said")), "the reader was not told"


def test_python_that_falls_over_twice_ends_in_a_sentence_and_a_button(tab: Tab, server: FaultyServer) -> None:
    ready(tab, server)
    tab.js(f"(document.querySelector('{SAMPLE}').click(), {FALL_OVER})")
    tab.until("window.workers.length === 2", "Python was not started again")
    tab.js(FALL_OVER)
    tab.until(f"{STATE} === 'failed'", "the reader is left waiting")
    seen = tab.seen()
    assert "stopped twice" in seen["said"], f"untrue: {seen['said']}"
    assert seen["offered"] == "retry"
    assert seen["rows"] > 0, "the reader is left without any schedule"
    tab.press("[data-offer=retry]")
    tab.until(DATED, "trying again did not help")


def test_after_a_failure_and_a_good_start_the_cache_is_trusted_again(tab: Tab, server: FaultyServer) -> None:
    tab.open(server.address + "calculator/")
    tab.js(WATCH)
    server.spoilt, server.fault = "pyodide.asm.wasm", "missing"
    tab.press(SAMPLE)
    tab.until(f"{STATE} === 'failed'", "the reader is left waiting")
    server.fault = ""
    tab.press("[data-offer=retry]")
    tab.until(DATED, "trying again did not help")
    assert any(".wasm" in path for path in server.past_cache), "the retry trusted the cache"
    server.past_cache.clear()
    tab.js(FALL_OVER)
    tab.until("window.said.some((words) => words.includes('started again'))", "Python was not replaced")
    tab.until(f"{STATE} === 'ready'", "Python did not start again")
    assert not server.past_cache, f"fetched past the cache once more: {server.past_cache}"


def test_a_worker_that_is_killed_in_the_middle_of_an_answer_is_replaced_and_the_answer_is_the_same(
    tab: Tab, server: FaultyServer
) -> None:
    ready(tab, server)
    tab.press(SAMPLE)
    tab.until(DATED, "no answer")
    undisturbed = tab.js(ROWS)
    ready(tab, server)
    assert tab.js(KILL_WHILE_IT_ANSWERS), "the worker was killed before the reader's question reached it"
    tab.until(DATED, "the answer was lost with the worker")
    assert any("started again" in words for words in tab.js("window.said")), "the answer came before the kill"
    assert len(undisturbed) > 0 and tab.js(ROWS) == undisturbed


def test_a_phone_gets_its_memory_back_while_the_page_is_out_of_sight(tab: Tab, server: FaultyServer) -> None:
    ready(tab, server)
    assert tab.js(f"{LIVES}(window.workers[0])")
    tab.js(
        """(() => {
            const later = window.setTimeout;
            window.setTimeout = (work, delay, ...rest) => later(work, delay === 300000 ? 10 : delay, ...rest);
            window.matchMedia = () => ({ matches: true });
            Object.defineProperty(document, "hidden", { value: true });
            document.dispatchEvent(new Event("visibilitychange", { bubbles: true }));
            return true;
        })()"""
    )
    tab.until(f"{STATE} === 'idle'", "Python was kept")
    assert not tab.js(f"{LIVES}(window.workers[0])"), "the page says idle and the worker runs on"
    tab.press(SAMPLE)
    tab.until(DATED, "the calculator did not wake again")


def test_five_hundred_answers_do_not_grow_the_memory(site: Path) -> None:
    zips = runtime_of(site)
    requests = corpus(600)[100:]
    once, again = (rehearse(requests * turns, *zips)["heap"] for turns in (1, 2))
    assert again == once, f"the second 500 answers cost a phone {again - once:,} bytes more"
