"""Each of the three patterns lists the published schedules that follow it, in an order that recommends nothing."""

import pytest
from bs4 import BeautifulSoup

from calculator.protocol import PATTERNS, protocol, protocol_ids
from calculator.source import sources
from scripts.content.catalogue import country
from scripts.content.phrases import site_language, tie
from scripts.pages.pattern_lists import following


def listed(pattern: str) -> list[str]:
    """The ids of the schedules that the list of a pattern links to, in its order."""
    found = BeautifulSoup(following(pattern), "html5lib").select("li > a:first-child")
    return [str(link["href"]).rstrip("/").rpartition("/")[2] for link in found]


@pytest.mark.parametrize("pattern", PATTERNS)
def test_a_pattern_lists_every_schedule_that_follows_it(pattern: str) -> None:
    assert sorted(listed(pattern)) == [id for id in protocol_ids() if protocol(id).pattern == pattern]


@pytest.mark.parametrize("pattern", ["A", "B", "C"])
def test_each_of_the_three_patterns_is_followed_by_somebody(pattern: str) -> None:
    assert len(listed(pattern)) >= 3


@pytest.mark.parametrize("pattern", PATTERNS)
def test_the_list_is_in_the_order_of_countries(pattern: str) -> None:
    names = [country(protocol(id), site_language()) for id in listed(pattern)]
    assert names == sorted(names)


@pytest.mark.parametrize("pattern", PATTERNS)
def test_each_line_says_the_schedule_plainly_and_names_its_source(pattern: str) -> None:
    words = BeautifulSoup(following(pattern), "html5lib").text
    for id in listed(pattern):
        assert tie(protocol(id).plain) in words
        assert sources()[protocol(id).source.id].short in words


def test_a_pattern_that_nobody_follows_says_so() -> None:
    assert "No published schedule follows this." in following("Z")
