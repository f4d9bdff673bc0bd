"""Making a handout: from the page that it is about, by keyboard, on a small phone, in under a minute."""

import re
from collections.abc import Iterator
from urllib.parse import urljoin

import pytest
from bs4 import BeautifulSoup
from playwright.sync_api import Browser, Page

from scripts.clinics.handouts import printable
from scripts.clinics.short_links import Address, register
from scripts.paths import SITE
from scripts.upkeep.screenshots import served

TYPED = {"name": "Hillside Surgery", "phone": "01632 960 123", "hours": "Monday to Friday, 8am to 6:30pm"}
LONG = "The Saint Bartholomew and Queen Alexandra Memorial Academy Health Centre and Community Nursing Service, North"
HERE = "document.activeElement.id || document.activeElement.getAttribute('href') || document.activeElement.localName"


@pytest.fixture(scope="module")
def site() -> Iterator[str]:
    with served(SITE) as address:
        yield address


@pytest.fixture
def phone(browser: Browser) -> Iterator[Page]:
    """A small phone with a keyboard, which counts how often it was asked to print."""
    page = browser.new_page(viewport={"width": 320, "height": 640})
    page.add_init_script("window.asked = 0; window.print = () => { window.asked += 1; };")
    yield page
    page.close()


def ways(path: str) -> list[str]:
    """The handouts that a built page leads to, as seen from the home page."""
    page = BeautifulSoup((SITE / path / "index.html").read_text("utf-8"), "lxml")
    links = page.find_all("a", string=re.compile("[Mm]ake a handout"))
    return [urljoin(f"/{path}", str(link["href"])) for link in links]


@pytest.mark.parametrize("one", printable(), ids=lambda one: one.code)
def test_every_page_with_a_handout_leads_to_its_own(one: Address) -> None:
    assert f"/handout/{one.code}.html" in ways(one.leads_to)


def test_page_without_a_handout_leads_to_none() -> None:
    for path in ("symptom-diary/", "words/", "schedules/", "about/"):
        assert not ways(path), path


def tab_to(page: Page, wanted: str) -> int:
    """Press Tab until what is wanted has the focus; how many presses that took."""
    for count in range(1, 60):
        page.keyboard.press("Tab")
        if re.search(wanted, page.evaluate(HERE)):
            return count
    raise AssertionError(f"60 presses do not reach {wanted}")


@pytest.mark.browser
@pytest.mark.parametrize("code", ["gb2", "late"])
def test_a_handout_is_made_by_keyboard_in_under_a_minute(code: str, site: str, phone: Page) -> None:
    """A press a second, from the top of the page to the print window; the letters of a clinic's name come on top."""
    phone.goto(site + register()[code].leads_to)
    phone.keyboard.press("Tab")
    phone.keyboard.press("Enter")  # past the header
    presses = 2 + tab_to(phone, rf"handout/{code}\.html$")
    phone.keyboard.press("Enter")
    phone.wait_for_url(f"**/handout/{code}.html")
    for name, words in TYPED.items():
        presses += tab_to(phone, f"^{name}$")
        phone.keyboard.type(words)
    made = tab_to(phone, "^button$")
    phone.keyboard.press("Enter")
    assert presses + made + 2 <= 60
    assert phone.evaluate("window.asked") == 1
    for name, words in TYPED.items():
        assert phone.locator(f".front [data-fill={name}]").text_content() == words


@pytest.mark.browser
def test_name_of_a_clinic_is_as_long_as_it_is(site: str, phone: Page) -> None:
    phone.goto(f"{site}handout/late.html")
    phone.locator("#name").press_sequentially(LONG)
    assert phone.locator(".front [data-fill=name]").text_content() == LONG


@pytest.mark.browser
def test_way_to_a_handout_is_not_printed(site: str, phone: Page) -> None:
    phone.goto(f"{site}late-or-missed/")
    link = phone.get_by_role("link", name="make a handout of this page")
    assert link.is_visible()
    phone.emulate_media(media="print")
    assert not link.is_visible()
