"""The page of three patterns leads to the schedules of each, in an order that recommends nothing."""

from collections.abc import Iterator

import pytest
from bs4 import BeautifulSoup

from calculator.protocol import PATTERNS, protocol, protocol_ids
from scripts.content.catalogue import country
from scripts.content.phrases import site_language, tie
from scripts.pages import schedule_lists
from scripts.pages.page_context import NOWHERE, PAGE
from scripts.pages.schedule_lists import like


@pytest.fixture(autouse=True)
def first_page() -> Iterator[None]:
    """Links as they are from the first page, whatever was read before."""
    token = PAGE.set(NOWHERE)
    yield
    PAGE.reset(token)


def page(pattern: str) -> BeautifulSoup:
    """The list of a pattern, on its own page."""
    return BeautifulSoup(schedule_lists.group(f"pattern-{pattern.lower()}"), "html5lib")


def listed(pattern: str) -> list[str]:
    """The ids of the schedules that the list of a pattern links to, in its order."""
    return [str(link["href"]).rstrip("/").rpartition("/")[2] for link in page(pattern).select("li > a")]


@pytest.mark.parametrize("pattern", PATTERNS)
def test_a_pattern_lists_every_schedule_that_follows_it(pattern: str) -> None:
    assert sorted(listed(pattern)) == [id for id in protocol_ids() if protocol(id).pattern == pattern]


@pytest.mark.parametrize("pattern", ["A", "B", "C"])
def test_each_of_the_three_patterns_leads_to_its_list_and_says_how_many_are_there(pattern: str) -> None:
    (way,) = BeautifulSoup(like(pattern), "html5lib").select("a")
    assert len(listed(pattern)) >= 3
    name = site_language().say(f"pattern.{pattern}")
    assert way.text == f"{name}: all {len(listed(pattern))} schedules"
    assert str(way["href"]).endswith(f"schedules/pattern-{pattern.lower()}/")


@pytest.mark.parametrize("pattern", PATTERNS)
def test_the_list_is_in_the_order_of_countries(pattern: str) -> None:
    names = [country(protocol(id), site_language()) for id in listed(pattern)]
    assert names == sorted(names)


@pytest.mark.parametrize("pattern", PATTERNS)
def test_each_line_says_the_schedule_plainly_and_names_its_source(pattern: str) -> None:
    words = page(pattern).text
    for id in listed(pattern):
        assert tie(protocol(id).plain.rstrip(".")) in words
        assert protocol(id).title in words
