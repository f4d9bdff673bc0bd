"""The schedule as plain data, for other programs: what JSON holds."""

from typing import Any

from calculator.injection import Administration
from calculator.language import Language
from calculator.render.words import because_words
from calculator.schedule import Schedule

type Data = dict[str, Any]


def as_data(schedule: Schedule, language: Language) -> Data:
    """The schedule as plain data."""
    course = schedule.course
    return {
        "protocol": course.protocol.id,
        "start": course.start.isoformat() if course.start else None,
        "months": course.months,
        "choices": dict(course.choices),
        "administrations": [row_data(row, language) for row in schedule.administrations],
    }


def row_data(row: Administration, language: Language) -> Data:
    """One injection as plain data. A dose range stays a range: [low, high]."""
    return {
        "number": row.number,
        "day": row.day,
        "about": row.about,
        "date": row.date.isoformat() if row.date else None,
        "phase": row.phase.name,
        "role": row.phase.role,
        "dose_micrograms": row.dose.low if row.dose.fixed else [row.dose.low, row.dose.high],
        "because": because_words(row, language),
        "ours": list(row.ours),
    }
