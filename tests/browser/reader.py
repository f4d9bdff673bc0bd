"""A reader at the page of a schedule, in Chromium: types, presses, and reads what is there.

Tests that hold in all three engines speak to `tab.py`; what needs downloads, paper, emulation or real keys is here.
"""

import time
from typing import Any

from playwright.sync_api import Page, Request

from tests.browser import tab
from tests.browser.tab import DATED, PAGE, SHOW, STATE

READY = f"{STATE} === 'ready'"
DATES = "[...document.querySelectorAll('tr[data-day]')].map((row) => row.cells[1].textContent)"
PATIENCE = 1000 * tab.PATIENCE  # milliseconds for Python to start, and for an answer


def until(page: Page, expression: str, arg: Any = None, timeout: float = PATIENCE) -> None:
    """Wait until an expression holds. Playwright's own way puts it into the page, where the policy forbids it."""
    end = time.monotonic() + timeout / 1000
    while not page.evaluate(expression, arg):
        assert time.monotonic() < end, f"the page never came to: {expression}"
        page.wait_for_timeout(50)


class Reader:
    """One tab at the page of a schedule, and every request that it ever made."""

    def __init__(self, page: Page, address: str) -> None:
        self.page, self.address = page, address
        self.requests: list[str] = []
        page.on("request", self.note)
        page.set_default_timeout(PATIENCE)

    def note(self, request: Request) -> None:
        """Remember an address."""
        self.requests.append(request.url)

    def open(self, hash: str = "", path: str = PAGE) -> None:
        """The page of a schedule anew, from a page in between, so that a change after the # loads it too."""
        self.page.goto("about:blank")
        self.page.goto(f"{self.address}{path}{hash and '#'}{hash}")
        if hash:
            until(self.page, READY)

    def start_at(self, day: str, month: str, year: str) -> None:
        """The three fields of the start, typed."""
        for part, text in (("day", day), ("month", month), ("year", year)):
            self.page.fill(f"#start-{part}", text)

    def show(self) -> None:
        """Ask for the example from 27 March 2027 and wait for it."""
        self.start_at("27", "3", "2027")
        self.page.locator(SHOW).click()
        until(self.page, DATED)

    def dates(self) -> list[str]:
        """What the rows of the example say of when."""
        dates: list[str] = self.page.evaluate(DATES)
        return dates

    def focus(self) -> str:
        """The id of what has the focus."""
        return str(self.page.evaluate("document.activeElement.id"))

    def status(self) -> str:
        """The sentence about dates that is read aloud."""
        return str(self.page.locator("[data-status]").text_content())

    def beside(self) -> str:
        """The sentence beside the ways of keeping the example."""
        return str(self.page.locator("[data-beside]").text_content())

    def file(self, kind: str) -> tuple[str, str]:
        """Press the button of a file: the name and the text of what was downloaded."""
        with self.page.expect_download() as waiting:
            self.page.locator(f"[data-do={kind}]").click()
        return waiting.value.suggested_filename, waiting.value.path().read_bytes().decode("utf-8")

    def text(self) -> str:
        """Ask for the plain text, and read what is there to copy."""
        self.page.locator("[data-do=text]").click()
        return str(self.page.locator("[data-text]").text_content())
