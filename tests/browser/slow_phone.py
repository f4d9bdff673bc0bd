"""A phone of the kind our readers hold: a processor four times slower, 1.6 Mbit/s, 150 ms there and back.

Browsers' own throttling does not reach their workers, where Python runs. So the server is slow by itself, and every
process of the browser is stopped three quarters of the time.
"""

import contextlib
import os
import signal
import threading
import time
from collections.abc import Iterator
from http import HTTPStatus
from pathlib import Path
from typing import Any

from tests.browser.driver import family
from tests.browser.faulty import FaultyHandler, FaultyServer

BYTES_A_SECOND = 1_600_000 / 8
LATENCY = 0.15  # seconds, there and back
SLICE = 0.01  # seconds awake of every four


class SlowHandler(FaultyHandler):
    """Wait, then send no faster than the line, which all files share."""

    server: "SlowServer"

    def send_file(self, file: Path, status: HTTPStatus) -> None:
        time.sleep(LATENCY)
        sending, self.wfile = self.wfile, _Line(self.wfile, self.server.line)  # type: ignore[assignment]
        try:
            super().send_file(file, status)
        finally:
            self.wfile = sending

    def setup(self) -> None:
        """A new line: there and back for TCP, and again for TLS 1.3."""
        time.sleep(2 * LATENCY)
        super().setup()


class _Line:
    """A file to write to that takes turns on one slow line."""

    def __init__(self, out: Any, lock: threading.Lock) -> None:
        self.out, self.lock = out, lock

    def write(self, data: bytes) -> None:
        for at in range(0, len(data), 4096):
            with self.lock:
                self.out.write(data[at : at + 4096])
                time.sleep(min(4096, len(data) - at) / BYTES_A_SECOND)

    def flush(self) -> None:
        self.out.flush()


class SlowServer(FaultyServer):
    """The site at the end of a slow line."""

    def __init__(self, root: Path) -> None:
        super().__init__(root)
        self.line = threading.Lock()
        self.RequestHandlerClass = type("Handler", (SlowHandler,), {"root": root.resolve(), "quiet": True})


def processor_seconds(ancestor: int) -> float:
    """What all living descendants of a process have used of the processor so far, whoever else was using it."""
    ticks = 0
    for process in family(ancestor):
        with contextlib.suppress(OSError):
            fields = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()
            ticks += int(fields[11]) + int(fields[12])
    return ticks / os.sysconf("SC_CLK_TCK")


@contextlib.contextmanager
def four_times_slower(ancestor: int) -> Iterator[None]:
    """Stop every descendant of a process for three slices of four."""
    over = threading.Event()

    def send(number: signal.Signals) -> None:
        for process in family(ancestor):
            with contextlib.suppress(ProcessLookupError):
                os.kill(process, number)

    def turn() -> None:
        while not over.is_set():
            send(signal.SIGSTOP)
            time.sleep(3 * SLICE)
            send(signal.SIGCONT)
            time.sleep(SLICE)

    thread = threading.Thread(target=turn, daemon=True)
    thread.start()
    try:
        yield
    finally:
        over.set()
        thread.join()
        send(signal.SIGCONT)
