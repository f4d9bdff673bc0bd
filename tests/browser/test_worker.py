"""Python falls over, is put away, or is asked for hours: the reader notices one sentence, or nothing."""

from pathlib import Path

import pytest

from scripts.runtime import rehearse, runtime_of
from tests.browser.faulty import FaultyServer
from tests.browser.tab import Tab
from tests.corpus import corpus

pytestmark = pytest.mark.browser

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
FALL_OVER = "window.workers.at(-1).onerror(new ErrorEvent('error', { cancelable: true })) ?? true"


def ready(tab: Tab, server: FaultyServer) -> None:
    """The calculator, watched, with Python running and nothing asked yet."""
    tab.open(server.address + "calculator/")
    tab.js(WATCH)
    tab.js(
        "document.querySelector('[data-form] input').dispatchEvent(new Event('focusin', { bubbles: true }))"
    )
    tab.until(
        "document.querySelector('injection-calculator').dataset.state === 'ready'", 30, "Python did not start"
    )


def test_python_that_fell_over_is_started_again_and_the_reader_is_told(
    tab: Tab, server: FaultyServer
) -> None:
    ready(tab, server)
    tab.js(f"(document.querySelector('{SAMPLE}').click(), {FALL_OVER})")
    tab.until(DATED, 30, "the answer was lost with the worker")
    assert len(tab.js("window.workers.map(String)")) == 2
    assert any("started again" in words for words in tab.js("window.said")), "the reader was not told"


def test_python_that_falls_over_twice_ends_in_a_sentence_and_a_button(tab: Tab, server: FaultyServer) -> None:
    ready(tab, server)
    tab.js(f"(document.querySelector('{SAMPLE}').click(), {FALL_OVER})")
    tab.js(FALL_OVER)
    seen = tab.seen()
    assert (seen["state"], seen["offered"]) == ("failed", "retry")
    assert seen["rows"] > 0, "the reader is left without any schedule"
    tab.press("[data-offer=retry]")
    tab.until(DATED, 30, "trying again did not help")


def test_a_worker_that_was_killed_in_the_middle_of_an_answer_is_replaced(
    tab: Tab, server: FaultyServer
) -> None:
    ready(tab, server)
    tab.js(f"(window.workers.at(-1).terminate(), document.querySelector('{SAMPLE}').click(), true)")
    tab.until(DATED, 30, "the answer was lost with the worker")
    assert any("started again" in words for words in tab.js("window.said")), "the reader was not told"


def test_a_phone_gets_its_memory_back_while_the_page_is_out_of_sight(tab: Tab, server: FaultyServer) -> None:
    ready(tab, server)
    tab.js(
        """(() => {
            const later = window.setTimeout;
            window.setTimeout = (work, delay, ...rest) => later(work, delay > 60000 ? 10 : delay, ...rest);
            window.matchMedia = () => ({ matches: true });
            Object.defineProperty(document, "hidden", { value: true });
            document.dispatchEvent(new Event("visibilitychange", { bubbles: true }));
            return true;
        })()"""
    )
    tab.until("document.querySelector('injection-calculator').dataset.state === 'idle'", 5, "Python was kept")
    tab.press(SAMPLE)
    tab.until(DATED, 30, "the calculator did not wake again")


def test_five_hundred_answers_do_not_grow_the_memory(site: Path) -> None:
    zips = runtime_of(site)
    requests = corpus(600)[100:]
    once, again = (rehearse(requests * turns, *zips)["heap"] for turns in (1, 2))
    assert again == once, f"the second 500 answers cost a phone {again - once:,} bytes more"
