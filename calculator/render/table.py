"""The schedule as an HTML table: one group of rows a phase, each row with its EXAMPLE mark."""

from datetime import date
from itertools import groupby

from calculator import __version__
from calculator.injection import Administration
from calculator.language import Language
from calculator.render.markup import Markup, element
from calculator.render.words import date_words, dose_words, phase_heading, when_words
from calculator.schedule import Schedule
from calculator.source import sources

COLUMNS = ("number", "when")


def table(schedule: Schedule, language: Language, *, today: date | None = None, address: str = "") -> Markup:
    """The table in the box in which a wide one scrolls.

    Its foot says where it comes from, so that the table stands alone on paper; `today` and `address` are those of
    the reader's own page, which only the browser knows.
    """
    heads = [element("th", language.say(f"table.{name}"), scope="col") for name in COLUMNS]
    bodies = [
        body(list(rows), language)
        for _, rows in groupby(schedule.administrations, key=lambda row: row.phase.name)
    ]
    words = foot(schedule, language, today)
    here = language.say("table.address", address=address)  # a screen shows it in the address bar
    typed = element("span", " ", here, class_="print-only") if address else None
    whole = element(
        "table",
        element("caption", caption(schedule, language)),
        element("thead", element("tr", *heads)),
        *bodies,
        element("tfoot", element("tr", element("td", words, typed, colspan=len(COLUMNS)))),
        class_="schedule dated" if schedule.course.start else "schedule",
    )
    mine = element("p", language.say("table.mine"), class_="print-only mine")
    return element("div", mine, whole, class_="scroll")


def caption(schedule: Schedule, language: Language) -> str:
    """EXAMPLE, the source's title, and the start if there is one."""
    course = schedule.course
    if course.start:
        start = date_words(course.start, language)
        return language.say("table.caption_start", title=course.protocol.title, date=start)
    return language.say("table.caption", title=course.protocol.title)


def body(rows: list[Administration], language: Language) -> Markup:
    """The rows of one phase under the source's own line for it."""
    phase = rows[0].phase
    line = [
        element("span", phase_heading(phase, language)),
        " ",
        element("span", each(rows[0], language), class_="each"),
    ]
    if phase.only_if:
        line.append(
            element("span", language.say("phase.condition_open", only_if=phase.only_if), class_="condition")
        )
    heading = element("th", *line, colspan=len(COLUMNS), scope="rowgroup")
    return element("tbody", element("tr", heading, class_="phase"), *(tr(row, language) for row in rows))


def each(row: Administration, language: Language) -> str:
    """The amount, which is the same in all rows of a phase; no line ends before its unit."""
    amount = "\u00a0".join(dose_words(row.dose, language).rsplit(" ", 1))
    return language.say("table.each", dose=amount)


def tr(row: Administration, language: Language) -> Markup:
    """One injection."""
    when, weekend = when_words(row, language), None
    if row.date and row.date.weekday() >= 5:  # a part of its own, which paper leaves out
        when = language.date(row.date)
        weekend = element("span", " ", language.say("date.weekend_mark"), class_="weekend")
    return element(
        "tr",
        element("th", language.say("table.row", n=row.number), scope="row"),
        element("td", when, weekend),
        data_day=row.day,
    )


def foot(schedule: Schedule, language: Language, today: date | None) -> str:
    """EXAMPLE, source, edition, version, and when it was made."""
    source = sources(language.code)[schedule.course.protocol.source.id]
    edition = language.published(source.issued)
    words = [language.say("table.foot", short=source.short, issued=edition, version=__version__)]
    if today:
        words.append(language.say("table.made", date=language.date(today, "short")))
    return " ".join(words)
