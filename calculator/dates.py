"""Calendar months: adding them to a day, and how many days they have on average.

>>> add_months(date(2026, 1, 31), 1), add_months(date(2026, 1, 31), 2)
(datetime.date(2026, 2, 28), datetime.date(2026, 3, 31))
"""

from datetime import date, timedelta

MEAN_MONTH = 146097 / 4800
"""Days: 400 Gregorian years have 146,097 days and 4,800 months."""


def add_months(day: date, months: int) -> date:
    """The same day of a later month, or that month's last day where it is too short."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, last_of_month(year, month + 1).day))


def last_of_month(year: int, month: int) -> date:
    """The last day of a month: the day before the first of the next."""
    return date(year + month // 12, month % 12 + 1, 1) - timedelta(1)
