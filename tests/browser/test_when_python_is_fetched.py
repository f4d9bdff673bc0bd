"""Python's megabytes travel for who asks for their own dates: at a press, or a focus in a field; never before."""

import time

import pytest

from tests.browser.chromium import Chromium
from tests.browser.faulty import FaultyServer
from tests.browser.reader import until
from tests.browser.tab import DATED, PAGE, PATIENCE, Tab

pytestmark = pytest.mark.browser

# What a mouse, a finger or a scroll does on its way, everywhere on the page, without a press and without a focus.
PASS_BY = """(() => {
    const ways = ["pointerover", "pointerenter", "pointermove", "pointerdown", "pointerup", "touchstart", "touchmove",
        "touchend", "mouseover", "mousedown", "mouseup", "wheel", "scroll"];
    for (const one of document.querySelectorAll("injection-calculator, injection-calculator *"))
        for (const way of ways) one.dispatchEvent(new Event(way, { bubbles: true }));
    scrollTo(0, document.body.scrollHeight);
    document.querySelector(".fold summary").click();
    document.querySelector("[data-print]").focus();
    return true;
})()"""
SAVES_DATA = "Object.defineProperty(navigator, 'connection', { value: { saveData: true } })"


def of_python(server: FaultyServer) -> list[str]:
    """What was asked for of Python."""
    return [path for path in server.served if "/runtime/" in path]


def test_nobody_who_passes_by_fetches_python_and_a_focus_in_a_field_does(
    tab: Tab, server: FaultyServer
) -> None:
    tab.open(server.address + PAGE)
    tab.js(PASS_BY)
    time.sleep(0.5)  # a request that was begun is here by now
    assert of_python(server) == [], "megabytes for somebody who only reads"
    tab.type_start()
    end = time.monotonic() + PATIENCE
    while not any(".wasm" in path for path in of_python(server)):
        assert time.monotonic() < end, "nothing is fetched while the reader types"
        time.sleep(0.05)
    assert tab.seen()["dates"][0] == "Day 1"
    assert tab.seen()["said"].startswith("The first time, this loads"), "spoken to in the middle of typing"


def test_who_saves_data_is_asked_before_megabytes_travel(chromium: Chromium, server: FaultyServer) -> None:
    page = chromium.browser.new_page()
    page.add_init_script(SAVES_DATA)
    page.goto(server.address + PAGE)
    page.locator("#start-day").focus()
    page.wait_for_timeout(500)
    assert of_python(server) == [], "a focus fetched megabytes"
    page.goto(f"{server.address}{PAGE}#v=2&start=2027-03-27&months=12&check=4791")
    page.reload()
    asked = page.locator("[data-offer=load]")
    asked.wait_for()
    assert "This link holds a date. Load 2." in str(page.locator("[data-status]").text_content())
    assert of_python(server) == [], "a link fetched megabytes"
    asked.click()
    until(page, DATED)
    page.close()
