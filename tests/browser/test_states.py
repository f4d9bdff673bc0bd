"""Every state of a schedule's page: axe, targets, sideways scroll, motion; and nothing moves under a finger."""

from collections.abc import Callable
from itertools import product

import pytest
from playwright.sync_api import Page

from scripts.paths import ROOT
from tests.browser.chromium import Chromium
from tests.browser.faulty import FaultyServer
from tests.browser.reader import DATES, Reader, until
from tests.browser.tab import DATED, SHOW, STATE

pytestmark = [pytest.mark.browser, pytest.mark.slow]

AXE = (ROOT / "node_modules/axe-core/axe.min.js").read_text("utf-8")
PROBE = (ROOT / "tests/layout_probe.js").read_text("utf-8")
RUN_AXE = """async () => {
    const { violations } = await axe.run(document, { rules: { "color-contrast-enhanced": { enabled: true } } });
    const where = (nodes) => nodes.slice(0, 3).map(({ target }) => target.join(" ")).join(", ");
    return violations.map(({ id, nodes }) => `axe ${id}: ${where(nodes)}`);
}"""
LINK = "v=2&start=2027-03-27&months=12&check=4791"
WIDTHS = {320: 640, 768: 1024, 1280: 900}


def loading(reader: Reader, server: FaultyServer) -> None:
    server.spoilt, server.fault = "pyodide.asm.wasm", "slow"
    server.slowness = 300.0  # seconds: for as long as it is looked at
    reader.open()
    reader.page.locator(SHOW).click()
    until(reader.page, f"{STATE} === 'loading'")


def failed(reader: Reader, server: FaultyServer) -> None:
    server.spoilt, server.fault = "pyodide.asm.wasm", "missing"
    reader.open()
    reader.page.locator(SHOW).click()
    reader.page.wait_for_selector("[data-offer=retry]")


def wrong(reader: Reader, server: FaultyServer) -> None:
    reader.open("v=1&start=2027-02-31&months=12")
    reader.page.wait_for_selector("#problems")


def dated(reader: Reader, server: FaultyServer) -> None:
    reader.open(LINK)
    until(reader.page, DATED)


def changed(reader: Reader, server: FaultyServer) -> None:
    dated(reader, server)
    reader.page.select_option("#months", "24")
    reader.page.wait_for_selector("[data-stale]")


def kept(reader: Reader, server: FaultyServer) -> None:
    dated(reader, server)
    reader.text()
    reader.file("ics")
    until(reader.page, "document.querySelector('[data-beside]').textContent.includes('is made')")


def compared(reader: Reader, server: FaultyServer) -> None:
    reader.page.goto(
        f"{server.address}compare/#v=1&protocol=us-kuzminski-1998-trial&second=uk-bnf-hydroxocobalamin-neuro"
    )
    reader.page.wait_for_selector("[data-both] .timeline")


STATES: dict[str, Callable[[Reader, FaultyServer], None]] = {
    one.__name__: one for one in (loading, failed, wrong, dated, changed, kept, compared)
}


@pytest.mark.parametrize("state", STATES)
def test_every_state_can_be_read_and_pressed(chromium: Chromium, server: FaultyServer, state: str) -> None:
    """As it is printed, the page is looked at in tests/test_layout.py."""
    page = chromium.browser.new_page(reduced_motion="reduce", accept_downloads=True)
    STATES[state](Reader(page, server.address), server)
    found = faults(page)
    page.close()
    server.fault = ""
    assert not found, f"{state}:\n" + "\n".join(found)


def faults(page: Page) -> list[str]:
    """What axe and our own rules of layout find, at three widths in light, dark and forced colours."""
    page.evaluate(AXE)
    faults: dict[str, list[str]] = {}
    for scheme, (width, height) in product(("light", "dark", "forced"), WIDTHS.items()):
        page.emulate_media(
            color_scheme="dark" if scheme == "dark" else "light",
            forced_colors="active" if scheme == "forced" else "none",
            reduced_motion="reduce",
        )
        page.set_viewport_size({"width": width, "height": height})
        page.evaluate("new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))")
        found = page.evaluate(PROBE) + page.evaluate(
            "document.getAnimations().map((a) => `A8: ${a.id} moves`)"
        )
        if (scheme, width) in {("light", 320), ("light", 1280), ("dark", 320), ("forced", 320)}:
            found += page.evaluate(RUN_AXE)
        for fault in found:
            faults.setdefault(fault, []).append(f"{width} {scheme}")
    return [f"{fault} ({', '.join(where)})" for fault, where in faults.items()]


def test_nothing_moves_under_a_finger_while_python_starts(reader: Reader, server: FaultyServer) -> None:
    """And the printed example stays, and what happens is said where the button is."""
    reader.address = server.address
    server.spoilt, server.fault = "pyodide.asm.wasm", "slow"
    reader.open()
    reader.start_at("27", "3", "2027")
    where = f"Math.round(document.querySelector('{SHOW}').getBoundingClientRect().top + scrollY)"
    at = reader.page.evaluate(where)
    printed, seen = reader.dates(), []
    reader.page.locator(SHOW).click()
    until(reader.page, f"{STATE} === 'loading'")
    assert reader.page.evaluate(
        """(() => {
            const { top, bottom } = document.querySelector("[data-status]").getBoundingClientRect();
            return top >= 0 && bottom <= innerHeight;
        })()"""
    ), "the button is pressed and nothing in sight says that something happens"
    while not (now := reader.page.evaluate(f"[{DATED}, {where}, {DATES}]"))[0]:
        seen.append(now[1:])
        reader.page.wait_for_timeout(50)
    assert all(top == at for top, _ in seen), f"the button stood at {at} and moved: {seen}"
    assert all(dates == printed for _, dates in seen), "the printed example went before the dated one came"
