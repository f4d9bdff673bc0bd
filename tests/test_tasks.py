"""Fifteen tasks from the home page of a phone, by menu and by search: at most 3 presses each, and no dead end."""

import re
from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from scripts.paths import SITE
from scripts.upkeep.screenshots import served
from tests import prose

pytestmark = [pytest.mark.browser, pytest.mark.slow]
WIDTH, HEIGHT = 360, 740
PRESSES = 3
TASKS = prose.ours("tasks")["tasks"]
every_task = pytest.mark.parametrize("task", TASKS, ids=[task["task"] for task in TASKS])


@pytest.fixture(scope="module")
def site() -> Iterator[str]:
    with served(SITE) as address:
        yield address


@pytest.fixture
def page(site: str, browser: Browser) -> Iterator[Page]:
    with browser.new_page(viewport={"width": WIDTH, "height": HEIGHT}) as one:
        one.goto(site)
        yield one


def in_sight(page: Page, words: str) -> Locator:
    """What can be pressed and says these words: in the open menu if it is open, else on the page."""
    within = page.locator("#menu") if page.locator("#menu").is_visible() else page.locator("body")
    control = within.locator("a, button, summary").filter(has_text=words, visible=True).first
    expect(control, f"nothing to press says {words!r}").to_be_visible()
    return control


def test_there_are_fifteen() -> None:
    assert len(TASKS) == 15


@every_task
def test_by_pressing(task: dict[str, Any], page: Page, site: str) -> None:
    assert len(task["menu"]) <= PRESSES
    for words in task["menu"]:
        control = in_sight(page, words)
        if page.locator("#menu").is_visible():
            top = page.locator("#menu").bounding_box()
            box = control.bounding_box()
            assert top and box
            assert box["y"] + box["height"] - top["y"] <= HEIGHT, f"{words!r} is below one screen of the menu"
        control.click()
    answered(task, page, site)


@every_task
def test_by_searching(task: dict[str, Any], page: Page, site: str) -> None:
    page.get_by_role("button", name="Search").first.click()
    page.locator("#search-words").fill(task["search"])
    if "door" in task:
        page.locator("#search").get_by_role("button", name=task["door"]).click()
    links = page.locator(".find__results a")
    expect(links.first).to_be_visible()
    addresses = links.evaluate_all("links => links.map((link) => link.href)")
    wanted = next((at for at, one in enumerate(addresses[:3]) if task["page"] in one), None)
    assert wanted is not None, f"{task['search']!r} finds {addresses[:5]}"
    links.nth(wanted).click()
    answered(task, page, site)


def answered(task: dict[str, Any], page: Page, site: str) -> None:
    """The page answers, and leads on."""
    page.wait_for_url(lambda url: task["page"] in url)
    text = page.locator("main").inner_text().replace("\u00a0", " ")
    assert re.search(task["answer"], text), f"{page.url} does not answer {task['task']!r}"
    onward = page.locator("article a:not([href^='#']):not([rel])").count()
    assert onward, f"{page.url} leads nowhere"


@pytest.mark.parametrize("start", ["", "clinics/", "about/"])
def test_a_menu_is_one_screen_of_groups_and_two_with_one_open(start: str, page: Page, site: str) -> None:
    page.goto(site + start)
    page.get_by_role("button", name="Menu").click()
    groups = page.locator("#menu details")
    assert groups.count() >= 2
    groups.evaluate_all("all => all.forEach((one) => (one.open = false))")
    height = page.locator("#menu").evaluate("menu => menu.offsetHeight")
    assert height <= HEIGHT, f"the groups alone take {height} px"
    for at in range(groups.count()):
        groups.evaluate_all(f"all => all.forEach((one, n) => (one.open = n === {at}))")
        height = page.locator("#menu").evaluate("menu => menu.offsetHeight")
        assert height <= 2 * HEIGHT, f"with group {at + 1} open the menu takes {height} px"


def test_a_patients_menu_holds_no_page_of_another_door(page: Page) -> None:
    links = page.locator("#menu .menu a").evaluate_all("links => links.map((link) => link.pathname)")
    assert len(links) >= 30
    assert not [
        link for link in links if link.startswith(("/about/", "/clinics/", "/handout", "/data/", "/sources/"))
    ]
