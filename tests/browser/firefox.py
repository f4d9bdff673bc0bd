"""Firefox ESR, Debian's own, driven over WebDriver BiDi: a websocket and JSON, no geckodriver.

The protocol is at https://w3c.github.io/webdriver-bidi/ (read for Firefox 153 ESR, November 2026).
"""

import contextlib
import json
import re
import subprocess
import tempfile
from collections import deque
from itertools import count
from pathlib import Path
from threading import Thread
from typing import Any

from websockets.exceptions import ConnectionClosed
from websockets.sync.client import connect

from tests.browser.driver import BrowserLost, Driver

PREFERENCES = {
    "browser.shell.checkDefaultBrowser": False,
    "datareporting.policy.dataSubmissionEnabled": False,
    "toolkit.telemetry.reportingpolicy.firstRun": False,
    "app.update.disabledForTesting": True,
    "network.captive-portal-service.enabled": False,
    "network.connectivity-service.enabled": False,
    "browser.safebrowsing.update.enabled": False,
    "services.settings.server": "data:,#remote-settings-dummy/v1",
}


class Firefox(Driver):
    """One Firefox with one tab."""

    name = "Firefox"

    def __init__(self) -> None:
        self.profile = tempfile.TemporaryDirectory(ignore_cleanup_errors=True)
        lines = [f"user_pref({json.dumps(key)}, {json.dumps(value)});" for key, value in PREFERENCES.items()]
        (Path(self.profile.name) / "user.js").write_text("\n".join(lines), "utf-8")
        command = ["firefox-esr", "--headless", "--no-remote", "--remote-debugging-port", "0"]
        self.process = subprocess.Popen(
            [*command, "--profile", self.profile.name],
            stderr=subprocess.PIPE,
            stdout=subprocess.DEVNULL,
            text=True,
        )
        self.started(self.process.pid)
        self.numbers = count(1)
        with self.heartbeat():
            self.socket = connect(self.address() + "/session", max_size=None, ping_interval=None)
            self.send("session.new", capabilities={})
            self.tab = self.send("browsingContext.getTree")["contexts"][0]["context"]

    def address(self) -> str:
        """Where Firefox listens, as it says on stderr."""
        assert self.process.stderr
        for line in self.process.stderr:
            if found := re.search(r"WebDriver BiDi listening on (ws://\S+)", line):
                # A full pipe would make Firefox wait for us: whatever else it says is read and dropped.
                Thread(target=deque, args=(self.process.stderr, 0), daemon=True).start()
                return found[1]
        raise BrowserLost("Firefox ended before it listened")

    def send(self, method: str, **params: Any) -> Any:
        """One command and its result; events in between are not for us."""
        number = next(self.numbers)
        self.socket.send(json.dumps({"id": number, "method": method, "params": params}))
        while True:
            reply = json.loads(self.socket.recv())  # no longer than a heartbeat: then Firefox is killed
            if reply.get("id") == number:
                if reply["type"] == "error":
                    raise RuntimeError(f"{method}: {reply['message']}")
                return reply["result"]

    def open(self, address: str) -> None:
        with self.heartbeat():
            self.send("browsingContext.navigate", context=self.tab, url=address, wait="complete")

    def evaluate(self, body: str) -> str:
        with self.heartbeat():
            done = self.send(
                "script.evaluate",
                expression=f"(async () => {{ {body} }})()",
                target={"context": self.tab},
                awaitPromise=True,
            )
        if done["type"] != "success":
            raise RuntimeError(done["exceptionDetails"]["text"])
        return str(done["result"].get("value"))

    def broken(self, error: Exception) -> bool:
        return isinstance(error, ConnectionClosed | ConnectionError) or "no such frame" in str(error)

    def close(self) -> None:
        self.kill()  # what it kept is deleted with its profile
        with contextlib.suppress(Exception):
            self.socket.close()
        self.process.wait()
        super().close()
        self.profile.cleanup()
