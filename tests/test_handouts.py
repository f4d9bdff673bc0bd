"""Handouts: what a nurse prints can be read, copied, scanned and trusted (rules P1 to P5, C6, C10)."""

import io
import json
import re
import shutil
import subprocess
import threading
from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise
from typing import Literal

import pypdfium2
import pytest
import zxingcpp
from bs4 import BeautifulSoup
from PIL import Image, ImageFilter
from playwright.sync_api import Browser, Page
from pypdf import PdfReader

from calculator.language import language
from calculator.protocol import protocol
from calculator.regimen import Range
from calculator.render.qr import qr
from calculator.render.summary import summary
from calculator.render.words import dose_words, phase_heading
from scripts.clinics.backs import both_units
from scripts.clinics.handouts import handouts, printable
from scripts.clinics.short_links import Address, report_to
from scripts.content.catalogue import first_example
from scripts.content.edition import FILE, read_edition
from scripts.content.glossary import terms
from scripts.content.in_language import sources
from scripts.content.leaflets import leaflet
from scripts.content.phrases import site_language
from scripts.delivery.dev_server import SiteServer
from scripts.paths import ROOT, SITE
from scripts.site import Site
from tests.test_layout import AXE, RUN_AXE
from tests.test_text import STYLE

SHEETS = printable()
SCHEDULES = [one for one in SHEETS if one.protocol]
TYPED = {
    "name": "Hillside Surgery",
    "phone": "01632 960 123",
    "hours": "Monday to Friday, 8am to 6:30pm",
    "medicine": "Hydroxocobalamin 1 mg in 1 ml",
}
INCH = 25.4
LONG = {
    "name": "Clínica Żółć Ångström – عيادة النور – מרפאת השלום – of the Bartholomew University Hospitals and their "
    "Academy Health Centre, Outpatient Clinic 4",
    "phone": "+44 (0) 1632 960 123, extension 4567",
    "hours": "Monday to Friday, 8am to 6:30pm; Saturday 9am to midday; closed on bank holidays",
    "medicine": "Hydroxocobalamin 1,000 micrograms in 1 ml, solution for injection",
}
"""Longer than any line, in letters of several ways of writing."""
SIZES = {"a4": (210, 297), "letter": (216, 279)}
EVERY = [(paper, size) for paper in SIZES for size in ("12", "14")]
CHOICES = [
    ("gb3", "a4", "one", "12"),
    ("gb3", "letter", "one", "14"),
    ("us2", "a4", "two", "14"),
    ("us2", "letter", "two", "12"),
    ("late", "a4", "one", "14"),
    ("side", "letter", "two", "14"),
]


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The built site on this machine, with handouts that carry its real address."""
    site = tmp_path_factory.mktemp("handouts") / "site"
    shutil.copytree(SITE, site, ignore=shutil.ignore_patterns("*.br", "*.gz"))
    with SiteServer(site) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        handouts(Site(site), read_edition(FILE.read_text("utf-8"), server.address))
        yield server.address
        server.shutdown()


def soup(code: str) -> BeautifulSoup:
    return BeautifulSoup((SITE / "handout" / f"{code}.html").read_text("utf-8"), "html5lib")


@pytest.mark.parametrize("one", SHEETS, ids=lambda one: one.code)
def test_sheet_is_whole_without_a_script(one: Address) -> None:
    """Lines to write on, both sides told apart, help, source, version, dates, and nothing from elsewhere."""
    page = soup(one.code)
    front, back = page.select_one(".front"), page.select_one(".back")
    assert front
    assert back
    for words in (
        "Your vitamin B12 injections",
        "clinic’s instruction",
        "The other side is background",
        "Next appointment",
        "Bring this sheet",
        "Call ",
        "Printed on",
    ):
        assert words in front.text
    assert len(front.select("[data-fill]:empty")) == 4
    assert len(front.select(".mine-dates tbody tr")) == 10
    assert [head.text for head in front.select(".mine-dates th")] == [
        "Date and time",
        "Where",
        "Given by",
    ] * 2
    for behind in (back, *page.select(".half-back")):
        assert "follow your clinic" in behind.text
        assert "an example, not your dates" in behind.text or not one.protocol
    for side in (front, back, *page.select(".half, .half-back")):
        foot = side.select_one(".foot-line")
        assert foot
        assert f"/s/{one.code}, version " in foot.text
        if side in (back, *page.select(".half-back")):
            assert re.search(
                r"Checked on \d+\xa0\w+\xa0\d{4}\. .*(?:Not yet|statements here were) reviewed by", foot.text
            )
            assert re.search(r"Next check: \d+\xa0\w+\xa0\d{4}\. ", foot.text)
            assert "Source: " in foot.text or not one.protocol
            assert re.search(r"An error on this sheet\? \S+/s/err \(not for medical help\)", foot.text)
    assert not page.select("[style], style, script:not([src]), iframe, a[href^=http], img[src^=http]")


@pytest.mark.parametrize(
    ("contact", "typed"),
    [
        ("", "b12.example.org/s/err"),
        ("mailto:errors@example.org", "errors@example.org"),
        ("https://example.org/errors", "example.org/errors"),
    ],
)
def test_an_error_on_paper_is_reported_to_the_edition_or_by_its_page(contact: str, typed: str) -> None:
    ours = read_edition(FILE.read_text("utf-8"), "https://b12.example.org/")
    assert report_to(replace(ours, contact=contact)) == typed


@pytest.mark.parametrize("one", SHEETS, ids=lambda one: one.code)
def test_no_browser_translates_what_a_clinic_typed_nor_the_name_of_a_medicine(one: Address) -> None:
    """Rule P3: and a name that is read from right to left stands so."""
    page = soup(one.code)
    assert page.select("[data-fill]")
    assert not page.select("[data-fill]:not([translate=no][dir=auto]), [data-type]:not([dir=auto])")
    for kept in page.select("[translate=no], .maker"):
        kept.decompose()
    for quoted in page.select(".cited, .foot-line, .checks, .picture, title, svg"):
        quoted.decompose()  # titles of sources, and drawings
    assert not re.findall(r"\w+cobalamin", page.text)


@pytest.mark.parametrize("one", SHEETS, ids=lambda one: one.code)
def test_sheet_gives_no_advice_and_claims_nothing(one: Address) -> None:
    page = soup(one.code)
    for titles in page.select(".cited, .foot-line"):
        titles.decompose()  # words of others
    text = page.text.replace("BMJ Best Practice", "")  # the name of a source
    hits = [hit[0] for phrase in STYLE["forbidden"] for hit in re.finditer(phrase, text, re.I)]
    assert not hits
    uncited = [
        block.text
        for phrase in STYLE["cited"]
        for block in page.select(".side p, .side li, .half p, .half-back p, .half-back li")
        if re.search(phrase, block.text, re.I) and not re.search(r"\[\d", block.text)
    ]
    assert not uncited, "only with the source that says so"


@pytest.mark.parametrize("one", SHEETS, ids=lambda one: one.code)
def test_no_markup_is_printed_as_words(one: Address) -> None:
    assert not re.findall(r"</?\w+>", soup(one.code).text)


@pytest.mark.parametrize("one", SHEETS, ids=lambda one: one.code)
def test_letters_of_print_and_dates_in_one_line(one: Address) -> None:
    """One kind of apostrophe on a sheet, and no line ends within a date of its foot."""
    for side in soup(one.code).select(".side, .half, .half-back"):
        assert not re.findall(r"\w'\w*", side.text)
        foot = side.select_one(".foot-line")
        assert foot
        assert not re.search(r"\d (?:January|Febr|March|April|May|Ju|Aug|Sept|Oct|Nov|Dec)", foot.text)


@pytest.mark.parametrize("one", SCHEDULES, ids=lambda one: one.code)
def test_schedule_on_paper_is_the_engines(one: Address) -> None:
    """The same amounts, phases, sentence and marks as everywhere else, with EXAMPLE before the sentence."""
    english, shown = language("en"), protocol(one.protocol)
    expected, back = first_example(shown), soup(one.code).select_one(".back")
    assert back
    text = back.text.replace("\u00a0", " ")
    lines = [line.text.replace("\u00a0", " ") for line in back.select(".phases li")]
    assert len(lines) == len(shown.phases)
    for line, phase in zip(lines, shown.phases, strict=True):
        assert line.startswith(phase_heading(phase, english))
        assert not phase.only_if or f"Only if {phase.only_if}." in line
    keys = [str(path["d"]).count("h") for path in back.select(".phases .key-mark path")]
    assert keys == [phase.role == "maintenance" for phase in shown.phases], "a mark in front of each phase"
    doses = {dose_words(row.dose, english) for row in expected.administrations}
    assert not [dose for dose in doses if dose not in text]
    assert not [dose for dose in doses if f"{dose} (" not in text], "a box may say milligrams"
    first = back.select("h3 + ul li")[0].text
    about = [line for line in (*shown.judgement, *shown.notes) if "nerve" in line]
    assert not about or "nerve" in first, "what may change the whole schedule stands first"
    assert f"EXAMPLE in short: {summary(expected, english)}" in text
    *months, year = [
        "".join(str(mark["d"]) for mark in drawn.select(".mark")) for drawn in back.select(".timeline")
    ]
    assert year.count("M") == len(expected.administrations)
    days = [row.day for row in expected.administrations]
    daily = any(later == day + 1 for day, later in pairwise(days))
    assert [month.count("M") for month in months] == [sum(day <= 30 for day in days)] * daily
    for words in (
        shown.plain.rstrip("."),
        shown.title,
        shown.population.plain,
        *shown.judgement,
        *shown.notes,
    ):
        assert words.replace("'", "’") in text
    assert not [note for note in shown.source_notes if note in text], "how a source was read is for the page"
    read = re.sub(r"https?:\S+", "", soup(one.code).text)
    assert not re.search(r"\b20\d\d-\d\d-\d\d\b", read), "a date is printed as programs write it"


HARD = ("anaemia", "folic acid", "folate", "formulary", "licence", "potassium")


@pytest.mark.parametrize("one", SCHEDULES, ids=lambda one: one.code)
def test_schedule_on_paper_explains_its_words_and_has_questions(one: Address) -> None:
    """Each phase that it names and each hard word, in the words of the glossary; 2 questions or more."""
    back = soup(one.code).select_one(".back")
    assert back
    meant = {line.strong.text.rstrip(":"): line.text for line in back.select(".words li") if line.strong}
    roles = {language("en").say(f"role.{phase.role}") for phase in protocol(one.protocol).phases}
    assert roles <= meant.keys()
    assert len(back.select("h3 + ul")[-1].select("li")) >= 2
    glossary = {form.lower(): term for term in terms() for form in term.forms}
    for words in back.select(".words, .cited, .foot-line"):
        words.decompose()
    for hard in HARD:
        if re.search(rf"\b{hard}\b", back.text, re.IGNORECASE):
            term = glossary[hard]
            assert term.meaning.replace("'", "’") in meant.get(term.word.capitalize(), ""), (
                f"{hard} is not explained"
            )


@pytest.mark.parametrize(
    ("low", "high", "words"),
    [
        (1000, 1000, "1,000 micrograms (1 mg)"),
        (30, 30, "30 micrograms (0.03 mg)"),
        (250, 1000, "250 to 1,000 micrograms (0.25 to 1 mg)"),
        (25_000, 25_000, "25,000 micrograms (25 mg)"),
    ],
)
def test_an_amount_stands_in_both_units(low: int, high: int, words: str) -> None:
    assert both_units(Range(low, high)) == words


@pytest.mark.parametrize("one", SHEETS, ids=lambda one: one.code)
def test_sheet_makes_sense_with_the_code_cut_off(one: Address) -> None:
    page = soup(one.code)
    for code in page.select(".code"):
        code.decompose()
    for side in page.select(".front, .back, .half, .half-back"):
        assert f"/s/{one.code}" in side.text, "the address must stand elsewhere too"
        assert not re.search(r"\b(code|scan)\b", side.text), "a word points to a code that is not there"


@pytest.mark.parametrize("one", SHEETS, ids=lambda one: one.code)
def test_code_is_coarse_and_keeps_its_quiet_zone(one: Address) -> None:
    """Rule P2: level Q and 4 white modules around; at 32 bytes at most 29 modules, so about 1 mm each."""
    made = BeautifulSoup(qr(f"https://b12.example.org/s/{one.code}", site_language()), "xml").svg
    assert made
    assert int(str(made["viewBox"]).split()[2]) <= 29 + 8
    drawn = soup(one.code).select_one("svg.qr")
    assert drawn
    side = int(str(drawn["viewbox" if drawn.has_attr("viewbox") else "viewBox"]).split()[2])
    assert (side - 8 - 17) % 4 == 0, "modules of the code, plus 4 on each side"


def chosen(page: Page, paper: str, each: str, size: str) -> None:
    """Choose what comes out of the printer, as a nurse would."""
    for field, value in (("paper", paper), ("each", each), ("size", size)):
        page.check(f"#{field}-{value}")


def typed(page: Page, words: dict[str, str]) -> None:
    """Type the clinic's name and so on."""
    for name, value in words.items():
        page.fill(f"#{name}", value)


def squeezed(text: str) -> str:
    """Text without white space and hyphens: a line may break anywhere on paper, and one that ends with a hyphen has
    another character there."""
    return re.sub(r"[\s\ufffe-]+", "", text)


@pytest.mark.browser
@pytest.mark.parametrize(("code", "paper", "each", "size"), CHOICES, ids=str)
def test_printed_sheet(code: str, paper: str, each: str, size: str, browser: Browser, served: str) -> None:
    page = browser.new_page()
    page.goto(f"{served}handout/{code}.html")
    typed(page, TYPED)
    chosen(page, paper, each, size)
    pdf = page.pdf(prefer_css_page_size=True)
    page.close()
    pages = PdfReader(io.BytesIO(pdf)).pages
    assert len(pages) == 2
    wide, high = SIZES[paper] if each == "one" else SIZES[paper][::-1]
    for sheet in pages:
        box = sheet.mediabox
        assert (round(float(box.width) / 72 * INCH), round(float(box.height) / 72 * INCH)) == (wide, high)
    copies, texts = 1 if each == "one" else 2, [squeezed(sheet.extract_text()) for sheet in pages]
    for words in (
        *TYPED.values(),
        "Your vitamin B12 injections",
        "Call 999",
        "Printed on: ",
        "Next appointment:",
    ):
        assert texts[0].count(squeezed(words)) == copies
    address = served.partition("://")[2]
    for text in texts:
        assert text.count(f"{address}s/{code},version") == copies
    assert texts[1].count("Background") == copies
    read_codes(pdf, f"{served}s/{code}", at=0 if each == "one" else 1, copies=copies)


@pytest.mark.browser
@pytest.mark.parametrize(("paper", "size"), EVERY, ids=str)
def test_every_handout_is_two_sides(paper: str, size: str, browser: Browser, served: str) -> None:
    """Its front the clinic's and its back ours, with source, date and review; nothing is small and nothing is cut."""
    page, faults = browser.new_page(), []
    for one in SHEETS:
        page.goto(f"{served}handout/{one.code}.html")
        typed(page, TYPED)
        chosen(page, paper, "one", size)
        faults += [f"{one.code}: {fault}" for fault in faults_of(page, one, (12, 8), size)]
    page.close()
    assert not faults, "\n".join(faults)


@pytest.mark.browser
@pytest.mark.parametrize("paper", SIZES)
def test_two_to_a_sheet_are_two_sides(paper: str, browser: Browser, served: str) -> None:
    """In the larger letters, which need more room; the smaller ones: `test_printed_sheet`."""
    page, faults = browser.new_page(), []
    for one in SHEETS:
        page.goto(f"{served}handout/{one.code}.html")
        typed(page, TYPED)
        chosen(page, paper, "two", "14")
        faults += [f"{one.code}: {fault}" for fault in faults_of(page, one, (6, 6), "14")]
    page.close()
    assert not faults, "\n".join(faults)


@pytest.mark.browser
@pytest.mark.parametrize(("paper", "size"), EVERY, ids=str)
def test_a_long_name_in_any_letters_takes_no_second_side(
    paper: str, size: str, browser: Browser, served: str
) -> None:
    """It is whole, and the rows to write in give way: still ten, each 5 mm high or more."""
    page = browser.new_page()
    page.goto(f"{served}handout/late.html")
    typed(page, LONG)
    chosen(page, paper, "one", size)
    assert page.locator(".front [data-fill=name]").inner_text() == LONG["name"]
    pdf = PdfReader(io.BytesIO(page.pdf(prefer_css_page_size=True))).pages
    assert len(pdf) == 2
    assert squeezed("Academy Health Centre, Outpatient Clinic 4") in squeezed(pdf[0].extract_text())
    page.emulate_media(media="print")
    page.set_viewport_size({"width": round((SIZES[paper][0] - 24) / INCH * 96), "height": 900})
    rows = page.locator(".front tbody tr").evaluate_all(
        "all => all.map((n) => n.getBoundingClientRect().height)"
    )
    assert len(rows) == 10
    assert min(rows) / 96 * INCH >= 5
    page.close()


@pytest.mark.browser
@pytest.mark.parametrize("paper", SIZES)
@pytest.mark.parametrize("code", ["late", "gb2"])
def test_a_long_name_fits_half_a_sheet_in_large_letters(
    code: str, paper: str, browser: Browser, served: str
) -> None:
    """Two to a sheet: the rows to write in give way, and not the signs or the line at the foot."""
    page = browser.new_page()
    page.goto(f"{served}handout/{code}.html")
    typed(page, LONG)
    chosen(page, paper, "two", "14")
    pdf = PdfReader(io.BytesIO(page.pdf(prefer_css_page_size=True))).pages
    page.close()
    assert len(pdf) == 2
    front = squeezed(pdf[0].extract_text())
    for words in (
        "Outpatient Clinic 4",
        "closed on bank holidays",
        "sight slowly changed or worse",
        "Printed on:",
    ):
        assert front.count(squeezed(words)) == 2, words


@pytest.mark.browser
@pytest.mark.parametrize(("code", "size", "lines"), [("late", "12", 8), ("gb1", "14", 3), ("us2", "14", 0)])
def test_what_is_left_of_a_back_is_for_questions(
    code: str, size: str, lines: int, browser: Browser, served: str
) -> None:
    """Lines 9 mm apart, down to the foot, which ends the side; nothing where there is no room for two."""
    page = browser.new_page()
    page.goto(f"{served}handout/{code}.html")
    chosen(page, "a4", "one", size)
    back = pypdfium2.PdfDocument(page.pdf(prefer_css_page_size=True))[1]
    page.close()
    assert ("My questions and notes" in back.get_textpage().get_text_range()) == bool(lines)
    drawn = back.render(scale=200 / 72).to_pil().convert("L")
    left, right = (round(drawn.width * mm / 210) for mm in (12.5, 197.5))
    rows = range(drawn.height)
    dark = [y for y in rows if drawn.crop((left, y, right, y + 1)).getextrema()[1] < 160]
    rules = [y for y, above in zip(dark, [-9, *dark], strict=False) if y - above > 5]
    *ruled, foot = [y / drawn.height * 297 for y in rules]
    assert len(ruled) >= lines > 0 or not ruled
    assert all(8.8 < low - high < 9.2 for high, low in pairwise(ruled))
    assert 255 < foot < 280


@pytest.mark.browser
@pytest.mark.parametrize(("paper", "size"), EVERY, ids=str)
def test_half_a_back_ends_with_its_code_and_its_foot_beside_it(
    paper: str, size: str, browser: Browser, served: str
) -> None:
    """Where room is left, it is between the answers and the code, and not below the foot; the fullest one fits too."""
    page = browser.new_page(viewport={"width": round((SIZES[paper][1] - 12) / INCH * 96), "height": 900})
    for code in ("gb3", "late", "us2"):
        page.goto(f"{served}handout/{code}.html")
        chosen(page, paper, "two", size)
        page.emulate_media(media="print")
        side, words, drawn, foot = page.evaluate(
            "['', ' .says', ' .qr', ' .foot-line'].map((part) => ("
            "document.querySelector('.half-back' + part).getBoundingClientRect().toJSON()))"
        )
        assert abs(side["bottom"] - foot["bottom"]) < 1, f"{code} ends above its foot"
        assert foot["left"] >= drawn["right"], f"the foot of {code} runs below its code"
        assert words["bottom"] <= drawn["top"], f"the code of {code} lies over its answers"
        page.emulate_media(media="null")
    page.close()


@pytest.mark.browser
@pytest.mark.parametrize("size", ["12", "14"])
def test_signs_of_both_levels_stand_in_the_same_columns(size: str, browser: Browser, served: str) -> None:
    page = browser.new_page(viewport={"width": round((210 - 24) / INCH * 96), "height": 900})
    page.goto(f"{served}handout/late.html")
    chosen(page, "a4", "one", size)
    page.emulate_media(media="print")
    grave, urgent = (
        page.locator(f".front .care--{level} li").evaluate_all(
            "all => [...new Set(all.map((n) => n.getBoundingClientRect().x))]"
        )
        for level in ("emergency", "urgent")
    )
    page.close()
    assert len(grave) == len(urgent) == 2
    assert grave == pytest.approx(urgent, abs=2), "in pixels of 1/96 inch"


@pytest.mark.browser
@pytest.mark.parametrize("code", ["load", "abc"])
def test_no_mark_is_printed_over_the_number_of_its_day_or_month(
    code: str, browser: Browser, served: str
) -> None:
    page = browser.new_page(viewport={"width": 703, "height": 900})
    page.goto(f"{served}handout/{code}.html")
    page.emulate_media(media="print")
    low = page.locator(".back .strip--cell").evaluate_all(
        "all => all.map((n) => n.getBoundingClientRect().height - n.getAttribute('height'))"
    )
    page.close()
    assert len(low) == 14 + 12 + 12
    assert min(low) >= 0, "the drawing is lower than its marks, which reach over the number below it"


SMALL = """(least) => {
  const faults = new Set();
  const words = document.createTreeWalker(document.querySelector(".paper"), NodeFilter.SHOW_TEXT);
  for (let text = words.nextNode(); text; text = words.nextNode()) {
    const node = text.parentElement;
    if (!text.data.trim() || !node.checkVisibility({ checkVisibilityCSS: true })) continue;
    const own = node.closest(".foot-line, .elsewhere, .cited, .code, .mine-dates, svg, .picture") ? 12 : least;
    const style = getComputedStyle(node);
    if (parseFloat(style.fontSize) * 0.75 < own - 0.01) faults.add(`small: ${text.data.trim().slice(0, 40)}`);
    if (style.fontVariantNumeric !== "normal") faults.add(`digits that Firefox loses: ${text.data.trim()}`);
  }
  return [...faults];
}"""


def faults_of(page: Page, one: Address, margin: tuple[int, int], size: str) -> list[str]:
    """What is wrong with a handout as it comes out of the printer; `margin` in mm, at the sides and above."""
    page.emulate_media(media="print")
    faults: list[str] = page.evaluate(SMALL, int(size))
    page.emulate_media(media="null")
    pdf = pypdfium2.PdfDocument(page.pdf(prefer_css_page_size=True))
    if len(pdf) != 2:
        return [*faults, f"{len(pdf)} sides"]
    texts = [squeezed(side.get_textpage().get_text_range()) for side in pdf]
    wanted = ("Checked on", "reviewed by", "Next check", f"/s/{one.code}", *sources_of(one))
    faults += [f"no {words!r} on the back" for words in wanted if squeezed(words) not in texts[1]]
    faults += [
        f"{words!r} is not at the front" for words in TYPED.values() if squeezed(words) not in texts[0]
    ]
    for side in pdf:
        (width, height), text = side.get_size(), side.get_textpage()
        aside, above = (mm / INCH * 72 - 1 for mm in margin)
        for at in range(text.count_rects()):
            left, low, right, high = text.get_rect(at)
            if left < aside or right > width - aside or low < above or high > height - above:
                faults.append(f"cut: {text.get_text_bounded(left, low, right, high)!r}")
    return faults


UNBOXED = """() => {
  for (const node of document.querySelectorAll(".paper *")) {
    const { overflow, display } = getComputedStyle(node);
    if (overflow === "visible") continue;
    node.style.overflow = "visible";
    if (display === "block") node.style.display = "flow-root"; // still beside what floats
  }
}"""
"""Lets no box cut what is in it."""
WIDER = (
    "@page a4 { margin: 2mm }",
    ".whole .side { box-sizing: content-box !important; padding: 8mm 10mm !important }",
)
"""Gives all but 2 mm of A4's margins to what is printed: a browser then shows what it would cut there."""


def plant(page: Page, *rules: str) -> None:
    """Lay rules for print over the page's own; its policy forbids a style element."""
    for rule in rules:
        page.evaluate(
            "(rule) => document.styleSheets[1].insertRule(rule, document.styleSheets[1].cssRules.length)",
            f"@media print {{ {rule} }}",
        )


def drawings(page: Page) -> list[Image.Image]:
    """Each side as it is printed, in greys, at 72 dots an inch."""
    pdf = pypdfium2.PdfDocument(page.pdf(prefer_css_page_size=True))
    return [side.render(scale=1).to_pil().convert("L") for side in pdf]


def cut(page: Page) -> bool:
    """True when a box hides ink, or when there is ink in a margin of A4 but for its last mm."""
    boxed = drawings(page)
    page.emulate_media(media="print")
    page.evaluate(UNBOXED)
    page.emulate_media(media="null")
    if boxed != drawings(page):
        return True
    plant(page, *WIDER)
    inside = []
    for drawn in drawings(page):
        left, top, right, low = drawn.point(lambda light: 255 * (light < 200)).getbbox() or (0, 0, 0, 0)
        aside, above = (round(mm / INCH * 72) for mm in (11, 9))
        inside.append(
            aside <= left < right <= drawn.width - aside and above <= top < low <= drawn.height - above
        )
    return inside != [True, True]


@pytest.mark.browser
@pytest.mark.parametrize("code", ["us2", "load", "side", "late", "gb7", "abc"])
def test_nothing_printed_is_cut_by_an_edge_or_a_box(code: str, browser: Browser, served: str) -> None:
    """By pixels: the fullest ones in the larger letters, with the longest names."""
    page = browser.new_page()
    page.goto(f"{served}handout/{code}.html")
    typed(page, LONG)
    chosen(page, "a4", "one", "14")
    assert not cut(page)
    page.close()


@pytest.mark.browser
@pytest.mark.parametrize(
    "planted",
    [
        ".back h2 { margin-left: -9mm !important }",
        ".rows { width: 200mm !important; flex: none !important }",
        ".next { height: 4mm !important; min-height: 0 !important; flex: none !important }",
        ".line span { display: block; overflow: hidden; height: 3mm !important; min-height: 0 !important }",
    ],
)
def test_a_cut_would_be_seen(planted: str, browser: Browser, served: str) -> None:
    """By the page's edge, and by a box that is lower than its words."""
    page = browser.new_page()
    page.goto(f"{served}handout/late.html")
    typed(page, LONG)
    plant(page, planted)
    assert cut(page)
    page.close()


def sources_of(one: Address) -> list[str]:
    """The sources that the back of a handout must name: of a schedule, or of its first answer."""
    ids = [protocol(one.protocol).source.id] if one.protocol else leaflet(one.page).points[0].sources
    return [sources()[id].short.replace("'", "’") for id in ids]


def read_codes(pdf: bytes, expected: str, *, at: int, copies: int) -> None:
    """Draw one side as pixels, treat it as paper is treated, and read its codes back."""
    drawn = pypdfium2.PdfDocument(pdf)[at].render(scale=300 / 72).to_pil()
    found = zxingcpp.read_barcodes(drawn)
    assert [one.text for one in found] == [expected] * copies
    for one in found:
        assert one.ec_level == "Q"
        place = one.position
        side = abs(place.top_right.x - place.top_left.x) / 300 * INCH
        assert side * 33 / 25 >= 30 or side * 37 / 29 >= 30, f"the code with its margin is {side:.0f} mm wide"
    corner, far = found[0].position.top_left, found[0].position.bottom_right
    around = drawn.crop((corner.x - 40, corner.y - 40, far.x + 40, far.y + 40))
    for name, copy in copies_of(around).items():
        assert {one.text for one in zxingcpp.read_barcodes(copy)} == {expected}, f"not readable: {name}"


WRITTEN = "https://b12.example.org/s/us2"
"""What the code says that a second decoder reads."""


@pytest.mark.browser
def test_a_second_decoder_reads_the_code_too(browser: Browser, served: str) -> None:
    """All copies but the one with a worn corner, which zxing alone can do without."""
    page = browser.new_page(bypass_csp=True)  # so that the test can write another code into it
    page.goto(f"{served}handout/us2.html")
    # The address of a test's server has another port each time, and so another code.
    page.locator(".qr").evaluate_all(
        "(all, code) => all.forEach((one) => (one.outerHTML = code))", qr(WRITTEN, site_language())
    )
    drawn = pypdfium2.PdfDocument(page.pdf(prefer_css_page_size=True))[0].render(scale=300 / 72).to_pil()
    place = zxingcpp.read_barcodes(drawn)[0].position
    corner, far = place.top_left, place.bottom_right
    copies = copies_of(drawn.crop((corner.x - 40, corner.y - 40, far.x + 40, far.y + 40)))
    del copies["worn"]
    unread = {name for name, copy in copies.items() if second_decoder(copy) != WRITTEN}
    assert not unread


def second_decoder(drawn: Image.Image) -> str:
    """What jsQR reads in a picture; empty if nothing."""
    command = [".venv/bin/node", "tests/read_code.mjs", str(drawn.width), str(drawn.height)]
    pixels = drawn.convert("RGBA").tobytes()
    return subprocess.run(command, cwd=ROOT, input=pixels, capture_output=True, check=True).stdout.decode()


def copies_of(drawn: Image.Image) -> dict[str, Image.Image]:
    """What happens to paper: a bad copier, a small copy, a poor camera, a tilted one, a worn corner."""
    grey = drawn.convert("L")
    stained = grey.copy()
    for found in zxingcpp.read_barcodes(grey):
        corner = found.position.bottom_right
        stained.paste(255, (corner.x - 60, corner.y - 60, corner.x, corner.y))
    jpeg = io.BytesIO()
    grey.resize((grey.width // 3, grey.height // 3)).save(jpeg, "JPEG", quality=30)
    return {
        "blurred": grey.filter(ImageFilter.GaussianBlur(5)),
        "black and white": grey.filter(ImageFilter.GaussianBlur(3)).point(lambda light: 255 * (light > 110)),
        "half the size": grey.resize((grey.width // 2, grey.height // 2)),
        "pale": grey.point(lambda light: 150 + light // 3),
        "a photocopy of a photocopy of a photocopy": copier(copier(copier(grey))),
        "turned by 12 degrees": grey.rotate(12, fillcolor=255, expand=True),
        "worn": stained,
        "100 dots an inch, badly compressed": Image.open(jpeg),
    }


def copier(sheet: Image.Image) -> Image.Image:
    """What a worn copier gives: soft, then black or white, a degree askew."""
    soft = sheet.rotate(1, fillcolor=255).filter(ImageFilter.GaussianBlur(2))
    return soft.point(lambda light: 255 * (light > 120))


@pytest.mark.browser
def test_code_on_paper_opens_the_right_example(browser: Browser, served: str) -> None:
    """From the printed pixels to the example on the screen, as a patient would go."""
    one = next(one for one in SCHEDULES if one.code == "us2")
    page = browser.new_page()
    page.goto(f"{served}handout/{one.code}.html")
    drawn = pypdfium2.PdfDocument(page.pdf(prefer_css_page_size=True))[0].render(scale=200 / 72).to_pil()
    page.goto(zxingcpp.read_barcodes(drawn)[0].text)
    page.wait_for_url(f"{served}{one.leads_to}")
    page.locator(f'article[data-protocol="{one.protocol}"]').wait_for()
    page.close()


@pytest.mark.browser
def test_typing_stays_on_the_device_and_only_if_asked(browser: Browser, served: str) -> None:
    context = browser.new_context()
    page = context.new_page()
    page.goto(f"{served}handout/late.html")
    sent: list[str] = []
    page.on("request", lambda request: sent.append(request.url))
    typed(page, TYPED)
    assert page.evaluate("localStorage.length") == 0
    page.check("#keep")
    kept = {name: words for name, words in TYPED.items() if name != "medicine"}
    assert json.loads(page.evaluate("localStorage.getItem('clinic')")) == kept, (
        "the medicine is one patient's"
    )
    page.goto(f"{served}handout/side.html")
    assert page.locator(".front [data-fill=name]").inner_text() == "Hillside Surgery"
    assert page.locator(".front [data-fill=medicine]").inner_text() == ""
    page.uncheck("#keep")
    assert page.evaluate("localStorage.length") == 0
    assert not [address for address in sent if "Hillside" in address]
    context.close()


STORAGE = {
    "refused": "get() { throw new DOMException('Access is denied', 'SecurityError'); }",
    "missing": "value: null",
}
"""What `localStorage` is where cookies are blocked, and in a web view that keeps nothing."""


@pytest.mark.browser
@pytest.mark.parametrize("how", STORAGE)
def test_where_nothing_can_be_remembered_the_page_says_so_and_still_prints(
    browser: Browser, served: str, how: str
) -> None:
    page = browser.new_page()
    errors: list[str] = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.add_init_script(f"Object.defineProperty(window, 'localStorage', {{ {STORAGE[how]} }})")
    page.goto(f"{served}handout/late.html")
    assert (page.is_checked("#keep"), page.is_disabled("#keep")) == (False, True)
    assert page.get_by_text("does not let the page remember").is_visible()
    page.fill("#name", "Hillside Surgery")
    assert page.locator(".front [data-fill=name]").inner_text() == "Hillside Surgery"
    assert not errors
    page.close()


@pytest.mark.browser
def test_where_storage_is_full_the_tick_does_not_stay(browser: Browser, served: str) -> None:
    page = browser.new_page()
    page.add_init_script(
        "Storage.prototype.setItem = () => { throw new DOMException('', 'QuotaExceededError'); }"
    )
    page.goto(f"{served}handout/late.html")
    told = page.get_by_text("does not let the page remember")
    assert not told.is_visible()
    page.click("#keep")
    assert (page.is_checked("#keep"), page.is_disabled("#keep")) == (False, True)
    assert told.is_visible()
    page.close()


@pytest.mark.browser
@pytest.mark.parametrize("prints", [True, False])
def test_a_browser_that_cannot_print_by_itself_is_shown_the_way(
    browser: Browser, served: str, prints: bool
) -> None:
    """Browsers inside other apps often have no `window.print`."""
    page = browser.new_page()
    page.add_init_script("" if prints else "delete window.print")
    page.goto(f"{served}handout/late.html")
    assert page.get_by_role("button", name="Print").is_visible() == prints
    assert page.get_by_text("three dots").is_visible() != prints
    page.close()


@pytest.mark.browser
@pytest.mark.parametrize(
    "path", ["handout/us2.html", "handout/late.html", "embed/us2.html", "embed/side.html"]
)
def test_sheets_and_views_are_accessible(path: str, browser: Browser, served: str) -> None:
    """axe finds nothing, targets are large enough, and nothing scrolls sideways on a small phone."""
    faults: list[str] = []
    looks: list[tuple[int, Literal["light", "dark"]]] = [(320, "light"), (1280, "dark")]
    for width, scheme in looks:
        page = browser.new_page(color_scheme=scheme, viewport={"width": width, "height": 800})
        page.goto(served + path)
        if path.startswith("handout"):
            page.check("#each-two")
        page.evaluate(AXE)
        faults += [f"{width} {scheme}: {fault}" for fault in page.evaluate(RUN_AXE)]
        small = page.locator("button, .tick label, .maker input[type=text], a.lone").evaluate_all(
            "all => all.filter((n) => n.checkVisibility() && n.getBoundingClientRect().height < 44).length"
        )
        faults += [f"{width}: {small} targets under 44 px"] if small else []
        if page.evaluate("document.documentElement.scrollWidth > innerWidth"):
            faults.append(f"{width}: scrolls sideways")
        page.close()
    assert not faults, "\n".join(faults)
