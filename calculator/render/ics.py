"""The schedule as an iCalendar file (RFC 5545), through the icalendar library, which is fetched only when asked for.

Each injection is a whole day: DTSTART is a DATE, so no time zone can move it, and DTEND is the day after (3.6.1). The
UID says protocol, start, choices and number, and not how far the file looks: two files that share a UID share its
day, so a longer file adds and never doubles (docs/about/decisions/0020-calendar-entries.md). It holds no slash:
calendars on servers make it the name of a file. There is no METHOD: this is a file and no invitation, and PUBLISH
would ask for an organizer (RFC 5546, 3.2.1). There is no VALARM: an example must not ring like a reminder. The summary
begins with EXAMPLE and holds no dose.
"""

from datetime import UTC, date, datetime, time, timedelta

from calculator.course import Course
from calculator.dates import add_months
from calculator.language import Language
from calculator.problem import Needs
from calculator.regimen import Unit
from calculator.schedule import Schedule
from calculator.source import sources

DOMAIN = "b12-injection-guide.invalid"
"""RFC 2606: a name that nobody owns; a UID only has to be unlike others."""


def ics(schedule: Schedule, language: Language) -> str:
    """The calendar file. Raises Needs when the library is not there yet; an undated schedule has no events."""
    try:
        from icalendar import Calendar, Event
    except ModuleNotFoundError as error:
        raise Needs("icalendar") from error
    course, say = schedule.course, language.say
    stamp = datetime.combine(course.protocol.review.checked_on, time(), UTC)
    calendar = Calendar()
    calendar.add("prodid", f"-//{DOMAIN}//example schedules//{language.code.upper()}")
    calendar.add("version", "2.0")
    for row in schedule.administrations:
        if course.start is None or row.date is None:
            continue
        event = Event()
        event.add("uid", f"{example_id(course, course.start)}.{row.number}@{DOMAIN}")
        event.add("dtstamp", stamp)
        event.add("dtstart", row.date)
        event.add("dtend", row.date + timedelta(1))
        event.add("transp", "TRANSPARENT")
        event.add("categories", [say("ics.category")])
        event.add("summary", say("ics.summary", n=row.number, title=course.protocol.title))
        event.add("description", description(schedule, course.start, language))
        calendar.add_component(event)
    return str(calendar.to_ical().decode("utf-8"))


def example_id(course: Course, start: date) -> str:
    """What makes this example another than all others, however far a file looks, in letters fit for a file's name."""
    choices = (f"{key}-{value}" for key, value in course.choices.items())
    return ".".join([course.protocol.id, start.isoformat(), *choices])


def description(schedule: Schedule, start: date, language: Language) -> str:
    """What every event says: what it is, from which start, how far the file goes, and how to remove the example."""
    course, say = schedule.course, language.say
    source = sources(language.code)[course.protocol.source.id]
    last = add_months(start, course.months) - timedelta(1)
    words = [
        say("ics.description", short=source.short, issued=language.published(source.issued)),
        say("ics.start", date=language.date(start, "short")),
        say(
            "ics.cut",
            span=say(f"unit.{Unit.MONTH}", n=course.months),
            date=language.date(last, "short"),
        )
        if schedule.cut
        else "",
        say("ics.remove"),
    ]
    return " ".join(filter(None, words))
