"""What is typed for a start date is understood where the meaning is plain, and explained where it is not."""

import re
from datetime import date

import pytest

from tests.courses import dated, page

KUZMINSKI = "us-kuzminski-1998-trial"


def show(*typed: str) -> dict[str, object]:
    """Press "Show dates" with these three texts in the date fields."""
    return page(KUZMINSKI, dated(*typed))


def shown_start(*typed: str) -> str:
    """The start that the answer shows, as the link spells it; "" when there is a problem."""
    found = show(*typed)
    match = re.search(r"start=([0-9-]+)", str(found.get("hash", "")))
    return match[1] if match else ""


# --- typed dates (D1): sensible typing is understood

MEANT = [
    ("2", "3", "2027", "2027-03-02"),
    ("02", "03", "2027", "2027-03-02"),
    (" 2 ", " 3 ", " 2027 ", "2027-03-02"),
    ("\t2", "3\n", "2027\u00a0", "2027-03-02"),
    ("2.", "3.", "2027", "2027-03-02"),
    ("2,", "3", "2027.", "2027-03-02"),
    ("2", "March", "2027", "2027-03-02"),
    ("2", "march", "2027", "2027-03-02"),
    ("2", "MARCH", "2027", "2027-03-02"),
    ("2", " mArCh ", "2027", "2027-03-02"),
    ("2", "Mar", "2027", "2027-03-02"),
    ("2", "mar.", "2027", "2027-03-02"),
    ("2nd", "March", "2027", "2027-03-02"),
    ("1st", "1", "2027", "2027-01-01"),
    ("3RD", "1", "2027", "2027-01-03"),
    ("4 th", "1", "2027", "2027-01-04"),
    ("21st", "Feb", "2027", "2027-02-21"),
    ("22nd", "Febr", "2027", "2027-02-22"),
    ("31", "December", "2026", "2026-12-31"),
    ("31", "dec", "2026", "2026-12-31"),
    ("29", "2", "2028", "2028-02-29"),
    ("29th", "february", "2028", "2028-02-29"),
    ("7", "Sept", "2027", "2027-09-07"),
    ("7", "Sep", "2027", "2027-09-07"),
    ("7", "Septemb", "2027", "2027-09-07"),
    ("7", "June", "2027", "2027-06-07"),
    ("7", "jun", "2027", "2027-06-07"),
    ("7", "jul", "2027", "2027-07-07"),
    ("7", "may", "2027", "2027-05-07"),
    ("7", "Apr", "2027", "2027-04-07"),
    ("7", "aug", "2027", "2027-08-07"),
    ("7", "Oct.", "2027", "2027-10-07"),
    ("7", "Nov", "2027", "2027-11-07"),
    ("7", "Jan", "2027", "2027-01-07"),
    ("007", "05", "2027", "2027-05-07"),
    ("30", "4", "2027", "2027-04-30"),
    ("1", "11", "2025", "2025-11-01"),
    ("1", "11", "2028", "2028-11-01"),
    ("２", "３", "２０２７", "2027-03-02"),
    ("٢٧", "٣", "٢٠٢٧", "2027-03-27"),
    ("\u200e27\u200e", "3\ufeff", "20\u200b27", "2027-03-27"),
    ("27/3/2027", "", "", "2027-03-27"),
    ("", "", "2027-03-27", "2027-03-27"),
]

# --- and what is not a date is explained at the field that would mend it
NOT_MEANT = [
    ("", "3", "2027", "start-day", "must include a day"),
    ("2", "", "2027", "start-month", "must include a month"),
    ("2", "3", "", "start-year", "must include a year"),
    ("2", "", "", "start-month", "must include a month"),
    ("", "", "2027", "start-day", "must include a day"),
    (" ", "3", "2027", "start-day", "must include a day"),
    (".", "3", "2027", "start-day", "must include a day"),
    ("31", "2", "2027", "start-day", "must be a real date"),
    ("29", "2", "2027", "start-day", "must be a real date"),
    ("30", "feb", "2028", "start-day", "must be a real date"),
    ("31", "4", "2027", "start-day", "must be a real date"),
    ("31", "June", "2027", "start-day", "must be a real date"),
    ("0", "3", "2027", "start-day", "must be a real date"),
    ("32", "3", "2027", "start-day", "must be a real date"),
    ("-2", "3", "2027", "start-day", "must be a real date"),
    ("1.3", "3", "2027", "start-day", "must be a real date"),
    ("1,5", "3", "2027", "start-day", "must be a real date"),
    ("2 7", "3", "2027", "start-day", "must be a real date"),
    ("2", "1.2", "2027", "start-month", "must be a real date"),
    ("2", "3", "20 27", "start-year", "must have 4 numbers"),
    ("two", "3", "2027", "start-day", "must be a real date"),
    ("2½", "3", "2027", "start-day", "must be a real date"),
    ("99999", "3", "2027", "start-day", "must be a real date"),
    ("2", "0", "2027", "start-month", "must be a real date"),
    ("2", "13", "2027", "start-month", "must be a real date"),
    ("2", "Ma", "2027", "start-month", "must be a real date"),
    ("2", "Ju", "2027", "start-month", "must be a real date"),
    ("2", "M", "2027", "start-month", "must be a real date"),
    ("2", "Maart", "2027", "start-month", "must be a real date"),
    ("2", "Marching", "2027", "start-month", "must be a real date"),
    ("2", "3/2027", "2027", "start-month", "must be a real date"),
    ("2", "3", "27", "start-year", "must have 4 numbers"),
    ("2", "3", "02027", "start-year", "must have 4 numbers"),
    ("2", "3", "0000", "start-year", "must have 4 numbers"),
    ("2", "3", "MMXX", "start-year", "must have 4 numbers"),
    ("2", "3", "2o27", "start-year", "must have 4 numbers"),
    ("2²", "3", "2027", "start-day", "must be a real date"),
    ("②", "3", "2027", "start-day", "must be a real date"),
    ("2", "3", "-202", "start-year", "must have 4 numbers"),
    ("31", "10", "2025", "start-year", "between 1 November 2025 and 1 November 2028"),
    ("2", "11", "2028", "start-year", "between 1 November 2025 and 1 November 2028"),
    ("2", "3", "1999", "start-year", "between 1 November 2025 and 1 November 2028"),
    ("2", "3", "9999", "start-year", "between 1 November 2025 and 1 November 2028"),
    ("2", "3", "0001", "start-year", "between 1 November 2025 and 1 November 2028"),
]


@pytest.mark.parametrize(("day", "month", "year", "meant"), MEANT)
def test_a_date_is_understood_as_it_is_typed(day: str, month: str, year: str, meant: str) -> None:
    assert shown_start(day, month, year) == meant


@pytest.mark.parametrize(("day", "month", "year", "field", "words"), NOT_MEANT)
def test_what_is_no_date_is_explained_and_shows_nothing(
    day: str, month: str, year: str, field: str, words: str
) -> None:
    found = show(day, month, year)
    told = found["problems_shown"]
    assert isinstance(told, list)
    assert [one["field"] for one in told] == [field]
    assert words in told[0]["sentence"]
    assert "hash" not in found, "a date was shown beside the problem"


def test_sixty_typed_dates_are_tried() -> None:
    assert len(MEANT) + len(NOT_MEANT) >= 60


def test_every_month_is_known_by_its_name_and_by_three_letters_of_it() -> None:
    for number in range(1, 13):
        name = date(2027, number, 1).strftime("%B")
        for typed in (name, name[:3], name[:4], str(number), f"{number:02}"):
            assert shown_start("5", typed, "2027") == f"2027-{number:02}-05", typed
