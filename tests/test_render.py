"""Every way of showing says the same, in HTML that anybody can read; the demo in every display against golden/."""

import codecs
import csv
import io
import json
import re
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from bs4 import Tag

import calculator.visit
from calculator import __version__
from calculator.language import language
from calculator.page import page
from calculator.protocol import protocol, protocol_ids
from calculator.regimen import Protocol
from calculator.render import FORMATS
from calculator.render.as_data import row_data
from calculator.render.choices import length_source
from calculator.render.form import lengths
from calculator.render.keep import FILES
from calculator.render.markup import element, join
from calculator.render.sheet import harmless
from calculator.render.table import table
from calculator.render.words import because_words, dose_words
from calculator.schedule import Schedule
from calculator.source import sources
from tests import courses, markup
from tests.demo import demo, made

ENGLISH = language("en")
GOLDEN = Path(__file__).parent / "golden"
every_protocol = pytest.mark.parametrize("id", protocol_ids())


def dated(one: Protocol) -> Schedule:
    """A protocol's first worked example."""
    first = one.examples[0]
    return courses.schedule(one, first.choices, first.start, first.months)


def undated(one: Protocol) -> Schedule:
    """The same in day numbers."""
    return courses.schedule(one, one.examples[0].choices, None, one.examples[0].months)


def show(name: str, schedule: Schedule) -> str:
    """One display of a schedule."""
    return FORMATS[name](schedule, ENGLISH)


def select(html: str, selector: str) -> list[Tag]:
    """Every element that a selector finds."""
    return list(markup.parsed(html).select(selector))


# --- the table


@every_protocol
@pytest.mark.parametrize("make", [dated, undated])
def test_every_table_has_a_caption_scopes_and_no_empty_cell(
    id: str, make: Callable[[Protocol], Schedule]
) -> None:
    html = show("example", make(protocol(id)))
    assert markup.faults(html) == []
    (found,) = select(html, "table")
    assert found.find("caption", recursive=False), "the table has no caption"
    for head in found.select("th"):
        assert head.get("scope") in ("col", "row", "rowgroup"), f"{head} has no scope"
    for cell in found.select("th, td"):
        assert cell.get_text(strip=True), f"an empty cell: {cell.parent}"


@every_protocol
@pytest.mark.parametrize("make", [dated, undated])
def test_every_row_says_example_its_number_and_its_day(id: str, make: Callable[[Protocol], Schedule]) -> None:
    schedule = make(protocol(id))
    rows = select(show("table", schedule), "tbody tr[data-day]")
    assert len(rows) == len(schedule.administrations)
    for row, one in zip(rows, schedule.administrations, strict=True):
        number, when = [cell.get_text(" ", strip=True) for cell in row.select("th, td")]
        assert number == f"Example {one.number}"
        if one.date:
            weekend = " (weekend)" if one.date.weekday() >= 5 else ""
            assert when == f"{one.date:%A} {one.date.day} {one.date:%B} {one.date.year}{weekend}"
        else:
            assert when == (f"About day {one.day}" if one.about else f"Day {one.day}")
        assert row["data-day"] == str(one.day)


@every_protocol
def test_each_phase_stands_under_the_source_s_words_with_the_amount_of_all_its_rows(id: str) -> None:
    for choices in courses.ends(protocol(id)):
        schedule = courses.schedule(protocol(id), choices, None, 60)
        bodies = select(show("table", schedule), "tbody")
        phases = list({row.phase.name: row.phase for row in schedule.administrations}.values())
        assert len(bodies) == len(phases)
        for body, phase in zip(bodies, phases, strict=True):
            head = body.select("th[scope=rowgroup]")[0].get_text(" ", strip=True)
            rows = [row for row in schedule.administrations if row.phase is phase]
            assert head.startswith(ENGLISH.say(f"role.{phase.role}"))
            amounts = {
                dose_words(row.dose, ENGLISH).replace(" micrograms", "\u00a0micrograms") for row in rows
            }
            assert {f"{amount} each." in head for amount in amounts} == {True}, "or its unit may be cut off"
            assert len(body.select("tr[data-day]")) == len(rows)
            assert phase.only_if in head
            assert phase.until in head


@pytest.mark.parametrize("day", [date(2027, 3, 19), date(2027, 3, 20), date(2027, 3, 21), date(2027, 3, 22)])
def test_a_start_on_a_weekend_is_told_above_the_example_and_in_its_caption_as_in_its_rows(day: date) -> None:
    schedule = courses.schedule(demo(), demo().examples[0].choices, day)
    html = show("example", schedule)
    row = select(html, "tbody tr[data-day] td")[0].get_text()
    assert row.endswith("(weekend)") == (day.weekday() >= 5)
    assert select(html, "h2")[0].get_text() == f"Example from {row}"
    assert select(html, "caption")[0].get_text().endswith(f"Sample start {row}.")


@every_protocol
def test_an_example_says_that_weekend_days_are_not_moved_where_it_has_some(id: str) -> None:
    for make in (dated, undated):
        schedule = make(protocol(id))
        some = any(row.date and row.date.weekday() >= 5 for row in schedule.administrations)
        assert (ENGLISH.say("result.weekend") in show("example", schedule)) == some


@every_protocol
def test_no_reader_meets_a_date_that_is_written_for_programs(id: str) -> None:
    schedule = dated(protocol(id))
    texts = [markup.parsed(show("example", schedule)).get_text(" "), show("text", schedule)]
    texts.append(FILES["ics"](schedule, ENGLISH)["text"].replace("\r\n ", ""))
    for text in texts:
        read = re.sub(r"(https?:|UID:)\S*", "", text)
        assert not re.search(r"\b(19|20)\d\d-\d\d\b", read), f"{id}: {text}"
    assert re.search(r"\d{4}-\d\d-\d\d", show("csv", schedule)), "a program reads ISO dates"


@every_protocol
def test_the_table_s_foot_says_where_it_comes_from_and_when_it_was_made(id: str) -> None:
    one = protocol(id)
    source = sources()[one.source.id]
    said = (
        f"EXAMPLE from {source.short} (edition: {ENGLISH.published(source.issued)}). Not appointment dates. "
    )
    said += f"Version {__version__}."
    assert select(show("table", dated(one)), "tfoot td")[0].get_text() == said
    whole = table(dated(one), ENGLISH, today=date(2026, 11, 22), address="https://example.org/#v=1")
    assert select(whole, "tfoot td")[0].get_text() == (
        f"{said} Made on 22 November 2026. Page: https://example.org/#v=1"
    )


@every_protocol
def test_an_example_says_that_it_is_one_before_and_after_its_rows(id: str) -> None:
    for make in (dated, undated):
        text = markup.parsed(show("example", make(protocol(id)))).get_text(" ", strip=True)
        before, _, after = text.partition("Example 1")
        assert "EXAMPLE These are not your appointment dates." in before
        assert after.endswith("If your clinic’s dates are different, follow your clinic.")


# --- why: the arithmetic of every row


@every_protocol
@pytest.mark.parametrize("start", [None, date(2026, 1, 31)])
def test_every_row_has_its_reason_once_and_rows_share_a_line_only_where_it_is_true_of_each(
    id: str, start: date | None
) -> None:
    for choices in courses.ends(protocol(id)):
        rows = {row.number: row for row in courses.schedule(protocol(id), choices, start, 24).administrations}
        told = list[int]()
        for line in select(show("why", courses.schedule(protocol(id), choices, start, 24)), "ul.why > li"):
            match = re.fullmatch(r"(\d+)(?: to (\d+))?: (.+)", line.get_text())
            assert match, f"no number before {line.get_text()!r}"
            first, last, words = int(match[1]), int(match[2] or match[1]), match[3]
            told += range(first, last + 1)
            if first == last:
                assert words == because_words(rows[first], ENGLISH)
                continue
            one_before = words.replace("after the one before", "after injection {}").removeprefix("each ")
            for number in range(first, last + 1):
                assert because_words(rows[number], ENGLISH) == one_before.format(number - 1)
        assert told == list(rows), f"{id} {choices}: a row has no reason, or two"


@every_protocol
def test_what_is_ours_is_explained_and_nothing_else_is(id: str) -> None:
    for make in (dated, undated):
        schedule = make(protocol(id))
        used = {name for row in schedule.administrations for name in row.ours}
        told = {item.get_text() for item in select(show("why", schedule), ".ours li")}
        assert told == {ENGLISH.say(f"ours_full.{name}") for name in used}


@every_protocol
def test_each_choice_that_is_shown_stands_beside_what_the_source_says(id: str) -> None:
    for choices in courses.ends(protocol(id)):
        schedule = courses.schedule(protocol(id), choices, None)
        lines = [item.get_text() for item in select(show("why", schedule), ".chosen li")]
        shown = {row.phase.name for row in schedule.administrations}
        shown |= {schedule.course.stopped_at.name} if schedule.course.stopped_at else set()
        assert len(lines) == len([key for key in schedule.course.choices if key.partition(".")[0] in shown])
        assert all("his example s" in line for line in lines)
        assert all("The source says" in line or "The source goes on only if" in line for line in lines)
        assert not [line for line in lines if re.search(r"[.?!]\.|\b(?:Yes|No):", line)]


@every_protocol
def test_a_step_on_a_condition_is_told_in_whole_sentences_as_the_source_s_own(id: str) -> None:
    one = protocol(id)
    for choices in courses.ends(one):
        told = [
            item.get_text()
            for item in select(show("why", courses.schedule(one, choices, None)), ".chosen li")
        ]
        for phase in one.phases:
            if phase.only_if and f"{phase.name}.only_if" in choices:
                shown = choices[f"{phase.name}.only_if"] == "met"
                what = "shows them too" if shown else "stops before them"
                want = f"This example {what}. The source goes on only if {phase.only_if}. Then it says: "
                assert [want in line for line in told].count(True) == 1


# --- month by month


@every_protocol
def test_the_strip_has_every_month_and_in_each_the_days_of_its_rows(id: str) -> None:
    one = protocol(id)
    for start in [date(2024, 2, 29), date(2026, 12, 31), *courses.fresh_starts(3)]:
        for months in (1, 12, 25):
            schedule = courses.schedule(one, one.examples[0].choices, start, months)
            dates = [row.date for row in schedule.administrations if row.date]
            cells = [strip_cell(cell) for cell in select(show("strip", schedule), "ol > li")]
            first, last = 12 * start.year + start.month - 1, 12 * dates[-1].year + dates[-1].month - 1
            wanted = range(first, max(first + months, last + 1))
            assert [place for place, _ in cells] == list(wanted), f"from {start}: a month is missing"
            for place, days in cells:
                assert days == [day.day for day in dates if 12 * day.year + day.month - 1 == place]


def strip_cell(cell: Tag) -> tuple[int, list[int]]:
    """Which month since year 0 a cell of the strip is about, and its days; "none" is an empty list."""
    name = cell.select("strong")[0].get_text()
    month, year = name.split()
    words = cell.get_text().removeprefix(name).strip()
    days = [int(day) for day in re.findall(r"\d+", words)]
    assert days or words == "none", f"{name} says neither days nor that it has none"
    names = [ENGLISH.month(number) for number in range(1, 13)]
    return 12 * int(year) + names.index(month), days


def test_without_dates_there_are_no_months() -> None:
    assert show("strip", undated(demo())) == ""


# --- rule C6: the same rows everywhere


@every_protocol
@pytest.mark.parametrize(
    "start", [None, date(2026, 1, 31), pytest.param(date(2028, 2, 29), marks=pytest.mark.slow)]
)
def test_table_csv_and_text_have_the_same_rows(id: str, start: date | None) -> None:
    one = protocol(id)
    for choices in courses.ends(one):
        schedule = courses.schedule(one, choices, start)
        wanted = [row_data(row, ENGLISH) for row in schedule.administrations]
        days = [row["day"] for row in wanted]
        rows = select(show("table", schedule), "tbody tr[data-day]")
        assert [int(str(row["data-day"])) for row in rows] == days, f"{id}: the table"
        because = [row["because"] for row in wanted]
        sheet = list(csv.DictReader(io.StringIO(show("csv", schedule))))
        assert [int(row["day"]) for row in sheet] == days, f"{id}: the CSV"
        assert [row["date"] or None for row in sheet] == [row["date"] for row in wanted]
        assert [dose(row["micrograms"]) for row in sheet] == [row["dose_micrograms"] for row in wanted]
        lines = [line for line in show("text", schedule).splitlines() if re.match(r"\d+\. ", line)]
        told = zip(lines, because, strict=True)
        assert all(line.endswith(f". {words}") for line, words in told), f"{id}: the text"


def dose(cell: str) -> int | list[int]:
    """Micrograms as the CSV writes them."""
    found = [int(number.replace(",", "")) for number in re.findall(r"[\d,]+", cell)]
    return found[0] if len(found) == 1 else found


@every_protocol
def test_the_drawing_has_a_mark_for_every_injection_and_says_how_many(id: str) -> None:
    for make in (dated, undated):
        schedule = make(protocol(id))
        drawing = select(show("timeline", schedule), "svg")[0]
        assert drawing["role"] == "img"
        assert f"{len(schedule.administrations)} in all" in str(drawing["aria-label"])
        marks = [re.findall(r"M", str(path["d"])) for path in drawing.select(".mark")]
        assert sum(map(len, marks)) == len(schedule.administrations)
        wide, high = map(float, str(drawing.select("svg")[0]["viewbox"]).split()[2:])
        for mark in drawing.select("path"):
            for x, y in re.findall(r"M([\d.]+) ([\d.]+)", str(mark["d"])):
                assert 0 <= float(x) <= wide and 0 <= float(y) <= high, (
                    f"{id}: a mark lies outside the drawing"
                )


# --- the sentence on top says nothing that the rows do not


@every_protocol
@pytest.mark.parametrize("months", [1, 6, 12, 24])
def test_the_sentence_counts_what_the_rows_show(id: str, months: int) -> None:
    one = protocol(id)
    for choices in courses.ends(one):
        for start in (None, date(2026, 8, 31)):
            schedule = courses.schedule(one, choices, start, months)
            said = show("summary", schedule)
            days = [row.day for row in schedule.administrations]
            name = f"{id} {choices} {months} months from {start}: {said}"
            assert said.startswith(f"{'About ' if schedule.unsure else ''}{len(days)} injection"), name
            before = 0
            part = r"(\d+) [io]n (?:the first|the next|about) (\d*) ?(\w+?)s?\b"
            for count, length, unit in re.findall(part, said):
                span = int(length or 1) * {"day": 1, "week": 7, "month": 31, "year": 366}[unit]
                rows = days[before : before + int(count)]
                assert rows[-1] - (days[before - 1] if before else 0) <= span, name
                before += int(count)
            long = courses.schedule(one, choices, start, 60).administrations
            ended = "no injections after this" in said or "The example stops here" in said
            assert ended == (len(long) == len(days) and schedule.cut is None), name


def test_the_days_that_a_phase_takes_are_about_right_where_months_are_counted() -> None:
    monthly = made('name = "m"\nperiod_unit = "mo"\ncount = 3', 'name = "w"\nperiod_unit = "wk"\ncount = 2')
    said = show("summary", courses.schedule(monthly, {}, None))
    assert said == (
        "5 injections in the first 12 months: 3 in about 62 days, then 2 in the next 14 days. "
        "The source gives no injections after this."
    )
    dated = show("summary", courses.schedule(monthly, {}, date(2027, 1, 1)))
    assert dated.startswith(
        "5 injections in the first 12 months: 3 in the first 60 days, then 2 in the next 14 "
    )


# --- files


@pytest.mark.parametrize(
    "cell", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "\n=1", " =1", "＝1", "＠SUM(A1)"]
)
def test_a_cell_that_a_spreadsheet_would_run_is_made_harmless(cell: str) -> None:
    assert harmless(cell) == f"'{cell}"


@every_protocol
def test_no_cell_of_any_csv_can_run_and_no_line_is_torn(id: str) -> None:
    for make in (dated, undated):
        schedule = make(protocol(id))
        text = show("csv", schedule)
        assert text.endswith("\r\n")
        rows = list(csv.reader(io.StringIO(text, newline="")))
        assert len({len(row) for row in rows}) == 1
        assert len(rows) == len(schedule.administrations) + 1
        assert all(row[0] == "EXAMPLE" for row in rows[1:]), "a row of the CSV does not say EXAMPLE"
        assert all(row[-1] == sources()[protocol(id).source.id].short for row in rows[1:])
        assert not [cell for row in rows for cell in row if cell[:1] in tuple("=+-@\t\r")]


@every_protocol
def test_excel_reads_every_letter_of_a_csv(id: str) -> None:
    """Without a byte order mark Excel takes a CSV for Windows-1252 in western Europe and America."""
    for make in (dated, undated):
        text = show("csv", make(protocol(id)))
        data = text.encode()
        read = data.decode("utf-8-sig" if data.startswith(codecs.BOM_UTF8) else "cp1252", "replace")
        rows = list(csv.reader(io.StringIO(read, newline="")))
        assert rows[0] == ENGLISH.phrases["csv"]["header"]
        assert {row[-1] for row in rows[1:]} == {sources()[protocol(id).source.id].short}
        assert [row[-2] for row in rows[1:]] == [
            because_words(row, ENGLISH) for row in make(protocol(id)).administrations
        ]


@every_protocol
def test_the_text_begins_with_example_and_ends_with_its_source(id: str) -> None:
    one = protocol(id)
    text = show("text", dated(one))
    source = sources()[one.source.id]
    assert text.startswith(f"EXAMPLE: {one.title}\n")
    assert text.splitlines()[-1] == f"Source: {source.short}. {source.url or source.note}"
    assert "not your appointment dates" in text
    assert "follow your clinic" in text
    assert "<" not in text


@every_protocol
def test_every_file_on_offer_is_named_as_an_example(id: str) -> None:
    schedule = dated(protocol(id))
    for kind, make in FILES.items():
        file = make(schedule, ENGLISH)
        assert set(file) == {"name", "type", "text"}, kind
        assert re.fullmatch(rf"example-{id}\.\w+", file["name"])
        assert "EXAMPLE" in file["text"]


# --- escaping


def test_text_is_escaped_and_markup_is_not_escaped_twice() -> None:
    inner = element("b", "<i> & \"so\" 'on'")
    assert inner == "<b>&lt;i&gt; &amp; \"so\" 'on'</b>"
    assert element("p", inner, title='"<') == f'<p title="&quot;&lt;">{inner}</p>'
    assert join("<", None, inner, "") == f"&lt;{inner}"


def test_a_title_with_markup_in_it_is_shown_as_text() -> None:
    for make in (dated, undated):
        schedule = make(demo())
        for name in FORMATS.keys() - {"text", "csv", "summary"}:
            html = show(name, schedule)
            assert markup.faults(html) == [], name
            assert "<one>" not in html
            assert "<b>" not in html
    assert demo().title in markup.parsed(show("example", dated(demo()))).get_text()


# --- words


@every_protocol
def test_no_sentence_of_an_example_has_two_ends(id: str) -> None:
    text = markup.parsed(show("example", dated(protocol(id)))).get_text(" ")
    assert not re.search(r"[.?!…]\s*[.](\s|$)", text.replace("………………", "")), text


@every_protocol
def test_an_open_length_is_told_as_the_source_s_and_its_longest_as_ours(id: str) -> None:
    for choice in lengths(protocol(id)):
        said, bounds = length_source(choice, ENGLISH), choice.phase.bounds
        assert ("no fixed length" in said) == (bounds is None)
        ours = "The source gives only the shortest length. The longest one shown here is ours."
        assert said.endswith(ours) == (bounds is not None)


def test_a_number_that_the_source_gives_is_never_denied() -> None:
    (choice,) = lengths(protocol("no-hydroxocobalamin-neuro"))
    assert "for at least 6 months. The source gives only the shortest length." in length_source(
        choice, ENGLISH
    )


# --- golden files: the demo in every display, read in the diff


def answered(monkeypatch: pytest.MonkeyPatch, **asked: Any) -> str:
    """What the page of the demo answers, part by part; the example and its reasons have files of their own."""
    monkeypatch.setattr(calculator.visit, "protocol_ids", lambda: ("demo",))
    monkeypatch.setattr(calculator.visit, "protocol", lambda *_: demo())
    request = {
        "protocol": "demo",
        "choices": dict(demo().examples[0].choices),
        "today": "2026-11-22",
        **asked,
    }
    found = page({**request, "address": "https://example.org/schedules/demo/"}, ENGLISH)
    html = found.pop("html", {})
    assert isinstance(html, dict)
    parts = [f"[{name}]{html[name]}" for name in html if name not in ("example", "why")]
    return "\n".join([json.dumps(found, indent=1, ensure_ascii=False), *parts])


TYPED = {"start-day": "31", "start-month": "<2>", "start-year": "2027", "gap.until": "99", "months": "13"}
GOOD = {"start-day": "2", "start-month": "3", "start-year": "2026", "gap.until": "2", "months": "13"}
ANSWERS: dict[str, dict[str, Any]] = {
    "page.shown.html": {"entry": GOOD},
    "page.problems.html": {"entry": TYPED},
    "page.damaged.html": {"hash": "v=1&start=2026-03-02&mon"},
    "page.file.html": {"entry": GOOD, "do": "csv"},
    "page.text.html": {"entry": GOOD, "do": "text"},
}
"""The golden files of the page, with what was asked."""


def displays() -> dict[str, str]:
    """Every display of the demo, and what is different without a start and where it stops; by file name."""
    one, schedule = demo(), dated(demo())
    stopped = courses.schedule(one, one.examples[1].choices, None)
    return {
        **{f"demo.{name}.{ending(name)}": show(name, schedule) for name in FORMATS},
        "demo.undated.example.html": show("example", undated(one)),
        "demo.stopped.example.html": show("example", stopped),
        "demo.stopped.why.html": show("why", stopped),
        "demo.stopped.text.txt": show("text", stopped),
    }


def ending(name: str) -> str:
    """How the golden file of a display ends."""
    return {"csv": "csv", "text": "txt", "summary": "txt", "timeline": "svg"}.get(name, "html")


def readable(text: str, name: str) -> str:
    """A line for each row, item and field, so that a diff can be read; without what other files may change."""
    if name.endswith((".html", ".svg")):
        text = re.sub(r"(?=<(?!/|span|strong|b|abbr|a |label|q|td|th[ >]))", "\n", text).strip() + "\n"
    return text.replace(f"Version {__version__}", "Version V").replace("\r\n", "\n")


@pytest.mark.parametrize("name", sorted([*displays(), *ANSWERS]))
def test_the_demo_looks_as_it_looked(
    name: str, rewrite_golden: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    now = readable(answered(monkeypatch, **ANSWERS[name]) if name in ANSWERS else displays()[name], name)
    path = GOLDEN / name
    if rewrite_golden:
        path.write_text(now, "utf-8")
    then = path.read_text("utf-8")
    assert now == then, (
        f"{name} changed; read the difference, then: pytest {Path(__file__).name} --rewrite-golden"
    )


def test_no_golden_file_is_left_over() -> None:
    assert {path.name for path in GOLDEN.iterdir()} == {*displays(), *ANSWERS}


def test_the_demo_agrees_with_its_own_examples_worked_by_hand() -> None:
    one = demo()
    for example in one.examples:
        found = courses.schedule(one, example.choices, example.start, example.months)
        assert tuple(row.date for row in found.administrations) == example.dates
        assert len(found.administrations) == example.total
