"""Nothing entered leaves the page (C13), and nothing that a link or an entry holds can run or show a result (C3)."""

import json
from urllib.parse import urlsplit

import pytest

from tests.browser.chromium import Chromium
from tests.browser.reader import STARTING, Reader
from tests.hostile import NASTY

pytestmark = pytest.mark.browser

ID = "us-kuzminski-1998-trial"
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
            calculator.ask(request);
        });
        const both = document.querySelector("#problems") && document.querySelector("#result");
        const script = calculator.querySelector("script, img, iframe, [onerror], [onload], [onfocus]");
        if (both || script || window.hit) wrong.push(JSON.stringify(request));
    }
    await new Promise((done) => setTimeout(done, 300));
    return window.hit ? [...wrong, "a script ran"] : wrong;
}"""


def fetched(requests: list[str]) -> list[str]:
    """The names of files that were fetched; a browser asks for the icon again when it likes."""
    names = [urlsplit(one).path.rpartition("/")[2] for one in requests if one.startswith("http")]
    return [name for name in names if name != "favicon.svg"]


def test_nothing_that_is_entered_leaves_the_page(chromium: Chromium, address: str) -> None:
    page = chromium.browser.new_page()
    reader = Reader(page, address)
    reader.open()
    reader.ask_for("US", ID)
    before = len(reader.requests)
    reader.start_at("27", "3", "2027")
    reader.show()
    reader.file("csv")
    reader.text()
    assert fetched(reader.requests[before:]) == []
    reader.file("ics")
    assert fetched(reader.requests[before:]) == ["icalendar.zip"], "more than one library for a calendar file"
    asked = [urlsplit(one) for one in reader.requests if one.startswith("http")]
    here = urlsplit(address)
    assert {(one.scheme, one.netloc) for one in asked} == {(here.scheme, here.netloc)}, (
        "a request left the site"
    )
    assert {one.query for one in asked} == {""}, "something went into a query"
    assert all("2027" not in one.path for one in asked)
    place = urlsplit(page.url)
    assert (place.query, "start=2027-03-27" in place.fragment) == ("", True)
    assert page.evaluate("[localStorage.length, sessionStorage.length, document.cookie]") == [0, 0, ""]
    page.close()


def test_no_link_and_no_entry_runs_a_script(reader: Reader) -> None:
    reader.open("v=1&group=US")
    reader.page.wait_for_selector("input[name=protocol]", timeout=STARTING)
    fields = ("group", "protocol", "second", "ask", "start-day", "start-month", "start-year", "months")
    entries = [
        {"entry": {"ask": ask, "protocol": ID, "months": "12", field: nasty}}
        for nasty in ENTRIES
        for field in fields
        for ask in ("show", "compare-show")
    ]
    links = [
        {"hash": f"v=1&protocol={ID}&{key}={nasty}", "entry": {}}
        for nasty in ENTRIES
        for key in ("start", "months", "protocol", "group", "second", "v", nasty)
    ]
    typed = [{"hash": f"v=1&protocol={ID}&months=12", "entry": {"start-day": nasty}} for nasty in ENTRIES]
    requests = json.loads(json.dumps(entries + links + typed))
    assert reader.page.evaluate(ASK, requests) == []


def test_a_hostile_address_opens_the_page_and_nothing_else(reader: Reader) -> None:
    reader.open(f"v=1&protocol={SCRIPTS[1]}&start={SCRIPTS[0]}")
    reader.page.wait_for_selector("[data-state=ready] #problems, [data-state=ready] #question")
    assert reader.page.evaluate("window.hit ?? null") is None
    assert reader.page.locator("#result").count() == 0
