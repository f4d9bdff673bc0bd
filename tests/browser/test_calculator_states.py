"""Every state of the calculator looked at: axe, targets, sideways scroll, motion, keys, and a page without scripts."""

import re
from collections.abc import Callable
from itertools import product

import pytest
from playwright.sync_api import Page

from calculator.protocol import protocol_ids
from scripts.paths import ROOT
from tests.browser.chromium import Chromium
from tests.browser.faulty import FaultyServer
from tests.browser.reader import STARTING, Reader, until

pytestmark = [pytest.mark.browser, pytest.mark.slow]

AXE = (ROOT / "node_modules/axe-core/axe.min.js").read_text("utf-8")
PROBE = (ROOT / "tests/layout_probe.js").read_text("utf-8")
RUN_AXE = """async () => {
    const { violations } = await axe.run(document, { rules: { "color-contrast-enhanced": { enabled: true } } });
    const where = (nodes) => nodes.slice(0, 3).map(({ target }) => target.join(" ")).join(", ");
    return violations.map(({ id, nodes }) => `axe ${id}: ${where(nodes)}`);
}"""
ID = "uk-bnf-hydroxocobalamin-no-neuro"
LINK = f"v=1&protocol={ID}&start=2027-03-27&months=12&maintenance.period=2"
WIDTHS = {320: 640, 768: 1024, 1280: 900}


def settle(page: Page, selector: str) -> None:
    """Wait for what a state is known by."""
    page.wait_for_selector(f"injection-calculator {selector}", timeout=STARTING)


def idle(reader: Reader, server: FaultyServer) -> None:
    reader.open()


def loading(reader: Reader, server: FaultyServer) -> None:
    server.spoilt, server.fault = "pyodide.asm.wasm", "slow"
    reader.open()
    reader.choose("group", "GB")
    reader.go_on()
    reader.page.wait_for_selector("injection-calculator[data-state=loading]")


def failed(reader: Reader, server: FaultyServer) -> None:
    server.spoilt, server.fault = "pyodide.asm.wasm", "missing"
    reader.open()
    reader.choose("group", "GB")
    reader.go_on()
    settle(reader.page, "[data-offer=retry]")


def stopped(reader: Reader, server: FaultyServer) -> None:
    loading(reader, server)
    reader.page.locator("[data-stop]").click()
    reader.page.wait_for_selector("injection-calculator[data-state=idle]")


BEFORE: dict[str, Callable[[Reader, FaultyServer], None]] = {
    one.__name__: one for one in (idle, loading, stopped, failed)
}
AFTER = {
    "second": ("v=1&group=GB", "input[name=protocol]"),
    "third": (f"v=1&group=GB&protocol={ID}", "#start-day"),
    "wrong": (f"v=1&protocol={ID}&start=2027-02-31&months=12", "#problems"),
    "result": (LINK, "#result"),
    "undated": (LINK.replace("start=2027-03-27&", ""), "#result"),
    "two": ("v=1&protocol=&second=", "#second"),
    "compared": (f"v=1&protocol={ID}&second=us-kuzminski-1998-trial", ".compare"),
}


@pytest.mark.parametrize("state", BEFORE)
def test_every_state_before_python_runs(chromium: Chromium, server: FaultyServer, state: str) -> None:
    page = chromium.browser.new_page(reduced_motion="reduce")
    server.slowness = 100.0  # seconds: a state that loads lasts for as long as it is looked at
    BEFORE[state](Reader(page, server.address), server)
    found = faults(page)
    page.close()
    assert not found, f"{state}:\n" + "\n".join(found)


@pytest.mark.parametrize("state", AFTER)
def test_every_state_that_python_writes(reader: Reader, state: str) -> None:
    place, selector = AFTER[state]
    if not reader.requests:
        reader.open("v=1&group=US")
    reader.go(place)
    settle(reader.page, selector)
    found = faults(reader.page)
    assert not found, f"{state}:\n" + "\n".join(found)


def test_what_is_kept_stands_the_same_tests(reader: Reader) -> None:
    """A calendar file was made, and the text to copy is on the page."""
    reader.open(LINK)
    settle(reader.page, "#result")
    reader.text()
    reader.file("ics")
    until(reader.page, "() => document.querySelector('[data-kept]').textContent.includes('is made')")
    found = faults(reader.page)
    assert not found, "\n".join(found)


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


def test_at_400_percent_nothing_is_cut_and_nothing_scrolls_sideways(chromium: Chromium, address: str) -> None:
    """400 percent of a window of 1280 by 1024 px is a window of 320 by 256 px (WCAG 1.4.10)."""
    page = chromium.browser.new_page(viewport={"width": 320, "height": 256}, device_scale_factor=4)
    reader = Reader(page, address)
    reader.open(LINK)
    settle(page, "#result")
    wide = page.evaluate("document.documentElement.scrollWidth")
    cut = page.evaluate(
        """() => [...document.querySelectorAll("injection-calculator *")].filter((node) =>
            node.checkVisibility() && node.clientWidth > 1 && node.scrollWidth > node.clientWidth + 1
            && getComputedStyle(node).overflowX === "hidden").map((node) => node.className || node.localName)"""
    )
    page.close()
    assert wide == 320
    assert cut == []


def test_without_scripts_every_example_is_on_the_site_as_a_table(chromium: Chromium, address: str) -> None:
    context = chromium.browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{address}calculator/")
    rows = page.locator("[data-result] table.schedule tr[data-day]").count()
    dead = [one.inner_text() for one in page.locator("injection-calculator button").all() if one.is_visible()]
    told = page.locator("injection-calculator noscript").inner_text()
    page.goto(f"{address}schedules/")
    tables = {id: page.locator(f'.protocol:has([id="{id}"]) table.schedule').count() for id in protocol_ids()}
    context.close()
    assert rows > 0
    assert dead == [], "buttons that do nothing"
    assert "JavaScript" in told
    assert [id for id, count in tables.items() if count != 1] == []


def pressed(page: Page, key: str, count: dict[str, int], times: int = 1) -> None:
    """One key, counted."""
    for _ in range(times):
        count[key] = count.get(key, 0) + 1
        page.keyboard.press(key)


def tab_to(page: Page, selector: str, count: dict[str, int]) -> None:
    """Tab until something has the focus, within reason."""
    for _ in range(15):
        pressed(page, "Tab", count)
        if page.evaluate("(selector) => document.activeElement.matches(selector)", selector):
            return
    raise AssertionError(f"no way to {selector} by Tab")


def test_from_the_page_to_paper_by_keys_alone_at_320_px(chromium: Chromium, address: str) -> None:
    """Dates on paper in under a minute, for a reader who presses a key a second: so, at most 40 presses."""
    page = chromium.browser.new_page(viewport={"width": 320, "height": 640})
    page.add_init_script("window.print = () => { window.printed = true; }")
    reader = Reader(page, address)
    reader.open()
    count: dict[str, int] = {}
    tab_to(page, "input[name=group]", count)
    while not page.evaluate("document.querySelector('#group-GB').checked"):
        pressed(page, "ArrowUp", count)
    pressed(page, "Enter", count)
    page.wait_for_selector("h2#question:focus", timeout=STARTING)
    page.wait_for_selector("input[name=protocol]", timeout=STARTING)
    tab_to(page, "input[name=protocol]", count)
    pressed(page, "ArrowDown", count)
    pressed(page, "Enter", count)
    page.wait_for_selector("#start-day")
    tab_to(page, "fieldset input[type=radio]", count)
    pressed(page, "Space", count)
    for field, text in (("day", "27"), ("month", "3"), ("year", "2027")):
        tab_to(page, f"#start-{field}", count)
        for letter in text:
            pressed(page, letter, count)
    pressed(page, "Enter", count)
    page.wait_for_selector("#result")
    tab_to(page, "[data-print]", count)
    pressed(page, "Enter", count)
    until(page, "window.printed")
    dated, presses = len(reader.rows()), sum(count.values())
    page.close()
    assert dated > 0
    assert presses <= 40, f"{presses} key presses: {count}"


def test_who_saves_data_is_asked_before_megabytes_travel(chromium: Chromium, address: str) -> None:
    page = chromium.browser.new_page(viewport={"width": 320, "height": 640})
    page.add_init_script("Object.defineProperty(navigator, 'connection', { value: { saveData: true } })")
    reader = Reader(page, address)
    reader.open()
    reader.choose("group", "GB")
    for _ in range(2):
        reader.go_on()
    asked = page.locator("[data-offer=load]")
    words, focused = asked.inner_text(), asked.evaluate("(button) => button === document.activeElement")
    early = [one for one in reader.requests if "/runtime/" in one]
    asked.click()
    page.wait_for_selector("input[name=protocol]", timeout=STARTING)
    page.close()
    assert re.fullmatch(r"Load the calculator \(about \d\.\d MB, once\)", words.replace("\xa0", " ")), words
    assert focused, "the question about data is out of sight"
    assert early == []


def test_nothing_moves_under_a_finger_while_python_starts(chromium: Chromium, server: FaultyServer) -> None:
    page = chromium.browser.new_page(viewport={"width": 320, "height": 640})
    reader = Reader(page, server.address)
    server.spoilt, server.fault = "pyodide.asm.wasm", "slow"
    reader.open()
    reader.choose("group", "GB")
    where = "document.querySelector('button.main').getBoundingClientRect().top + scrollY"
    at, tops = page.evaluate(where), set()
    reader.go_on()
    page.wait_for_selector("injection-calculator[data-state=loading]")
    assert page.evaluate(
        """() => {
            const { top, bottom } = document.querySelector("[data-status]").getBoundingClientRect();
            return top >= 0 && bottom <= innerHeight;
        }"""
    ), "the button is pressed and nothing in sight says that something happens"
    while page.locator("input[name=protocol]").count() == 0:
        tops.add(round(page.evaluate(f"document.querySelector('#group-GB') ? {where} : {at}")))
        page.wait_for_timeout(50)
    page.close()
    assert tops == {round(at)}, f"the button stood at {at} and moved to {tops}"


def test_who_waits_can_stop_and_loses_nothing(chromium: Chromium, server: FaultyServer) -> None:
    page = chromium.browser.new_page(viewport={"width": 320, "height": 640})
    reader = Reader(page, server.address)
    stopped(reader, server)
    assert not page.locator("[data-stop]").is_visible()
    assert reader.status().startswith("Stopped. Nothing more is fetched.")
    assert page.locator("[data-status]").evaluate("(it) => it.getBoundingClientRect().top") >= 0
    assert reader.focus() == "question", "the keyboard's place went with the button"
    assert reader.rows(), "the printed example is gone"
    assert page.is_checked("input[name=group][value=GB]"), "what was chosen is gone"
    asked = len(server.served)
    page.wait_for_timeout(4000)  # longer than the slow file takes
    assert page.locator("input[name=protocol]").count() == 0, "an answer to somebody who does not wait"
    assert len(server.served) == asked, "something is fetched for somebody who said stop"
    reader.go_on()
    page.wait_for_selector("input[name=protocol]", timeout=STARTING)
    page.close()
