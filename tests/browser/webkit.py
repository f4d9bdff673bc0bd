"""WebKitGTK's MiniBrowser, Debian's own, driven by Selenium on a screen of its own (it hangs without any)."""

import os
import subprocess

from selenium import webdriver
from selenium.common.exceptions import InvalidSessionIdException, NoSuchWindowException
from selenium.webdriver.webkitgtk.service import Service
from urllib3.exceptions import HTTPError

from tests.browser.driver import HEARTBEAT, Driver

MINIBROWSER = "/usr/lib/x86_64-linux-gnu/webkit2gtk-4.1/MiniBrowser"


class WebKit(Driver):
    """One MiniBrowser with one tab."""

    name = "WebKitGTK"

    def __init__(self) -> None:
        reading, writing = os.pipe()
        command = ["Xvfb", "-displayfd", str(writing), "-screen", "0", "1280x1024x24", "-nolisten", "tcp"]
        self.screen = subprocess.Popen(command, pass_fds=[writing], stderr=subprocess.DEVNULL)
        os.close(writing)
        with os.fdopen(reading) as number:
            display = f":{number.readline().strip()}"
        options = webdriver.WebKitGTKOptions()
        options.binary_location = MINIBROWSER
        options.add_argument("--automation")
        service = Service("/usr/bin/WebKitWebDriver", env=os.environ | {"DISPLAY": display})
        self.driver = webdriver.WebKitGTK(options=options, service=service)
        self.started(service.process.pid)
        self.driver.set_script_timeout(2 * HEARTBEAT)

    def open(self, address: str) -> None:
        with self.heartbeat():
            self.driver.get(address)

    def evaluate(self, body: str) -> str:
        script = f"const done = arguments[0]; (async () => {{ {body} }})().then(done, (e) => done('!' + e))"
        with self.heartbeat():
            found = str(self.driver.execute_async_script(script))
        if found.startswith("!"):
            raise RuntimeError(found[1:])
        return found

    def broken(self, error: Exception) -> bool:
        return isinstance(
            error, HTTPError | ConnectionError | InvalidSessionIdException | NoSuchWindowException
        )

    def close(self) -> None:
        self.kill()
        self.driver.service.process.wait()
        self.screen.terminate()
        self.screen.wait()
        super().close()
