"""What is taken away: the same rows in HTML, on paper, as CSV, text, calendar file and JSON (rules C6, C18, P1, P5).

A calendar file is read by icalendar and by vobject, which share no code, in five time zones with both clock changes.
"""

import csv
import io
import json
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property
from typing import Any

import icalendar
import pypdfium2
import pytest
import vobject
from pypdf import PdfReader

from calculator.answer import answer_data
from calculator.language import language
from calculator.protocol import protocol, protocol_ids
from calculator.render.keep import FILES
from calculator.source import sources
from tests.browser.chromium import Chromium
from tests.browser.faulty import FaultyServer
from tests.browser.reader import STARTING, Reader, until

pytestmark = [pytest.mark.browser, pytest.mark.slow]

START = date(2027, 3, 27)  # a Saturday, a day before the clocks change in Europe
ZONES = ("Pacific/Auckland", "Asia/Tokyo", "Europe/London", "America/New_York", "Pacific/Honolulu")
ENGLISH = language("en")


def place(id: str) -> str:
    """A protocol's own first example, with a start."""
    first = protocol(id).examples[0]
    choices = "".join(f"&{key}={value}" for key, value in first.choices.items())
    return f"v=1&protocol={id}&start={START}&months={first.months}{choices}"


@dataclass(frozen=True)
class Kept:
    """Everything that one example can be taken away as."""

    rows: list[dict[str, Any]]
    csv: str
    text: str
    ics: str
    pdf: bytes

    @cached_property
    def paper(self) -> str:
        """The words of every sheet, without the spaces that line breaks make."""
        return "".join(page.extract_text() for page in PdfReader(io.BytesIO(self.pdf)).pages)


@pytest.fixture(scope="module", params=protocol_ids())
def kept(request: pytest.FixtureRequest, reader: Reader) -> tuple[str, Kept]:
    """One protocol's example, taken away in every way there is."""
    id = request.param
    if not reader.requests:
        reader.open("v=1&group=GB")
    reader.go(place(id))
    reader.page.wait_for_selector(f'#result ~ .example[data-protocol="{id}"]', timeout=STARTING)
    table, text, ics = reader.file("csv"), reader.text(), reader.file("ics")
    return id, Kept(reader.rows(), table, text, ics, reader.page.pdf(format="A4"))


def expected(id: str) -> list[dict[str, Any]]:
    """The rows as JSON, from the build's own Python."""
    first = protocol(id).examples[0]
    asked = {
        "protocol": id,
        "start": START.isoformat(),
        "months": first.months,
        "choices": dict(first.choices),
    }
    rows: list[dict[str, Any]] = answer_data(json.dumps(asked))["administrations"]
    return rows


def in_words(row: dict[str, Any]) -> str:
    """A row's date as pages print it."""
    return ENGLISH.date(date.fromisoformat(row["date"]))


def squeezed(text: str) -> str:
    """Text without any white space: a line may break anywhere on paper."""
    return re.sub(r"\s+", "", text)


def events(text: str) -> list[tuple[date, date, str, str]]:
    """What icalendar reads."""
    found = icalendar.Calendar.from_ical(text).walk("VEVENT")
    return [
        (one.decoded("dtstart"), one.decoded("dtend"), str(one["summary"]), str(one["uid"])) for one in found
    ]


def test_every_form_has_the_same_rows(kept: tuple[str, Kept]) -> None:
    id, forms = kept
    rows = expected(id)
    days = [date.fromisoformat(row["date"]) for row in rows]
    assert [row["when"].partition(" (")[0] for row in forms.rows] == [in_words(row) for row in rows]
    assert [row["cells"][4] for row in forms.rows] == [row["because"] for row in rows]

    lines = list(csv.DictReader(io.StringIO(forms.csv.removeprefix("\ufeff"), newline="")))
    assert [(line["injection"], line["date"]) for line in lines] == [
        (str(row["number"]), row["date"]) for row in rows
    ]
    assert {line["example"] for line in lines} == {"EXAMPLE"}

    typed = re.findall(r"^(\d+)\. (.+? \d{4})", forms.text, re.M)
    assert typed == [(str(row["number"]), in_words(row)) for row in rows]

    found = events(forms.ics)
    assert [(first, last) for first, last, _, _ in found] == [(day, day + timedelta(1)) for day in days]

    paper = squeezed(forms.paper)
    at = 0
    for row in rows:
        wanted = squeezed(f"Example {row['number']}{in_words(row)}")
        at = paper.find(wanted, at)
        assert at >= 0, f"{id}: injection {row['number']} is not on paper, or not whole"


def test_paper_stands_alone(kept: tuple[str, Kept]) -> None:
    id, forms = kept
    paper, source = squeezed(forms.paper), sources()[protocol(id).source.id]
    foot = paper[paper.index("EXAMPLEfrom") :][:600]
    edition = ENGLISH.published(source.issued)
    for words in (source.short, edition, "Not appointment dates", "Version", "Made on", "Page: http"):
        assert squeezed(words) in foot, f"{words} is not in the table's own block"
    for words in ("My clinic’s date", "My clinic:", "Phone:", "follow your clinic"):
        assert squeezed(words) in paper
    assert "Print" not in forms.paper.split()
    assert "Thispagedoesnot" not in paper


def test_a_calendar_file_holds_examples_and_rings_no_bell(kept: tuple[str, Kept]) -> None:
    id, forms = kept
    assert "VALARM" not in forms.ics
    assert "BEGIN:VTIMEZONE" not in forms.ics
    lines = forms.ics.split("\r\n")
    assert "\n" not in "".join(lines), "a line does not end as RFC 5545 wants"
    assert max(len(line.encode()) for line in lines) <= 75
    found = events(forms.ics)
    assert all(summary.startswith("EXAMPLE") for _, _, summary, _ in found)
    assert len({uid for _, _, _, uid in found}) == len(found)
    starts = re.findall(r"^DTSTART;VALUE=DATE:\d{8}$", forms.ics.replace("\r", ""), re.M)
    assert len(starts) == len(found) == len(forms.rows)
    for one, event in zip(found, vobject.readOne(forms.ics).vevent_list, strict=True):
        theirs = (event.dtstart.value, event.dtend.value, event.summary.value, event.uid.value)
        assert theirs == one, f"{id}: icalendar and vobject read different things"


READ = """
import icalendar, sys, time, vobject
time.tzset()
text = sys.stdin.buffer.read().decode()
ours = [str(one.decoded("dtstart")) for one in icalendar.Calendar.from_ical(text).walk("VEVENT")]
theirs = [str(one.dtstart.value) for one in vobject.readOne(text).vevent_list]
print("|".join([time.tzname[0], ",".join(ours), ",".join(theirs)]))
"""


@pytest.mark.parametrize("zone", ZONES)
def test_no_time_zone_and_no_clock_change_moves_a_day(reader: Reader, zone: str) -> None:
    """A year with every month in it crosses both changes of the clock wherever there are any."""
    id = "es-ob12-2020-trial"
    if not reader.requests:
        reader.open("v=1&group=GB")
    reader.go(place(id))
    reader.page.wait_for_selector(f'#result ~ .example[data-protocol="{id}"]', timeout=STARTING)
    text = reader.file("ics")
    done = subprocess.run(
        [sys.executable, "-c", READ],
        input=text.encode(),
        capture_output=True,
        check=True,
        env=os.environ | {"TZ": zone},
    )
    _, ours, theirs = done.stdout.decode().strip().split("|")
    wanted = [row["date"] for row in expected(id)]
    assert ours.split(",") == theirs.split(",") == wanted
    assert wanted[0] < "2027-03-28" < wanted[-1]
    assert wanted[-1] > "2027-11-07", "the example does not reach the autumn's change"


def test_a_second_import_replaces_the_first(reader: Reader) -> None:
    id = protocol_ids()[0]
    reader.open(place(id))
    reader.page.wait_for_selector("#result")
    assert reader.file("ics") == reader.file("ics")


def test_the_print_button_prints(reader: Reader) -> None:
    reader.page.evaluate("() => { window.print = () => { window.printed = (window.printed ?? 0) + 1; }; }")
    for button in reader.page.locator("[data-print]").all():
        button.click()
    assert reader.page.evaluate("window.printed") == reader.page.locator("[data-print]").count()


PLACE = "[document.activeElement.value, scrollY, document.querySelectorAll('tr[data-day]').length]"
IN_SIGHT = """() => {
    const { top, bottom } = document.querySelector("[data-kept]").getBoundingClientRect();
    return top >= 0 && bottom <= innerHeight;
}"""


@pytest.mark.parametrize("kind", FILES)
def test_who_takes_a_file_keeps_their_place_and_is_told_beside_the_button(
    chromium: Chromium, address: str, kind: str
) -> None:
    """By keys alone, at 320 px: the example, the focus and the place on the page stay, and one sentence is said."""
    page = chromium.browser.new_page(viewport={"width": 320, "height": 640})
    reader = Reader(page, address)
    reader.open(place("us-kuzminski-1998-trial"))
    page.wait_for_selector("#result", timeout=STARTING)
    page.wait_for_selector(".months")
    page.locator("button[value=text]").focus()
    page.locator(f"button[value={kind}]").focus()
    before = page.evaluate(PLACE)
    with page.expect_download():
        page.keyboard.press("Enter")
    until(page, "() => document.querySelector('[data-kept]').textContent.includes('is made')")
    assert page.evaluate(PLACE) == before, "the reader lost their place"
    assert page.evaluate(IN_SIGHT), "what is told is out of sight"
    assert reader.status() == reader.beside(), "who hears is told something else than who sees"
    page.close()


def test_the_text_is_copied_by_one_press_or_by_hand(chromium: Chromium, server: FaultyServer) -> None:
    context = chromium.browser.new_context(permissions=["clipboard-read", "clipboard-write"])
    page = context.new_page()
    reader = Reader(page, server.address)
    reader.open(place("us-kuzminski-1998-trial"))
    page.wait_for_selector("#result", timeout=STARTING)
    text = reader.text()
    assert reader.focus() == "copy"
    page.keyboard.press("Enter")
    until(page, "() => document.querySelector('[data-kept]').textContent !== ''")
    assert "copied" in reader.beside()
    assert page.evaluate("navigator.clipboard.readText()").replace("\r\n", "\n") == text

    page.evaluate("() => { navigator.clipboard.writeText = () => Promise.reject(new Error('no')); }")
    page.locator("#copy").click()
    until(page, "() => document.querySelector('[data-kept]').textContent.includes('by hand')")
    assert page.evaluate("String(getSelection())").strip() == text.strip()
    context.close()


@pytest.fixture(scope="module", params=["A4", "Letter"])
def sheets(request: pytest.FixtureRequest, chromium: Chromium, address: str) -> Iterator[bytes]:
    """An example with many rows on paper."""
    page = chromium.browser.new_page()
    reader = Reader(page, address)
    reader.open("v=1&protocol=us-kuzminski-1998-trial&start=2027-03-27&months=60")
    page.wait_for_selector("#result", timeout=STARTING)
    yield page.pdf(format=request.param)
    page.close()


def test_paper_is_12_points_or_more_and_nothing_is_cut(sheets: bytes) -> None:
    document = pypdfium2.PdfDocument(sheets)
    for number in range(len(document)):
        page = document[number]
        width, _ = page.get_size()
        text = page.get_textpage()
        for at in range(text.count_rects()):
            left, _, right, _ = text.get_rect(at)
            assert 0 < left < right < width, f"sheet {number + 1}: words reach over the edge"
    sizes: dict[float, int] = {}

    def seen(text: str, matrix: list[float], place: list[float], font: object, size: float) -> None:
        if text.strip():
            drawn = round(abs(size * place[3] * matrix[3]), 1)
            sizes[drawn] = sizes.get(drawn, 0) + len(text.strip())

    for sheet in PdfReader(io.BytesIO(sheets)).pages:
        sheet.extract_text(visitor_text=seen)
    small = {size: count for size, count in sizes.items() if size < 11.9}
    assert sum(small.values()) < 0.02 * sum(sizes.values()), f"small print: {small} of {sizes}"
