"""What a reader typed into the form, forgiven where the meaning is plain, explained where it is not.

Digits of any script are digits, marks that nobody sees are none, month names are accepted in full or short, and a
whole date in one box is read. What can mean two dates is asked about. A date that is incomplete, impossible or out of
range is a problem tied to the field that would mend it.

>>> from calculator.language import language
>>> read_date({"start-day": " 02. ", "start-month": "Sept", "start-year": "2026"}, language("en"), None)
datetime.date(2026, 9, 2)
>>> read_date({"start-day": "27/3/2027"}, language("en"), None)
datetime.date(2027, 3, 27)
"""

import re
from collections.abc import Mapping
from datetime import date
from typing import NoReturn

from calculator.course import YEARS, brief
from calculator.language import Language
from calculator.problem import Problem, Refused
from calculator.spelled import dates_in, month_number, tidy, without_ordinals, words_in

PARTS = ("start-day", "start-month", "start-year")


def read_date(entry: Mapping[str, str], language: Language, today: date | None, given: str = "") -> date:
    """The start that three fields spell. Raises Refused with one problem, the first that matters.

    `given` is a start that was shown already, as ISO: it may be further from today than a slip of the hand.
    """
    typed = {part: tidy(entry.get(part, "")) for part in PARTS}
    box = next((part for part in PARTS if is_more(typed[part], language)), "")
    day = in_one_box(box, typed, language) if box else None
    if day is None:
        box, day = "start-year", in_three_boxes(typed, language)
    return within(day, box, language, None if day.isoformat() == given else today)


def is_more(text: str, language: Language) -> bool:
    """True for more than one part of a date: several words, or as many digits as a date has."""
    return len(words_in(text, language)) > 1 or bool(re.fullmatch("[0-9]{6,8}", text))


def in_one_box(box: str, typed: Mapping[str, str], language: Language) -> date | None:
    """The date in a box with several words, or in all boxes together; None where each box holds its own part."""
    text = typed[box]
    others = [part for part in PARTS if typed[part] not in ("", text)]
    whole = dates_in(text, language)
    together = text if whole else " ".join(filter(None, dict.fromkeys(typed.values())))
    found = [
        day
        for day in whole or dates_in(together, language)
        if not whole or all(number_in(part, typed, language) == part_of(part, day) for part in others)
    ]
    if len(found) == 1:
        return found[0]
    if found:
        first, second = (language.date(day, "short") for day in found)
        raise Refused(
            Problem(box, "date-which", {"given": brief(together), "first": first, "second": second})
        )
    if whole:
        raise Refused(Problem(box, "date-differs"))
    return None if all(typed.values()) else not_whole(box, words_in(together, language), language)


def not_whole(box: str, words: list[str], language: Language) -> NoReturn:
    """Raises Refused with what is missing or wrong in a box with more than one part of a date, and no date."""
    numbers = [word for word in words if word.isdecimal()]
    years = [word for word in numbers if len(word) in (4, 7, 8)]
    named = any(month_number(word, language) for word in words)
    if len(words) == 2 and len(numbers) + named == 2:
        no_month = years and not named and any(12 < int(word) < 100 for word in numbers)
        missing = "month" if no_month else "day" if years else "year"
        raise Refused(Problem(f"start-{missing}", f"date-without-{missing}"))
    raise Refused(Problem(box, "date-year" if not years and (named or numbers == words) else "date-unreal"))


def in_three_boxes(typed: Mapping[str, str], language: Language) -> date:
    """The date whose parts stand each in its box."""
    for part, text in typed.items():
        if text and number_in(part, typed, language) is None:
            raise Refused(Problem(part, "date-year" if part == "start-year" else "date-unreal"))
    empty = [part for part in PARTS if not typed[part]]
    if empty:
        raise Refused(Problem(empty[0], f"date-without-{empty[0].removeprefix('start-')}"))
    day, month, year = (number_in(part, typed, language) for part in PARTS)
    if len(typed["start-year"]) != 4 or not year:
        raise Refused(Problem("start-year", "date-year"))
    if not month or month > 12:
        raise Refused(Problem("start-month", "date-unreal"))
    try:
        return date(year, month, day or 0)
    except ValueError:
        raise Refused(Problem("start-day", "date-unreal")) from None


def number_in(part: str, typed: Mapping[str, str], language: Language) -> int | None:
    """The number in a box, of up to four digits; a month may be a name."""
    text = typed[part]
    if part == "start-day":
        text = without_ordinals(text, language)
    if re.fullmatch(r"[0-9]{1,4}", text):
        return int(text)
    return month_number(text, language) if part == "start-month" else None


def part_of(part: str, day: date) -> int:
    """The number that a box would hold for a date."""
    return {"start-day": day.day, "start-month": day.month, "start-year": day.year}[part]


def within(day: date, box: str, language: Language, today: date | None) -> date:
    """The date, if it is near enough to be meant: from a year back to two years ahead of today."""
    if today:
        first, last = today.replace(year=today.year - 1, day=1), today.replace(year=today.year + 2, day=1)
    else:
        first, last = date(YEARS[0], 1, 1), date(YEARS[1], 12, 31)
    if first <= day <= last:
        return day
    words = {"first": language.date(first, "short"), "last": language.date(last, "short")}
    raise Refused(Problem(box, "date-range", words))
