"""What the three drivers share: every call has a bounded time, and a browser that is lost is told from a wrong site."""

import contextlib
import os
import signal
import threading
from pathlib import Path

HEARTBEAT = 60.0  # seconds for one call of a driver; a browser that lives needs a fraction of one


class BrowserLost(Exception):
    """The browser gave no answer in time, or it is gone. This says nothing about the site."""


class Driver:
    """A browser that this process started, with one tab."""

    name: str
    pid: int  # of the browser's first process, from which all its others descend
    gone = False

    def started(self, pid: int) -> None:
        """To be called once there is a process, before the first question to it."""
        self.pid = pid
        OPEN.append(self)

    def open(self, address: str) -> None:
        """Go to an address and wait until the page is loaded."""
        raise NotImplementedError

    def evaluate(self, body: str) -> str:
        """Run the body of an async function in the page; what it returns is text."""
        raise NotImplementedError

    def close(self) -> None:
        """End the browser."""
        OPEN.remove(self)

    def broken(self, error: Exception) -> bool:
        """Whether an error is about the connection to the browser, or about its processes, and not about a page."""
        raise NotImplementedError

    def heartbeat(self) -> "Heartbeat":
        """Around calls of the driver, to bound their time."""
        return Heartbeat(self)

    def lives(self) -> bool:
        """Whether the browser still answers."""
        try:
            return not self.gone and self.evaluate("return 'yes'") == "yes"
        except BrowserLost:
            return False
        except Exception:  # the page's answer, whatever it is
            return True

    def kill(self) -> None:
        """End all processes of the browser at once, also where they are stopped."""
        if self.gone:
            return  # another process may have its number by now
        self.gone = True
        for process in [*family(self.pid), self.pid]:
            with contextlib.suppress(ProcessLookupError):
                os.kill(process, signal.SIGKILL)


class Heartbeat:
    """A bounded time for calls of a driver: when they take longer, the browser is killed, so that they end.

    A class, not a generator: CPython 3.13.0 may crash where pytest shows the frame of a generator that has ended.
    """

    def __init__(self, browser: Driver) -> None:
        self.browser, self.seconds, self.late = browser, HEARTBEAT, False
        self.timer = threading.Timer(self.seconds, self.end)
        self.timer.daemon = True

    def end(self) -> None:
        """Too late."""
        self.late = True
        self.browser.kill()

    def __enter__(self) -> None:
        self.timer.start()

    def __exit__(self, _: object, error: BaseException | None, __: object) -> None:
        self.timer.cancel()
        if not isinstance(error, Exception):
            return
        if self.late:
            raise BrowserLost(f"{self.browser.name} gave no answer for {self.seconds:.0f} seconds") from error
        if self.browser.broken(error):
            self.browser.kill()
            raise BrowserLost(f"{self.browser.name} is gone: {first_line(error)}") from error


def first_line(error: BaseException) -> str:
    """The beginning of what an error says."""
    return str(error).strip().partition("\n")[0][:100]


def family(ancestor: int) -> list[int]:
    """The living processes that a process has started, theirs too."""
    parents: dict[int, int] = {}
    for stat in Path("/proc").glob("[0-9]*/stat"):
        with contextlib.suppress(OSError):
            fields = stat.read_text().rpartition(")")[2].split()
            parents[int(stat.parent.name)] = int(fields[1])
    found = [ancestor]
    for one in found:
        found += [child for child, parent in parents.items() if parent == one]
    return found[1:]


OPEN: list[Driver] = []
"""Every browser that this process has started and not closed."""
