"""The site's server with one thing gone wrong, the same way for every browser."""

import threading
import time
from http import HTTPStatus
from pathlib import Path
from typing import Any

from scripts.delivery.dev_server import SiteHandler, SiteServer

FAULTS = ("blocked", "missing", "a page instead", "cut short", "one byte changed", "stalled", "slow")
SLOW = 2.0  # seconds for a slow file, unless a test says otherwise


class FaultyHandler(SiteHandler):
    """Serve as always, except the files that `server.spoilt` names."""

    server: "FaultyServer"

    def send_file(self, file: Path, status: HTTPStatus) -> None:
        self.server.served.append(self.path)
        if "no-cache" in self.headers.get("Cache-Control", "") or "again=" in self.path:
            self.server.past_cache.append(self.path)
        if self.server.fault and file.name.startswith(self.server.spoilt) and self.server.times:
            self.server.times -= 1
            self.spoil(file.read_bytes())
        else:
            super().send_file(file, status)

    def end_headers(self) -> None:
        """The headers that a careful host adds."""
        for name, value in self.server.extra_headers.items():
            self.send_header(name, value)
        super().end_headers()

    def spoil(self, body: bytes) -> None:
        """Do to one file what networks, hosts and proxies do. Sent as it is, without compression."""
        fault, half = self.server.fault, len(body) // 2
        if fault == "blocked":
            self.close_connection = True
            return
        if fault == "missing":
            self.headed(b"<h1>Not found</h1>", "text/html", HTTPStatus.NOT_FOUND)
        elif fault == "out of order":
            self.headed(b"<h1>Out of order</h1>", "text/html", HTTPStatus.SERVICE_UNAVAILABLE)
        elif fault == "a page instead":
            self.headed(
                b"<!doctype html><title>Log in</title><p>Welcome to our wireless network", "text/html"
            )
        elif fault == "unparsable":  # as syntax of later years is to an old browser
            self.headed(b"}" + body)
        elif fault == "cut short":
            self.headed(body[:half])
        elif fault == "one byte changed":
            self.headed(body[:half] + bytes([body[half] ^ 1]) + body[half + 1 :])
        else:
            self.headed(b"", length=len(body))
            self.drip(body, half if fault == "stalled" else len(body))

    def headed(
        self, body: bytes, kind: str = "", status: HTTPStatus = HTTPStatus.OK, length: int = -1
    ) -> None:
        """Headers and a body. A file that is kept for ever by the browser, so that a fault is kept too."""
        self.send_response(status)
        self.send_header("Content-Type", kind or self.type_of())
        self.send_header("Content-Length", str(len(body) if length < 0 else length))
        self.send_header("Cache-Control", "public, max-age=31536000, immutable")
        self.end_headers()
        self.wfile.write(body)

    def type_of(self) -> str:
        """The right type, as the browser would get it without the fault."""
        ends = {".js": "text/javascript", ".wasm": "application/wasm"}
        return next(
            (kind for end, kind in ends.items() if self.path.split("?")[0].endswith(end)), "application/zip"
        )

    def drip(self, body: bytes, end: int) -> None:
        """Send up to `end` in twenty portions, slowly; a stalled file then leaves the line open."""
        portion = max(1, end // 20)
        for at in range(0, end, portion):
            self.wfile.write(body[at : min(at + portion, end)])
            self.wfile.flush()
            time.sleep(self.server.slowness / 20)
        while end < len(body) and self.server.fault == "stalled":
            time.sleep(0.2)
        self.close_connection = end < len(body)


class FaultyServer(SiteServer):
    """A server on a port of its own (so every browser cache is cold) that remembers what it was asked for."""

    def __init__(self, root: Path) -> None:
        super().__init__(root)
        self.RequestHandlerClass = type("Handler", (FaultyHandler,), {"root": root.resolve(), "quiet": True})
        self.served: list[str] = []
        self.past_cache: list[str] = []  # of these, what may not come from a browser's cache
        self.spoilt: str | tuple[str, ...] = ""  # what the names of the files begin with
        self.fault = ""
        self.extra_headers: dict[str, str] = {}
        self.times = -1  # how often; negative means always
        self.slowness = SLOW

    def __enter__(self) -> Any:
        threading.Thread(target=self.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True).start()
        return self

    def __exit__(self, *_: object) -> None:
        self.fault = ""
        self.shutdown()
        self.server_close()
