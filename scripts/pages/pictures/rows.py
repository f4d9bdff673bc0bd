"""Schedules as rows of marks: what the picture of the world and the picture on the first page share."""

from collections.abc import Container
from itertools import groupby

from calculator.choices import Choice
from calculator.course import make_course
from calculator.dates import MEAN_MONTH
from calculator.regimen import Protocol, Role
from calculator.render.choices import choice_words
from calculator.render.markup import Markup, element
from calculator.render.summary import summary
from calculator.render.why import shown_choices
from calculator.render.words import dose_words, phase_words
from calculator.schedule import Schedule, make_schedule
from scripts.content.phrases import site_language, tie
from scripts.pages.pictures.strip import LINE, axis, calendar, injections, months, ornament, strip

MONTHS = 6


def first_months(one: Protocol, number: int) -> Schedule:
    """A protocol's first worked example over so many months, in day numbers."""
    return make_schedule(make_course(one, {"months": number, "choices": one.examples[0].choices}))


def marks(schedule: Schedule, line: int) -> Markup:
    """The schedule as a drawing that says in words what it shows."""
    return strip(summary(schedule, site_language()), *line_and_marks(schedule, line), line=line)


def line_and_marks(schedule: Schedule, line: int) -> tuple[Markup, Markup]:
    """The line of all months, dashed where the source gives no more, and one mark for each injection."""
    scale, rows = months(schedule.course.months), schedule.administrations
    ended = schedule.course.stopped_at is not None or not schedule.course.stretches[-1].phase.endless
    over = rows[-1].day if ended and rows[-1].day < scale.days - MEAN_MONTH / 2 else None
    placed = ((row.phase.role, scale.at(row.day - 1)) for row in rows)
    return axis(scale, MEAN_MONTH, until=over, line=line), injections(placed, line)


def month_names() -> Markup:
    """The months under or over rows of marks."""
    names = {month * MEAN_MONTH: str(month) for month in range(1, MONTHS)}
    first, last = site_language().say("picture.start"), site_language().say("picture.months", n=MONTHS)
    return calendar(months(MONTHS), {0: first, **names, MONTHS * MEAN_MONTH: last})


def key(roles: Container[Role] = tuple(Role)) -> Markup:
    """What the shapes of some phases mean."""
    return element(
        "ul",
        *(
            element("li", sample(role), " ", site_language().say(f"picture.shape.{role}"), class_="key__item")
            for role in Role
            if role in roles
        ),
        class_="key",
    )


def sample(role: Role) -> Markup:
    """One shape on a piece of line."""
    ground = element("rect", x=0, y=LINE, width="100%", height=1, fill="currentColor", class_="axis")
    return ornament(ground, injections([(role, "50%")]), height=28, width="28", kind="sample")


def doses(schedule: Schedule) -> str:
    """The dose of each injection: "1,000 micrograms each" or "1,500 micrograms, then 100 micrograms"."""
    found = list(dict.fromkeys(dose_words(row.dose, site_language()) for row in schedule.administrations))
    if len(found) == 1:
        return tie(site_language().say("picture.dose_each", dose=found[0]))
    return tie(
        site_language().say(
            "picture.dose_then", doses=site_language().say("picture.between_doses").join(found)
        )
    )


def shown(one: Protocol) -> list[str]:
    """For each phase that the row shows and the source leaves open: which end it shows, and what the source says."""
    lines = []
    for _, members in groupby(
        shown_choices(first_months(one, MONTHS)),
        key=lambda pair: (pair[0].phase.name, pair[0].what == "only_if"),
    ):
        choices, values = zip(*members, strict=True)
        lines.append(shown_words(list(choices), list(values)))
    return lines


def shown_words(several: list[Choice], values: list[str]) -> str:
    """What one phase leaves open, in words."""
    say, phase = site_language().say, several[0].phase
    if several[0].what == "only_if":
        return say(f"picture.shown_{values[0].replace('-', '_')}", only_if=phase.only_if)
    found = [
        choice_words(choice, value, site_language()) for choice, value in zip(several, values, strict=True)
    ]
    return tie(
        say(
            "picture.shown_value",
            value=say("picture.between").join(found),
            source=phase_words(phase, site_language()),
        )
    )


def shown_line(one: Protocol) -> Markup | None:
    """What a row shows of what its source leaves open; nothing when nothing is open."""
    lines = shown(one)
    if not lines:
        return None
    return element(
        "p",
        site_language().say("picture.shown", lines=site_language().say("list.between_sources").join(lines)),
        class_="row__note",
    )
