"""Serve `site/` on this machine as a careful host would: right types, compressed files, honest caching.

`make serve` (preview.py) and the tests use it. It is not meant for the open internet.
"""

import re
import sys
from collections.abc import Iterator
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import quote, unquote, urlsplit

TYPES = {
    ".atom": "application/atom+xml",
    ".css": "text/css; charset=utf-8",
    ".csv": "text/csv; charset=utf-8",
    ".html": "text/html; charset=utf-8",
    ".ico": "image/x-icon",
    ".ics": "text/calendar; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".json": "application/json",
    ".map": "application/json",
    ".mjs": "text/javascript; charset=utf-8",
    ".pdf": "application/pdf",
    ".png": "image/png",
    ".py": "text/x-python; charset=utf-8",
    ".svg": "image/svg+xml",
    ".toml": "application/toml",
    ".txt": "text/plain; charset=utf-8",
    ".wasm": "application/wasm",  # anything else and the browser refuses to compile while it downloads
    ".webmanifest": "application/manifest+json",
    ".whl": "application/zip",
    ".woff2": "font/woff2",
    ".xml": "application/xml",
    ".zip": "application/zip",
}
ENCODINGS = {"br": ".br", "gzip": ".gz"}  # best first
# A file may be kept for ever when its name, or its folder's, changes with its content.
HASHED = re.compile(r"[/.-][0-9a-f]{8,64}[/.]")


class SiteHandler(BaseHTTPRequestHandler):
    """Answer GET and HEAD with files below `root`."""

    protocol_version = "HTTP/1.1"
    root: Path
    quiet = True

    def do_GET(self) -> None:
        """Send the file that the address names, its folder's index, or the 404 page."""
        path = unquote(urlsplit(self.path).path)
        file = (self.root / path.lstrip("/")).resolve()
        if not file.is_relative_to(self.root):
            return self.send_file(self.root / "404.html", HTTPStatus.NOT_FOUND)
        if file.is_dir():
            if not path.endswith("/"):
                return self.redirect(quote(path) + "/")
            file /= "index.html"
        if file.is_file():
            return self.send_file(file, HTTPStatus.OK)
        return self.send_file(self.root / "404.html", HTTPStatus.NOT_FOUND)

    do_HEAD = do_GET

    def redirect(self, address: str) -> None:
        """Send the reader on to `address` on this host."""
        self.send_response(HTTPStatus.MOVED_PERMANENTLY)
        # One leading slash only: two would name another host.
        self.send_header("Location", "/" + address.lstrip("/"))
        self.send_header("Content-Length", "0")
        self.end_headers()

    def send_file(self, file: Path, status: HTTPStatus) -> None:
        """Send `file`, or its compressed twin when there is one and the browser takes it."""
        encoding, sent = next(self.twins(file), ("", file))
        body = sent.read_bytes() if sent.is_file() else b"Not found\n"
        tag = f'"{sent.stat().st_mtime_ns:x}-{len(body):x}"' if sent.is_file() else '""'
        unchanged = status is HTTPStatus.OK and self.headers.get("If-None-Match") == tag
        self.send_response(HTTPStatus.NOT_MODIFIED if unchanged else status)
        self.send_header("ETag", tag)
        self.send_header("Vary", "Accept-Encoding")
        self.send_header("X-Content-Type-Options", "nosniff")
        forever = status is HTTPStatus.OK and HASHED.search(f"/{file.relative_to(self.root)}")
        self.send_header("Cache-Control", "public, max-age=31536000, immutable" if forever else "no-cache")
        if not unchanged:
            self.send_header("Content-Type", TYPES.get(file.suffix, "application/octet-stream"))
            self.send_header("Content-Length", str(len(body)))
            if encoding:
                self.send_header("Content-Encoding", encoding)
        self.end_headers()
        if self.command != "HEAD" and not unchanged:
            self.wfile.write(body)

    def twins(self, file: Path) -> Iterator[tuple[str, Path]]:
        """The compressed files beside `file` that this browser accepts, best first."""
        words = self.headers.get("Accept-Encoding", "").replace(" ", "").split(",")
        accepted = {word.partition(";")[0] for word in words if not word.endswith(";q=0")}
        for encoding, suffix in ENCODINGS.items():
            twin = file.with_name(file.name + suffix)
            if encoding in accepted and twin.is_file():
                yield encoding, twin

    def log_request(self, code: int | str = "-", size: int | str = "-") -> None:
        """Say what was not found, and nothing else: a page is some forty requests."""
        if isinstance(code, HTTPStatus) and code >= HTTPStatus.BAD_REQUEST and not self.quiet:
            print(f"    {code.value} {self.path}", flush=True)


class SiteServer(ThreadingHTTPServer):
    """A server for one folder; `address` is where it listens. Port 0 means any free one."""

    daemon_threads = True
    request_queue_size = (
        128  # browsers open several connections at once; more than 5 waiting would be turned away
    )

    def __init__(self, root: Path, port: int = 0, *, quiet: bool = True) -> None:
        handler = type("Handler", (SiteHandler,), {"root": root.resolve(), "quiet": quiet})
        super().__init__(("127.0.0.1", port), handler)

    @property
    def address(self) -> str:
        """The address to open, with a closing slash."""
        return f"http://127.0.0.1:{self.server_port}/"

    def handle_error(self, request: object, client_address: object) -> None:
        """A browser that closes a connection early is no news; anything else is."""
        if not isinstance(sys.exception(), ConnectionError):
            super().handle_error(request, client_address)  # type: ignore[arg-type]
