"""One tab of a real browser, whichever it is: open an address, run a little JavaScript, wait for something.

Tests speak only to this, so each of them runs in Chromium, Firefox and WebKitGTK alike.
"""

import json
import time
from typing import Any

from tests.browser.driver import Driver

PATIENCE = 120.0
"""Seconds to wait for what must come. Far more than it takes: how long that is, only make bench judges."""


class Tab:
    """A browser's tab with the questions that tests ask again and again."""

    def __init__(self, browser: Driver) -> None:
        self.browser = browser
        self.page = ""  # the address that was opened last

    def open(self, address: str) -> None:
        """Go there; from a page in between where only what follows the # may differ, so that it is loaded anew."""
        page = address.partition("#")[0]
        if "#" in address or page == self.page:
            self.browser.open("about:blank")
        self.page = page
        self.browser.open(address)
        # WebKit's driver may come back too soon: a press would then meet a page without its script.
        here = f"location.href.startsWith({json.dumps(page)}) && document.readyState === 'complete'"
        self.until(here, f"{address} does not open")

    def js(self, expression: str) -> Any:
        """The value of an expression, as JSON carries it."""
        return json.loads(self.browser.evaluate(f"return JSON.stringify((await ({expression})) ?? null)"))

    def until(self, condition: str, or_else: str) -> Any:
        """Wait until an expression is truthy and return it; when patience ends, fail with what is seen."""
        end = time.monotonic() + PATIENCE
        while not (value := self.now(condition)):
            if time.monotonic() > end:
                raise AssertionError(f"{self.browser.name}: {or_else}; on the page: {self.seen()}")
            time.sleep(0.05)
        return value

    def now(self, condition: str) -> Any:
        """The value of an expression, or None where the page is just making room for another."""
        try:
            return self.js(condition)
        except Exception as error:
            if "Execution context was destroyed" in str(error):
                return None
            raise

    def press(self, selector: str) -> None:
        """Press a button as a finger would: pointer, focus, click."""
        self.js(
            f"""(() => {{
                const it = document.querySelector({json.dumps(selector)});
                it.dispatchEvent(new PointerEvent("pointerdown", {{ bubbles: true }}));
                it.focus();
                it.click();
                return true;
            }})()"""
        )

    def type_start(self, day: str = "27", month: str = "march", year: str = "2027") -> None:
        """Type a start date, field by field, each with the focus as a reader's fingers give it."""
        typed = {"start-day": day, "start-month": month, "start-year": year}
        self.js(f"{TYPE}({json.dumps(typed)})")

    def show_dates(self) -> None:
        """Type a start date, press the button, and wait for the dated example."""
        self.type_start()
        self.press(SHOW)
        self.until(DATED, "no example with dates")

    def seen(self) -> dict[str, Any]:
        """What the page of a schedule shows: the state of Python, what is said, the example, the address.

        Of the page that keeps the site: what it says, and what the browser knows of the worker.
        """
        seen: dict[str, Any] = self.js(SEEN)
        return seen


PAGE = "schedules/uk-bnf-hydroxocobalamin-no-neuro/maintenance.period.2/"
"""A usual schedule with something left open: every 2 to 3 months."""
SHOW = "[data-do=show]"
STATE = "document.querySelector('injection-calculator').dataset.state"
DATED = "document.querySelector('#result').textContent.includes('27 March 2027')"
# A window that is never in front, as a headless Firefox, tells its page of no focus.
TYPE = """((typed) => {
    for (const [id, text] of Object.entries(typed)) {
        const field = document.getElementById(id);
        field.focus();
        if (!document.hasFocus()) field.dispatchEvent(new FocusEvent("focusin", { bubbles: true }));
        field.value = text;
        field.dispatchEvent(new Event("input", { bubbles: true }));
    }
    return true;
})"""
SEEN = """(async () => {
    const calculator = document.querySelector("injection-calculator");
    const text = (selector) => (calculator ?? document).querySelector(selector)?.textContent;
    if (!calculator) {
        const found = await navigator.serviceWorker?.getRegistration();
        const state = (which) => found?.[which] && [found[which].state, found[which].scriptURL];
        const workers = found && ["installing", "waiting", "active"].map(state);
        return { address: location.href, title: document.title, said: text("[data-status]"), workers };
    }
    return {
        state: calculator.dataset.state,
        said: text("[data-status]"),
        beside: text("[data-beside]"),
        offered: calculator.querySelector("[data-offer]")?.dataset.offer,
        heading: text("#result"),
        dates: [...calculator.querySelectorAll("tr[data-day]")].map((row) => row.cells[1].textContent),
        problems: [...calculator.querySelectorAll("#problems a")].map((link) => link.textContent),
        typed: ["day", "month", "year"].map((part) => document.getElementById(`start-${part}`).value),
        months: calculator.querySelector("[name=months]").value,
        stale: "stale" in calculator.dataset,
        focus: document.activeElement.id,
        title: document.title,
        hash: location.hash,
    };
})()"""
