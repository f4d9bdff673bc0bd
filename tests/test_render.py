"""Every way of showing says the same, in HTML that anybody can read; the demo in every display against golden/."""

import codecs
import csv
import io
import json
import re
from collections.abc import Callable
from datetime import date
from functools import cache
from pathlib import Path

import pytest
from bs4 import BeautifulSoup, Tag
from calculator.render.catalogue import catalogue
from calculator.render.compare import compare
from calculator.render.questions import ask_open, ask_protocol
from calculator.render.result import result
from calculator.render.shell import shell

from calculator import __version__
from calculator.answer import row_data
from calculator.choices import open_choices
from calculator.language import language
from calculator.link import write_link
from calculator.protocol import protocol, protocol_ids
from calculator.regimen import Protocol
from calculator.render import FORMATS
from calculator.render.choices import choice_source
from calculator.render.keep import FILES
from calculator.render.markup import element, join
from calculator.render.sheet import harmless
from calculator.render.table import COLUMNS
from calculator.render.words import because_words
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
    schedule = make(protocol(id))
    for name in ("table", "months", "totals", "example"):
        html = show(name, schedule)
        assert markup.faults(html) == [], f"{id}: {name}"
        for table in select(html, "table"):
            assert table.find("caption", recursive=False), f"{id}: a table in {name} has no caption"
            for head in table.select("th"):
                assert head.get("scope") in ("col", "row", "rowgroup"), f"{id}: {head} in {name} has no scope"
            for cell in table.select("th, td"):
                assert cell.get_text(strip=True), f"{id}: an empty cell in {name}: {cell.parent}"


@every_protocol
def test_every_row_says_example_its_number_weekday_date_dose_phase_and_arithmetic(id: str) -> None:
    schedule = dated(protocol(id))
    rows = select(show("table", schedule), "tbody tr[data-day]")
    assert len(rows) == len(schedule.administrations)
    for row, one in zip(rows, schedule.administrations, strict=True):
        cells = [cell.get_text(" ", strip=True) for cell in row.select("th, td")]
        assert cells[0] == f"Example {one.number}"
        assert one.date
        assert cells[1].startswith(f"{one.date:%A} {one.date.day} {one.date:%B} {one.date.year}")
        assert re.fullmatch(r"[\d,]+( to [\d,]+)? micrograms", cells[2])
        assert cells[3] == ENGLISH.say(f"role_short.{one.phase.role}")
        assert cells[4]
        assert row["data-day"] == str(one.day)


@every_protocol
def test_a_weekend_day_says_so_and_no_other_day_does(id: str) -> None:
    for start in (date(2026, 3, 2), date(2026, 3, 7)):
        schedule = courses.schedule(protocol(id), protocol(id).examples[0].choices, start)
        rows = select(show("table", schedule), "tbody tr[data-day]")
        for row, one in zip(rows, schedule.administrations, strict=True):
            assert one.date
            assert ("(a weekend day)" in row.get_text()) == (one.date.weekday() >= 5)


@pytest.mark.parametrize("day", [date(2027, 3, 19), date(2027, 3, 20), date(2027, 3, 21), date(2027, 3, 22)])
def test_a_start_on_a_weekend_is_told_above_the_example_and_in_its_caption_as_in_its_rows(day: date) -> None:
    schedule = courses.schedule(demo(), demo().examples[0].choices, day)
    html = result(schedule, ENGLISH, link="", today=None, address="")
    row = select(html, "tbody tr[data-day] td")[0].get_text()
    assert row.endswith("(a weekend day)") == (day.weekday() >= 5)
    assert select(html, ".answered strong")[0].get_text() == f"Start: {row}."
    assert select(html, "caption")[0].get_text().endswith(f"Sample start {row}.")


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
def test_the_table_s_foot_says_where_it_comes_from(id: str) -> None:
    one = protocol(id)
    foot = select(show("table", dated(one)), "tfoot td")[0].get_text()
    source = sources()[one.source.id]
    edition = ENGLISH.published(source.issued)
    for words in ("EXAMPLE", source.short, edition, __version__, "Not appointment dates"):
        assert words in foot, f"{id}: the foot of the table does not say {words!r}"


@every_protocol
def test_each_phase_stands_under_its_own_heading_in_the_source_s_words(id: str) -> None:
    schedule = undated(protocol(id))
    heads = [head.get_text(" ", strip=True) for head in select(show("table", schedule), "th[scope=rowgroup]")]
    phases = list({row.phase.name: row.phase for row in schedule.administrations}.values())
    assert len(heads) == len(phases)
    for head, phase in zip(heads, phases, strict=True):
        assert head.startswith(ENGLISH.say(f"role.{phase.role}"))
        assert phase.only_if in head
        assert phase.until in head


@every_protocol
def test_what_is_ours_is_explained_below_the_table_and_nothing_else_is(id: str) -> None:
    for make in (dated, undated):
        schedule = make(protocol(id))
        used = {name for row in schedule.administrations for name in row.ours}
        told = {item.get_text() for item in select(show("table", schedule), ".ours li")}
        assert told == {ENGLISH.say(f"ours_full.{name}") for name in used}


# --- rule C6: the same rows everywhere


@every_protocol
@pytest.mark.parametrize(
    "start", [None, date(2026, 1, 31), pytest.param(date(2028, 2, 29), marks=pytest.mark.slow)]
)
def test_table_csv_text_months_json_and_calendar_have_the_same_rows(id: str, start: date | None) -> None:
    one = protocol(id)
    for choices in courses.ends(one):
        schedule = courses.schedule(one, choices, start)
        wanted = [row_data(row, ENGLISH) for row in schedule.administrations]
        days = [row["day"] for row in wanted]
        table = select(show("table", schedule), "tbody tr[data-day]")
        assert [int(str(row["data-day"])) for row in table] == days, f"{id}: the table"
        because = [row["because"] for row in wanted]
        assert [row.select("td")[3].get_text() for row in table] == because
        sheet = list(csv.DictReader(io.StringIO(show("csv", schedule))))
        assert [int(row["day"]) for row in sheet] == days, f"{id}: the CSV"
        assert [row["date"] or None for row in sheet] == [row["date"] for row in wanted]
        assert [dose(row["micrograms"]) for row in sheet] == [row["dose_micrograms"] for row in wanted]
        lines = [line for line in show("text", schedule).splitlines() if re.match(r"\d+\. ", line)]
        told = zip(lines, because, strict=True)
        assert all(line.endswith(f". {words}") for line, words in told), f"{id}: the text"
        if start:
            assert calendar_days(show("months", schedule)) == [row["date"] for row in wanted], f"{id}: months"


def dose(cell: str) -> int | list[int]:
    """Micrograms as the CSV writes them."""
    found = [int(number.replace(",", "")) for number in re.findall(r"[\d,]+", cell)]
    return found[0] if len(found) == 1 else found


def calendar_days(html: str) -> list[str]:
    """The dates of the injections that the month calendars show, in the order of their numbers."""
    found = {}
    months = [ENGLISH.month(number) for number in range(1, 13)]
    for table in select(html, "table"):
        caption = table.find("caption")
        assert caption
        month, year = caption.get_text().split()
        for cell in table.select("td"):
            words = cell.get_text(" ", strip=True).replace("\u00ad", "")
            if match := re.fullmatch(r"(\d+) injection (\d+)", words):
                found[int(match[2])] = f"{year}-{months.index(month) + 1:02}-{int(match[1]):02}"
    return [found[number] for number in sorted(found)]


@every_protocol
def test_the_drawing_has_a_mark_for_every_injection_and_says_how_many(id: str) -> None:
    for make in (dated, undated):
        schedule = make(protocol(id))
        drawing = select(show("timeline", schedule), "svg")[0]
        assert drawing["role"] == "img"
        assert f"{len(schedule.administrations)} in all" in str(drawing["aria-label"])
        marks = [re.findall(r"M", str(path["d"])) for path in drawing.select(".mark")]
        assert sum(map(len, marks)) == len(schedule.administrations)
        wide, high = map(float, str(drawing["viewbox"]).split()[2:])
        for mark in drawing.select("path"):
            for x, y in re.findall(r"M([\d.]+) ([\d.]+)", str(mark["d"])):
                assert 0 <= float(x) <= wide and 0 <= float(y) <= high, (
                    f"{id}: a mark lies outside the drawing"
                )


@every_protocol
def test_the_counts_of_each_year_add_up(id: str) -> None:
    schedule = courses.schedule(protocol(id), next(courses.ends(protocol(id))), date(2028, 2, 29), 60)
    rows = markup.table_rows(show("totals", schedule))
    assert len(rows) == 5
    assert sum(int(row[1].replace(",", "")) for row in rows) == len(schedule.administrations)


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


@pytest.mark.parametrize("cell", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1"])
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
        for name in FORMATS:
            if name in ("text", "csv", "summary"):
                continue
            html = show(name, schedule)
            assert markup.faults(html) == [], name
            assert "<one>" not in html
            assert "<b>" not in html
    assert demo().title in markup.parsed(show("example", dated(demo()))).get_text()


# --- whole pages


@every_protocol
def test_each_way_back_says_in_its_own_name_what_it_changes(id: str) -> None:
    entry = {**protocol(id).examples[0].choices, "protocol": id, "group": protocol(id).country}
    third = ask_open(protocol(id), entry, {}, ENGLISH)
    assert [way.get_text() for way in select(third, ".answered button")] == ["Change the schedule"]
    second = ask_protocol(entry, {}, ENGLISH)
    assert [way.get_text() for way in select(second, ".answered button")] == ["Change the country or pattern"]
    for schedule, name in ((dated(protocol(id)), "Change the start"), (undated(protocol(id)), "Show dates")):
        above = result(schedule, ENGLISH, link="", today=None, address="")
        assert [way.get_text() for way in select(above, ".answered a")] == [name]
        names = [way.get_text() for way in select(third + above, "button, a[href='#start-day']")]
        assert "Change" not in names


def test_the_catalogue_shows_every_protocol_once_in_a_neutral_order() -> None:
    html = catalogue(ENGLISH)
    assert markup.faults(html) == []
    ids = [str(tag["id"]) for tag in select(html, "[id]") if tag["id"] in protocol_ids()]
    assert sorted(ids) == list(protocol_ids())
    order = [(ENGLISH.say(f"country.{protocol(id).country}"), protocol(id).title.casefold()) for id in ids]
    assert order == sorted(order)


def test_the_calculator_is_complete_before_any_script_runs() -> None:
    html = shell(ENGLISH, protocol_shown="uk-bnf-hydroxocobalamin-no-neuro")
    assert markup.faults(html) == []
    assert select(html, "injection-calculator[data-state=idle]")
    assert select(html, "[data-result] table.schedule tr[data-day]")
    assert select(html, "noscript")
    assert select(html, "[role=status]")
    assert {str(tag["data-say"]) for tag in select(html, "template")} == set(ENGLISH.phrases["say"])


@every_protocol
def test_the_source_stands_beside_the_example_with_how_it_was_seen(id: str) -> None:
    one = protocol(id)
    text = " ".join(markup.parsed(show("example", undated(one))).get_text(" ").split())
    source = sources()[one.source.id]
    for words in (
        source.title,
        source.author,
        ENGLISH.published(source.issued),
        source.seen,
        ENGLISH.published(source.accessed),
        one.source.place,
        one.population.plain,
    ):
        assert " ".join(words.split()) in text, f"{id}: {words!r} is not beside the example"
    assert "Not yet reviewed by a clinician" in text or one.review.clinical_reviewer in text
    assert "If your clinic’s dates are different, follow your clinic." in text


@every_protocol
def test_no_sentence_of_an_example_has_two_ends(id: str) -> None:
    text = markup.parsed(show("example", dated(protocol(id)))).get_text(" ")
    assert not re.search(r"[.?!…]\s*[.](\s|$)", text.replace("………………", "")), text


def test_a_source_whose_title_asks_is_followed_by_its_author_at_once() -> None:
    text = markup.parsed(show("example", dated(protocol("ch-swissdocu-classic")))).get_text(" ")
    assert "voie parentérale, orale ou nasale? swissdocu.ch" in text


@every_protocol
def test_each_choice_shown_stands_beside_the_range_that_the_source_gives(id: str) -> None:
    schedule = undated(protocol(id))
    lines = [item.get_text() for item in select(show("example", schedule), "li")]
    chosen = [line for line in lines if "his example shows" in line]
    assert len(chosen) == len(schedule.course.choices)
    assert all("The source says" in line or "The source goes on only if" in line for line in chosen)


@every_protocol
def test_a_question_says_what_the_source_gives_and_which_end_is_ours(id: str) -> None:
    for choice in open_choices(protocol(id)):
        phase, said = choice.phase, choice_source(choice, ENGLISH)
        assert "gives no number" not in said
        least_length = choice.what == "until" and phase.bounds is not None
        least_gap = choice.what == "period" and phase.timing is not None and phase.timing.period_is_minimum
        assert ("no fixed length" in said) == (choice.what == "until" and not least_length), choice.key
        assert ("only the shortest length. The longest one shown here is ours." in said) == least_length
        assert ("only the shortest gap. The longest one shown here is ours." in said) == least_gap


def test_a_number_that_the_source_gives_is_never_denied() -> None:
    said = {
        choice.key: choice_source(choice, ENGLISH)
        for id in ("no-hydroxocobalamin-neuro", "nl-fk-hydroxocobalamin-standard")
        for choice in open_choices(protocol(id))
    }
    assert "for at least 6 months. The source gives only the shortest length." in said["every-2-weeks.until"]
    assert "no fixed length" not in said["every-2-weeks.until"]


def test_a_least_gap_is_told_as_the_source_s_and_the_longest_as_ours() -> None:
    one = protocol("nl-fk-hydroxocobalamin-standard")
    field = select(ask_open(one, {}, {}, ENGLISH), "fieldset[aria-describedby=loading-period-about]")[0]
    assert [label.get_text() for label in field.select("label")][-1] == "every 7 days"
    assert "at least 3 days apart" in field.get_text()
    assert "The source gives only the shortest gap. The longest one shown here is ours." in field.get_text()


@cache
def all_schedules() -> BeautifulSoup:
    """The page of all schedules as a tree: a large page, read once."""
    return markup.parsed(catalogue(ENGLISH))


@every_protocol
def test_a_compared_schedule_is_the_one_on_the_page_of_all_schedules_with_what_was_left_open(id: str) -> None:
    """The sentence above the two lists says so; it speaks of no ends of ranges, for some ends are ours."""
    assert "page of all schedules" in ENGLISH.say("form.compare_hint")
    assert "range" not in ENGLISH.say("form.compare_hint")
    found = courses.page({"ask": "compare-show", "protocol": id, "second": protocol_ids()[0]})
    compared = select(found["html"]["result"], "section")[0]
    (shown,) = all_schedules().select(f"[data-protocol={id}]")
    sentences = [words.get_text() for words in shown.select("details > p")]
    assert compared.select("p")[0].get_text() == sentences[0]
    left_open = [words.get_text() for words in shown.select("li") if "This example" in words.get_text()]
    assert [words.get_text() for words in compared.select("li")] == left_open


@every_protocol
def test_a_step_on_a_condition_is_told_in_whole_sentences_as_the_source_s_own(id: str) -> None:
    one = protocol(id)
    for choices in courses.ends(one):
        schedule = courses.schedule(one, choices, None)
        told = [item.get_text() for item in select(show("example", schedule), "li")]
        told += [item.get_text() for item in select(compare(schedule, schedule, ENGLISH), "section li")]
        assert not [line for line in told if re.search(r"[.?!]\.|\b(?:Yes|No):", line)]
        for phase in one.phases:
            if phase.only_if and f"{phase.name}.only_if" in choices:
                shown = choices[f"{phase.name}.only_if"] == "met"
                what = "shows them too" if shown else "stops before them"
                want = f"This example {what}. The source goes on only if {phase.only_if}. Then it says: "
                assert [want in line for line in told].count(True) == 3


@pytest.mark.parametrize("place", range(0, len(protocol_ids()), 5))
def test_two_schedules_stand_side_by_side_with_equal_weight(place: int) -> None:
    pair = {"protocol": protocol_ids()[place], "second": protocol_ids()[place - 1]}
    found = courses.page({"ask": "compare-show", **pair})
    html = found["html"]["result"]
    assert markup.faults(html) == []
    table = select(html, "table.compare")[0]
    assert table.find("caption")
    for row in table.select("tr"):
        cells = row.select("th, td")
        assert len(cells) == 3
        assert all(cell.get_text(strip=True) for cell in cells), f"{pair}: an empty cell in {row}"
        assert all(cell.get("scope") for cell in row.select("th"))
    titles = [protocol(id).title for id in pair.values()]
    assert [head.get_text() for head in table.select("thead th")][1:] == titles


@pytest.mark.parametrize("place", range(0, len(protocol_ids()), 5))
def test_each_part_of_a_printed_comparison_stands_alone(place: int) -> None:
    """P1: mark, source, edition, version, day and address, inside the table and beside each line of marks."""
    pair = [protocol(protocol_ids()[place]), protocol(protocol_ids()[place - 1])]
    address = "https://example.org/calculator/"
    one, other = map(undated, pair)
    html = compare(one, other, ENGLISH, today=date(2026, 11, 22), address=address)
    assert markup.faults(html) == []
    cells, sections = select(html, "table.compare tfoot td"), select(html, "section.compared")
    assert len(cells) == len(sections) == 2
    for shown, cell, section in zip(pair, cells, sections, strict=True):
        source = sources()[shown.source.id]
        assert cell["data-label"] == shown.title
        paper = section.select(".print-only")[0].get_text()
        assert paper == cell.get_text()
        assert paper.startswith(f"EXAMPLE from {source.short} (edition: {ENGLISH.published(source.issued)}).")
        assert paper.endswith(f"Version {__version__}. Made on 22 November 2026. Page: {address}")
        assert "Not appointment dates." in paper
        assert section.select("h3, svg")[0].get_text() == shown.title


def test_a_comparison_of_examples_of_different_length_says_how_long_each_is() -> None:
    long, short = protocol("no-hydroxocobalamin-neuro"), protocol("no-hydroxocobalamin-no-neuro")
    assert long.examples[0].months != short.examples[0].months
    table = select(compare(undated(long), undated(short), ENGLISH), "table.compare")[0]
    cells = [cell.get_text() for row in table.select("tbody tr") for cell in row.select("td")]
    for one in (long, short):
        assert f"{one.examples[0].total} in {one.examples[0].months} months" in cells
    assert "months" not in table.select("caption")[0].get_text()


def test_a_compared_schedule_is_not_torn_over_two_pages() -> None:
    css = (Path(__file__).parent.parent / "docs/assets/print.css").read_text("utf-8")
    together = next(rule for rule in re.findall(r"([^{}]+)\{([^{}]*)\}", css) if ".compared" in rule[0])
    assert "break-inside: avoid" in together[1]


def test_a_comparison_says_of_neither_that_it_is_better() -> None:
    said = " ".join(map(str, ENGLISH.phrases["compare"].values()))
    verdict = re.search(r"\b(more|less|better|worse|stronger|weaker|score|winner|prefer\w*)\b", said, re.I)
    assert not verdict, f"a comparison says {verdict}"


# --- golden files: the demo in every display, read in the diff


def pages() -> dict[str, str]:
    """Everything that is held by a golden file, by file name."""
    one, schedule = demo(), dated(demo())
    stopped = courses.schedule(one, one.examples[1].choices, None)
    told = {"numbered.frequency": "Choose one answer.", "start-month": "The start date must be a real date."}
    typed = {"start-day": "31", "start-month": "<2>", "start-year": "2027", "gap.until": "5", "months": "13"}
    address = "https://example.org/calculator/"
    made = {f"demo.{name}.{ending(name)}": show(name, schedule) for name in FORMATS}
    return {
        **made,
        "demo.undated.table.html": show("table", undated(one)),
        "demo.stopped.text.txt": show("text", stopped),
        "demo.json": json.dumps([row_data(row, ENGLISH) for row in schedule.administrations], indent=1)
        + "\n",
        "demo.result.html": result(
            schedule, ENGLISH, link=write_link(schedule.course), today=date(2026, 11, 22), address=address
        ),
        "question.open.html": ask_open(one, {}, {}, ENGLISH),
        "question.open.problems.html": ask_open(one, typed, told, ENGLISH),
    }


def ending(name: str) -> str:
    """How the golden file of a display ends."""
    return {"csv": "csv", "text": "txt", "summary": "txt", "timeline": "svg"}.get(name, "html")


def readable(text: str, name: str) -> str:
    """A line for each row, item and field, so that a diff can be read; without what other files may change."""
    if name.endswith((".html", ".svg")):
        text = re.sub(r"(?=<(?!/|span|strong|b|abbr|a |label|q|td|th[ >]))", "\n", text).strip() + "\n"
    return text.replace(f"Version {__version__}", "Version V").replace("\r\n", "\n")


@pytest.mark.parametrize("name", sorted(pages()))
def test_the_demo_looks_as_it_looked(name: str, rewrite_golden: bool) -> None:
    path, now = GOLDEN / name, readable(pages()[name], name)
    if rewrite_golden:
        GOLDEN.mkdir(exist_ok=True)
        path.write_text(now, "utf-8")
    then = path.read_text("utf-8")
    assert now == then, (
        f"{name} changed; read the difference, then: pytest {Path(__file__).name} --rewrite-golden"
    )


def test_no_golden_file_is_left_over() -> None:
    assert {path.name for path in GOLDEN.iterdir()} == set(pages())


def test_the_demo_agrees_with_its_own_examples_worked_by_hand() -> None:
    one = demo()
    for example in one.examples:
        found = courses.schedule(one, example.choices, example.start, example.months)
        assert tuple(row.date for row in found.administrations) == example.dates
        assert len(found.administrations) == example.total


def test_every_column_of_the_table_has_a_heading() -> None:
    assert all(ENGLISH.say(f"table.{name}") for name in COLUMNS)
