"""The page of a schedule on paper: the example and what its reader needs, no form, and every digit."""

import base64
import re

import pypdfium2
import pytest

from calculator.language import language
from calculator.protocol import protocol
from calculator.source import sources
from tests.browser.faulty import FaultyServer
from tests.browser.firefox import Firefox
from tests.browser.reader import Reader, until
from tests.browser.tab import DATED, PAGE, Tab

pytestmark = pytest.mark.browser

ID = "uk-bnf-hydroxocobalamin-no-neuro"
LINK = "v=2&start=2027-03-27&months=12&check=4791"


def squeezed(text: str) -> str:
    """Text without any white space: a line may break anywhere on paper."""
    return re.sub(r"\s+", "", text)


def words(pdf: bytes) -> list[str]:
    """The text of each sheet, as whoever searches in it or copies from it finds it."""
    document = pypdfium2.PdfDocument(pdf)
    return [document[at].get_textpage().get_text_range() for at in range(len(document))]


def saved(reader: Reader, hash: str) -> bytes:
    """A usual schedule, saved as A4 by Chromium."""
    reader.open(hash)
    if hash:
        until(reader.page, DATED)
    pdf: bytes = reader.page.pdf(format="A4", prefer_css_page_size=True)
    return pdf


def test_a_dated_year_of_a_usual_schedule_is_one_sheet(reader: Reader) -> None:
    """The same by day numbers: tests/test_print.py."""
    assert len(words(saved(reader, LINK))) == 1


@pytest.mark.parametrize("hash", ["", LINK], ids=["by day numbers", "dated"])
def test_paper_has_the_example_and_what_a_reader_of_it_needs_and_nothing_to_press(
    reader: Reader, hash: str
) -> None:
    paper, source = squeezed("".join(words(saved(reader, hash)))), sources()[protocol(ID).source.id]
    for wanted in (
        "EXAMPLE",
        "not your appointment dates",
        "Write your clinic’s own date",
        "follow your clinic",
        source.short,
        language("en").published(source.issued),
        "Who it is for",
        "Adults with anaemia from low vitamin B12",
        "Checks around these times",
        "Potassium in the blood",
        "More on the page: all checks, and how days were counted",
    ):
        assert squeezed(wanted) in paper, f"{wanted!r} is not on paper"
    for button in (
        "Show dates",
        "Copy the link",
        "Start date",
        "Make a handout",
        "Compare with",
        "after injection 3",
    ):
        assert squeezed(button) not in paper, f"{button!r} is on paper"
    numbers = re.findall(r"Example(\d+)(?:Aboutday|Day|(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day)\d", paper)
    assert numbers == [str(number) for number in range(1, 12)]


def test_address_on_paper_leads_back_to_the_very_dates(reader: Reader) -> None:
    """Typed as it stands, it opens the same rows; what trackers hung on to the link is not on it."""
    reader.page.goto(f"{reader.address}{PAGE}?fbclid=IwAR0abc&utm_source=leaflet#{LINK}")
    until(reader.page, DATED)
    pdf = reader.page.pdf(format="A4", prefer_css_page_size=True)
    paper = squeezed("".join(words(pdf))).replace("\ufffe", "-")  # a hyphen at the end of a line
    rows, typed = reader.dates(), re.search(r"Page:(http\S+?#v=2&start=[\d-]+&months=\d+&check=\d+)", paper)
    assert typed, "no address with its dates"
    assert typed[1] == f"{reader.address}{PAGE}#{LINK}"
    reader.open(typed[1].partition("#")[2], path=typed[1].partition("#")[0].removeprefix(reader.address))
    until(reader.page, DATED)
    assert reader.dates() == rows
    assert not [sent for sent in reader.requests if "start=" in sent.partition("#")[0]], "a date was sent"


def test_a_pdf_that_firefox_saves_has_every_digit(server: FaultyServer) -> None:
    """Firefox gives glyphs of another width than usual no text: tabular digits would be lost."""
    browser = Firefox()
    tab = Tab(browser)
    tab.open(f"{server.address}{PAGE}#{LINK}")
    tab.until(DATED, "no example with dates")
    saved = browser.send("browsingContext.print", context=browser.tab)["data"]
    rows = tab.seen()["dates"]
    browser.close()
    paper = squeezed("".join(words(base64.b64decode(saved))))
    lost = [row for row in rows if squeezed(row.removesuffix(" (weekend)")) not in paper]
    assert not lost, f"{len(lost)} of {len(rows)} dates, such as {lost[:1]}"


def test_five_years_of_rows_reach_over_no_edge(reader: Reader) -> None:
    reader.open(LINK.replace("months=12&check=4791", "months=60&check=6069"))
    until(reader.page, DATED)
    for paper in ("A4", "Letter"):
        for number, sheet in enumerate(pypdfium2.PdfDocument(reader.page.pdf(format=paper)), 1):
            width, _ = sheet.get_size()
            text = sheet.get_textpage()
            for at in range(text.count_rects()):
                left, _, right, _ = text.get_rect(at)
                assert 0 < left < right < width, f"{paper}, sheet {number}"
