"""Every page, and the calculator in every state, lives under the strict policy and asks no other host for anything."""

import json
import re
from pathlib import Path

import pytest

from scripts.delivery import csp
from tests.browser.faulty import FaultyServer
from tests.browser.tab import Tab

pytestmark = pytest.mark.browser

# Each page in a frame-free way: opened, and asked what it loaded and what its policy refused.
REFUSED = """(() => {
    window.refused ??= [];
    const late = (event) => window.refused.push(event.violatedDirective + " " + event.blockedURI);
    document.addEventListener("securitypolicyviolation", late);
    return true;
})()"""
ELSEWHERE = """performance.getEntriesByType("resource").map((entry) => entry.name)
    .filter((name) => !name.startsWith(location.origin))"""


def test_the_calculator_works_under_the_policy_and_stays_at_home(tab: Tab, server: FaultyServer) -> None:
    server.extra_headers = csp.headers()
    tab.open(server.address + "calculator/")
    tab.js(REFUSED)
    tab.press("button[value^=sample]")
    tab.until("location.hash.includes('start=2027')", "the policy keeps the calculator from working")
    assert tab.js("window.refused") == [], "the policy refused something"
    assert tab.js(ELSEWHERE) == [], "something was fetched from another host"


def test_no_page_needs_more_than_the_policy_gives(tab: Tab, server: FaultyServer, site: Path) -> None:
    server.extra_headers = csp.headers()
    told = []
    for page in sorted(site.rglob("index.html")):
        if page.is_relative_to(site / "s"):
            continue  # a short address: it only leads to one of the others
        path = str(page.parent.relative_to(site)).replace(".", "")
        tab.open(f"{server.address}{path}/" if path else server.address)
        tab.js(REFUSED)
        if not tab.js("[...document.styleSheets].some((sheet) => sheet.cssRules.length > 50)"):
            told.append(f"{path}: the page has lost its style")
        if elsewhere := tab.js(ELSEWHERE):
            told.append(f"{path}: asks {elsewhere}")
        if refused := tab.js("window.refused"):
            told.append(f"{path}: {refused}")
    assert not told, json.dumps(told)


def test_pages_hold_no_inline_script_or_style(site: Path) -> None:
    for page in site.rglob("*.html"):
        html = page.read_text("utf-8")
        assert 'http-equiv="Content-Security-Policy"' in html, f"{page.relative_to(site)} has no policy"
        assert not re.search("<(style|script)>", html), f"{page.relative_to(site)} holds inline code"
