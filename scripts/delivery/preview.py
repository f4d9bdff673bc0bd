"""`make serve`: serve the site on this machine, build anew what a saved file changes, and reload the page.

A change to a page, its data or the theme runs the quick steps, which takes about two seconds. A change to what travels
to the browser, or to a script, runs the whole build. Nothing here is part of the published site.
"""

import argparse
import subprocess
import sys
import threading
from collections.abc import Iterable
from http import HTTPStatus
from pathlib import Path

from watchdog.events import FileSystemEvent, FileSystemEventHandler
from watchdog.observers import Observer

from scripts.delivery.dev_server import SiteHandler, SiteServer
from scripts.paths import ROOT, SITE

WATCHED = ("docs", "calculator", "scripts", "mkdocs.yml")
QUICK = ("pages", "short_links", "handouts", "embeds")
"""The steps that show a saved page; the first is enough to reload it."""
WHOLE = ("calculator/", "scripts/", "docs/assets/calculator/", "docs/data/")
EXCEPT = ("scripts/theme/", "scripts/clinics/templates/")
SETTLE = 0.1
"""Seconds in which an editor finishes saving."""
SCRIPT = "/-/reload.js"
STATE = "/-/state"
RELOAD = """\
let known = "";
for (;;) {
  const answer = await fetch(`/-/state?known=${known}`, { cache: "no-store" }).catch(() => {});
  const state = answer ? await answer.text() : known;
  if (known && state !== known) location.reload();
  known = state;
  await new Promise((turn) => setTimeout(turn, 200));
}
"""


def steps_for(changed: Iterable[str]) -> tuple[tuple[str, ...], ...]:
    """Which builds the changed files ask for, one after the other: each as its steps, none for the whole."""
    if any(path.startswith(WHOLE) and not path.startswith(EXCEPT) for path in changed):
        return ((),)
    return (QUICK[:1], QUICK[1:])


class Preview:
    """What was changed since the last build, and how often a build has finished."""

    def __init__(self) -> None:
        self.changed: set[str] = set()
        self.waiting = threading.Condition()
        self.built = 0

    def saved(self, path: str) -> None:
        """A file was saved, made, moved or deleted."""
        name = Path(path).relative_to(ROOT).as_posix()
        if "__pycache__" not in name and not name.endswith(("~", ".swp", ".tmp")):
            with self.waiting:
                self.changed.add(name)
                self.waiting.notify_all()

    def build_for_ever(self) -> None:
        """Build whenever something was saved. A fault is printed, and the last good page stays."""
        while True:
            with self.waiting:
                self.waiting.wait_for(lambda: self.changed)
            threading.Event().wait(SETTLE)
            with self.waiting:
                changed, self.changed = self.changed, set()
            print(f"==> Saved: {', '.join(sorted(changed))}", flush=True)
            for steps in steps_for(changed):
                if subprocess.run(
                    [sys.executable, "-m", "scripts.build", *steps], cwd=ROOT, check=False
                ).returncode:
                    break
                with self.waiting:
                    self.built += 1
                    self.waiting.notify_all()

    def state(self, known: str) -> str:
        """The number of the last build: at once when it is not the one that is known, else when it changes."""
        with self.waiting:
            self.waiting.wait_for(lambda: known != str(self.built), timeout=20)
            return str(self.built)


class Watcher(FileSystemEventHandler):
    """Hands on what the system tells of the watched folders."""

    def __init__(self, preview: Preview) -> None:
        self.preview = preview

    def on_any_event(self, event: FileSystemEvent) -> None:
        """Opening and reading a file changes nothing; a folder is told of through its files."""
        if event.event_type in ("created", "modified", "moved", "deleted") and not event.is_directory:
            self.preview.saved(str(event.dest_path or event.src_path))


class PreviewHandler(SiteHandler):
    """The site's files, each page with a script that reloads it when a build has finished."""

    preview: Preview

    def do_GET(self) -> None:
        """As a host would, and the two addresses of the reloading."""
        path, _, known = self.path.partition("?known=")
        if path == SCRIPT:
            self.send_text(RELOAD, "text/javascript")
        elif path == STATE:
            self.send_text(self.preview.state(known), "text/plain")
        else:
            super().do_GET()

    def send_file(self, file: Path, status: HTTPStatus) -> None:
        """A page with the script in its head; any other file as it is."""
        if file.suffix == ".html" and file.is_file():
            script = f'<script type="module" src="{SCRIPT}"></script></head>'
            self.send_text(file.read_text("utf-8").replace("</head>", script, 1), "text/html", status)
        else:
            super().send_file(file, status)

    def send_text(self, text: str, kind: str, status: HTTPStatus = HTTPStatus.OK) -> None:
        """An answer that is made here and kept nowhere."""
        body = text.encode()
        self.send_response(status)
        self.send_header("Content-Type", f"{kind}; charset=utf-8")
        self.send_header("Content-Length", str(len(body)))
        self.send_header("Cache-Control", "no-store")
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(body)


def open_server(root: Path, port: int, preview: Preview) -> SiteServer:
    """A server on `port`, or on any free port when that one is taken."""
    try:
        server = SiteServer(root, port, quiet=False)
    except OSError:
        print(f"==> Port {port} is taken; using a free one.", flush=True)
        server = SiteServer(root, 0, quiet=False)
    ours = {"root": root.resolve(), "quiet": False, "preview": preview}
    server.RequestHandlerClass = type("Handler", (PreviewHandler,), ours)
    return server


def watch(preview: Preview) -> None:
    """Tell `preview` of every file that is saved, from now on."""
    observer = Observer()
    for name in WATCHED:
        observer.schedule(Watcher(preview), str(ROOT / name), recursive=True)
    observer.daemon = True
    observer.start()
    threading.Thread(target=preview.build_for_ever, daemon=True).start()


def main() -> int:
    """Serve until Ctrl-C."""
    parser = argparse.ArgumentParser(
        description="Serve the built site on this machine; build anew what is saved."
    )
    parser.add_argument("--port", type=int, default=8000)
    port = parser.parse_args().port
    if not (SITE / "index.html").is_file():
        print(f"STOP: there is no site in {SITE}; run make site first.", file=sys.stderr)
        return 1
    preview = Preview()
    watch(preview)
    with open_server(SITE, port, preview) as server:
        print(f"==> Open {server.address} (Ctrl-C stops)", flush=True)
        try:
            server.serve_forever()
        except KeyboardInterrupt:
            print()
    return 0


if __name__ == "__main__":
    sys.exit(main())
