"""Chromium, Debian's own, driven by Playwright."""

import contextlib
import os
import shutil
import tempfile
import uuid
from pathlib import Path
from typing import Any

from playwright.sync_api import Error, Playwright, sync_playwright

from tests.browser.driver import OPEN, BrowserLost, Driver, family

FLAGS = ["--no-sandbox", "--disable-dev-shm-usage"]  # tests may run as root and in a container
GONE = ("has been closed", "crashed", "Connection closed")  # as Playwright 1.65 says it


class Chromium(Driver):
    """One Chromium with one tab; tests that need more of it open pages of their own from `browser`."""

    name = "Chromium"

    def __init__(self, *, keeps: bool = False) -> None:
        """`keeps`: with a profile on disk, as a reader has, instead of a private window that forgets."""
        # Playwright allows one of itself in a process, so all share the first one's.
        others = [one.playwright for one in OPEN if isinstance(one, Chromium)]
        self.playwright: Playwright = others[0] if others else sync_playwright().start()
        self.profile = tempfile.TemporaryDirectory(ignore_cleanup_errors=True)
        mark = f"--started-as={uuid.uuid4()}"  # Chromium knows no such flag: it only makes the process known
        chromium, program, flags = self.playwright.chromium, shutil.which("chromium"), [*FLAGS, mark]
        self.browser: Any  # a Browser, or its one context where it keeps a profile
        if keeps:
            self.browser = chromium.launch_persistent_context(
                self.profile.name, executable_path=program, args=flags
            )
        else:
            self.browser = chromium.launch(executable_path=program, args=flags)
        self.started(process_with(mark))
        with self.heartbeat():
            self.page = self.browser.new_page()

    def open(self, address: str) -> None:
        with self.heartbeat():
            self.page.goto(address)

    def evaluate(self, body: str) -> str:
        with self.heartbeat():
            return str(self.page.evaluate(f"async () => {{ {body} }}"))

    def broken(self, error: Exception) -> bool:
        return isinstance(error, Error) and any(words in str(error) for words in GONE)

    def lives(self) -> bool:
        """A page of its own: the driver's may be the only one that answers, or the only one that does not."""
        with contextlib.suppress(BrowserLost), self.heartbeat():
            page = self.browser.new_page()
            answer = page.evaluate("'yes'")
            page.close()
            return not self.gone and answer == "yes" and super().lives()
        return False

    def close(self) -> None:
        with contextlib.suppress(Exception), self.heartbeat():
            self.browser.close()
        self.profile.cleanup()
        super().close()
        if not any(isinstance(one, Chromium) for one in OPEN):
            self.playwright.stop()


def process_with(mark: str) -> int:
    """The first of this process's descendants that has a mark on its command line."""
    for process in family(os.getpid()):
        with contextlib.suppress(OSError):
            if mark in Path(f"/proc/{process}/cmdline").read_text().split("\0"):
                return process
    raise BrowserLost("Chromium was started and is not among the processes")
