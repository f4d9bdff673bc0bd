"""What unsteady hands do: press twice, go back and forward, change their mind, press again after a failure."""

import pytest
from playwright.sync_api import Page

from calculator.choices import open_choices
from calculator.language import language
from calculator.protocol import protocol
from tests.browser.chromium import Chromium
from tests.browser.faulty import FaultyServer
from tests.browser.reader import STARTING, Reader, until

pytestmark = [pytest.mark.browser, pytest.mark.slow]

ID, COUNTRY = "uk-bnf-hydroxocobalamin-no-neuro", "GB"
(OPEN,) = open_choices(protocol(ID))
LINK = f"v=1&protocol={ID}&start=2027-03-27&months=12&{OPEN.key}=2"
TITLE = language("en").say("form.title")  # how the page's title begins while it shows no example
CHOSEN = "[...document.querySelectorAll('[data-form] :checked')].map((it) => it.value)"
IN_SIGHT = """id => {
    const { top, bottom } = document.getElementById(id).getBoundingClientRect();
    return top >= 0 && bottom <= innerHeight;
}"""


@pytest.fixture
def phone(chromium: Chromium, address: str) -> Reader:
    """A tab of its own on a small phone, Python awake."""
    reader = Reader(chromium.browser.new_page(viewport={"width": 320, "height": 640}), address)
    reader.open(LINK)
    reader.page.wait_for_selector("#result")
    return reader


def example(page: Page, months: str) -> None:
    """Wait for the example of so many months."""
    until(
        page,
        "place => location.hash.includes(place) && !!document.querySelector('#result')",
        f"months={months}",
    )


def back_from_a_second(phone: Reader) -> None:
    """12 months are shown, then 24; then Back, to the question as it was before the second press."""
    phone.choose("months", "24")
    phone.show()
    example(phone.page, "24")
    phone.page.go_back()
    until(phone.page, "!document.querySelector('#result')")


def runtime(server: FaultyServer) -> list[str]:
    """Every request for a file of the calculator."""
    return [path for path in server.served if "/runtime/" in path]


@pytest.mark.parametrize("top", [250, 350, 450, 560])
def test_a_second_press_chooses_nothing_that_came_under_the_finger(phone: Reader, top: int) -> None:
    page = phone.page
    phone.go("")
    page.wait_for_selector("#group-GB")
    phone.choose("group", "GB")
    button = page.locator("[data-form] button.main")
    button.evaluate("(it, top) => scrollBy(0, it.getBoundingClientRect().top - top)", top)
    box = button.bounding_box()
    assert box
    x, y = box["x"] + box["width"] / 3, box["y"] + box["height"] / 2
    page.mouse.click(x, y)
    page.wait_for_selector("input[name=protocol]")
    page.wait_for_timeout(100)
    page.mouse.click(x, y)
    page.wait_for_timeout(100)
    assert page.evaluate(CHOSEN) == [], "a press that was meant for the page before chose a schedule"
    assert phone.focus() == "question"
    phone.choose("protocol", ID)
    assert page.evaluate(CHOSEN) == [ID], "a press that was meant is not heard"
    page.close()


def test_back_brings_the_first_example_after_a_second_was_shown(phone: Reader) -> None:
    page = phone.page
    back_from_a_second(phone)
    assert "24" in page.evaluate(CHOSEN), "what was chosen and not yet sent is gone"
    page.go_back()
    example(page, "12")
    assert "12" in page.evaluate(CHOSEN)
    page.go_forward()
    until(page, "!document.querySelector('#result')")
    page.go_forward()
    example(page, "24")
    page.close()


def test_nothing_on_the_page_claims_an_example_that_is_gone(phone: Reader) -> None:
    page = phone.page
    page.reload()
    page.wait_for_selector("#result", timeout=STARTING)
    assert (not page.title().startswith(TITLE), phone.status() != "", "start=" in page.url) == (
        True,
        True,
        True,
    ), "nothing to take back"
    phone.choose("months", "24")
    assert phone.status() == ""
    assert page.title().startswith(TITLE), "the title is still that of the old example"
    assert "start=" not in page.url, "the address is still that of the old example"
    page.reload()
    page.wait_for_selector("#start-day", timeout=STARTING)
    assert "24" in page.evaluate(CHOSEN)
    assert page.input_value("#start-day") == "27"
    page.close()


def test_back_and_forward_bring_what_they_show_into_sight_on_a_phone(phone: Reader) -> None:
    page = phone.page
    back_from_a_second(phone)
    until(page, IN_SIGHT, "question")
    page.go_forward()
    example(page, "24")
    page.wait_for_selector(".months")
    until(page, IN_SIGHT, "result")
    page.close()


def test_the_first_question_remembers_its_choice(phone: Reader) -> None:
    page = phone.page
    phone.open()
    phone.choose("group", "NL")
    page.reload()
    until(page, "document.querySelector('#group-NL')?.checked")
    phone.go_on()
    page.wait_for_selector("input[name=protocol]", timeout=STARTING)
    page.go_back()
    until(page, "document.querySelector('#group-NL')?.checked")
    page.close()


def test_the_link_of_the_example_that_is_there_changes_nothing(phone: Reader) -> None:
    page = phone.page
    phone.text()
    page.locator(".keep p > a").focus()
    page.keyboard.press("Enter")
    page.wait_for_timeout(300)
    assert page.locator("[data-text]").count() == 1, "the page was drawn anew"
    assert page.evaluate("document.activeElement.localName") == "a"
    page.close()


def test_what_was_left_while_it_loaded_does_not_come_after_all(
    chromium: Chromium, server: FaultyServer
) -> None:
    page = chromium.browser.new_page()
    reader = Reader(page, server.address)
    server.spoilt, server.fault = "pyodide.asm.wasm", "slow"
    reader.open()
    page.evaluate("place => { location.hash = place; }", LINK)
    page.wait_for_selector("injection-calculator[data-state=loading]")
    page.go_back()
    page.wait_for_selector("injection-calculator[data-state=ready]", timeout=STARTING)
    page.wait_for_timeout(500)
    assert page.locator("#result").count() == 0
    assert "start=" not in page.url
    page.close()


def test_back_fetches_nothing_for_who_said_stop(chromium: Chromium, server: FaultyServer) -> None:
    page = chromium.browser.new_page()
    Reader(page, server.address)
    server.spoilt, server.fault = "pyodide.asm.wasm", "slow"
    page.goto(f"{server.address}calculator/#{LINK}")
    page.locator("[data-stop]").click()
    page.wait_for_timeout(500)  # what was on its way is here
    asked = runtime(server)
    page.evaluate("location.hash = 'content'")
    page.go_back()
    page.locator("[data-offer=load]").wait_for()
    assert runtime(server) == asked, "something is fetched for somebody who said stop"
    page.locator("[data-offer=load]").click()
    page.wait_for_selector("#result", timeout=STARTING)
    page.close()


@pytest.mark.parametrize(("width", "height"), [(320, 256), (320, 640)], ids=["400 percent", "phone"])
def test_after_a_failure_the_way_on_is_in_sight_and_covers_nothing(
    chromium: Chromium, server: FaultyServer, width: int, height: int
) -> None:
    page = chromium.browser.new_page(viewport={"width": width, "height": height})
    reader = Reader(page, server.address)
    server.spoilt, server.fault = "pyodide.asm.wasm", "missing"
    reader.open()
    reader.choose("group", COUNTRY)
    reader.go_on()
    retry = page.locator("[data-offer=retry]")
    retry.wait_for(timeout=STARTING)
    stage = page.locator("[data-stage]")
    assert stage.locator("[data-offer=retry]").count() == 1, "the sentence is here, its button elsewhere"
    for key in ("Shift+Tab", "Shift+Tab", "Tab", "Tab"):
        page.keyboard.press(key)
        assert page.evaluate(
            """() => {
                const { left, top, width, height } = document.activeElement.getBoundingClientRect();
                const hit = document.elementFromPoint(left + width / 2, top + height / 2);
                return document.activeElement.contains(hit) || hit?.contains(document.activeElement)
                    || !!document.activeElement.labels?.[0]?.parentElement.contains(hit);
            }"""
        ), "what has the focus is covered"
    retry.focus()
    page.keyboard.press("Enter")
    until(page, "document.activeElement.matches('[data-status]')")
    retry.wait_for(timeout=STARTING)
    server.fault = ""
    retry.focus()
    page.keyboard.press("Enter")
    page.wait_for_selector("input[name=protocol]", timeout=STARTING)
    assert reader.focus() == "question"
    page.close()
