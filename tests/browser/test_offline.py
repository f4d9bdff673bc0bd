"""A reader who kept the site on their device reads and calculates without a network; others keep nothing."""

import contextlib
import os
import re
import shutil
import time
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.browser.chromium import Chromium
from tests.browser.faulty import FaultyHandler, FaultyServer
from tests.browser.tab import Tab

PAGE = "schedules/uk-bnf-hydroxocobalamin-no-neuro/"
"""Kept at once: a schedule's own first example."""

pytestmark = [pytest.mark.browser, pytest.mark.slow]

KEPT = "document.querySelector('keep-site [data-status]').textContent.includes('work without a network')"


def keeps(tab: Tab) -> bool:
    """Whether this browser keeps pages at all; only some versions of WebKitGTK do not while they are automated."""
    can = bool(tab.js("'serviceWorker' in navigator && isSecureContext"))
    assert can or tab.browser.name == "WebKitGTK"
    return can


def keep(tab: Tab, server: FaultyServer) -> None:
    """Keep the site, to its end."""
    before = len(server.served)
    tab.press("keep-site [data-keep]")
    try:
        tab.until(KEPT, "the site was not kept")
    except AssertionError as error:
        error.add_note(f"asked for {len(server.served) - before} files, the last {server.served[-3:]}")
        raise


def test_what_was_kept_works_without_a_network(tab: Tab, server: FaultyServer) -> None:
    tab.open(server.address + "about/offline/")
    if not keeps(tab):
        assert "browser that can keep" in tab.js("document.querySelector('keep-site').textContent")
        return
    keep(tab, server)
    tab.open(server.address + "about/privacy/")
    server.fault, server.spoilt = "blocked", ""  # every file, from now on
    tab.open(server.address + "about/privacy/")
    assert "cookies" in tab.js("document.body.textContent"), "a page that was read is gone without a network"
    calculates(tab, server)
    server.fault, server.spoilt = "out of order", "index.html"
    tab.open(server.address + "about/privacy/")
    assert "cookies" in tab.js("document.body.textContent"), "a host's 503 hides the kept copy"
    server.fault = ""
    tab.open(server.address + "about/offline/")
    tab.until(KEPT, "the page forgot that the site is kept")
    tab.press("keep-site [data-remove]")
    tab.until("document.querySelector('keep-site [data-keep]').hidden === false", "it was not removed")
    assert tab.js("caches.keys()") == [], "something stayed on the device"
    read_on = "fetch(new URL('../how-we-know/', location)).then((answer) => answer.text())"
    assert tab.js(read_on), "this tests nothing"
    time.sleep(0.5)
    assert tab.js("caches.keys()") == [], "what is read after the removal is kept"
    keep(tab, server)  # the page that the removed copy still serves
    assert tab.js("caches.keys()"), "it says that the site is kept, and it is not"
    tab.press("keep-site [data-remove]")
    tab.until(says("Nothing is kept"), "it was not removed")


def says(words: str) -> str:
    """Whether the control says so."""
    return f"document.querySelector('keep-site [data-status]').textContent.includes('{words}')"


@pytest.mark.parametrize(
    ("file", "fault"), [("pyodide.asm.wasm", "one byte changed"), ("pyodide.js", "a page instead")]
)
def test_a_wrong_file_is_never_kept_and_a_second_press_mends_it(
    tab: Tab, server: FaultyServer, file: str, fault: str
) -> None:
    """The wrong file came with leave to be remembered for a year, so it also lies in the browser's own cache."""
    tab.open(server.address + "about/offline/")
    if not keeps(tab):
        return
    server.spoilt, server.fault = file, fault
    tab.press("keep-site [data-keep]")
    tab.until(says("could not be kept"), f"{file} {fault}: a wrong file was kept")
    server.fault = ""
    tab.press("keep-site [data-keep]")
    tab.until(KEPT, f"{file} {fault}: the site cannot be kept once the fault is gone")
    tab.press("keep-site [data-remove]")


def test_a_browser_that_is_set_to_keep_nothing_says_so_without_an_error(
    chromium: Chromium, server: FaultyServer
) -> None:
    """As Chromium answers where cookies are blocked."""
    page = chromium.browser.new_page()
    errors: list[str] = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.add_init_script(
        "CacheStorage.prototype.keys = () => Promise.reject(new DOMException('', 'SecurityError'))"
    )
    page.goto(server.address + "about/offline/")
    page.get_by_text("set to keep nothing").wait_for()
    assert page.locator("keep-site button:visible").count() == 0, "a button is offered that can do nothing"
    assert not errors
    page.close()


def test_nothing_is_kept_unasked(tab: Tab, server: FaultyServer) -> None:
    tab.open(server.address + "about/offline/")
    if keeps(tab):
        assert tab.js("caches.keys()") == []
        assert tab.js("navigator.serviceWorker.getRegistration().then((one) => one ?? null)") is None


@contextlib.contextmanager
def published(site: Path, old: str, new: str) -> Iterator[None]:
    """The site with another text in its service worker, as if it had been published meanwhile."""
    files = {file: file.read_bytes() for file in site.glob("sw.js*")}
    text = (site / "sw.js").read_text("utf-8")
    assert re.search(old, text), "the service worker is not written as this test expects"
    try:
        for file in files:
            file.unlink()  # the compressed twins too
        (site / "sw.js").write_text(re.sub(old, new, text), "utf-8")
        yield
    finally:
        for file, body in files.items():
            file.write_bytes(body)


def kept_for_good(tab: Tab, server: FaultyServer) -> bool:
    """The site, kept; False where the browser keeps nothing."""
    tab.open(server.address + "about/offline/")
    if keeps(tab):
        keep(tab, server)
    return keeps(tab)


def test_a_new_build_is_noticed_and_offered_and_the_old_one_leaves(
    tab: Tab, server: FaultyServer, site: Path
) -> None:
    if not kept_for_good(tab, server):
        return
    tab.open(server.address + "about/privacy/")
    (old,) = tab.js("caches.keys()")
    with published(site, r'"build": "\w+"', '"build": "next"'):
        tab.open(server.address + "about/offline/")
        offered = "document.querySelector('keep-site [data-status]').textContent.includes('Reload to see it')"
        tab.until(offered, "nobody says that there is a new build")
        assert tab.js("caches.keys()") == ["b12 / next"] != [old]
        server.fault, server.spoilt = "blocked", ""  # every file, from now on
        tab.open(server.address + "about/privacy/")
        assert "cookies" in tab.js("document.body.textContent"), (
            "a page that was read is gone with the old build"
        )
        tab.open(server.address + "about/offline/")
        tab.press("keep-site [data-remove]")


def test_one_line_calls_every_copy_back(tab: Tab, server: FaultyServer, site: Path) -> None:
    if not kept_for_good(tab, server):
        return
    with published(site, "const KILL = false", "const KILL = true"):
        tab.open(server.address + "about/offline/")
        tab.until("caches.keys().then((names) => names.length === 0)", "something stayed on the device")
        gone = "navigator.serviceWorker.getRegistration().then((one) => one === undefined)"
        tab.until(gone, "the service worker stays")
        tab.open(server.address + "about/privacy/")
        assert "cookies" in tab.js("document.body.textContent"), "a reader without the copy sees no page"


def test_a_file_that_is_not_kept_yet_comes_byte_by_byte(tab: Tab, server: FaultyServer, site: Path) -> None:
    """A new build's files, for a reader on a slow line whose device keeps the old ones: slow is not stopped."""
    with published(site, r'\{"url": "[^"]*pyodide\.asm\.wasm"[^}]*\}, ', ""):
        if not kept_for_good(tab, server):
            return
        wasm = """caches.keys().then(async ([name]) => {
            const requests = await (await caches.open(name)).keys();
            return requests.some(({ url }) => url.endsWith(".wasm"));
        })"""
        assert not tab.js(wasm)
        server.spoilt, server.fault, server.slowness = "pyodide.asm.wasm", "slow", 10.0
        calculates(tab, server)
        tab.until(wasm, "it is not kept for the next time")
        tab.open(server.address + "about/offline/")
        tab.press("keep-site [data-remove]")
        tab.until("caches.keys().then((names) => names.length === 0)", "something stayed on the device")


def test_a_retry_replaces_a_bad_copy_and_makes_do_with_a_good_one(tab: Tab, server: FaultyServer) -> None:
    if not kept_for_good(tab, server):
        return
    (wasm,) = tab.js(
        """caches.keys().then(async ([name]) => {
            const cache = await caches.open(name);
            const wasm = (await cache.keys()).map(({ url }) => url).filter((url) => url.endsWith(".wasm"));
            await cache.put(wasm[0], new Response("spoilt"));
            return wasm;
        })"""
    )
    calculates(tab, server)
    server.fault, server.spoilt = "blocked", ""  # every file, from now on
    calculates(tab, server)  # with the copy that has replaced the bad one
    sizes = f"""Promise.all([["{wasm}?again=1", {{}}], ["{wasm}", {{ cache: "reload" }}]].map(
        async ([url, how]) => (await (await fetch(url, how)).arrayBuffer()).byteLength))"""
    one, other = tab.js(sizes)
    assert one == other > 1_000_000, "a retry without a network does not get the good copy"
    again = (
        "caches.keys().then(async ([name]) => (await (await caches.open(name)).keys()).map(({ url }) => url))"
    )
    assert not [url for url in tab.js(again) if "?" in url], "a file is kept twice"
    server.fault = ""
    tab.open(server.address + "about/offline/")
    tab.press("keep-site [data-remove]")


def test_keeping_that_stalls_can_be_ended_and_stays_ended(tab: Tab, server: FaultyServer) -> None:
    tab.open(server.address + "about/offline/")
    if not keeps(tab):
        return
    server.spoilt, server.fault = "python_stdlib.zip", "stalled"
    tab.press("keep-site [data-keep]")
    tab.until(
        "navigator.serviceWorker.getRegistration().then((one) => Boolean(one?.installing))",
        "nothing was begun",
    )
    tab.open(server.address + "about/offline/")  # away, and back
    tab.until(says("Keeping the schedules"), "the page does not say that it is still being kept")
    assert not tab.js("document.querySelector('keep-site [data-remove]').hidden"), "there is no way out"
    tab.press("keep-site [data-remove]")
    tab.until(says("Nothing is kept"), "keeping cannot be ended")
    time.sleep(1)
    assert tab.js(says("Nothing is kept")), "who ended it is told that it failed"
    assert tab.js("caches.keys()") == [], "something stayed on the device"
    server.fault = ""
    keep(tab, server)
    assert tab.js("caches.keys()"), "it says that the site is kept, and it is not"
    tab.press("keep-site [data-remove]")
    tab.until(says("Nothing is kept"), "it was not removed")


def test_two_copies_of_the_site_on_one_origin_leave_each_other_alone(
    tab: Tab, site: Path, tmp_path: Path
) -> None:
    """As on a host that gives every project a folder: each copy is kept, and one of them removed."""
    for name in ("one", "two"):
        shutil.copytree(site, tmp_path / name, copy_function=os.link)
    with FaultyServer(tmp_path) as server:
        for name in ("one", "two"):
            tab.open(f"{server.address}{name}/about/offline/")
            if not keeps(tab):
                return
            tab.until(says("Nothing is kept"), "the neighbour is taken for this copy")
            keep(tab, server)
        assert len(tab.js("caches.keys()")) == 2, "the second copy has deleted what the first had kept"
        tab.press("keep-site [data-remove]")
        tab.until(says("Nothing is kept"), "it was not removed")
        (left,) = tab.js("caches.keys()")
        assert "/one/" in left, "the wrong copy was removed"
        tab.open(f"{server.address}one/about/offline/")
        tab.press("keep-site [data-remove]")
        tab.until(says("Nothing is kept"), "it was not removed")


class Mute(FaultyHandler):
    """A network that takes every request and answers none, as where the signal is too weak."""

    def spoil(self, body: bytes) -> None:
        """Say nothing for as long as the fault lasts."""
        while self.server.fault == "no answer":
            time.sleep(0.1)
        self.close_connection = True


def test_a_network_that_never_answers_is_waited_for_once(tab: Tab, server: FaultyServer, site: Path) -> None:
    server.RequestHandlerClass = type("Handler", (Mute,), {"root": site.resolve(), "quiet": True})
    if not kept_for_good(tab, server):
        return
    tab.open(server.address + "about/privacy/")
    server.spoilt, server.fault = "", "no answer"
    tab.open(server.address + "about/privacy/")
    assert "cookies" in tab.js("document.body.textContent"), "a page that was read is gone"
    waited = (
        "performance.getEntriesByType('resource').filter((one) => one.duration > 4500).map((one) => one.name)"
    )
    assert tab.js(waited) == [], "after the page, its style sheets wait 5 seconds for the network again"
    calculates(tab, server)
    server.fault = ""
    tab.open(server.address + "about/offline/")
    tab.press("keep-site [data-remove]")


def calculates(tab: Tab, server: FaultyServer) -> None:
    """The page of a schedule, opened anew, gives an example with dates."""
    tab.open(server.address + PAGE)
    tab.show_dates()


def test_the_zip_opens_from_a_disk(tab: Tab, site: Path, tmp_path: Path) -> None:
    with zipfile.ZipFile(site / "offline.zip") as packed:
        packed.extractall(tmp_path)
    root = tmp_path / "b12-injection-guide"
    tab.open((root / PAGE / "index.html").as_uri())
    tab.until("document.querySelector('injection-calculator').dataset.state === 'disk'", "taken for a server")
    seen = tab.seen()
    assert seen["dates"][:2] == ["Day 1", "Day 3"], "the printed example is not there"
    assert "opened from a disk" in seen["said"], "the page does not say why dates are off"
    assert tab.js("[...document.styleSheets].length > 0"), "the page has lost its style"
    links = tab.js("[...document.querySelectorAll('nav a, main a')].map((a) => a.getAttribute('href'))")
    broken = [link for link in links if "://" not in link and not resolves(root / PAGE, link)]
    assert not broken, f"links that lead nowhere from a disk: {broken[:5]}"


def test_the_zip_on_a_server_can_be_kept_too(tab: Tab, site: Path, tmp_path: Path) -> None:
    """Its pages link to .../index.html, and what is kept at once has addresses without it."""
    with zipfile.ZipFile(site / "offline.zip") as packed:
        packed.extractall(tmp_path)
    with FaultyServer(tmp_path / "b12-injection-guide") as server:
        if not kept_for_good(tab, server):
            return
        server.fault, server.spoilt = "blocked", ""  # every file, from now on
        tab.open(f"{server.address}{PAGE}index.html")
        tab.show_dates()
        server.fault = ""
        tab.open(server.address + "about/offline/")
        tab.press("keep-site [data-remove]")
        tab.until(says("Nothing is kept"), "it was not removed")


def resolves(folder: Path, link: str) -> bool:
    """Whether a relative link names a file."""
    path = link.partition("#")[0].partition("?")[0]
    return not path or link.startswith("mailto:") or (folder / path).is_file()


def test_another_tab_that_is_looked_at_again_tells_what_was_removed_or_kept_meanwhile(
    chromium: Chromium, server: FaultyServer
) -> None:
    with chromium.browser.new_context() as context:
        one, other = context.new_page(), context.new_page()
        for page in (one, other):
            page.goto(server.address + "about/offline/")
            page.get_by_text("Nothing is kept").wait_for()
        back = "document.dispatchEvent(new Event('visibilitychange'))"
        for press, told in (("[data-keep]", "work without a network"), ("[data-remove]", "Nothing is kept")):
            one.locator(f"keep-site {press}").click()
            one.get_by_text(told).wait_for(timeout=60_000)
            other.evaluate(back)
            other.get_by_text(told).wait_for()
