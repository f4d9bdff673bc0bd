"""The schedule as plain text: to copy, to read aloud, to send to a terminal."""

from calculator.language import Language
from calculator.render.summary import summary
from calculator.render.urgent import urgent_lines
from calculator.render.words import because_words, dose_words, when_words
from calculator.schedule import Schedule
from calculator.source import sources


def text(schedule: Schedule, language: Language) -> str:
    """One line an injection, headed by EXAMPLE and closed by the source."""
    protocol = schedule.course.protocol
    source = sources(language.code)[protocol.source.id]
    rows = [
        language.say(
            "text.row",
            number=row.number,
            when=when_words(row, language),
            dose=dose_words(row.dose, language),
            phase=language.say(f"role_short.{row.phase.role}"),
            because=because_words(row, language),
        )
        for row in schedule.administrations
    ]
    return "\n".join(
        [
            language.say("text.title", title=protocol.title),
            summary(schedule, language),
            "",
            *rows,
            "",
            language.say("result.not_dates"),
            language.say("result.follow"),
            *urgent_lines(language),
            language.say("text.source", short=source.short, url=source.url or source.note),
            "",
        ]
    )
