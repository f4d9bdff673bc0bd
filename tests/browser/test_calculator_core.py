"""The core of the calculator in three engines: three questions, an error, the example, Back, and a changed mind."""

import pytest

from tests.browser.faulty import FaultyServer
from tests.browser.tab import Tab

pytestmark = pytest.mark.browser

ID = "us-kuzminski-1998-trial"
FILL = """(() => {
    const fill = (id, text) => {
        const field = document.getElementById(id);
        field.focus();
        field.value = text;
        field.dispatchEvent(new Event("input", { bubbles: true }));
    };
    fill("start-day", "27");
    fill("start-month", "march");
    fill("start-year", "2027");
    return true;
})()"""
PICK = "document.querySelector('input[name={name}][value={value}]').click() ?? true"
MAIN = "[data-form] button.main"


def test_the_core_path_in_every_browser(tab: Tab, server: FaultyServer) -> None:
    tab.open(server.address + "calculator/")
    tab.until("document.querySelector('injection-calculator').matches(':defined')", "the script did not run")
    tab.js(PICK.format(name="group", value="US"))
    tab.press(MAIN)
    tab.until("document.querySelector('input[name=protocol]') !== null", "no second question")
    tab.press(MAIN)
    tab.until("document.querySelector('#problems') !== null", "no word about the missing answer")
    assert tab.js("document.title").startswith("Error: ")
    assert tab.js("document.activeElement.id") == "problems"
    tab.js(PICK.format(name="protocol", value=ID))
    tab.press(MAIN)
    tab.until("document.querySelector('#start-day') !== null", "no third question")
    tab.js(FILL)
    tab.press(MAIN)
    tab.until("document.querySelector('#result') !== null", "no example")
    seen = tab.seen()
    assert seen["rows"] > 0
    assert "start=2027-03-27" in seen["hash"]
    tab.until("document.activeElement.id === 'result'", "the focus is not on the result")
    first = "document.querySelector('tr[data-day]').textContent"
    assert "Saturday 27 March 2027" in tab.js(first)
    tab.js("history.back() ?? true")
    tab.until("document.querySelector('#result') === null", "Back does not lead back")
    assert tab.js("document.getElementById('start-month').value") == "march", "Back lost what was typed"
    tab.js("history.forward() ?? true")
    tab.until("document.querySelector('#result') !== null", "Forward does not lead on")
    tab.js("document.querySelector('[name=months][value=\"24\"]').click() ?? true")
    assert tab.js("document.querySelector('[data-result]').textContent") == ""
    assert tab.js("location.search") == ""
