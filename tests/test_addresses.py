"""Short addresses on paper lead to the right place for years (rule P3)."""

import json
import re
import shutil
import subprocess
import threading
import tomllib
from collections.abc import Iterator
from datetime import date
from urllib.parse import urljoin

import pytest
from bs4 import BeautifulSoup
from playwright.sync_api import Browser

from calculator.choices import usual_months
from calculator.protocol import protocol, protocol_ids
from scripts.clinics import short_links
from scripts.clinics.short_links import Address, Retired, address_of, missing, paper, register
from scripts.content.catalogue import address
from scripts.content.edition import read_edition
from scripts.delivery.dev_server import SiteServer
from scripts.pages.clinic_lists import codes
from scripts.pages.page_context import PAGE, Page
from scripts.paths import ROOT, SITE

PRINTED = ROOT / "tests" / "printed.txt"
EVERY = list(register().values())
IN_USE = [one for one in EVERY if not one.retired]
TYPICAL = "https://b12.example.org/"
"""A host name of 15 letters: the code then holds at most 32 bytes and stays coarse enough for a bad copy."""


def printed() -> dict[str, str]:
    """Code -> where it led when it was printed."""
    lines = PRINTED.read_text("utf-8").splitlines()
    return dict(line.split(" ", 1) for line in lines if not line.startswith("#"))


def test_no_printed_address_was_removed_or_changed() -> None:
    now = {one.code: one.opens for one in EVERY}
    lost = {code: opens for code, opens in printed().items() if now.get(code) != opens}
    assert not lost, f"these stand on paper: put them back, and retire them if they must not open: {lost}"


def test_every_address_is_in_the_list_of_printed_ones() -> None:
    new = [f"{one.code} {one.opens}" for one in EVERY if one.code not in printed()]
    assert not new, "add to tests/printed.txt:\n" + "\n".join(new)


def test_no_line_of_the_printed_list_was_ever_taken_away() -> None:
    log = ["git", "log", "-p", "--format=", "--", "tests/printed.txt"]
    done = subprocess.run(log, cwd=ROOT, capture_output=True, text=True, check=False)
    if done.returncode or not done.stdout:
        pytest.skip("no history here: the list itself is checked above")
    gone = {line[1:] for line in done.stdout.splitlines() if re.match(r"-[a-z0-9]+ ", line)}
    kept = set(PRINTED.read_text("utf-8").splitlines())
    assert not gone - kept, f"printed addresses that history knows and the list does not: {gone - kept}"


def test_every_schedule_and_page_has_an_address() -> None:
    assert not missing(), "\n".join(missing())


def test_the_line_for_a_schedule_without_an_address_leads_to_its_page(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(short_links, "address_of", lambda opens: None)
    lines = tomllib.loads("\n".join(line for line in missing() if "calculator/#" in line))
    made = [Address(code, line["opens"], line["since"], None) for code, line in lines.items()]
    assert [one.protocol for one in made] == list(protocol_ids())
    pages = [address(id, protocol(id).examples[0].choices) for id in protocol_ids()]
    assert [one.leads_to for one in made] == pages


@pytest.mark.parametrize("one", EVERY, ids=lambda one: one.code)
def test_address_fits_a_small_code(one: Address) -> None:
    assert re.fullmatch(r"[a-z0-9]{2,4}", one.code)
    assert len(f"{TYPICAL}s/{one.code}".encode()) <= 32


@pytest.mark.parametrize("one", IN_USE, ids=lambda one: one.code)
def test_address_leads_to_what_is_there(one: Address) -> None:
    """A page of the built site, and the heading on it that the address names."""
    path, _, place = one.leads_to.partition("#")
    html = (SITE / path / "index.html").read_text("utf-8")
    assert not place or f'id="{place}"' in html, f"{one.leads_to}: no such heading"


@pytest.mark.parametrize("id", protocol_ids())
def test_address_of_a_schedule_opens_the_page_of_its_own_example(id: str) -> None:
    """The choices and the length that were printed, on a page that needs no script."""
    one, shown = address_of(id), protocol(id)
    assert one
    page = BeautifulSoup((SITE / one.leads_to / "index.html").read_text("utf-8"), "lxml")
    part = page.select_one("injection-calculator")
    assert part
    asked = json.loads(str(part["data-request"]))
    assert (asked["protocol"], asked["choices"]) == (id, dict(shown.examples[0].choices))
    assert one.link["months"] == str(usual_months(shown)), (
        "the page is longer or shorter than what was printed"
    )


@pytest.mark.parametrize("one", EVERY, ids=lambda one: one.code)
def test_page_behind_an_address_is_built_and_relative(one: Address) -> None:
    html = (SITE / "s" / one.code / "index.html").read_text("utf-8")
    links = re.findall(r'(?:href|url)="?(?!https?:)([^">]+)', html)
    assert links
    assert all(link.startswith("../../") for link in links), "it must work below any folder"
    assert "?" not in "".join(links), "what was chosen never goes to a server"


def test_retired_address_says_what_changed_and_when() -> None:
    entry = Retired(date(2027, 3, 1), "The source withdrew it.", "schedules/")
    one = Address("old", "schedules/#gone", date(2026, 11, 22), entry)
    ours = read_edition((ROOT / "docs/_data/edition.toml").read_text(), "https://b12.example.org/")
    html = paper().get_template("address.html").render(one=one, edition=ours, up="../../")
    assert "refresh" not in html
    for words in ("1 March 2027", "The source withdrew it.", "22 November 2026", 'href="../../schedules/"'):
        assert words in html


@pytest.mark.parametrize(
    ("code", "listed"), [("gb2", "schedules/uk-bnf-hydroxocobalamin-no-neuro/"), ("late", "late-or-missed/")]
)
def test_search_engines_list_what_an_address_stands_for(code: str, listed: str) -> None:
    ours = read_edition((ROOT / "docs/_data/edition.toml").read_text(), "https://b12.example.org/")
    one = register()[code]
    html = paper().get_template("address.html").render(one=one, edition=ours, up="../../")
    assert f'<link rel="canonical" href="https://b12.example.org/{listed}">' in html


def test_each_code_on_a_sheet_is_a_link_to_what_it_opens() -> None:
    """On the page for those whose camera does not read it: every code in use, once, under its country."""
    token = PAGE.set(Page("docs/code-on-a-sheet.md", ""))
    page = BeautifulSoup(codes(), "lxml")
    PAGE.reset(token)
    rows = page.select("details li")
    links = {str(row.code and row.code.text): str(row.a and row.a["href"]) for row in rows}
    assert len(rows) == len(links)
    at = "https://b12.example.org/code-on-a-sheet/"
    assert {code: urljoin(at, href) for code, href in links.items()} == {
        one.code: urljoin(TYPICAL, one.leads_to) for one in IN_USE
    }
    for group in page.select("details")[1:]:
        begins = {code.text[:2] for code in group.select("li code")}
        assert len(begins) == 1
        assert group.summary and group.summary.text.endswith(f" {begins.pop()}")


def test_register_says_how_it_is_kept() -> None:
    assert "never" in (ROOT / "docs/_data/addresses.toml").read_text("utf-8").split("\n\n")[0]


@pytest.fixture(scope="module")
def below_a_folder(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The site served below /guide/, as on many hosts."""
    top = tmp_path_factory.mktemp("host")
    shutil.copytree(SITE, top / "guide", ignore=shutil.ignore_patterns("runtime", "*.br", "*.gz"))
    missing_page = (SITE / "404.html").read_text(
        "utf-8"
    )  # its addresses begin with the folder that SITE_URL names
    (top / "404.html").write_text(re.sub(r'(href|src)="/', r'\1="/guide/', missing_page), "utf-8")
    with SiteServer(top) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"{server.address}guide/"
        server.shutdown()


@pytest.mark.browser
@pytest.mark.parametrize("script", [True, False], ids=["with-javascript", "without-javascript"])
@pytest.mark.parametrize("code", ["gb1", "late", "pb"])
def test_address_opens_in_a_browser(code: str, script: bool, browser: Browser, below_a_folder: str) -> None:
    one = register()[code]
    page = browser.new_page(java_script_enabled=script)
    page.goto(f"{below_a_folder}s/{code}")
    page.wait_for_url(f"{below_a_folder}{one.leads_to}")
    page.close()


@pytest.mark.browser
@pytest.mark.parametrize(
    "typed",
    ["s/GB3", "S/Gb3/", "s/gb3.", "s/gb3)%2C", "s/%E2%80%9Cgb3%E2%80%9D", "s/GB%203", "s/%EF%BC%A7B3"],
)
def test_code_is_found_in_any_case_and_with_the_signs_around_it(
    typed: str, browser: Browser, below_a_folder: str
) -> None:
    """By the page for missing addresses alone: no host has to know of it."""
    page = browser.new_page()
    page.goto(below_a_folder + typed)
    page.wait_for_url(below_a_folder + register()["gb3"].leads_to)
    page.close()


@pytest.mark.browser
@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("s/gbl", "gbl"),
        ("S/GB33/", "gb33"),
        ("s/gb%E0", "gb"),
        ("s/<i>x", "ix"),
        ("s/", ""),
        ("nothing/", ""),
    ],
)
def test_damaged_code_is_named_and_the_list_of_codes_is_at_hand(
    typed: str, code: str, browser: Browser, below_a_folder: str
) -> None:
    page = browser.new_page()
    page.goto(below_a_folder + typed)
    said = page.locator("#no-code")
    assert said.is_visible() == bool(code)
    assert not code or said.inner_text().startswith(f"There is no code {code}.")
    page.get_by_role("link", name="the list of all codes").click()
    page.wait_for_url(f"{below_a_folder}code-on-a-sheet/")
    page.close()


@pytest.mark.browser
def test_missing_file_of_a_known_code_is_no_circle(browser: Browser, below_a_folder: str) -> None:
    """As in a copy that arrived by half."""
    page = browser.new_page()
    visits: list[str] = []
    page.on("framenavigated", lambda frame: visits.append(frame.url))
    page.route("**/s/gb3/", lambda route: route.fulfill(status=404, path=SITE / "404.html"))
    page.route(
        "**/assets/*", lambda route: route.fulfill(path=SITE / "assets" / route.request.url.split("/")[-1])
    )
    page.goto(f"{below_a_folder.replace('guide/', '')}s/GB3")
    page.wait_for_timeout(500)
    assert len(visits) <= 2
    assert not page.locator("#no-code").is_visible()
    page.close()


@pytest.mark.browser
def test_without_javascript_the_missing_page_says_how_a_code_is_typed(
    browser: Browser, below_a_folder: str
) -> None:
    page = browser.new_page(java_script_enabled=False)
    page.goto(f"{below_a_folder}s/GB3")
    assert "Codes are in small letters. Find it in the list" in page.locator("article").inner_text()
    page.close()
