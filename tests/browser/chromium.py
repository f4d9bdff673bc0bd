"""Chromium, Debian's own, driven by Playwright."""

import shutil
import tempfile
from typing import Any

from playwright.sync_api import Playwright, sync_playwright

FLAGS = ["--no-sandbox", "--disable-dev-shm-usage"]  # tests may run as root and in a container


RUNNING: list["Chromium"] = []
"""Playwright allows one of itself in a process, so all share the first one's."""


class Chromium:
    """One Chromium with one tab."""

    name = "Chromium"

    def __init__(self, *, keeps: bool = False) -> None:
        """`keeps`: with a profile on disk, as a reader has, instead of a private window that forgets."""
        self.playwright: Playwright = RUNNING[0].playwright if RUNNING else sync_playwright().start()
        RUNNING.append(self)
        self.profile = tempfile.TemporaryDirectory(ignore_cleanup_errors=True)
        chromium, program = self.playwright.chromium, shutil.which("chromium")
        self.browser: Any  # a Browser, or its one context where it keeps a profile
        if keeps:
            self.browser = chromium.launch_persistent_context(
                self.profile.name, executable_path=program, args=FLAGS
            )
        else:
            self.browser = chromium.launch(executable_path=program, args=FLAGS)
        self.page = self.browser.new_page()

    def open(self, address: str) -> None:
        self.page.goto(address)

    def evaluate(self, body: str) -> str:
        return str(self.page.evaluate(f"async () => {{ {body} }}"))

    def close(self) -> None:
        self.browser.close()
        self.profile.cleanup()
        RUNNING.remove(self)
        if not RUNNING:
            self.playwright.stop()
