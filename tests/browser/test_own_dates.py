"""Their own start date on a published schedule: one date and one press, and nothing is taken away meanwhile."""

import json

import pytest

from tests import damaged
from tests.browser.faulty import FaultyServer
from tests.browser.tab import DATED, PAGE, SHOW, STATE, Tab

pytestmark = pytest.mark.browser

FORGET_NOTHING = """(() => {
    window.said = [];
    const status = document.querySelector("[data-status]");
    new MutationObserver(() => window.said.push(status.textContent)).observe(status, { childList: true });
    return true;
})()"""
SAID = "window.said.filter((words) => words)"


def test_one_date_and_one_press_give_the_example_with_dates(tab: Tab, server: FaultyServer) -> None:
    tab.open(server.address + PAGE)
    printed = tab.seen()
    assert printed["dates"][:2] == ["Day 1", "Day 3"], "the printed example has no rows"
    tab.js(FORGET_NOTHING)
    tab.show_dates()
    tab.until("document.querySelector('[data-status]').textContent.includes('11 injections')", "not said")
    seen = tab.seen()
    assert seen["dates"][0] == "Saturday 27 March 2027 (weekend)"
    assert len(seen["dates"]) == len(printed["dates"]) == 11
    assert seen["focus"] == "result", "the focus is not on the new heading"
    said = [words for words in tab.js(SAID) if words.startswith("Example shown. 11 injections in the first")]
    assert said == tab.js(SAID)[-1:], "the number is said last, and once"
    assert seen["title"] == f"{seen['heading']} - {printed['title']}", "the tab lost the name of the page"
    assert seen["hash"] == "#v=2&start=2027-03-27&months=12&check=4791"
    assert tab.js("location.search") == ""


def test_what_is_typed_while_python_is_at_work_is_not_lost(tab: Tab, server: FaultyServer) -> None:
    tab.open(server.address + PAGE)
    tab.type_start()
    tab.press(SHOW)
    tab.type_start(day="28")
    tab.until(DATED, "the dates that were asked for are not shown")
    tab.until("document.querySelector('[data-status]').textContent.includes('changed something')", "not said")
    seen = tab.seen()
    assert seen["typed"] == ["28", "march", "2027"], "the answer took away what was typed after the press"
    assert seen["stale"], "the example looks like that of what is typed"
    tab.press(SHOW)
    tab.until("document.querySelector('#result').textContent.includes('28 March 2027')", "no second answer")
    assert not tab.seen()["stale"]


def test_a_changed_field_says_that_the_example_is_the_old_one(tab: Tab, server: FaultyServer) -> None:
    tab.open(server.address + PAGE)
    tab.show_dates()
    tab.until("document.activeElement.id === 'result'", "the focus is not on the new heading")
    before = tab.seen()
    tab.js(
        """(() => {
            const months = document.querySelector("[name=months]");
            months.value = "24";
            months.dispatchEvent(new Event("input", { bubbles: true }));
            return true;
        })()"""
    )
    after = tab.seen()
    assert after["stale"] and after["said"].startswith("You have changed something."), "not a word"
    assert (after["dates"], after["hash"]) == (before["dates"], before["hash"]), "taken away unasked"
    tab.press(SHOW)
    tab.until("location.hash.includes('months=24&')", "no second example")
    longer = tab.seen()
    assert longer["dates"][-1] > "" and len(longer["dates"]) > 11
    assert not longer["stale"], "the example that was asked for is still called old"


def test_back_restores_the_printed_example_and_forward_the_dated_one(tab: Tab, server: FaultyServer) -> None:
    tab.open(server.address + PAGE)
    printed = tab.seen()
    tab.show_dates()
    dated = tab.seen()
    tab.js("history.back() ?? true")
    tab.until(
        "document.querySelector('#result').textContent === 'Example by day numbers'", "Back does nothing"
    )
    tab.until("document.activeElement.id === 'result'", "Back leaves the focus elsewhere")
    back = tab.seen()
    assert (back["dates"], back["title"], back["hash"]) == (printed["dates"], printed["title"], "")
    assert back["said"] == "This is the example by day numbers again."
    tab.js("history.forward() ?? true")
    tab.until(DATED, "Forward does not lead on")
    forward = tab.seen()
    assert (forward["dates"], forward["typed"], forward["title"]) == (
        dated["dates"],
        ["27", "3", "2027"],
        dated["title"],
    )


def test_a_wrong_date_is_told_at_its_field_and_what_was_typed_stays(tab: Tab, server: FaultyServer) -> None:
    tab.open(server.address + PAGE)
    printed = tab.seen()
    tab.type_start("31", "feb", "2027")
    tab.press(SHOW)
    tab.until("document.activeElement.id === 'problems'", "the box of problems has not the focus")
    tab.until("document.querySelector('[data-status]').textContent.includes('real date')", "not said")
    seen = tab.seen()
    assert seen["problems"] == ["The start date must be a real date."]
    assert seen["typed"] == ["31", "feb", "2027"]
    assert seen["dates"] == printed["dates"], "the printed example went with the mistake"
    wrong = "document.querySelector('#start-day')"
    reason = f"document.getElementById({wrong}.getAttribute('aria-describedby').split(' ')[0]).textContent"
    assert tab.js(reason) == seen["problems"][0], "the field does not say why"
    assert tab.js(f"{wrong}.getAttribute('aria-invalid')") == "true"
    assert tab.js("document.querySelector('#problems').getAttribute('role')") == "group"
    tab.js("document.querySelector('#problems a').click() ?? true")
    seen = tab.seen()
    assert (seen["focus"], seen["hash"]) == ("start-day", ""), "a link of the list changed the address"
    tab.show_dates()
    assert tab.seen()["problems"] == [], "mended, and still told"


def test_a_link_with_a_date_opens_that_example_and_other_options_keep_the_date(
    tab: Tab, server: FaultyServer
) -> None:
    tab.open(server.address + PAGE + "#v=2&start=2027-03-27&months=24&check=5049&utm_source=mail")
    tab.until(DATED, "a bookmark does not open its example")
    seen = tab.seen()
    assert (seen["months"], seen["typed"]) == ("24", ["27", "3", "2027"])
    assert seen["dates"][7] == "Saturday 7 August 2027 (weekend)", "not every 2 months"
    assert seen["hash"] == "#v=2&start=2027-03-27&months=24&check=5049", (
        "words of a mail program stay in the address"
    )
    tab.js("document.querySelector('.options a:not([aria-current])').click() ?? true")
    tab.until("location.pathname.endsWith('maintenance.period.3/')", "the other option does not open")
    tab.until(f"document.readyState === 'complete' && {DATED}", "the other option lost the start date")
    seen = tab.seen()
    assert seen["hash"] == "#v=2&start=2027-03-27&months=24&check=5049"
    assert seen["dates"][7] == "Thursday 7 October 2027", "not every 3 months"


def test_a_damaged_link_says_so(tab: Tab, server: FaultyServer) -> None:
    tab.open(server.address + PAGE + "#v=2&start=2027-03-27&months=12&check=4791&mnths=24")
    tab.until("document.querySelector('#problems') !== null", "a damaged link opens something, with no word")
    seen = tab.seen()
    assert seen["problems"][0].startswith("This link is damaged or not complete.")
    assert "mnths=24" in seen["problems"][0]
    assert seen["dates"][0] == "Day 1", "another example than the one that was meant"


DATED_LINK = "v=2&start=2027-03-27&months=24&check=5049"
SAMPLE = [
    text
    for rule in (*damaged.HARMLESS, *damaged.HARMFUL)
    for text in list(rule(DATED_LINK))[:: 1 + len(list(rule(DATED_LINK))) // 5]
]
"""Some links of each kind of damage; tests/test_link.py reads all."""


def test_damaged_links_open_the_same_example_or_say_so(tab: Tab, server: FaultyServer) -> None:
    tab.open(f"{server.address}{PAGE}#{DATED_LINK}")
    tab.until(DATED, "a link does not open its example")
    whole = tab.seen()["dates"]
    outcomes = []
    for text in SAMPLE:
        tab.js("document.querySelector('#problems')?.remove() ?? true")
        tab.js("(location.hash = '') || true")
        tab.until("document.querySelector('#result').textContent === 'Example by day numbers'", "no way back")
        tab.js(f"(location.hash = {json.dumps(text)})")
        told = "document.querySelector('#problems') !== null"
        tab.until(f"{told} || document.querySelectorAll('tr[data-day]').length > 11", f"{text!a}: in silence")
        seen = tab.seen()
        damage = bool(seen["problems"]) and seen["problems"][0].startswith("This link is damaged")
        assert damage or (seen["dates"] == whole and seen["hash"] == f"#{DATED_LINK}"), f"{text!a}: {seen}"
        outcomes.append(damage)
    assert len(SAMPLE) > 25 and 5 < sum(outcomes) < len(SAMPLE) - 5, "all of one kind"


@pytest.mark.parametrize("tab", ["WebKitGTK"], indirect=True)
def test_a_browser_that_has_had_enough_of_new_addresses_still_answers(tab: Tab, server: FaultyServer) -> None:
    """WebKit alone refuses the hundredth change within 10 seconds."""
    tab.open(server.address + PAGE)
    tab.type_start()
    tab.until(f"{STATE} === 'ready'", "Python does not start at a focus")
    refused = """(() => {
        try { for (let turn = 0; turn < 300; turn++) history.replaceState(null, "", location.pathname); }
        catch (error) { document.querySelector("[data-do=show]").click(); return true; }
        return false;
    })()"""
    assert tab.js(refused), "this tests nothing: the browser takes every change"
    tab.until(DATED, "the answer is lost where the address cannot change")
    assert tab.seen()["dates"][0].startswith("Saturday 27 March 2027")


@pytest.mark.parametrize("tab", ["Chromium"], indirect=True)
def test_enter_in_a_field_is_a_press_of_the_button(tab: Tab, server: FaultyServer) -> None:
    tab.open(server.address + PAGE)
    tab.type_start()
    tab.js(
        """document.querySelector("#start-year").dispatchEvent(
            new KeyboardEvent("keydown", { key: "Enter", bubbles: true }))"""
    )
    tab.until(DATED, "Enter does nothing")


@pytest.mark.parametrize("tab", ["Chromium"], indirect=True)
def test_a_press_without_a_date_asks_for_one(tab: Tab, address: str) -> None:
    """Every kind of wrong date has its sentence in tests/test_entry.py."""
    tab.open(address + PAGE)
    tab.press(SHOW)
    tab.until("document.querySelector('#problems') !== null", "nothing is said")
    assert tab.seen()["problems"] == ["Type a start date."]
