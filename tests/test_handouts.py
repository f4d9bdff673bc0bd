"""Handouts: what a nurse prints can be read, copied, scanned and trusted (rules P1 to P5, C6, C10)."""

import io
import json
import re
import shutil
import threading
from collections.abc import Iterator
from typing import Literal

import pypdfium2
import pytest
import segno
import zxingcpp
from bs4 import BeautifulSoup
from PIL import Image, ImageFilter
from playwright.sync_api import Browser
from pypdf import PdfReader

from calculator.language import language
from calculator.protocol import protocol
from calculator.render.words import dose_words, when_words
from scripts.clinics.handouts import handouts, printable
from scripts.clinics.short_links import Address
from scripts.content.catalogue import first_example
from scripts.content.edition import FILE, read_edition
from scripts.delivery.dev_server import SiteServer
from scripts.paths import SITE
from scripts.site import Site
from tests.test_layout import AXE, RUN_AXE
from tests.test_text import STYLE

SHEETS = printable()
SCHEDULES = [one for one in SHEETS if one.protocol]
TYPED = {"name": "Hillside Surgery", "phone": "01632 960 123", "hours": "Monday to Friday, 8am to 6:30pm"}
INCH = 25.4
SIZES = {"a4": (210, 297), "letter": (216, 279)}
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
    for words in ("clinic’s instruction", "The other side is background", "Call ", "Printed on"):
        assert words in front.text
    assert len(front.select("[data-fill]:empty")) == 3
    assert len(front.select(".mine-dates tbody tr")) == 6
    assert "follow your clinic" in back.text
    for side in (front, back, *page.select(".half")):
        foot = side.select_one(".foot-line")
        assert foot
        assert f"/s/{one.code}, version " in foot.text
        assert re.search(r"Checked on \d+ \w+ \d{4}; (not yet )?reviewed by", foot.text)
    assert not page.select("[style], style, script:not([src]), iframe, a[href^=http], img[src^=http]")


@pytest.mark.parametrize("one", SHEETS, ids=lambda one: one.code)
def test_sheet_gives_no_advice_and_claims_nothing(one: Address) -> None:
    page = soup(one.code)
    for titles in page.select(".cited, .back > p:last-of-type"):
        titles.decompose()  # words of others
    text = page.text.replace("BMJ Best Practice", "")  # the name of a source
    hits = [hit[0] for phrase in STYLE["forbidden"] for hit in re.finditer(phrase, text, re.I)]
    assert not hits
    uncited = [
        sentence
        for phrase in STYLE["cited"]
        for sentence in re.split(r"(?<=[.?!])\s+(?=[A-Z])", text)
        if re.search(phrase, sentence, re.I) and not re.search(r"\[\d", sentence)
    ]
    assert not uncited, "only with the source that says so"


@pytest.mark.parametrize("one", SHEETS, ids=lambda one: one.code)
def test_no_markup_is_printed_as_words(one: Address) -> None:
    assert not re.findall(r"</?\w+>", soup(one.code).text)


@pytest.mark.parametrize("one", SCHEDULES, ids=lambda one: one.code)
def test_schedule_on_paper_is_the_engines(one: Address) -> None:
    """The same rows as everywhere else, with EXAMPLE, source, edition and version inside the table itself."""
    english = language("en")
    table = soup(one.code).select_one(".back table.schedule")
    assert table
    expected = first_example(protocol(one.protocol)).administrations
    assert [row.select("td")[0].text for row in table.select("tr[data-day]")] == [
        when_words(row, english) for row in expected
    ]
    for phase in table.select("tbody"):
        heading, [first, *_] = phase.select_one(".each"), phase.select("tr[data-day]")
        dose = next(row.dose for row in expected if str(row.day) == first["data-day"])
        assert heading
        assert heading.text.replace("\u00a0", " ") == f"{dose_words(dose, english)} each."
    assert table.caption
    assert table.caption.text.startswith("Example: ")
    foot = table.select_one("tfoot")
    assert foot
    assert re.search(r"EXAMPLE from .+ \(edition: .+\).+Version .+/s/", foot.text)
    read = re.sub(r"https?:\S+", "", soup(one.code).text)
    assert not re.search(r"\b20\d\d-\d\d-\d\d\b", read), "a date is printed as programs write it"


@pytest.mark.parametrize("one", SHEETS, ids=lambda one: one.code)
def test_sheet_makes_sense_with_the_code_cut_off(one: Address) -> None:
    page = soup(one.code)
    for code in page.select(".code"):
        code.decompose()
    for side in page.select(".front, .back, .half"):
        assert f"/s/{one.code}" in side.text, "the address must stand elsewhere too"
        assert not re.search(r"\b(code|scan)\b", side.text), "a word points to a code that is not there"


@pytest.mark.parametrize("one", SHEETS, ids=lambda one: one.code)
def test_code_is_coarse_and_keeps_its_quiet_zone(one: Address) -> None:
    """Rule P2: level Q and 4 white modules around; at 32 bytes at most 29 modules, so about 1 mm each."""
    made = segno.make_qr(f"https://b12.example.org/s/{one.code}", error="q", boost_error=False)
    assert (made.error, int(made.version) <= 3) == ("Q", True)
    drawn = soup(one.code).select_one("svg.qr")
    assert drawn
    side = int(str(drawn["viewbox" if drawn.has_attr("viewbox") else "viewBox"]).split()[2])
    assert (side - 8 - 17) % 4 == 0, "modules of the code, plus 4 on each side"


@pytest.mark.browser
@pytest.mark.parametrize(("code", "paper", "each", "size"), CHOICES, ids=str)
def test_printed_sheet(code: str, paper: str, each: str, size: str, browser: Browser, served: str) -> None:
    page = browser.new_page()
    page.goto(f"{served}handout/{code}.html")
    for name, value in TYPED.items():
        page.fill(f"#{name}", value)
    for field, value in (("paper", paper), ("each", each), ("size", size)):
        page.check(f"#{field}-{value}")
    pdf = page.pdf(prefer_css_page_size=True)
    page.close()
    pages = PdfReader(io.BytesIO(pdf)).pages
    wide, high = SIZES[paper] if each == "one" else SIZES[paper][::-1]
    for sheet in pages:
        box = sheet.mediabox
        assert (round(float(box.width) / 72 * INCH), round(float(box.height) / 72 * INCH)) == (wide, high)
    texts = [" ".join(sheet.extract_text().split()) for sheet in pages]
    assert texts[0].startswith("From your clinic")
    assert texts[0].count("Hillside Surgery") == (1 if each == "one" else 2)
    for words in ("01632 960 123", "6:30pm", "Call 999", "Printed on: ", f"{served}s/{code}", "version "):
        assert words in texts[0]
    if each == "two":
        assert len(pages) == 1, "two short handouts are one sheet"
    else:
        assert texts[1].startswith("Background"), "the clinic's side is one side"
        assert len(pages) <= 4
    read_codes(pdf, f"{served}s/{code}", copies=1 if each == "one" else 2)


def read_codes(pdf: bytes, expected: str, *, copies: int) -> None:
    """Draw the first page as pixels, treat it as paper is treated, and read its codes back."""
    drawn = pypdfium2.PdfDocument(pdf)[0].render(scale=300 / 72).to_pil()
    found = zxingcpp.read_barcodes(drawn)
    assert [one.text for one in found] == [expected] * copies
    for one in found:
        place = one.position
        side = abs(place.top_right.x - place.top_left.x) / 300 * INCH
        assert side * 33 / 25 >= 30 or side * 37 / 29 >= 30, f"the code with its margin is {side:.0f} mm wide"
    corner, far = found[0].position.top_left, found[0].position.bottom_right
    around = drawn.crop((corner.x - 40, corner.y - 40, far.x + 40, far.y + 40))
    for name, copy in copies_of(around).items():
        assert {one.text for one in zxingcpp.read_barcodes(copy)} == {expected}, f"not readable: {name}"


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
    page.fill("#name", "Hillside Surgery")
    assert page.evaluate("localStorage.length") == 0
    page.check("#keep")
    assert json.loads(page.evaluate("localStorage.getItem('clinic')"))["name"] == "Hillside Surgery"
    page.goto(f"{served}handout/side.html")
    assert page.locator(".front [data-fill=name]").inner_text() == "Hillside Surgery"
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


@pytest.mark.browser
def test_every_short_form_fits_half_a_sheet(browser: Browser, served: str) -> None:
    """At the larger size on both papers: nothing is cut and nothing runs to a second sheet."""
    page = browser.new_page()
    over = []
    for one in SHEETS:
        page.goto(f"{served}handout/{one.code}.html")
        for name, value in TYPED.items():
            page.fill(f"#{name}", value)
        page.check("#each-two")
        page.check("#size-14")
        for paper in SIZES:
            page.check(f"#paper-{paper}")
            if len(PdfReader(io.BytesIO(page.pdf(prefer_css_page_size=True))).pages) != 1:
                over.append(f"{one.code} on {paper}")
    page.close()
    assert not over
