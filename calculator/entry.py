"""What a reader typed into the form, forgiven where the meaning is plain, explained where it is not.

Month names are accepted in full or short, leading zeros and spaces, dots and commas around a part do not matter, "2nd"
is 2. A date that is incomplete, impossible or out of range is a problem tied to the field that would mend it.

>>> from calculator.language import language
>>> typed = {"start-day": " 02. ", "start-month": "Sept", "start-year": "2026"}
>>> read_date(typed, language("en"), None)
datetime.date(2026, 9, 2)
"""

import re
from collections.abc import Mapping
from datetime import date

from calculator.course import YEARS, brief
from calculator.language import Language
from calculator.problem import Problem, Refused

PARTS = ("start-day", "start-month", "start-year")


def read_date(entry: Mapping[str, str], language: Language, today: date | None, given: str = "") -> date:
    """The start that three fields spell. Raises Refused with one problem, the first that matters.

    `given` is a start that was shown already, as ISO: it may be further from today than a slip of the hand.
    """
    typed = {part: tidy(entry.get(part, "")) for part in PARTS}
    empty = [part for part in PARTS if not typed[part]]
    if empty:
        raise Refused(Problem(empty[0], f"date-without-{empty[0].removeprefix('start-')}"))
    ordinal = "|".join(map(re.escape, language.phrases["ordinals"]))
    numbers = {
        "start-day": whole(re.sub(rf"\s?({ordinal})$", "", typed["start-day"])),
        "start-month": whole(typed["start-month"]) or month_number(typed["start-month"], language),
        "start-year": whole(typed["start-year"]),
    }
    if len(typed["start-year"]) != 4 or not numbers["start-year"]:
        raise Refused(Problem("start-year", "date-year", {"given": brief(entry["start-year"])}))
    if numbers["start-month"] not in range(1, 13):
        raise Refused(Problem("start-month", "date-unreal"))
    day = real(numbers)
    return within(day, language, None if day.isoformat() == given else today)


def tidy(typed: str) -> str:
    """Typing without case, and without spaces, dots and commas around it; inside, "1.3" must never become 13."""
    return re.sub(r"^[\s.,]+|[\s.,]+$", "", typed).lower()


def whole(typed: str) -> int | None:
    """A whole number of up to four digits, or None."""
    return int(typed) if re.fullmatch(r"[0-9]{1,4}", typed) else None


def month_number(typed: str, language: Language) -> int | None:
    """A month by its name or by the first three letters or more of it."""
    if len(typed) < 3:
        return None
    names = [language.month(number).lower() for number in range(1, 13)]
    found = [number for number, name in enumerate(names, start=1) if name.startswith(typed)]
    return found[0] if len(found) == 1 else None


def real(numbers: Mapping[str, int | None]) -> date:
    """The date, if the calendar has it."""
    day, month, year = (numbers[part] or 0 for part in PARTS)
    try:
        return date(year, month, day)
    except ValueError:
        raise Refused(Problem("start-day", "date-unreal")) from None


def within(day: date, language: Language, today: date | None) -> date:
    """The date, if it is near enough to be meant: from a year back to two years ahead of today."""
    if today:
        first, last = today.replace(year=today.year - 1, day=1), today.replace(year=today.year + 2, day=1)
    else:
        first, last = date(YEARS[0], 1, 1), date(YEARS[1], 12, 31)
    if first <= day <= last:
        return day
    words = {"first": language.date(first, "short"), "last": language.date(last, "short")}
    raise Refused(Problem("start-year", "date-range", words))
