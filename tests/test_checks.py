"""What sources say is checked: read strictly, in their words of time."""

from datetime import date
from itertools import product

import pytest

from calculator.regimen import Range, Unit
from calculator.strict import BadData
from scripts.content.checks import COUNTS, checks, read_checks
from scripts.content.checks_in_words import time_words
from scripts.content.phrases import site_language
from scripts.paths import DATA

FILE = DATA / "checks.toml"


def broken(old: str, new: str) -> str:
    """What is told when one text of the file becomes another."""
    text = FILE.read_text("utf-8")
    assert old in text
    with pytest.raises(BadData) as caught:
        read_checks(text.replace(old, new, 1))
    return str(caught.value)


# --- the words of time


def test_a_time_is_said_as_its_source_counts_it() -> None:
    said = {id: time_words(check, site_language()) for id, check in checks().items()}
    assert said["counts-on-days-5-to-7"] == "Days 5 to 7"
    assert said["young-red-cells-on-days-7-to-10"] == "7 to 10 days after the start"
    assert said["blood-count-at-8-weeks"] == "8 weeks after the start"
    assert said["after-changing-to-tablets-sweden"] == "6 months after a change to tablets"


def test_a_check_without_a_number_says_in_which_part_of_treatment_it_comes() -> None:
    said = {check.when: time_words(check, site_language()) for check in checks().values() if not check.span}
    assert said == {
        "before": "Before the first injection",
        "during": "During treatment",
        "long term": "In the long run",
        "if needed": "If needed",
    }


def test_every_kind_of_time_has_its_words() -> None:
    first = next(iter(checks().values()))
    kinds = product(COUNTS, (Range(2, 2), Range(2, 3)), (False, True))
    said = {
        time_words(first._replace(counts=counts, span=span, unit=Unit.WEEK, on_from=on_from), site_language())
        for counts, span, on_from in kinds
    }
    assert len(said) == 11, "12 kinds; from day 2 on is the same whatever the end"


# --- the file


def test_a_misspelt_key_is_refused() -> None:
    assert "no such key here" in broken("group =", "groop =")


def test_a_time_without_a_unit_is_refused() -> None:
    assert "needs from and unit" in broken('from = 1\nto = 2\nunit = "d"', "from = 1\nto = 2")


def test_a_span_that_ends_before_it_begins_is_refused() -> None:
    assert "must not be before from" in broken("from = 7\nto = 10", "from = 10\nto = 7")


def test_an_opposite_that_does_not_exist_is_refused() -> None:
    assert "no check is called" in broken('opposes = ["level-rechecked"]', 'opposes = ["nobody"]')


def test_what_one_check_opposes_opposes_it_in_turn() -> None:
    every = checks()
    assert [
        one.id for one in every.values() for other in one.opposes if one.id not in every[other].opposes
    ] == []


def test_every_check_will_be_looked_at_again() -> None:
    assert [one.id for one in checks().values() if one.next_review < date.today()] == []
