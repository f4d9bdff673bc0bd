"""Python is ended by the system, or asked for hours: the reader notices nothing but a wait."""

from pathlib import Path

import pytest

from scripts.runtime.build import rehearse, runtime_of
from tests.browser.faulty import FaultyServer
from tests.browser.tab import DATED, PAGE, STATE, Tab
from tests.corpus import corpus

pytestmark = [pytest.mark.browser, pytest.mark.slow]

# From here on the page's workers are known to the test.
WATCH = """(() => {
    const Real = Worker;
    window.workers = [];
    window.Worker = function (...given) { const one = new Real(...given); window.workers.push(one); return one; };
    return true;
})()"""
# A worker takes one question at a time. A question of the test's own stands before the reader's: when its answer is
# here, the worker has begun with the reader's, and is killed.
KILL_WHILE_IT_ANSWERS = """new Promise((killed) => {
    const worker = window.workers.at(-1);
    worker.addEventListener("message", ({ data }) => {
        if (data.id === "probe") killed(worker.terminate() ?? true);
    });
    worker.postMessage({ kind: "ask", id: "probe", request: '{"ask": "list"}' });
    document.querySelector("[data-do=show]").click();
})"""


def test_a_worker_that_is_killed_in_the_middle_of_an_answer_is_replaced_and_the_answer_comes(
    tab: Tab, server: FaultyServer
) -> None:
    tab.open(server.address + PAGE)
    tab.js(WATCH)
    tab.type_start()
    tab.until(f"{STATE} === 'ready'", "Python did not start")
    assert tab.js(KILL_WHILE_IT_ANSWERS), "the worker was killed before the reader's question reached it"
    tab.until(DATED, "the answer was lost with the worker")
    assert tab.js("window.workers.length") == 2, "the answer came before the kill"
    assert len(tab.seen()["dates"]) == 11


def test_five_hundred_answers_do_not_grow_the_memory(site: Path) -> None:
    zips = runtime_of(site)
    requests = corpus(600)[100:]
    once, again = (rehearse(requests * turns, *zips)["heap"] for turns in (1, 2))
    assert again == once, f"the second 500 answers cost a phone {again - once:,} bytes more"
