"""Every protocol file keeps its promises, and a file that breaks one is refused with every reason at once."""

import re
from datetime import UTC, datetime

import pytest

from calculator.choices import open_choices
from calculator.language import language
from calculator.protocol import protocol, protocol_ids, read_protocol
from calculator.regimen import Unit
from calculator.source import SEEN, read_sources, sources
from calculator.strict import BadData
from tests import courses, demo

every_protocol = pytest.mark.parametrize("id", protocol_ids())

# --- what every file promises


@every_protocol
def test_the_engine_agrees_with_every_example_that_was_worked_by_hand(id: str) -> None:
    one = protocol(id)
    for number, example in enumerate(one.examples, start=1):
        found = courses.schedule(one, example.choices, example.start, example.months)
        dates = tuple(row.date for row in found.administrations)
        name = f"{id}, example {number} from {example.start}"
        for place, (ours, by_hand) in enumerate(zip(dates, example.dates, strict=False), start=1):
            assert ours == by_hand, f"{name}: injection {place} is shown on {ours}, by hand it is {by_hand}"
        assert len(dates) >= len(example.dates), f"{name}: {len(dates)} are shown, more were worked by hand"
        assert len(dates) == example.total, (
            f"{name}: {len(dates)} are shown, by hand there are {example.total}"
        )


@every_protocol
def test_two_examples_or_more_and_one_starts_on_a_29th_to_31st(id: str) -> None:
    examples = protocol(id).examples
    assert len(examples) >= 2
    assert any(example.start.day >= 29 for example in examples), f"{id}: no example starts on a 29th to 31st"


@every_protocol
def test_an_example_reaches_all_of_the_first_phase_and_into_the_next(id: str) -> None:
    one = protocol(id)
    for example in one.examples:
        rows = courses.schedule(one, example.choices, example.start, example.months).administrations
        first = [row for row in rows if row.phase.name == rows[0].phase.name]
        wanted = min(len(first) + 2, len(rows)) if len(rows) > len(first) else min(len(first), 8)
        assert len(example.dates) >= wanted, (
            f"{id} from {example.start}: {len(example.dates)} of {wanted} dates"
        )


@every_protocol
def test_the_source_is_in_the_register_and_says_where_it_was_seen(id: str) -> None:
    one = protocol(id)
    for source in [sources()[name] for name in (one.source.id, *one.source.also)]:
        assert source.seen in SEEN
        assert source.url.startswith("https://") or source.url.startswith("http://") or source.note
        assert not source.superseded_by
    assert one.source.place, f"{id}: nobody could find the place in the source"


@every_protocol
def test_nobody_is_shown_a_protocol_whose_review_is_overdue(id: str) -> None:
    review, today = protocol(id).review, datetime.now(UTC).date()
    assert review.checked_on <= today
    assert review.next_review >= today, f"{id}: was due for review on {review.next_review}"
    assert (review.next_review - review.checked_on).days <= 366, f"{id}: dosing is checked every 12 months"


@every_protocol
def test_the_file_s_country_drug_and_pattern_have_words(id: str) -> None:
    one, english = protocol(id), language("en")
    for key in (f"country.{one.country}", f"pattern.{one.pattern}", f"kind.{one.kind}"):
        assert english.say(key)
    assert english.phrases["drug"][one.drug]
    assert {english.phrases["route"][route] for phase in one.phases for route in phase.route}


@every_protocol
def test_weeks_stay_weeks_and_months_stay_months(id: str) -> None:
    for phase in protocol(id).phases:
        for timing in phase.timings:
            days_for_weeks = timing.unit is Unit.DAY and timing.period.low % 7 == 0
            assert not days_for_weeks, f"{id}: {phase.name} writes weeks as days"
            assert timing.unit is not Unit.WEEK or timing.period.low % 4, (
                f"{id}: {phase.name}: months as weeks?"
            )


@every_protocol
def test_the_first_example_chooses_everything_that_is_open(id: str) -> None:
    one = protocol(id)
    chosen = one.examples[0].choices
    assert "not-met" in chosen.values() or set(chosen) == {choice.key for choice in open_choices(one)}


def test_titles_are_the_source_s_own_and_no_two_are_alike() -> None:
    titles = [protocol(id).title for id in protocol_ids()]
    assert len(set(titles)) == len(titles)


def test_file_names_say_place_publisher_and_drug_in_small_letters() -> None:
    for id in protocol_ids():
        assert re.fullmatch(r"[a-z]{2}(-[a-z0-9]+)+", id), f"{id} cannot stand in a link"
        assert len(id) <= 60, f"{id} is longer than a link allows"


def test_the_catalogue_is_as_large_as_the_evidence() -> None:
    assert len(protocol_ids()) >= 34


# --- what the strict reader refuses: the text to change, what it becomes, and the reason it must give

PHASE = 'name = "a"\nperiod_unit = "wk"'
GOOD = demo.text(PHASE)
THEN = f"{PHASE}\ncount = 3"


def reasons(text: str) -> list[str]:
    """Every problem the reader finds in a file."""
    with pytest.raises(BadData) as refused:
        read_protocol("bad", text, demo.register())
    lines = str(refused.value).splitlines()
    assert all(line.startswith("bad.toml: ") for line in lines), "a problem without its file"
    return [line.removeprefix("bad.toml: ") for line in lines]


def test_the_file_that_the_tests_break_is_good() -> None:
    assert read_protocol("good", GOOD, demo.register()).phases[0].endless


@pytest.mark.parametrize(
    ("old", "new", "reason"),
    [
        ('title = "Made up"', "", "title: is missing"),
        ('title = "Made up"', 'title = " "', "title: must be text, not ' '"),
        ('title = "Made up"', 'titel = "Made up"', "titel: no such key here"),
        ('plain = "Made up for a test."', "plain = 3", "plain: must be text, not 3"),
        (
            'kind = "trial"',
            'kind = "blog"',
            "kind: must be one of licence, formulary, guideline, trial, desc",
        ),
        ('drug = "hydroxocobalamin"', 'drug = "hydroxicobalamin"', "drug: must be one of hydroxocobalamin, "),
        ('pattern = "A"', 'pattern = "D"', "pattern: must be one of A, B, C, none, not 'D'"),
        ("[population]", "[people]", "population: is missing"),
        ("[population]", "[people]", "people: no such key here"),
        ('text = "Nobody"', "", "population.text: is missing"),
        ('lang = "en"', "", "population.lang: is missing"),
        ("[source]", "[sauce]", "source: is missing"),
        ('id = "demo-source"', 'id = "nowhere"', "source.id: no source is called 'nowhere' in sources.toml"),
        ('place = "Page 1"', "", "source.place: is missing"),
        (
            'place = "Page 1"',
            'place = "1"\nalso = ["x"]',
            "source.also: no source is called 'x' in sources.toml",
        ),
        ('place = "Page 1"', 'place = "1"\nalso = "x"', "source.also: must be a list of texts, not 'x'"),
        ('place = "Page 1"', 'place = "1"\npage = 3', "source.page: no such key here"),
        ("next_review = 2027-11-22", "", "review.next_review: is missing"),
        ("next_review = 2027-11-22", 'next_review = "soon"', "review.next_review: must be a date such as"),
        (
            "next_review = 2027-11-22",
            "next_review = 2026-11-22",
            "review.next_review: must be after checked_on",
        ),
        ("checked_on = 2026-11-22", "checked_on = 2026-11-22T10:00:00", "review.checked_on: must be a date"),
        ('checked_by = "nobody"', "", "review.checked_by: is missing"),
        ("total = 1\n", "total = 0\n", "examples[1].total: must be a whole number of 1 or more, not 0"),
        (
            "months = 12\n",
            "months = 12.5\n",
            "examples[1].months: must be a whole number of 1 or more, not 12.5",
        ),
        ("start = 2026-03-02\n", "", "examples[1].start: is missing"),
        ("dates = [2026-03-02]", "", "examples[1].dates: is missing"),
        ("dates = [2026-03-02]", "dates = []", "examples[1].dates: must be rising dates such as 2026-11-22"),
        ("dates = [2026-03-02]", 'dates = ["2026-03-02"]', "examples[1].dates: must be rising dates"),
        (
            "dates = [2026-03-02]",
            "dates = [2026-03-02, 2026-03-02]",
            "examples[1].dates: must be rising dates",
        ),
        (
            "dates = [2026-03-02]",
            "dates = [2026-03-03]",
            "examples[1].dates: must begin with the start: day 1",
        ),
        ("total = 1\n", "total = 1\nchoices = { a = 2 }\n", "examples[1].choices: must be a table of texts"),
        ("total = 1\n", "total = 1\nnote = 2\n", "examples[1].note: no such key here"),
    ],
)
def test_a_file_whose_frame_is_wrong_is_refused(old: str, new: str, reason: str) -> None:
    assert old in GOOD
    found = reasons(GOOD.replace(old, new, 1))
    assert any(line.startswith(reason) for line in found), found


@pytest.mark.parametrize(
    ("phases", "reason"),
    [
        ([], "phases: is missing"),
        (
            ['name = "A week"\nperiod_unit = "wk"'],
            "phases[1].name: must be small letters, digits and hyphens",
        ),
        ([THEN, THEN], "phases: two phases have the same name"),
        (['name = "a"'], "phases[1].period_unit: is missing"),
        (['name = "a"\nperiod_unit = "h"'], "phases[1].period_unit: must be one of d, wk, mo, a, not 'h'"),
        (
            [f'{PHASE}\nrole = "booster"'],
            "phases[1].role: must be one of loading, consolidation, maintenance",
        ),
        ([f"{PHASE}\ndose = 0"], "phases[1].dose: must be a whole number of 1 or more, not 0"),
        ([f"{PHASE}\ndose = 1.5"], "phases[1].dose: must be a whole number of 1 or more, not 1.5"),
        ([f"{PHASE}\ndose = true"], "phases[1].dose: must be a whole number of 1 or more, not True"),
        ([f'{PHASE}\ndose = "1000"'], "phases[1].dose: must be a whole number of 1 or more, not '1000'"),
        ([f"{PHASE}\ndose_max = 250"], "phases[1].dose_max: must be above dose: 1000 to 250 is no range"),
        ([f"{PHASE}\ndose_max = 1000"], "phases[1].dose_max: must be above dose: 1000 to 1000 is no range"),
        (
            [f"{PHASE}\nperiod = 3\nperiod_max = 2"],
            "phases[1].period_max: must be above period: 3 to 2 is no",
        ),
        ([f"{PHASE}\ncount_max = 2"], "phases[1].count_max: needs count beside it"),
        ([f"{PHASE}\nroute = []"], "phases[1].route: must name at least one route"),
        ([f'{PHASE}\nroute = ["oral"]'], "phases[1].route: must be among intramuscular"),
        ([f"{PHASE}\nfrequency = 3"], "phases[1].spread: does not match a frequency of 3"),
        ([f"{PHASE}\nspread = [1, 3]"], "phases[1].spread: does not match a frequency of 1"),
        ([f"{PHASE}\nfrequency = 3\nspread = [1, 3]"], "phases[1].spread: does not match a frequency of 3"),
        ([f"{PHASE}\nfrequency = 3\nspread = [1, 5, 3]"], "phases[1].spread: must be rising days"),
        ([f"{PHASE}\nfrequency = 2\nspread = [1, 8]"], "phases[1].spread: lies outside a period of 1 wk"),
        ([f"{PHASE}\nfrequency = 2\nspread = [2, 4]"], "phases[1].spread: must begin on day 1"),
        (
            [f"{PHASE}\nfrequency = 2\nfrequency_max = 3\nspread = {{ 2 = [1, 4] }}"],
            "phases[1].spread: does not match a frequency of 2 to 3",
        ),
        (
            [f"{PHASE}\nfrequency = 2\nfrequency_max = 3\nspread = {{ 2 = [1, 4], 3 = [1, 4] }}"],
            "phases[1].spread: must be rising days such as [1, 3, 5], as many as the frequency",
        ),
        (
            [f"{PHASE}\nfrequency = 2\nspread = [1, 4]\nperiod_max = 2"],
            "phases[1].period_max: a range of periods needs a frequency of 1",
        ),
        (
            ['name = "a"\nperiod_unit = "a"\nfrequency = 5'],
            "phases[1].frequency: times a year must divide 12 months evenly",
        ),
        ([f"{PHASE}\nperiod_is_minimum = true"], "phases[1].period_is_minimum: needs period_max"),
        ([f'{PHASE}\nperiod_is_minimum = "yes"'], "phases[1].period_is_minimum: must be true or false"),
        ([f"{PHASE}\nbounds = 3"], "phases[1].bounds_unit: bounds and bounds_unit go together"),
        ([f'{PHASE}\nbounds_unit = "wk"'], "phases[1].bounds_unit: bounds and bounds_unit go together"),
        (
            [f'{PHASE}\ncount = 3\nbounds = 3\nbounds_unit = "wk"'],
            "phases[1].bounds: cannot stand beside count: a phase has one length",
        ),
        (
            [f"{PHASE}\nweeks = [1, 3]\ncount = 3"],
            "phases[1].weeks: cannot stand beside count: a phase has one",
        ),
        ([f"{PHASE}\nweeks = [3, 1]"], "phases[1].weeks: must be rising whole numbers, not [3, 1]"),
        ([f"{PHASE}\nweeks = [1, 3, 5]"], "phases[1].weeks: must hold the first and the last week"),
        (
            [f"{PHASE}\nweeks = [2, 5]"],
            "phases[1].weeks: must begin with week 1: day 1 is the first injection",
        ),
        (
            [f"{PHASE}\nweeks = [1, 4]", 'name = "b"\nperiod_unit = "wk"\nweeks = [3, 8]'],
            "phases[2].weeks: must begin after week 4, where the phase before ends",
        ),
        (
            ['name = "a"\nperiod_unit = "d"\ncount = 10', 'name = "b"\nperiod_unit = "wk"\nweeks = [2, 4]'],
            "phases[2].weeks: begins on day 8, but the phases before can last until day 10",
        ),
        (
            ['name = "a"\nperiod_unit = "mo"\ncount = 3', 'name = "b"\nperiod_unit = "wk"\nweeks = [9, 12]'],
            "phases[2].weeks: begins on day 57, but the phases before can last until day 63",
        ),
        (
            [
                f"{PHASE}\nweeks = [1, 2]",
                'name = "b"\nperiod_unit = "wk"\nbounds = 2\nbounds_max = 4\nbounds_unit = "wk"',
                'name = "c"\nperiod_unit = "mo"\nweeks = [6, 20]',
            ],
            "phases[3].weeks: begins on day 36, but the phases before can last until day 42",
        ),
        (
            ['name = "a"\ndays = [1, 3, 30]', 'name = "b"\nperiod_unit = "wk"\nweeks = [5, 8]'],
            "phases[2].weeks: begins on day 29, but the phases before can last until day 30",
        ),
        (
            [f'{PHASE}\nuntil = "better"', 'name = "b"\nperiod_unit = "wk"\nweeks = [30, 40]'],
            "phases[2].weeks: cannot follow an open end, which may last into these weeks",
        ),
        ([f'{THEN}\nuntil = "better"'], "phases[1].until: an open end cannot stand beside count or weeks"),
        ([PHASE, 'name = "b"\nperiod_unit = "mo"'], "phases[1]: has no end, so nothing can follow it"),
        (
            [THEN, 'name = "b"\nperiod_unit = "wk"\nfrequency = 2\nspread = [1, 4]'],
            "phases[2].spread: only the first phase, or one with weeks, has a first day to spread from",
        ),
        ([THEN, 'name = "b"\ndays = [1, 3]'], "phases[2].days: a list of days must be the first phase"),
        (['name = "a"\ndays = [3, 7]'], "phases[1].days: must begin with day 1: it is the first injection"),
        (['name = "a"\ndays = [1, 7, 3]'], "phases[1].days: must be rising whole numbers, not [1, 7, 3]"),
        (['name = "a"\ndays = [1, 3]\ncount = 2'], "phases[1].days: a list of days is its own length"),
        (['name = "a"\ndays = [1, 3]\nperiod_unit = "d"'], "phases[1].period_unit: no such key here"),
        ([f'{PHASE}\nonly_if = "better"'], "phases[1].only_if: the first phase cannot wait for a condition"),
        ([f"{PHASE}\nperiods = 2"], "phases[1].periods: no such key here"),
        (
            ['name = "a"\n[[phases.either]]\nname = "daily"\nfrequency = 1\nperiod = 1\nperiod_unit = "d"'],
            "phases[1].either: needs two timings or more",
        ),
        (
            [
                'name = "a"\n'
                '[[phases.either]]\nname = "x"\nfrequency = 1\nperiod_unit = "d"\n'
                "period = 1\nperiod_max = 2\n"
                '[[phases.either]]\nname = "y"\nfrequency = 1\nperiod = 2\nperiod_unit = "d"'
            ],
            "phases[1].either[1]: one side of an either cannot leave a range open",
        ),
        (
            [
                'name = "a"\n[[phases.either]]\nname = "x"\nfrequency = 1\nperiod = 1\nperiod_unit = "d"\n'
                '[[phases.either]]\nname = "x"\nfrequency = 1\nperiod = 2\nperiod_unit = "d"'
            ],
            "phases[1].either: needs two timings or more, each with a name of its own",
        ),
    ],
)
def test_a_phase_that_cannot_be_is_refused(phases: list[str], reason: str) -> None:
    found = reasons(demo.text(*phases))
    assert any(line.startswith(reason) for line in found), found


def test_one_error_lists_every_problem_with_file_and_key() -> None:
    wrong = (
        GOOD.replace('kind = "trial"', 'kind = "blog"')
        .replace('place = "Page 1"', "")
        .replace("next_review = 2027-11-22", "next_review = 2025-11-22")
        .replace("dose = 1000", "dose = 1000\ndose_max = 10\nspeed = 3")
        .replace("total = 1", "total = 0", 1)
    )
    assert [line.split(": ")[0] for line in reasons(wrong)] == [
        "kind", "source.place", "review.next_review", "phases[1].dose_max", "phases[1].speed",
        "examples[1].total",
    ]  # fmt: skip


def test_a_file_with_fewer_than_two_examples_is_refused() -> None:
    one = demo.FRAME + demo.phase_text(PHASE) + demo.EXAMPLE
    assert reasons(one) == ["examples: must hold at least 2 schedules worked out by hand"]
    assert "examples: is missing" in reasons(demo.FRAME + demo.phase_text(PHASE))


def test_a_superseded_source_cannot_be_cited_as_current() -> None:
    old = demo.REGISTER.replace(
        'short = "Nobody, 2026"', 'short = "Nobody, 2026"\nsuperseded_by = "demo-source-also"'
    )
    with pytest.raises(BadData, match=r"source\.id: 'demo-source' is superseded by 'demo-source-also'"):
        read_protocol("bad", GOOD, read_sources(old))


def test_a_file_that_is_no_toml_is_refused_by_name() -> None:
    with pytest.raises(BadData, match=r"bad\.toml: .*line 2"):
        read_protocol("bad", "\ntitle = x\n", demo.register())


def test_a_protocol_that_does_not_exist_is_no_file_elsewhere_either() -> None:
    for id in ("nowhere", "", "../sources", "../protocols/us-kuzminski-1998-trial"):
        with pytest.raises(KeyError):
            protocol(id)


# --- the register of sources


@pytest.mark.parametrize(
    ("old", "new", "reason"),
    [
        ('title = "A book that does not exist"', "", "demo-source.title: is missing"),
        ('type = "report"', 'type = "rumour"', "demo-source.type: must be one of webpage, article-journal"),
        ('issued = "2026"', "", "demo-source.issued: is missing"),
        (
            'seen = "in the source itself"',
            'seen = "somewhere"',
            "demo-source.seen: must be one of in the source",
        ),
        ("accessed = 2026-11-22", 'accessed = "lately"', "demo-source.accessed: must be a date such as"),
        ('URL = "https://example.org/demo"', "", "demo-source.URL: is missing, and no note says why"),
        ('note = "It was never printed."', "", "demo-source-also.URL: is missing, and no note says why"),
        ('short = "Nobody, 2026"', 'shirt = "x"', "demo-source.shirt: no such key here"),
        (
            'short = "Nobody, 2026"',
            'short = "x"\nsuperseded_by = "y"',
            "demo-source.superseded_by: no source is called 'y'",
        ),
    ],
)
def test_a_source_that_is_wrong_is_refused(old: str, new: str, reason: str) -> None:
    assert old in demo.REGISTER
    with pytest.raises(BadData) as refused:
        read_sources(demo.REGISTER.replace(old, new, 1))
    assert any(line.startswith(f"sources.toml: {reason}") for line in str(refused.value).splitlines())


def test_the_register_of_sources_reads() -> None:
    assert sources()
