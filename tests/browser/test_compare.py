"""Two published schedules one above the other, without Python: by a link, and by choosing."""

import json
from urllib.parse import quote

import pytest

from tests.browser.faulty import FaultyServer
from tests.browser.tab import Tab

pytestmark = pytest.mark.browser

ONE, OTHER, THIRD = (
    "us-kuzminski-1998-trial",
    "uk-bnf-hydroxocobalamin-no-neuro",
    "fi-cohemin-hydroxocobalamin-neuro",
)
LINES = """[...document.querySelectorAll("[data-both] .timeline")].map((line) => {
    const { left, top, width } = line.getBoundingClientRect();
    return { left: Math.round(left), top, width: Math.round(width) };
})"""
NAMES = "[...document.querySelectorAll('[data-both] h2 a')].map((link) => link.pathname.split('/').at(-2))"
CHOSEN = "[...document.querySelectorAll('select')].map((one) => one.selectedOptions[0].dataset.id ?? '')"
SAID = "document.querySelector('compare-schedules [data-status]').textContent"


def choose(tab: Tab, list: str, id: str) -> None:
    """Choose a schedule in one of the two lists."""
    tab.js(
        f"""(() => {{
            document.querySelector('#{list} [data-id="{id}"]').selected = true;
            document.querySelector('#{list}').dispatchEvent(new Event("change", {{ bubbles: true }}));
            return true;
        }})()"""
    )


def test_two_schedules_stand_above_each_other_on_one_scale(tab: Tab, server: FaultyServer) -> None:
    tab.open(f"{server.address}compare/#v=1&protocol={ONE}&second={OTHER}")
    tab.until(f"{NAMES}.length === 2", "a link does not show the two that it names")
    assert (tab.js(NAMES), tab.js(CHOSEN)) == ([ONE, OTHER], [ONE, OTHER])
    first, second = tab.js(LINES)
    assert first["top"] < second["top"]
    assert (first["left"], first["width"]) == (second["left"], second["width"]), (
        "12 months and 12 months differ"
    )
    assert tab.js(SAID), "nobody hears that the two are there"
    shown = tab.js("document.querySelector('[data-both]').innerText")
    assert shown.count("Each mark is one injection.") == 1, "the marks have no key"
    assert not tab.js("document.querySelectorAll('[data-both] q').length"), (
        "a source's own words, in its language"
    )
    choose(tab, "second", THIRD)
    tab.until(f"{NAMES}[1] === '{THIRD}'", "choosing another shows nothing")
    assert tab.js("location.hash") == f"#v=2&protocol={ONE}&second={THIRD}&end"
    assert tab.js("document.querySelectorAll('[data-both] .answer').length") == 2
    assert not [path for path in server.served if "/runtime/" in path], "Python is fetched to compare"


@pytest.mark.parametrize("tab", ["Chromium"], indirect=True)
def test_what_cannot_be_compared_is_said(tab: Tab, server: FaultyServer) -> None:
    tab.open(f"{server.address}compare/#v=1&protocol=no-such-schedule&second={OTHER}")
    tab.until(SAID, "a damaged link shows nothing, with no word")
    assert tab.js(CHOSEN) == ["", OTHER]
    server.spoilt, server.fault = "index.html", "blocked"
    choose(tab, "first", ONE)
    tab.until(f"{SAID}.includes('could not be fetched')", "a page that does not come is not told")
    server.fault = ""
    choose(tab, "first", ONE)
    tab.until(f"{NAMES}.length === 2", "choosing again does not help")


@pytest.mark.parametrize("tab", ["Chromium"], indirect=True)
def test_a_damaged_link_compares_the_same_two_or_says_so(tab: Tab, server: FaultyServer) -> None:
    link = f"v=2&protocol={ONE}&second={OTHER}&end"
    for text in (
        f"{link}.",
        link.upper(),
        quote(link),
        quote(quote(link)),
        link.replace("&", "&amp;"),
        f"{link}&fbclid=x",
        f"{link}?utm_source=x",
    ):
        tab.open(f"{server.address}compare/#{text}")
        tab.until(f"{NAMES}.join() === '{ONE},{OTHER}'", f"{text} compares something else")
    for at in range(len(f"v=2&protocol={ONE}&"), len(link)):
        tab.js(f"(location.hash = {json.dumps(link[:at])})")
        tab.until(
            f"{CHOSEN}[1] === '' && {SAID}.includes('not complete')", f"{link[:at]} was cut, with no word"
        )
    for twice in (f"second={THIRD}&{link}", f"{link}&protocol={THIRD}"):
        tab.js(f"(location.hash = {json.dumps(twice)})")
        tab.until(
            f"{CHOSEN}[1] === '' && {SAID}.includes('not complete')", f"{twice}: one of two, in silence"
        )
    tab.js(
        "(location.hash = 'v=1&protocol=es-optovite-cyanocobalamin-prevention&second=es-optovite-cyanocobalamin')"
    )
    tab.until(f"{CHOSEN}[0].startsWith('es-') && {CHOSEN}[1] === ''", "the end of a name may be missing")
    tab.js("(location.hash = 'v=1&protocol=us-kuzminsky-1998-trial&second=')")
    tab.until(
        f"{SAID}.includes('The nearest one is:') && {SAID}.includes('Kuzminski')", "nothing near is named"
    )
    assert tab.js(CHOSEN) == ["", ""]
