"""Calendar months: adding them to a day, and how many days they have: on average, at least, at most.

>>> add_months(date(2026, 1, 31), 1), add_months(date(2026, 1, 31), 2)
(datetime.date(2026, 2, 28), datetime.date(2026, 3, 31))
"""

from collections.abc import Callable
from datetime import date, timedelta
from typing import NamedTuple

from calculator.regimen import Unit

MEAN_MONTH = 146097 / 4800
"""Days: 400 Gregorian years have 146,097 days and 4,800 months."""
FEWEST = (0, 28, 59, 89, 120, 150, 181, 212, 242, 273, 303, 334)
MOST = (0, 31, 62, 92, 123, 153, 184, 215, 245, 276, 306, 337)
"""The fewest and the most days that 0 to 11 calendar months in a row can have."""


def add_months(day: date, months: int) -> date:
    """The same day of a later month, or that month's last day where it is too short."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, last_of_month(year, month + 1).day))


def last_of_month(year: int, month: int) -> date:
    """The last day of a month: the day before the first of the next."""
    return date(year + month // 12, month % 12 + 1, 1) - timedelta(1)


def mean_days(months: int) -> int:
    """The days of so many months of mean length."""
    return round(months * MEAN_MONTH)


def fewest_days(months: int) -> int:
    """The fewest days that so many calendar months in a row can have."""
    return 365 * (months // 12) + FEWEST[months % 12]


def most_days(months: int) -> int:
    """The most days that so many calendar months in a row can have: a leap day in the first year and every fourth."""
    years, rest = divmod(months, 12)
    return 365 * years + (years + 3) // 4 + MOST[rest]


class Line(NamedTuple):
    """Where offsets (days after day 1) lie on the calendar, if they do."""

    start: date | None
    days_of: Callable[[int], int] = mean_days
    """Without a start: how many days so many months are taken to have."""

    def shift(self, offset: int, number: int, unit: Unit) -> int:
        """The offset that lies `number` units after another."""
        if unit in (Unit.DAY, Unit.WEEK):
            return offset + number * (7 if unit is Unit.WEEK else 1)
        months = number * (12 if unit is Unit.YEAR else 1)
        if self.start is None:
            return offset + self.days_of(months)
        return (add_months(self.start + timedelta(offset), months) - self.start).days
