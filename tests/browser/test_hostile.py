"""Nothing entered leaves the page (C13), and nothing that a link or an entry holds can run (C3)."""

import json
from urllib.parse import urlsplit

import pytest

from tests.browser.reader import Reader, until
from tests.browser.tab import DATED, PAGE
from tests.hostile import NASTY

pytestmark = pytest.mark.browser

SCRIPTS = [
    "<script>window.hit=1</script>",
    "<img src=x onerror=window.hit=1>",
    '"><svg onload=window.hit=1>',
    "' onfocus=window.hit=1 autofocus='",
    "javascript:window.hit=1",
    "</option></select><img src=x onerror=window.hit=1>",
    "{protocol.__class__}",
]
ENTRIES = [*SCRIPTS, *(one for one in NASTY if "\x00" not in one and "\ud800" not in one)]
# Ask as the page itself does, for many links or entries, and say after which something is wrong.
ASK = """async (requests) => {
    const calculator = document.querySelector("injection-calculator");
    const wrong = [];
    for (const request of requests) {
        await new Promise((done) => {
            const show = calculator.show;
            calculator.show = (...given) => { show.apply(calculator, given); calculator.show = show; done(); };
            calculator.ask(request, "link");
        });
        const foreign = "script:not([data-files]), img, iframe, [onerror], [onload], [onfocus]";
        if (calculator.querySelector(foreign) || window.hit) wrong.push(JSON.stringify(request));
    }
    await new Promise((done) => setTimeout(done, 300));
    return window.hit ? [...wrong, "a script ran"] : wrong;
}"""


def fetched(requests: list[str]) -> list[str]:
    """The names of files that were fetched; a browser asks for the icon again when it likes."""
    names = [urlsplit(one).path.rpartition("/")[2] for one in requests if one.startswith("http")]
    return [name for name in names if name != "favicon.svg"]


def test_nothing_that_is_entered_leaves_the_page(reader: Reader) -> None:
    page = reader.page
    reader.open()
    reader.page.locator("#start-day").focus()
    until(page, "document.querySelector('injection-calculator').dataset.state === 'ready'")
    before = len(reader.requests)
    reader.show()
    reader.file("csv")
    reader.text()
    assert fetched(reader.requests[before:]) == []
    reader.file("ics")
    assert fetched(reader.requests[before:]) == ["icalendar.zip"], "more than one library for a calendar file"
    asked = [urlsplit(one) for one in reader.requests if one.startswith("http")]
    here = urlsplit(reader.address)
    assert {(one.scheme, one.netloc) for one in asked} == {(here.scheme, here.netloc)}, (
        "a request left the site"
    )
    assert {one.query for one in asked} == {""}, "something went into a query"
    assert all("2027" not in one.path for one in asked)
    assert urlsplit(page.url).fragment == "v=2&start=2027-03-27&months=12&check=4791"
    assert page.evaluate("[localStorage.length, sessionStorage.length, document.cookie]") == [0, 0, ""]


def test_no_link_and_no_entry_runs_a_script(reader: Reader) -> None:
    reader.open("v=2&start=2027-03-27&months=12&check=4791")
    until(reader.page, DATED)
    entries = [
        {"entry": {"start-day": "27", "months": "12", field: nasty}, "do": do}
        for nasty in ENTRIES
        for field in ("start-day", "start-month", "start-year", "months", "maintenance.period")
        for do in ("show", "text")
    ]
    links = [
        {"hash": f"v=1&start=2027-03-27&{key}={nasty}"}
        for nasty in ENTRIES
        for key in ("start", "months", "protocol", "maintenance.period", "v", nasty)
    ]
    assert reader.page.evaluate(ASK, json.loads(json.dumps(entries + links))) == []


def test_a_hostile_address_opens_the_page_and_nothing_else(reader: Reader) -> None:
    reader.page.goto(f"{reader.address}{PAGE}#v=1&start={SCRIPTS[0]}&{SCRIPTS[1]}")
    reader.page.wait_for_selector("#problems")
    assert reader.page.evaluate("window.hit ?? null") is None
    assert reader.dates()[0] == "Day 1"
