"""The illustrated sheet for everybody: two sides on every paper, large, whole, dark on a copier; its picture."""

import base64
import re
from collections.abc import Iterator
from functools import cache

import pypdfium2
import pytest
import zxingcpp
from bs4 import BeautifulSoup
from PIL import Image, ImageFilter
from playwright.sync_api import Browser, Page

from scripts.clinics.illustrated import CODE, FIGURES, figure, render, words_of_picture
from scripts.content.edition import FILE, Edition, read_edition
from scripts.content.signs import short
from scripts.paths import SITE
from scripts.site import Site, Stop
from scripts.upkeep import share_picture
from scripts.upkeep.screenshots import served
from tests import prose
from tests.browser.firefox import Firefox
from tests.browser.tab import Tab
from tests.test_layout import AXE, RUN_AXE

PAGE = prose.read("illustrated-sheet.md")
ADDRESS = "https://b12.example.org/"
PAPERS = ("A4", "Letter")
CENTIMETRES = {"A4": (21.0, 29.7), "Letter": (21.59, 27.94)}
HEARD = ".qr title, .cells--months + .row__words"
"""What is only for those who hear the sheet: it stands on paper as a drawing."""
ON_PAPER = """() => {
  const faults = new Set(), say = (what, node) => faults.add(`${what}: "${node.textContent.trim().slice(0, 40)}"`);
  const light = (colour) => {
    const [r, g, b] = colour.match(/[\\d.]+/g).slice(0, 3).map((one) => (one / 255) ** 2.2);
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const words = document.createTreeWalker(document.querySelector("main"), NodeFilter.SHOW_TEXT);
  for (let text = words.nextNode(); text; text = words.nextNode()) {
    const node = text.parentElement, style = getComputedStyle(node);
    if (!text.data.trim() || !node.checkVisibility() || node.closest("title, .cells + .row__words")) continue;
    if (parseFloat(style.fontSize) * 0.75 < 13.99) say(`${parseFloat(style.fontSize) * 0.75} pt`, node);
    if (style.color !== "rgb(0, 0, 0)") say(`not black but ${style.color}`, node);
    if (node.scrollWidth > node.clientWidth + 1 && style.display !== "inline") say("cut", node);
  }
  for (const mark of document.querySelectorAll(".liquid, .place, .marks")) {
    const style = getComputedStyle(mark), drawn = mark.matches(".marks") ? style.color : style.fill;
    if (light(drawn) > 0.18) faults.add(`${mark.getAttribute("class")} is pale in grey: ${drawn}`);
  }
  return [...faults];
}"""
"""What is too small, cut, or pale without colour, once the sheet is laid out for paper."""


@cache
def public() -> Edition:
    """An edition with an address, as a clinic prints it."""
    return read_edition(FILE.read_text("utf-8"), ADDRESS)


@cache
def sheet() -> BeautifulSoup:
    return BeautifulSoup(render(Site(), "illustrated.html", public()), "html5lib")


def squeezed(text: str) -> str:
    """Text without white space and soft hyphens: a line may end anywhere on paper."""
    return re.sub(r"[\s\u00ad\u2010-]+", "", text)


@pytest.fixture(scope="module")
def site() -> Iterator[str]:
    with served(SITE) as address:
        yield address


@pytest.fixture(params=["letters of the site", "letters of the device"])
def page(request: pytest.FixtureRequest, site: str, browser: Browser) -> Iterator[Page]:
    """The sheet with an address; without the site's letters too, which a slow line does not bring in time."""
    html = render(Site(), "illustrated.html", public())
    with browser.new_page(viewport={"width": 711, "height": 900}) as one:
        one.route(
            "**/inj.html", lambda route: route.fulfill(body=html, content_type="text/html; charset=utf-8")
        )
        if request.param == "letters of the device":
            one.route("**/*.woff2", lambda route: route.abort())
        one.goto(f"{site}handout/{CODE}.html")
        one.evaluate("document.fonts.ready")
        yield one


@pytest.mark.browser
@pytest.mark.parametrize("paper", PAPERS)
def test_it_is_two_sides_and_every_word_of_each_is_on_its_side(page: Page, paper: str) -> None:
    pdf = pypdfium2.PdfDocument(page.pdf(format=paper, prefer_css_page_size=True))
    assert len(pdf) == 2, f"{len(pdf)} pages of {paper}"
    heard = {words for node in sheet().select(HEARD) for words in node.stripped_strings}
    for side, printed in zip(sheet().select(".side"), pdf, strict=True):
        paper_words = squeezed(printed.get_textpage().get_text_range())
        for words in side.stripped_strings:
            assert words in heard or squeezed(words) in paper_words, f"{paper} lacks: {words}"


@pytest.mark.browser
def test_it_is_two_sides_from_firefox_too(site: str) -> None:
    browser = Firefox()
    tab = Tab(browser)
    tab.open(f"{site}handout/{CODE}.html")
    pages = {}
    for name, (width, height) in CENTIMETRES.items():
        paper = {"width": width, "height": height}
        saved = browser.send("browsingContext.print", context=browser.tab, page=paper)["data"]
        pages[name] = len(pypdfium2.PdfDocument(base64.b64decode(saved)))
    browser.close()
    assert pages == {"A4": 2, "Letter": 2}


@pytest.mark.browser
@pytest.mark.parametrize("paper", PAPERS)
def test_nothing_printed_reaches_over_an_edge(page: Page, paper: str) -> None:
    """6 mm are left free: some printers reach no nearer to the edge."""
    free = 6 / 25.4 * 72
    for side in pypdfium2.PdfDocument(page.pdf(format=paper, prefer_css_page_size=True)):
        width, height = side.get_size()
        text = side.get_textpage()
        for at in range(text.count_rects()):
            left, bottom, right, top = text.get_rect(at)
            assert free < left < right < width - free, f"{text.get_text_bounded(left, bottom, right, top)}"
            assert free < bottom < top < height - free, f"{text.get_text_bounded(left, bottom, right, top)}"


@pytest.mark.browser
def test_letters_are_of_14_points_and_everything_is_dark_without_colour(page: Page) -> None:
    page.emulate_media(media="print")
    faults = page.evaluate(ON_PAPER)
    assert not faults, "\n".join(faults)


@pytest.mark.browser
def test_its_code_is_read_from_a_black_and_white_copy(page: Page) -> None:
    pdf = pypdfium2.PdfDocument(page.pdf(format="A4", prefer_css_page_size=True))
    grey = pdf[1].render(scale=200 / 72).to_pil().convert("L").filter(ImageFilter.GaussianBlur(2))
    found = zxingcpp.read_barcodes(grey.point(lambda light: 255 * (light > 110)))
    assert [one.text for one in found] == [f"{ADDRESS}s/{CODE}"]


@pytest.mark.browser
@pytest.mark.parametrize("width", [320, 360, 1280])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_it_can_be_read_on_a_screen_too(width: int, scheme: str, site: str, browser: Browser) -> None:
    dark = scheme == "dark"
    with browser.new_page(
        viewport={"width": width, "height": 740}, color_scheme="dark" if dark else "light"
    ) as one:
        one.goto(f"{site}handout/{CODE}.html")
        one.evaluate(AXE)
        faults = one.evaluate(RUN_AXE)
        if one.evaluate("document.documentElement.scrollWidth > innerWidth"):
            faults.append("scrolls sideways")
        if one.evaluate("document.querySelector('a.lone').getBoundingClientRect().height < 44"):
            faults.append("the way back is hard to press")
    assert not faults, "\n".join(faults)


def test_it_says_whose_it_is_when_it_was_checked_and_where_there_is_more() -> None:
    front, back = (side.text for side in sheet().select(".side"))
    assert "Background from the B12 Injection Guide. What your clinic tells you counts." in front
    assert f"From {public().publisher}." in back
    assert "An error on this sheet? b12.example.org/s/err" in back
    assert re.search(r"Checked on \d+\xa0\w+\xa0\d{4}\. Next check: \d+\xa0\w+\xa0\d{4}\. ", back)
    assert re.search(r"(?:Not yet|\d+ of \d+ statements here were) reviewed by", back)
    assert f"type {ADDRESS}s/{CODE}" in back


def test_its_front_says_in_short_what_it_comes_to_and_what_its_words_mean() -> None:
    gist, front = sheet().select(".front .gist")[0].text, sheet().select(".front")[0].text
    assert "many injections at first, then fewer" in gist
    assert "[" not in gist, "a citation leads nowhere on paper"
    assert "anaemia (too few healthy red blood cells)" in front
    assert "nerve symptoms, such as numb toes" in front


def test_a_copy_without_an_address_says_that_it_is_a_trial() -> None:
    nowhere = read_edition(FILE.read_text("utf-8"))
    assert "Trial copy, not for patients" in render(Site(), "illustrated.html", nowhere)
    assert "Trial copy" not in sheet().text


@pytest.mark.parametrize(("level", "card"), [("emergency", "emergency"), ("same day", "urgent")])
def test_it_has_the_signs_of_every_handout_each_at_its_level(level: str, card: str) -> None:
    listed = [row.text for row in sheet().select(f".back .care--{card} li")]
    assert listed == short("handout", level)


def test_it_has_the_three_drawings_and_names_the_sources_of_all_it_says() -> None:
    assert len(sheet().select(".front figure.picture")) == len(FIGURES) == 3
    named = sheet().select(".cited")[0].text
    for words in ("UK licence text", "BNF", "Unimed", "NHS, about hydroxocobalamin", "BMJ"):
        assert words in named
    expect = PAGE.body.partition("{#expect}")[2].partition("\n## ")[0]
    claims = [line for line in expect.splitlines() if line.startswith("- ")]
    assert len(claims) == 3
    assert all(prose.CITATION.search(claim) for claim in claims), "what to expect stands on no source"


def test_nothing_on_it_can_be_pressed_and_nothing_comes_from_elsewhere() -> None:
    assert not sheet().select(".side a, script, [style], style, form")
    assert not re.findall(r'(?:href|src)="https?:', render(Site(), "illustrated.html", public()))


def test_a_page_without_its_drawings_stops_the_build() -> None:
    with pytest.raises(Stop, match="ampoule"):
        figure("<h1>Empty</h1>", "ampoule")


def test_the_picture_to_share_has_the_words_of_today() -> None:
    with Image.open(share_picture.FILE) as picture:
        assert picture.info[share_picture.WORDS] == words_of_picture(Site()), (
            "the sheet's words have changed: run make picture, and look at it"
        )


def test_the_picture_is_small_and_its_page_gives_it_the_right_shape_and_words() -> None:
    assert share_picture.FILE.stat().st_size < 200_000
    shown = re.search(
        r'!\[([^\]]+)\]\(assets/pictures/sheet\.png\)\{: width="(\d+)" height="(\d+)" loading="lazy" \}',
        PAGE.body,
    )
    assert shown
    with Image.open(share_picture.FILE) as picture:
        assert picture.width == 1080
        assert picture.height == pytest.approx(picture.width * int(shown[3]) / int(shown[2]), abs=3)
    assert "told in words above" in shown[1], "whoever hears the page is told where its words are"


def test_the_page_of_its_words_and_the_sheet_lead_to_each_other() -> None:
    assert f'href="../handout/{CODE}.html"' in PAGE.body
    assert sheet().select('a[href="../illustrated-sheet/"]')
