"""The schedule as an HTML table: one group of rows a phase, each row with its arithmetic and its EXAMPLE mark."""

from datetime import date
from itertools import groupby

from calculator import __version__
from calculator.language import Language
from calculator.render.markup import Markup, element, join
from calculator.render.words import because_words, date_words, dose_words, phase_heading, when_words
from calculator.schedule import Administration, Ours, Schedule
from calculator.source import sources

COLUMNS = ("number", "when", "amount", "phase", "why")


def table(schedule: Schedule, language: Language, *, today: date | None = None, address: str = "") -> Markup:
    """The table, and below it what in it is ours and not the source's.

    Its foot says where it comes from, so that the table stands alone on paper; `today` and `address` are those of
    the reader's own page, which only the browser knows.
    """
    wide = len(COLUMNS) + 1
    heads = [element("th", language.say(f"table.{name}"), scope="col") for name in COLUMNS]
    mine = element("th", language.say("table.mine"), scope="col", class_="mine")
    bodies = [
        body(list(rows), language)
        for _, rows in groupby(schedule.administrations, key=lambda row: row.phase.name)
    ]
    whole = element(
        "table",
        element("caption", caption(schedule, language)),
        element("thead", element("tr", *heads, mine)),
        *bodies,
        element(
            "tfoot", element("tr", element("td", foot(schedule, language, today, address), colspan=wide))
        ),
        class_="schedule dated" if schedule.course.start else "schedule",
    )
    return join(whole, key_to_ours(schedule, language))


def caption(schedule: Schedule, language: Language) -> str:
    """EXAMPLE, the source's title, and the start if there is one."""
    course = schedule.course
    if course.start:
        start = date_words(course.start, language)
        return language.say("table.caption_start", title=course.protocol.title, date=start)
    return language.say("table.caption", title=course.protocol.title, plain=course.protocol.plain)


def body(rows: list[Administration], language: Language) -> Markup:
    """The rows of one phase under the source's own line for it."""
    phase = rows[0].phase
    line = [element("span", phase_heading(phase, language))]
    if phase.only_if:
        line.append(
            element("span", language.say("phase.condition_open", only_if=phase.only_if), class_="condition")
        )
    heading = element("th", *line, colspan=len(COLUMNS) + 1, scope="rowgroup")
    role = element("td", language.say(f"role_short.{phase.role}"))
    mine = element("td", language.say("table.blank"), class_="mine")
    lines = (tr(row, role, mine, language) for row in rows)
    return element("tbody", element("tr", heading, class_="phase"), *lines)


def tr(row: Administration, role: Markup, mine: Markup, language: Language) -> Markup:
    """One injection, with the two cells that are the same all through its phase."""
    return element(
        "tr",
        element("th", language.say("table.row", n=row.number), scope="row"),
        element("td", when_words(row, language)),
        element("td", dose_words(row.dose, language)),
        role,
        element("td", because_words(row, language)),
        mine,
        data_day=row.day,
    )


def foot(schedule: Schedule, language: Language, today: date | None, address: str) -> str:
    """EXAMPLE, source, edition, version, and when and where it was made."""
    source = sources(language.code)[schedule.course.protocol.source.id]
    edition = language.published(source.issued)
    words = [language.say("table.foot", short=source.short, issued=edition, version=__version__)]
    if today:
        words.append(language.say("table.made", date=language.date(today, "short")))
    if address:
        words.append(language.say("table.address", address=address))
    return " ".join(words)


def key_to_ours(schedule: Schedule, language: Language) -> Markup:
    """What each assumption of ours means, for those that a row uses."""
    used = {name for row in schedule.administrations for name in row.ours}
    if not used:
        return Markup("")
    return element(
        "div",
        element("p", element("strong", language.say("table.key"))),
        element("ul", *(element("li", language.say(f"ours_full.{name}")) for name in Ours if name in used)),
        class_="ours",
    )
