"""Chromium, Debian's own, driven by Playwright."""

import shutil

from playwright.sync_api import Playwright, sync_playwright

FLAGS = ["--no-sandbox", "--disable-dev-shm-usage"]  # tests may run as root and in a container


RUNNING: list["Chromium"] = []
"""Playwright allows one of itself in a process, so all share the first one's."""


class Chromium:
    """One Chromium with one tab."""

    name = "Chromium"

    def __init__(self) -> None:
        self.playwright: Playwright = RUNNING[0].playwright if RUNNING else sync_playwright().start()
        RUNNING.append(self)
        self.browser = self.playwright.chromium.launch(executable_path=shutil.which("chromium"), args=FLAGS)
        self.page = self.browser.new_page()

    def open(self, address: str) -> None:
        self.page.goto(address)

    def evaluate(self, body: str) -> str:
        return str(self.page.evaluate(f"async () => {{ {body} }}"))

    def close(self) -> None:
        self.browser.close()
        RUNNING.remove(self)
        if not RUNNING:
            self.playwright.stop()
