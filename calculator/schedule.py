"""From a Course to a Schedule: the only arithmetic in the project.

Day 1 is the first injection. A phase counts from its anchor:
* the first phase from day 1, and a phase that the source places in numbered weeks from the first day of its first
  week; their injections fall on the anchor and then at every interval;
* a phase of which the source gives only the order from the last injection before it; its injections fall one, two,
  three ... intervals later.
Weeks are 7 days. Months are calendar months counted from the anchor, never chained: 31 January, 28 February,
31 March. Without a start a month is the Gregorian mean. Such a schedule is counted again with the shortest and the
longest months, and a row that is not the same in each of them is only "about" right.
No date is ever moved. Why each law is so: docs/about/decisions/.
"""

from collections.abc import Iterator
from datetime import timedelta
from itertools import count, product
from typing import NamedTuple

from calculator.course import Course
from calculator.dates import Line, fewest_days, most_days
from calculator.injection import Administration, Because, Ours
from calculator.regimen import Phase, Unit
from calculator.stretch import Stretch


class Schedule(NamedTuple):
    """The injections of a course, in order, up to its horizon."""

    course: Course
    administrations: tuple[Administration, ...]
    cut: Phase | None
    """The phase that the horizon cuts: its next injection lies beyond. None when all there is, is shown."""
    unsure: tuple[Phase, ...] = ()
    """Without a start: the phases of which another start may show more injections, or fewer."""


def make_schedule(course: Course) -> Schedule:
    """Every injection before the horizon. A course that exists always has a schedule."""
    line = Line(course.start)
    rows, cut = injections(course, line, line)
    if course.start:
        return Schedule(course, tuple(rows), cut)
    extremes = [Line(None, fewest_days), Line(None, most_days)]
    others = [injections(course, line, horizon)[0] for line, horizon in product(extremes, repeat=2)]
    for place, row in enumerate(rows):
        if any(other[place : place + 1] != [row] for other in others):
            rows[place] = row._replace(ours=(*row.ours, Ours.MONTH))
    unsure = (
        stretch.phase
        for stretch in course.stretches
        if len({sum(row.phase is stretch.phase for row in each) for each in (rows, *others)}) > 1
    )
    return Schedule(course, tuple(rows), cut, tuple(unsure))


def injections(course: Course, line: Line, horizon: Line) -> tuple[list[Administration], Phase | None]:
    """The injections on a line before the horizon on another, and the phase that the horizon cuts.

    Both lines are the same but where all that a start could do is looked for: then the extremes of one meet those of
    the other. A point that lies as many months after its anchor as the horizon after day 1 is beyond it in any case.
    """
    end = horizon.shift(0, course.months, Unit.MONTH)
    found: list[Administration] = []
    for stretch in course.stretches:
        last = found[-1] if found else None
        for offset, months, because, ours in points(stretch, line, last):
            if offset >= end or months >= course.months:
                return found, stretch.phase
            day = course.start + timedelta(offset) if course.start else None
            found.append(
                Administration(len(found) + 1, offset + 1, day, stretch.phase, stretch.dose, because, ours)
            )
    return found, None


type Point = tuple[int, int, Because, tuple[Ours, ...]]
"""Offset, months counted from the anchor (0 where days or weeks are counted), reason and assumptions."""


def points(stretch: Stretch, line: Line, last: Administration | None) -> Iterator[Point]:
    """Every injection in a stretch; endless if nothing ends it."""
    phase = stretch.phase
    if phase.days:
        for place, day in enumerate(phase.days):
            yield day - 1, 0, Because("listed", day) if place else Because("start"), ()
        return
    anchor, ordered = anchor_of(phase, last)
    before = last.number if last else 0
    end = end_of(stretch, line, anchor, ordered)
    previous = anchor
    for place, (offset, steps, unit) in enumerate(offsets(stretch, line, anchor, ordered), start=1):
        if (stretch.injections and place > stretch.injections) or (end is not None and offset >= end):
            return
        if place == 1 and not ordered:
            because = Because("week", phase.weeks[0]) if phase.weeks and anchor else Because("start")
        elif stretch.spread:
            because = Because("after", offset - previous, Unit.DAY, before + place - 1)
        elif line.start is None or line.shift(previous, stretch.interval[0], unit) == offset:
            because = Because("after", stretch.interval[0], unit, before + place - 1)
        else:  # a short month lies between: only counting from the anchor gives this day
            because = Because("after", steps, unit, before if ordered else before + 1)
        months = steps if unit is Unit.MONTH else 0
        yield offset, months, because, tuple(assumptions(stretch, ordered, place))
        previous = offset


def anchor_of(phase: Phase, last: Administration | None) -> tuple[int, bool]:
    """The offset a phase counts from, and whether that is the last injection before it."""
    if phase.weeks:
        return 7 * (phase.weeks[0] - 1), False
    return (last.day - 1, True) if last else (0, False)


def offsets(stretch: Stretch, line: Line, anchor: int, ordered: bool) -> Iterator[tuple[int, int, Unit]]:
    """Every offset at which the interval comes round, with the units counted from the anchor."""
    interval, unit = stretch.interval
    for turn in count(1 if ordered else 0):
        begin = line.shift(anchor, turn * interval, unit)
        for day in stretch.spread or (1,):
            yield begin + day - 1, turn * interval, unit


def end_of(stretch: Stretch, line: Line, anchor: int, ordered: bool) -> int | None:
    """The first offset that is too late, if the phase has a length.

    2 weeks from day 1 are days 1 to 14. 2 weeks that follow an injection end with the 14th day after it.
    """
    if stretch.phase.weeks:
        return 7 * stretch.phase.weeks[1]
    if stretch.length is None:
        return None
    return line.shift(anchor, stretch.length, stretch.length_unit) + ordered


def assumptions(stretch: Stretch, ordered: bool, place: int) -> Iterator[Ours]:
    """What of this injection's day is ours and not the source's, with a start or without."""
    phase = stretch.phase
    if place > 1 and (stretch.spread or (stretch.unit is Unit.YEAR and stretch.frequency > 1)):
        yield Ours.SPREAD
    if ordered and place == 1:
        yield Ours.ORDER
    if phase.until and (phase.bounds is None or phase.bounds.fixed):
        yield Ours.LENGTH
    if any(timing.period_is_minimum for timing in phase.timings):
        yield Ours.GAP
