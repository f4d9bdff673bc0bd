"""From choices to a course: every wrong choice has its own problem, all at once, and nothing open is guessed."""

from collections.abc import Mapping

import pytest

from calculator.choices import ILLUSTRATION, NOT_MET, open_choices
from calculator.course import HORIZON, make_course
from calculator.language import language
from calculator.link import write_link
from calculator.problem import Problem, Refused
from calculator.protocol import protocol, protocol_ids
from calculator.regimen import Protocol, Unit
from calculator.render.choices import choice_legend
from calculator.render.why import chosen as chosen_section
from calculator.schedule import Schedule
from tests import courses, demo, markup

ENGLISH = language("en")

every_protocol = pytest.mark.parametrize("id", protocol_ids())
NORWAY = "no-hydroxocobalamin-no-neuro"
CHOSEN = {"loading.period": "2", "maintenance.period": "3"}


def problems(one: Protocol, entry: Mapping[str, object]) -> list[Problem]:
    """Every problem of an entry that cannot be answered."""
    with pytest.raises(Refused) as refused:
        make_course(one, entry)
    return list(refused.value.problems)


def codes(one: Protocol, entry: Mapping[str, object]) -> list[tuple[str, str]]:
    """The field and the kind of every problem."""
    return [(problem.field, problem.code) for problem in problems(one, entry)]


def chosen_lines(schedule: Schedule) -> str:
    """What an example says of what was chosen, as HTML."""
    return str(chosen_section(schedule, ENGLISH) or "")


# --- nothing open has a silent default


@every_protocol
def test_a_choice_that_is_left_out_is_asked_for_and_never_guessed(id: str) -> None:
    one = protocol(id)
    for chosen in courses.ends(one):
        for key in chosen:
            rest = {other: value for other, value in chosen.items() if other != key}
            found = codes(one, {"choices": rest})
            assert (key, "choice-missing") in found, f"{id}: {key} was guessed"


@every_protocol
def test_every_missing_choice_is_told_at_once(id: str) -> None:
    one = protocol(id)
    keys = [choice.key for choice in open_choices(one)]
    if keys:
        assert codes(one, {}) == [(key, "choice-missing") for key in keys]
    else:
        assert make_course(one, {}).choices == {}


@every_protocol
def test_what_the_source_allows_is_allowed_and_its_neighbours_are_not(id: str) -> None:
    one = protocol(id)
    for chosen in courses.ends(one):
        for choice in open_choices(one):
            if choice.key not in chosen or not choice.options[0].isdigit():
                continue
            low, high = int(choice.options[0]), int(choice.options[-1])
            for value in (
                low - 1,
                high + 1,
                -low,
                f"{low}.0",
                f" {low}",
                f"0{low}",
                f"+{low}",
                "",
                None,
                [low],
            ):
                found = codes(one, {"choices": {**chosen, choice.key: value}})
                assert (choice.key, "choice-value") in found, f"{id}: {choice.key} = {value!r} was accepted"
            assert make_course(one, {"choices": {**chosen, choice.key: high}}).choices[choice.key] == str(
                high
            )


@every_protocol
def test_every_option_makes_a_course(id: str) -> None:
    one = protocol(id)
    base = next(courses.ends(one))
    for choice in open_choices(one):
        for value in choice.options:
            chosen = {**base, choice.key: value}
            wanted = dict(courses.until_not_met(list(chosen), tuple(chosen.values())))
            assert make_course(one, {"choices": chosen}).choices == wanted


@every_protocol
def test_a_course_keeps_exactly_what_was_chosen(id: str) -> None:
    one = protocol(id)
    for chosen in courses.ends(one):
        course = make_course(one, {"choices": chosen, "start": "2026-03-02", "months": 24})
        assert (dict(course.choices), course.months, str(course.start)) == (chosen, 24, "2026-03-02")
        assert course.protocol is one


@every_protocol
def test_only_what_the_source_leaves_open_is_asked(id: str) -> None:
    for choice in open_choices(protocol(id)):
        assert len(choice.options) > 1, f"{id}: {choice.key} asks for something that is settled"
        assert len(set(choice.options)) == len(choice.options)


def test_a_dose_range_is_never_a_choice() -> None:
    demonstration = demo.demo()
    assert not [choice for choice in open_choices(demonstration) if choice.what == "dose"]
    stretches = make_course(demonstration, {"choices": demonstration.examples[0].choices}).stretches
    assert (stretches[3].dose.low, stretches[3].dose.high) == (250, 1000)


def test_everything_that_a_source_may_leave_open_is_asked_in_order() -> None:
    assert [choice.key for choice in open_choices(demo.demo())] == [
        "numbered.frequency", "either-way.either", "either-way.count", "gap.period", "gap.until",
        "conditional.only_if", "conditional.until", "ranged.period", "ranged.bounds",
    ]  # fmt: skip


def test_an_open_end_is_at_least_what_the_source_says_and_at_most_our_illustration() -> None:
    found = {choice.key: choice for choice in open_choices(demo.demo())}
    assert found["gap.until"].options == tuple(map(str, range(1, ILLUSTRATION[Unit.WEEK] + 1)))
    assert found["conditional.until"].options == tuple(map(str, range(2, ILLUSTRATION[Unit.MONTH] + 1)))


def test_after_a_condition_that_is_not_met_nothing_more_is_asked_or_shown() -> None:
    one = protocol("us-label-cyanocobalamin-pa")
    course = make_course(one, {"choices": {"daily.bounds": "6", "alternate-days.only_if": NOT_MET}})
    assert course.stopped_at is one.phases[1]
    assert [stretch.phase for stretch in course.stretches] == [one.phases[0]]


@pytest.mark.parametrize("later", [0, -1, "not an option", None])
def test_choices_of_steps_that_are_not_shown_are_taken_from_an_old_link_and_dropped(
    later: int | str | None,
) -> None:
    """`later`: the first or the last option of each of them, or no option at all."""
    tried = 0
    for one in [*map(protocol, protocol_ids()), demo.demo()]:
        every = {
            choice.key: choice.options[later] if isinstance(later, int) else later
            for choice in open_choices(one)
        }
        for chosen in courses.ends(one):
            if NOT_MET in chosen.values():
                course = make_course(one, {"choices": {**every, **chosen}, "start": "2026-03-02"})
                assert course == make_course(one, {"choices": chosen, "start": "2026-03-02"}), one.id
                dropped = every.keys() - chosen.keys()
                assert not [key for key in dropped if key in write_link(course)], one.id
                tried += len(dropped)
    assert tried > 10, "few protocols go on only if: this test needs some"


def test_a_key_that_no_phase_has_is_refused_also_beside_a_stop() -> None:
    chosen = {"daily.bounds": "6", "alternate-days.only_if": NOT_MET, "spaced.perod": "3"}
    assert codes(protocol("us-label-cyanocobalamin-pa"), {"choices": chosen}) == [
        ("spaced.perod", "choice-unknown")
    ]


@pytest.mark.parametrize("months", [1, 2, 12])
def test_an_example_says_what_was_chosen_only_of_the_steps_that_it_shows_or_stops_at(months: int) -> None:
    for one in [*map(protocol, protocol_ids()), demo.demo()]:
        for chosen in courses.ends(one):
            schedule = courses.schedule(one, chosen, None, months)
            shown = {row.phase.name for row in schedule.administrations}
            stop = schedule.course.stopped_at
            told = [item.get_text() for item in markup.parsed(chosen_lines(schedule)).select("li")]
            wanted = [
                choice_legend(choice, ENGLISH)
                for choice in open_choices(one)
                if choice.key in chosen and (choice.phase.name in shown or choice.phase is stop)
            ]
            assert [line.split(". ")[0] for line in told] == wanted, f"{one.id} {chosen} {months}"


def test_a_condition_is_never_taken_as_met() -> None:
    one = protocol("us-label-cyanocobalamin-pa")
    chosen = {"daily.bounds": "6", "spaced.period": "3", "spaced.bounds": "2"}
    assert codes(one, {"choices": chosen}) == [("alternate-days.only_if", "choice-missing")]
    for value in (True, "true", "yes", 1, "Met"):
        found = codes(one, {"choices": {**chosen, "alternate-days.only_if": value}})
        assert found == [("alternate-days.only_if", "choice-value")]


# --- every problem, all at once, each at its field


def test_start_months_and_every_choice_are_told_in_one_answer() -> None:
    entry = {"start": "2026-02-30", "months": 61, "choices": {"loading.period": "3", "loding.period": "1"}}
    assert codes(protocol(NORWAY), entry) == [
        ("start", "start-unreal"),
        ("months", "months-range"),
        ("loding.period", "choice-unknown"),
        ("loading.period", "choice-value"),
        ("maintenance.period", "choice-missing"),
    ]


@pytest.mark.parametrize(
    ("given", "near"),
    [("maintainance.period", "maintenance.period"), ("loading.perod", "loading.period")],
)
def test_a_misspelt_choice_suggests_what_was_meant(given: str, near: str) -> None:
    found = problems(protocol(NORWAY), {"choices": {**CHOSEN, given: "2"}})
    assert [(one.code, one.values["near"]) for one in found] == [("choice-unknown", near)]


def test_a_choice_that_resembles_nothing_is_told_what_is_open() -> None:
    found = problems(protocol(NORWAY), {"choices": {**CHOSEN, "zzz": "2"}})
    assert found[0].values["near"] == "loading.period, maintenance.period"


def test_a_choice_where_nothing_is_open_is_a_problem_of_its_own() -> None:
    found = codes(protocol("us-kuzminski-1998-trial"), {"choices": {"loading.period": "2"}})
    assert found == [("loading.period", "choice-none")]


@pytest.mark.parametrize("given", [[], "loading.period=2", 3, True])
def test_choices_that_are_no_names_with_values_are_refused(given: object) -> None:
    assert ("choices", "choices-form") in codes(protocol(NORWAY), {"choices": given})


# --- start and horizon


@pytest.mark.parametrize(
    ("start", "code"),
    [
        ("2026-02-29", "start-unreal"), ("2026-13-01", "start-unreal"), ("2026-00-10", "start-unreal"),
        ("0000-01-01", "start-unreal"), ("1999-12-31", "start-years"), ("2100-01-01", "start-years"),
        ("9999-12-31", "start-years"), ("2026-3-2", "start-form"), ("02/03/2026", "start-form"),
        ("20260302", "start-form"), ("2026-W10-1", "start-form"), ("2026-03-02T00:00", "start-form"),
        (" 2026-03-02", "start-form"), ("２０２６-03-02", "start-form"), ("today", "start-form"),
        (20260302, "start-form"), (True, "start-form"), (0, "start-form"), ([], "start-form"),
    ],
)  # fmt: skip
def test_a_start_that_is_no_date_is_a_problem_and_never_today(start: object, code: str) -> None:
    assert codes(protocol(NORWAY), {"start": start, "choices": CHOSEN}) == [("start", code)]


@pytest.mark.parametrize("start", ["2000-01-01", "2024-02-29", "2099-12-31"])
def test_a_start_within_the_years_is_taken(start: str) -> None:
    assert str(make_course(protocol(NORWAY), {"start": start, "choices": CHOSEN}).start) == start


@pytest.mark.parametrize("start", [None, ""])
def test_without_a_start_there_are_day_numbers(start: object) -> None:
    assert make_course(protocol(NORWAY), {"start": start, "choices": CHOSEN}).start is None


@pytest.mark.parametrize(
    "months", [0, -1, 61, 1.5, "", "twelve", "1e1", "12.0", "１２", None, True, [12], "012"]
)
def test_a_horizon_that_is_no_number_from_1_to_60_is_refused(months: object) -> None:
    assert codes(protocol(NORWAY), {"months": months, "choices": CHOSEN}) == [("months", "months-range")]


@pytest.mark.parametrize("months", [1, 12, 60, "1", "60"])
def test_a_horizon_from_1_to_60_is_taken(months: object) -> None:
    assert make_course(protocol(NORWAY), {"months": months, "choices": CHOSEN}).months == int(str(months))


def test_the_only_default_is_how_far_to_look_which_the_answer_says() -> None:
    assert make_course(protocol(NORWAY), {"choices": CHOSEN}).months == HORIZON


def test_what_is_repeated_to_the_reader_is_short() -> None:
    long = "x" * 5000
    entry = {"start": long, "months": long, "choices": {**CHOSEN, long: long, "loading.period": long}}
    for problem in problems(protocol(NORWAY), entry):
        assert all(len(str(value)) < 60 for value in problem.values.values()), problem.code
