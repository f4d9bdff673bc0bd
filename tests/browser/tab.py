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
        while not (value := self.js(condition)):
            if time.monotonic() > end:
                raise AssertionError(f"{self.browser.name}: {or_else}; on the page: {self.seen()}")
            time.sleep(0.05)
        return value

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

    def seen(self) -> dict[str, Any]:
        """What the calculator shows: its state, its sentence, its buttons, its rows."""
        seen: dict[str, Any] = self.js(SEEN)
        return seen


SEEN = """(() => {
    const calculator = document.querySelector("injection-calculator");
    return calculator && {
        state: calculator.dataset.state,
        said: calculator.querySelector("[data-status]").textContent,
        offered: calculator.querySelector("[data-offer]")?.dataset.offer,
        heading: calculator.querySelector("[data-result] h2")?.textContent,
        rows: calculator.querySelectorAll("tr[data-day]").length,
        hash: location.hash,
    };
})()"""
