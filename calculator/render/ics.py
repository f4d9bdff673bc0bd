"""The schedule as an iCalendar file (RFC 5545), through the icalendar library, which is fetched only when asked for.

Each injection is a whole day: DTSTART is a DATE, so no time zone can move it, and DTEND is the day after (3.6.1). The
UID stays the same for the same course, so a second import replaces the first (3.8.4.7). There is no VALARM: an
example must not ring like a reminder. The summary begins with EXAMPLE and holds no dose.
"""

from datetime import UTC, datetime, time, timedelta

from calculator.language import Language
from calculator.link import write_link
from calculator.problem import Needs
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
    course = schedule.course
    protocol, link = course.protocol, write_link(course)
    source = sources(language.code)[protocol.source.id]
    about = language.say("ics.description", short=source.short, issued=language.published(source.issued))
    stamp = datetime.combine(protocol.review.checked_on, time(), UTC)
    calendar = Calendar()
    calendar.add("prodid", f"-//{DOMAIN}//example schedules//{language.code.upper()}")
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    for row in schedule.administrations:
        if row.date is None:
            continue
        event = Event()
        event.add("uid", f"{link}&injection={row.number}@{DOMAIN}")
        event.add("dtstamp", stamp)
        event.add("dtstart", row.date)
        event.add("dtend", row.date + timedelta(1))
        event.add("transp", "TRANSPARENT")
        event.add("summary", language.say("ics.summary", n=row.number, title=protocol.title))
        event.add("description", about)
        calendar.add_component(event)
    return str(calendar.to_ical().decode("utf-8"))
