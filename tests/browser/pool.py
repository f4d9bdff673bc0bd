"""The browsers of one test process: each is started when first asked for, and shared until the end."""

from collections.abc import Callable

from tests.browser.chromium import Chromium
from tests.browser.driver import BrowserLost, Driver
from tests.browser.firefox import Firefox
from tests.browser.webkit import WebKit

BROWSERS: dict[str, Callable[[], Driver]] = {"Chromium": Chromium, "Firefox": Firefox, "WebKitGTK": WebKit}


class Pool:
    """Up to one browser of each kind."""

    def __init__(self) -> None:
        self.started: dict[str, Driver] = {}

    def get(self, name: str) -> Driver:
        """The one of that name."""
        if name not in self.started:
            try:
                self.started[name] = BROWSERS[name]()
            except Exception as error:
                raise BrowserLost(f"{name} did not start: {error}") from error
        return self.started[name]

    def close(self) -> None:
        """End them all."""
        for one in self.started.values():
            one.close()
