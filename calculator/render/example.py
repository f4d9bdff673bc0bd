"""The example: what it is an example of, one sentence, the line of marks, the rows, and the months at a glance."""

from datetime import date

from calculator.language import Language
from calculator.render.markup import Markup, element
from calculator.render.strip import strip
from calculator.render.summary import summary
from calculator.render.table import table
from calculator.render.timeline import timeline
from calculator.render.words import date_words
from calculator.schedule import Schedule


def example(
    schedule: Schedule, language: Language, *, today: date | None = None, address: str = "", doubt: str = ""
) -> Markup:
    """One schedule in the order in which a reader needs it; `today` and `address` are those of the reader's page.

    `doubt` is a sentence on whether this is the example that was meant, or "".
    """
    say, course = language.say, schedule.course
    weekend = any(row.date and row.date.weekday() >= 5 for row in schedule.administrations)
    heading = (
        say("result.dated", date=date_words(course.start, language))
        if course.start
        else say("result.heading")
    )
    return element(
        "article",
        element("h2", heading, id="result", tabindex=-1),
        element(
            "p", element("strong", say("result.mark")), " ", say("result.not_dates"), class_="example-mark"
        ),
        element("p", doubt) if doubt else None,
        element("p", summary(schedule, language), class_="answer", data_compare=True),
        timeline(schedule, language),
        table(schedule, language, today=today, address=address),
        strip(schedule, language),
        element("p", say("result.weekend")) if weekend else None,
        element("p", element("strong", say("result.follow")), class_="follow"),
        class_="example",
        data_protocol=course.protocol.id,
    )
