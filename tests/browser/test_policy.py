"""Every kind of page, and what is done on it, lives under the strict policy and asks no other host for anything."""

import json
import re
from pathlib import Path

import pytest

from scripts.delivery import csp
from scripts.upkeep.screenshots import sample
from tests.browser.chromium import Chromium
from tests.browser.faulty import FaultyServer
from tests.browser.tab import PAGE, Tab

pytestmark = pytest.mark.browser

REFUSED = """(() => {
    window.refused ??= [];
    const late = (event) => window.refused.push(event.violatedDirective + " " + event.blockedURI);
    document.addEventListener("securitypolicyviolation", late);
    return true;
})()"""
STYLED = "[...document.styleSheets].some((sheet) => sheet.cssRules.length > 50)"
ELSEWHERE = """performance.getEntriesByType("resource").map((entry) => entry.name)
    .filter((name) => !name.startsWith(location.origin))"""


def test_the_calculator_works_under_the_policy_and_stays_at_home(tab: Tab, server: FaultyServer) -> None:
    server.extra_headers = csp.headers()
    tab.open(server.address + PAGE)
    tab.js(REFUSED)
    tab.show_dates()
    assert tab.js("window.refused") == [], "the policy refused something"
    assert tab.js(ELSEWHERE) == [], "something was fetched from another host"
    tab.open(
        server.address
        + "compare/#v=1&protocol=us-kuzminski-1998-trial&second=fr-cyanocobalamin-malabsorption"
    )
    tab.js(REFUSED)
    tab.until("document.querySelectorAll('[data-both] .timeline').length === 2", "the policy keeps two apart")
    assert tab.js("window.refused") == [], "the policy refused something"
    assert tab.js(ELSEWHERE) == [], "something was fetched from another host"


def test_no_page_needs_more_than_the_policy_gives(
    chromium: Chromium, server: FaultyServer, site: Path
) -> None:
    """Chromium writes every refusal into its console, also of what comes before any script of ours could listen."""
    server.extra_headers = csp.headers()
    told = []
    page = chromium.browser.new_page()
    page.on("console", lambda one: told.append(f"{page.url}: {one.text}") if "olicy" in one.text else None)
    for path in sample(site):
        page.goto(server.address + path)
        if not page.evaluate(STYLED):
            told.append(f"{path}: the page has lost its style")
        if elsewhere := page.evaluate(ELSEWHERE):
            told.append(f"{path}: asks {elsewhere}")
    page.close()
    assert not told, json.dumps(told)


# One page of each kind: the front page, cards, lists, a sheet, keeping, pictures.
KINDS = (
    "",
    "late-or-missed/",
    "schedules/",
    "treatment-record/",
    "about/offline/",
    "how-given/",
)


def test_one_page_of_each_kind_keeps_its_style_and_stays_at_home(tab: Tab, server: FaultyServer) -> None:
    server.extra_headers = csp.headers()
    for path in KINDS:
        tab.open(server.address + path)
        assert tab.js(STYLED), f"{path}: the page has lost its style"
        assert tab.js(ELSEWHERE) == [], f"{path}: something was fetched from another host"


def test_pages_hold_no_inline_script_or_style(site: Path) -> None:
    for page in site.rglob("*.html"):
        html = page.read_text("utf-8")
        assert 'http-equiv="Content-Security-Policy"' in html, f"{page.relative_to(site)} has no policy"
        assert not re.search("<(style|script)>", html), f"{page.relative_to(site)} holds inline code"
