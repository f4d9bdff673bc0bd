"""Loading, then maintenance: the first days of one published schedule, and every month of its first year."""

from collections import Counter

from calculator.course import make_course
from calculator.dates import MEAN_MONTH
from calculator.regimen import Role
from calculator.render.markup import Markup, element
from calculator.render.words import often_words, phase_words
from calculator.schedule import Schedule, make_schedule
from scripts.content.in_language import protocol
from scripts.content.phrases import site_language, tie
from scripts.pages.page_links import to_protocol
from scripts.pages.pictures.moments import source_links
from scripts.pages.pictures.strip import injections, ornament

ID, OPEN, YEAR, WEEK = "uk-bnf-hydroxocobalamin-no-neuro", "maintenance.period", 12, 7
"""The schedule, what it leaves open, the months shown, and the days in a line of them."""


def picture() -> Markup:
    """The picture with its words."""
    say, one = site_language().say, protocol(ID)
    later = one.phases[-1].timings[0]
    years = {
        often_words(
            later._replace(period=type(later.period)(months, months)), site_language()
        ): make_schedule(make_course(one, {"months": YEAR, "choices": {OPEN: str(months)}}))
        for months in later.period.options
    }
    return element(
        "figure",
        element(
            "figcaption",
            element("p", say("picture.loading.caption")),
            element("p", say("picture.loading.follow"), class_="follow"),
        ),
        element(
            "ul",
            start(next(iter(years.values()))),
            *(year(often, schedule) for often, schedule in years.items()),
            class_="picture__rows",
        ),
        element("p", element("a", one.title, href=to_protocol(ID), class_="lone")),
        element("p", *source_links((one.source.id, *one.source.also)), class_="row__note"),
        class_="picture picture--loading",
    )


def start(schedule: Schedule) -> Markup:
    """The loading phase day by day, in whole weeks."""
    rows = [row for row in schedule.administrations if row.phase.role is Role.LOADING]
    days, often = [row.day for row in rows], phase_words(rows[0].phase, site_language())
    return row(
        element("strong", site_language().say("picture.loading.start")),
        cells(WEEK * -(-days[-1] // WEEK), Counter(days), Role.LOADING, "days"),
        site_language().say("picture.loading.start_says", n=len(days), often=often, days=listed(days)),
    )


def year(often: str, schedule: Schedule) -> Markup:
    """The months of the first year, also those without an injection."""
    held = Counter(int((row.day - 1) // MEAN_MONTH) + 1 for row in schedule.administrations)
    loading = [row for row in schedule.administrations if row.phase.role is Role.LOADING]
    none = [month for month in range(1, YEAR + 1) if month not in held]
    later = [month for month in held if month > 1]
    return row(
        element("strong", site_language().say("picture.loading.later", often=often)),
        cells(YEAR, held, Role.MAINTENANCE, "months"),
        site_language().say(
            "picture.loading.later_says", n=len(loading), months=listed(later), none=listed(none)
        ),
    )


def row(title: Markup, drawn: Markup, said: str) -> Markup:
    """A line of cells, and the same in words."""
    return element(
        "li",
        element("p", title, class_="row__title"),
        drawn,
        element("div", element("p", tie(said)), class_="row__words"),
        class_="row",
    )


def cells(number: int, held: Counter[int], role: Role, kind: str) -> Markup:
    """A cell for each day or month with its number, and a mark for each injection in it."""
    return element(
        "ol",
        *(cell(place, held[place], role) for place in range(1, number + 1)),
        aria_hidden="true",
        class_=f"cells cells--{kind}",
    )


def cell(place: int, many: int, role: Role) -> Markup:
    """One day or month. Several injections of one month are those of the start."""
    shape = role if many == 1 else Role.LOADING
    marks = injections(((shape, f"{100 * (at + 1) / (many + 1):.4g}%") for at in range(many)), 24)
    return element(
        "li",
        ornament(marks, height=26, kind="cell"),
        site_language().number(place),
        class_="held" if many else None,
    )


def listed(numbers: list[int]) -> str:
    """ "1, 3 and 5"."""
    return site_language().list([str(number) for number in numbers], "and")
