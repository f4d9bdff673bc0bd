"""A reader at the calculator, in Chromium: goes through the questions by finger or by key, and reads what is there.

Tests that hold in all three engines speak to `tab.py`; what needs downloads, paper, emulation or real keys is here.
"""

import time
from typing import Any

from playwright.sync_api import Page, Request

from tests.browser import tab

READY = "document.querySelector('injection-calculator').dataset.state === 'ready'"
ROWS = """() => [...document.querySelectorAll("[data-result] tr[data-day]")].map((row) => ({
    day: Number(row.dataset.day),
    when: row.cells[1].textContent,
    cells: [...row.cells].map((cell) => cell.textContent),
}))"""
STARTING = PATIENCE = 1000 * tab.PATIENCE  # milliseconds for Python to start, and for an answer


def until(page: Page, expression: str, arg: Any = None, timeout: float = PATIENCE) -> None:
    """Wait until an expression holds. Playwright's own way puts it into the page, where the policy forbids it."""
    end = time.monotonic() + timeout / 1000
    while not page.evaluate(expression, arg):
        assert time.monotonic() < end, f"the page never came to: {expression}"
        page.wait_for_timeout(50)


class Reader:
    """One tab with the calculator in it, and every request that it ever made."""

    def __init__(self, page: Page, address: str) -> None:
        self.page, self.address = page, address
        self.requests: list[str] = []
        page.on("request", self.note)
        page.set_default_timeout(PATIENCE)

    def note(self, request: Request) -> None:
        """Remember an address."""
        self.requests.append(request.url)

    def open(self, place: str = "") -> None:
        """The calculator anew, from a page in between, so that a change after the # loads it too."""
        self.page.goto("about:blank")
        self.page.goto(f"{self.address}calculator/{place and '#'}{place}")
        if place:
            until(self.page, READY, timeout=STARTING)

    def go(self, place: str) -> None:
        """Another place of the same page, as a press on a link would bring it; Python stays awake."""
        self.page.evaluate("place => { location.hash = place; }", place)

    def choose(self, name: str, value: str) -> None:
        """Press the row of an option."""
        self.page.locator(f'.choice:has(input[name="{name}"][value="{value}"]) label').click()

    def go_on(self) -> None:
        """Press the main button."""
        self.page.locator("[data-form] button.main").click()

    def ask_for(self, country: str, id: str) -> None:
        """The first two questions, answered."""
        self.choose("group", country)
        self.go_on()
        self.page.wait_for_selector("input[name=protocol]", timeout=STARTING)
        self.choose("protocol", id)
        self.go_on()
        self.page.wait_for_selector("#start-day")

    def start_at(self, day: str, month: str, year: str) -> None:
        """The three fields of the start, typed."""
        for part, text in (("day", day), ("month", month), ("year", year)):
            self.page.fill(f"#start-{part}", text)

    def show(self) -> None:
        """Ask for the example and wait for it."""
        self.go_on()
        self.page.wait_for_selector("#result")

    def problems(self) -> list[str]:
        """Send what is filled in, and read what is wrong with it."""
        self.go_on()
        self.page.wait_for_selector("#problems")
        return self.page.locator("#problems a").all_text_contents()

    def rows(self) -> list[dict[str, Any]]:
        """The rows of the example."""
        rows: list[dict[str, Any]] = self.page.evaluate(ROWS)
        return rows

    def focus(self) -> str:
        """The id of what has the focus, once the next frame is drawn: an example takes it then."""
        frame = "new Promise((done) => requestAnimationFrame(() => done(document.activeElement.id)))"
        return str(self.page.evaluate(frame))

    def status(self) -> str:
        """The sentence that is read aloud."""
        return str(self.page.locator("[data-status]").text_content())

    def file(self, kind: str) -> str:
        """Press the button of a file, and read what was downloaded."""
        with self.page.expect_download() as waiting:
            self.page.locator(f"button[value={kind}]").click()
        name = waiting.value.suggested_filename
        assert name.startswith("example-"), name
        assert name.endswith(f".{kind}"), name
        return waiting.value.path().read_bytes().decode("utf-8")

    def text(self) -> str:
        """Ask for the plain text, and read what is there to copy."""
        self.page.locator("button[value=text]").click()
        return str(self.page.locator("[data-text]").text_content())

    def beside(self) -> str:
        """The sentence beside the ways of keeping the example."""
        return str(self.page.locator("[data-kept]").text_content())
