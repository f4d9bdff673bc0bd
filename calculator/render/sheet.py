"""The schedule as CSV for a spreadsheet (RFC 4180), one row an injection.

Excel takes a CSV for text in the letters of its own country, unless the file begins with a byte order mark. A cell
that a spreadsheet would run as a formula is made harmless with a leading apostrophe, as OWASP advises:
https://owasp.org/www-community/attacks/CSV_Injection
"""

import csv
import io

from calculator.language import Language
from calculator.render.words import because_words
from calculator.schedule import Schedule
from calculator.source import sources

BYTE_ORDER_MARK = "\ufeff"
"""What every CSV begins with, so that Excel shows ’ and ü as they are."""

FORMULA = {*"=+-@＝＋－＠"}
"""What a formula may begin with, in full width too; a spreadsheet may overlook white space before it."""


def sheet(schedule: Schedule, language: Language) -> str:
    """The whole file: its header line and the rows."""
    source = sources(language.code)[schedule.course.protocol.source.id]
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(language.phrases["csv"]["header"])
    for row in schedule.administrations:
        cells: list[str | int] = [
            language.say("csv.example"),
            row.number,
            row.day,
            language.say("csv.about") if row.about else "",
            row.date.isoformat() if row.date else "",
            language.weekday(row.date) if row.date else "",
            language.say(f"role_short.{row.phase.role}"),
            str(row.dose.low)
            if row.dose.fixed
            else language.say("dose.range", low=row.dose.low, high=row.dose.high),
            because_words(row, language),
            source.short,
        ]
        writer.writerow([harmless(cell) for cell in cells])
    return BYTE_ORDER_MARK + out.getvalue()


def harmless(cell: str | int) -> str | int:
    """The cell, unable to start a formula.

    >>> harmless("=1+1")
    "'=1+1"
    """
    runs = isinstance(cell, str) and (cell[:1] in {"\t", "\r"} or cell.lstrip()[:1] in FORMULA)
    return f"'{cell}" if runs else cell
