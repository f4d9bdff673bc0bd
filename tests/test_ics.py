"""The calendar file: whole days that no time zone moves, no alarm, EXAMPLE first, the same rows as the table (C18)."""

import os
import re
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import icalendar
import pytest
import vobject

from calculator.language import language
from calculator.protocol import protocol, protocol_ids
from calculator.regimen import Protocol
from calculator.render.as_data import row_data
from calculator.render.keep import FILES
from calculator.schedule import Schedule
from scripts.paths import ROOT
from tests import courses

ENGLISH = language("en")
ZONES = ("Pacific/Auckland", "Europe/London", "America/Los_Angeles", "Asia/Tokyo", "Atlantic/Azores", "UTC")
every_protocol = pytest.mark.parametrize("id", protocol_ids())


def example(id: str, start: date = date(2026, 3, 7)) -> Schedule:
    """A protocol's first example, from a Saturday, so that both clock changes lie in its year."""
    return courses.schedule(protocol(id), protocol(id).examples[0].choices, start)


def file(schedule: Schedule) -> str:
    """The calendar file, as it is offered."""
    return FILES["ics"](schedule, ENGLISH)["text"]


def events(text: str) -> list[Any]:
    """The events, by the reader that wrote them."""
    return list(icalendar.Calendar.from_ical(text).walk("VEVENT"))


def lines(text: str) -> Iterator[str]:
    """The lines of the file, unfolded."""
    yield from re.sub(r"\r\n[ \t]", "", text).split("\r\n")


@every_protocol
def test_the_calendar_has_the_rows_of_the_table(id: str) -> None:
    schedule = example(id)
    wanted = [row_data(row, ENGLISH)["date"] for row in schedule.administrations]
    assert [event.decoded("dtstart").isoformat() for event in events(file(schedule))] == wanted


@every_protocol
@pytest.mark.parametrize("zone", ZONES)
def test_a_second_reader_sees_the_same_days_in_every_time_zone(
    id: str, zone: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    schedule = example(id)
    monkeypatch.setenv("TZ", zone)
    time.tzset()
    try:
        found = [event.dtstart.value for event in vobject.readOne(file(schedule)).vevent_list]
    finally:
        monkeypatch.undo()
        time.tzset()
    assert found == [row.date for row in schedule.administrations]
    assert {type(day) for day in found} == {date}, "a calendar would show an hour that nobody gave"


@every_protocol
def test_every_event_is_one_whole_day_without_a_zone_or_an_alarm(id: str) -> None:
    text = file(example(id))
    for event in events(text):
        assert event.decoded("dtend") == event.decoded("dtstart") + timedelta(1)
        assert event["transp"] == "TRANSPARENT"
    for line in lines(text):
        assert not line.startswith(
            ("BEGIN:VALARM", "BEGIN:VTIMEZONE", "DTSTART;TZID", "ATTENDEE", "ORGANIZER")
        )
        assert not line.startswith("DTSTART") or re.fullmatch(r"DTSTART;VALUE=DATE:\d{8}", line)
        assert not line.startswith("DTEND") or re.fullmatch(r"DTEND;VALUE=DATE:\d{8}", line)


@every_protocol
def test_every_event_begins_with_example_and_names_no_dose(id: str) -> None:
    for event in events(file(example(id))):
        assert str(event["summary"]).startswith("EXAMPLE")
        assert "microgram" not in str(event["summary"]).lower()
        assert "appointment" in str(event["description"])


# --- imported again


def two_ends(one: Protocol) -> list[dict[str, str]]:
    """The first and the last way of choosing: all that is open at its low end, and at its high end or stopped."""
    ways = list(courses.ends(one))
    return [ways[0], ways[-1]] if len(ways) > 1 else ways


def by_uid(text: str) -> dict[str, date]:
    """The day of each event by its UID, as one calendar library reads it; the other must read the same."""
    found = {str(event["uid"]): event.decoded("dtstart") for event in events(text)}
    assert len(found) == len(events(text)), "two events of a file have one UID"
    assert found == {one.uid.value: one.dtstart.value for one in vobject.readOne(text).vevent_list}
    return found


@every_protocol
@pytest.mark.parametrize("pair", [(12, 24), (6, 18)])
def test_a_longer_or_a_shorter_look_at_the_same_example_puts_no_day_into_a_calendar_twice(
    id: str, pair: tuple[int, int]
) -> None:
    """Whichever file comes first: a calendar may replace an event whose UID it knows, or keep the one it has."""
    one = protocol(id)
    for choices in two_ends(one):
        shorter, longer = (
            by_uid(file(courses.schedule(one, choices, date(2026, 3, 7), months))) for months in pair
        )
        assert shorter.items() <= longer.items(), f"{id} {choices}: the same injection is two events"
        days = list((shorter | longer).values())
        assert len(days) == len(set(days)), f"{id} {choices}: a day stands in the calendar twice"


KHAL = """[calendars]
[[ours]]
path = {folder}/entries
[sqlite]
path = {folder}/khal.db
[locale]
local_timezone = {zone}
default_timezone = {zone}
dateformat = %Y-%m-%d
longdateformat = %Y-%m-%d
"""


def khal(folder: Path, *words: str) -> str:
    """What the calendar program khal prints; its calendar and its settings lie in `folder` alone."""
    settings = ["-m", "khal", "--config", str(folder / "config")]
    own = {"HOME": str(folder), **{f"XDG_{kind}_HOME": str(folder) for kind in ("CACHE", "CONFIG", "DATA")}}
    done = subprocess.run(
        [sys.executable, *settings, *words], env=os.environ | own, capture_output=True, text=True, check=True
    )
    return done.stdout


def days_in_khal(folder: Path, first: date) -> Counter[tuple[str, str]]:
    """UID and day of each entry that khal shows in the five years from the first day, and how often it shows it."""
    found = khal(
        folder, "list", "--day-format", "", "--format", "{uid} {start-date}", first.isoformat(), "1900d"
    )
    return Counter((uid, day) for uid, day in (line.split() for line in found.splitlines() if line))


@pytest.mark.slow
def test_a_calendar_program_shows_each_day_once_when_files_for_12_24_and_12_months_are_imported(
    tmp_path: Path,
) -> None:
    """Every schedule in one calendar of khal, west of Greenwich, where a day that is taken for an hour moves."""
    first = date(2026, 3, 7)
    (tmp_path / "entries").mkdir()
    (tmp_path / "config").write_text(KHAL.format(folder=tmp_path, zone="America/Los_Angeles"), "utf-8")
    made: dict[int, list[str]] = {}
    for months in (12, 24):
        made[months] = [
            file(courses.schedule(protocol(id), protocol(id).examples[0].choices, first, months))
            for id in protocol_ids()
        ]
    for months in (12, 24, 12):
        for number, text in enumerate(made[months]):
            (tmp_path / f"{number}.ics").write_text(text, "utf-8", newline="")
        khal(tmp_path, "import", "--batch", *(str(tmp_path / f"{n}.ics") for n in range(len(made[months]))))
    wanted = [(uid, day.isoformat()) for text in made[24] for uid, day in by_uid(text).items()]
    assert days_in_khal(tmp_path, first) == Counter(wanted)


@every_protocol
def test_another_start_and_another_choice_are_other_examples_and_leave_the_first_alone(id: str) -> None:
    one, start = protocol(id), date(2026, 3, 7)
    examples = [courses.schedule(one, choices, start) for choices in courses.ends(one)]
    examples += [example(id, start + timedelta(1)), example(id, date(2027, 3, 7))]
    uids = [uid for schedule in examples for uid in by_uid(file(schedule))]
    assert len(uids) == len(set(uids))


@every_protocol
def test_a_uid_can_be_the_name_of_a_file(id: str) -> None:
    """Calendars on servers and in folders store each event below its UID: a slash would be a folder, or refused."""
    for choices in courses.ends(protocol(id)):
        for uid in by_uid(file(courses.schedule(protocol(id), choices, date(2026, 3, 7), 60))):
            assert re.fullmatch(r"[a-z0-9._@-]+", uid), uid
            assert len(uid) <= 200, f"with an ending, too long for a file: {uid}"


@every_protocol
def test_an_event_says_its_start_how_to_remove_it_and_how_far_the_file_goes_where_it_is_cut(id: str) -> None:
    one = protocol(id)
    for choices in two_ends(one):
        schedule = courses.schedule(one, choices, date(2026, 3, 7))
        for event in events(file(schedule)):
            said = str(event["description"])
            assert "This example starts on 7 March 2026." in said
            assert "To remove this example, search your calendar for EXAMPLE" in said
            goes_on = "This file shows the first 12 months, to 6 March 2027. The source goes on after that."
            assert (goes_on in said) == (schedule.cut is not None)
            assert str(event["summary"]).startswith("EXAMPLE"), "the search would not find it"


@every_protocol
def test_the_file_is_no_invitation_and_its_events_can_be_told_apart_from_the_reader_s_own(id: str) -> None:
    for line in lines(file(example(id))):
        assert not line.startswith("METHOD"), "METHOD:PUBLISH asks for an ORGANIZER, and nobody is one"
    for event in events(file(example(id))):
        assert event["categories"].cats == ["EXAMPLE of a B12 schedule"]


# --- the file


@every_protocol
def test_the_file_is_the_same_on_every_day_and_its_lines_are_short(id: str) -> None:
    text = file(example(id))
    assert text == file(example(id))
    assert "\n" not in text.replace("\r\n", "")
    assert all(len(line.encode()) <= 75 for line in text.split("\r\n"))
    assert text.startswith("BEGIN:VCALENDAR\r\n")
    assert text.endswith("END:VCALENDAR\r\n")


def test_it_is_offered_as_a_calendar() -> None:
    offered = FILES["ics"](example(protocol_ids()[0]), ENGLISH)
    assert offered["type"].startswith("text/calendar")
    assert offered["name"].endswith(".ics")


def test_whoever_takes_a_calendar_file_is_told_how_to_remove_the_example_again() -> None:
    made = courses.page("us-kuzminski-1998-trial", courses.dated("7", "3", "2026"), do="ics")
    words = re.search(
        r"search your calendar for (\w+) and delete each entry that begins with it\.", made["say"]
    )
    assert words, made["say"]
    for event in events(made["file"]["text"]):
        assert str(event["summary"]).startswith(words[1]), "the search would not find it"
    page = (ROOT / "docs/schedules.md").read_text("utf-8")
    assert f"Search your calendar for {words[1]}. Delete each entry that begins with that word." in page


def test_without_dates_there_is_no_calendar_file_but_a_reason() -> None:
    found = courses.page("us-kuzminski-1998-trial", courses.dated("", "", ""), do="ics")
    assert "file" not in found
    assert set(found["html"]) == {"form"}, "the example on the page is replaced"
    assert [problem["field"] for problem in found["problems_shown"]] == ["start-day"]
