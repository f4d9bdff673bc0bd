"""Every link ever published opens its example, also those to the old calculator (tests/js/old-links.test.mjs)."""

import json
import tomllib

import pytest

from scripts.paths import ROOT
from tests.browser.tab import Tab

pytestmark = pytest.mark.browser

LINKS = tomllib.loads((ROOT / "tests/links.toml").read_text("utf-8"))["links"]
SHOWN = """(() => {
    const days = [...document.querySelectorAll("tr[data-day]")].map((row) => row.cells[1].textContent);
    return [days.length, days[0], days.at(-1)];
})()"""


def follow(tab: Tab, link: str) -> None:
    """Open an address that leads on to another page, as a press on a link does."""
    tab.browser.open("about:blank")
    tab.js(f"(location.href = {json.dumps(link)})")


@pytest.mark.parametrize("tab", ["Chromium"], indirect=True)
def test_every_link_ever_published_opens_its_example(tab: Tab, address: str) -> None:
    for link in [link for link in LINKS if "shows" in link]:
        follow(tab, address + (f"calculator/#{link['hash']}" if "hash" in link else link["page"]))
        wanted = [link["shows"], link["first"], link["last"]]
        rows = f"JSON.stringify({SHOWN}.map((one) => String(one).replace(' (weekend)', '')))"
        words = [str(one) for one in wanted]
        tab.until(
            f"location.pathname.includes('/schedules/') && {rows} === JSON.stringify({words})",
            f"{link} opens something else",
        )


def test_an_old_link_with_a_date_works_in_every_browser(tab: Tab, address: str) -> None:
    """Old links stand on paper; the browser's own way to another page differs."""
    link = next(link for link in LINKS if "start=2026-12-27" in link.get("hash", ""))
    follow(tab, f"{address}calculator/#{link['hash']}")
    tab.until(
        "location.pathname.includes('/loading.period.1~maintenance.period.2/')", "not the page of its choices"
    )
    tab.until(
        "document.querySelector('#result')?.textContent.includes('27 December 2026')", "not its start date"
    )


@pytest.mark.parametrize("tab", ["Chromium"], indirect=True)
def test_a_link_to_no_schedule_says_so_and_names_the_nearest(tab: Tab, address: str) -> None:
    unknown = "document.querySelector('#unknown') ?? { hidden: true }"
    shown = f"(({{ hidden, innerText }}) => hidden ? '' : innerText)({unknown})"
    tab.open(f"{address}calculator/")
    assert tab.js(shown) == "", "a reader without a link is told of a damaged one"
    follow(tab, f"{address}calculator/#v=1&protocol=us-kuzminsky-1998-trial&months=12")
    said = tab.until(shown, "a link to no schedule shows nothing, with no word")
    assert "us-kuzminsky-1998-trial" in said
    assert "The nearest one here is:" in said
    links = "[...document.querySelectorAll('#unknown a')].filter((link) => link.offsetWidth).map((link) => link.href)"
    assert tab.js(links) == [f"{address}schedules/us-kuzminski-1998-trial/"]
    assert tab.js("document.activeElement.id") == "unknown", "nobody hears it"
