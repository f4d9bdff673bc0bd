"""Pages on paper: 12 pt or more, black on white, dated and addressed, nothing cut, nothing folded.

On the page of a schedule a year takes one side: what stands behind its rows is of 10 pt.
"""

import json
import re
from collections.abc import Iterator
from dataclasses import replace
from io import BytesIO

import pypdfium2
import pytest
import zxingcpp
from bs4 import BeautifulSoup
from PIL import ImageFilter
from playwright.sync_api import Browser
from pypdf import PdfReader

from calculator.answer import answer
from calculator.course import make_course
from calculator.link import write_link
from calculator.protocol import protocol, protocol_ids
from calculator.regimen import Protocol
from calculator.render.markup import Markup
from calculator.source import sources
from scripts.clinics.short_links import address_of, register
from scripts.content.catalogue import address, pages
from scripts.content.edition import edition
from scripts.content.phrases import site_language
from scripts.pages import schedule_page
from scripts.pages.schedule_page import way_back
from scripts.paths import SITE
from scripts.upkeep.screenshots import sample, served

pytestmark = [pytest.mark.browser, pytest.mark.slow]
english = site_language()
A4_TEXT = 658  # CSS pixels between the side margins of A4
ON_PAPER = """() => {
  const dense = document.querySelector("injection-calculator");
  const main = (node) => node.closest("h1, .origin, .urgent-line, .example") && !node.closest("tfoot, .timeline");
  const least = (node) => !dense || main(node) ? 12 : 10; // points
  const faults = new Set();
  const say = (what, node) => faults.add(`${what}: <${node.localName}> "${node.textContent.trim().slice(0, 40)}"`);
  const words = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let text = words.nextNode(); text; text = words.nextNode()) {
    const node = text.parentElement;
    if (!text.data.trim() || !node.checkVisibility({ checkVisibilityCSS: true })) continue;
    const style = getComputedStyle(node);
    const drawn = node.closest("svg"), other_drawing = drawn && !node.closest(".example .timeline");
    const hidden = node.closest(".visually-hidden, .mine, .outside");
    const small = parseFloat(style.fontSize) * 0.75 < least(node) - 0.01;
    if (!other_drawing && !node.closest("sup, sub, code, pre") && small) say(`under ${least(node)} pt`, node);
    if (!drawn && !hidden && style.color !== "rgb(0, 0, 0)") say(`not black but ${style.color}`, node);
  }
  if (document.documentElement.scrollWidth > innerWidth) faults.add("wider than the paper");
  return [...faults];
}"""


@pytest.fixture(scope="module")
def site() -> Iterator[str]:
    with served(SITE) as address:
        yield address


@pytest.mark.parametrize("path", sample(SITE))
def test_page_on_paper(path: str, site: str, browser: Browser) -> None:
    with browser.new_page(viewport={"width": A4_TEXT, "height": 900}, color_scheme="dark") as page:
        page.goto(site + path)
        page.emulate_media(media="print")
        faults = page.evaluate(ON_PAPER)
        pdf = PdfReader(BytesIO(page.pdf(format="A4", prefer_css_page_size=True)))
    text = " ".join(" ".join(sheet.extract_text() for sheet in pdf.pages).split())
    bare = text.replace(" ", "")
    faults += [
        f"no {words!r}"
        for words in ("Last checked", "Next review" if "Next review" in text else "Next check due")
        if words.replace(" ", "") not in bare
    ]
    if f"{site}{path}" not in bare:
        faults.append("its address is not on it")
    if re.search(r"\bSearch\s+Menu\b", text[:300]):
        faults.append("buttons are printed")
    assert not faults, f"/{path}\n" + "\n".join(faults)


# --- the page of an example, in a copy with a public address

USUAL = ("uk-bnf-hydroxocobalamin-no-neuro", "no-hydroxocobalamin-no-neuro", "dk-vibeden-hydroxocobalamin")
PUBLIC = replace(edition(), site_url="https://b12.example.org/")


def squeezed(text: str) -> str:
    """Text without spaces or breaks, and with its hyphens: a line may end anywhere on paper."""
    return re.sub(r"\s+", "", text.replace("\ufffe", "-"))


def with_way_back(path: str, back: Markup) -> str:
    """A built page with the way back as a build with an address has it."""
    whole = (SITE / path / "index.html").read_text("utf-8")
    whole, places = re.subn(r'<div class="print-only way-back".*?</div>', lambda _: back, whole, count=1)
    assert places, "the page has no place for a code"
    return whole


def printed(browser: Browser, site: str, path: str, whole: str) -> bytes:
    """A page on A4."""
    with browser.new_page() as page:
        page.route(f"{site}{path}", lambda route: route.fulfill(body=whole, content_type="text/html"))
        page.goto(site + path)
        assert not page.locator(".way-back").is_visible(), "a code is for paper"
        return page.pdf(format="A4", prefer_css_page_size=True)


LONGER = {
    "es-ob12-2020-trial": "24 injections in a trial",
    "fi-cohemin-hydroxocobalamin-neuro": "18 months, 23 injections",
    "jp-label-mecobalamin-anemia": "30 injections, 3 times a week at first",
    "no-hydroxocobalamin-neuro": "18 months, 21 injections",
    "us-label-cyanocobalamin-pa": "27 injections in 4 phases, daily at first",
}
"""Schedules whose example takes a second side, and why."""


def needed(one: Protocol) -> list[str]:
    """What whoever holds the paper needs: for whom, signs, whom to follow, the source with its place, its checks."""
    legible = (
        "" if one.country == "JP" else one.source.place
    )  # a machine without Japanese letters prints none
    return [
        one.title,
        one.population.plain,
        english.say("urgent.emergency"),
        english.say("urgent.same_day"),
        english.say("result.mark"),
        english.say("result.follow"),
        sources()[one.source.id].short,
        english.say("reference.place", place=legible).rstrip("."),
        f"Last checked {english.date(one.review.checked_on, 'short')}",
    ]


def dated(id: str) -> tuple[str, str]:
    """The built page of an example with a year from a start as the engine shows it, and the address on it."""
    page = BeautifulSoup((SITE / address(id) / "index.html").read_text("utf-8"), "lxml")
    choices = protocol(id).examples[0].choices
    course = make_course(protocol(id), {"start": "2026-12-07", "months": 12, "choices": choices})
    link, here = write_link(course, choices), PUBLIC.site_url + address(id)
    asked = json.loads(str(page.select("injection-calculator")[0]["data-request"]))
    for do in ("show", "code"):  # as a press on Print does
        told = answer(json.dumps({**asked, "hash": link, "do": do, "today": "2026-11-27", "address": here}))
        for name, html in json.loads(told)["html"].items():
            part = page.select(f"[data-part={name}]")[0]
            part.clear()
            part.append(BeautifulSoup(html, "html.parser"))
    return str(page), f"{here}#{link}"


@pytest.mark.parametrize("with_dates", [False, True], ids=["by day numbers", "dated"])
def test_a_year_takes_one_side_of_all_schedules_but_those_named_and_holds_what_is_needed(
    with_dates: bool, site: str, browser: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(schedule_page, "edition", lambda: PUBLIC)
    longer, faults = set(), []
    for one in map(protocol, protocol_ids()):
        short = address_of(one.id)
        assert short
        path, leads_back = address(one.id), f"b12.example.org/s/{short.code}"
        if with_dates:
            whole, leads_back = dated(one.id)
        else:
            whole = with_way_back(path, way_back(one, one.examples[0].choices))
        sheets = pypdfium2.PdfDocument(printed(browser, site, path, whole))
        text = squeezed("".join(sheet.get_textpage().get_text_range() for sheet in sheets))
        faults += [
            f"{one.id}: {words}" for words in [*needed(one), leads_back] if squeezed(words) not in text
        ]
        if len(sheets) > 1:
            longer.add(one.id)
    assert not faults
    assert longer == set(LONGER)


@pytest.mark.parametrize("id", USUAL)
def test_a_year_of_a_usual_schedule_takes_one_side_with_a_code_that_leads_back(
    id: str, site: str, browser: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(schedule_page, "edition", lambda: PUBLIC)
    one = protocol(id)
    whole = with_way_back(address(id), way_back(one, one.examples[0].choices))
    pdf = printed(browser, site, address(id), whole)
    short = address_of(id)
    assert short
    sheets = pypdfium2.PdfDocument(pdf)
    assert len(sheets) == 1
    [code] = zxingcpp.read_barcodes(sheets[0].render(scale=300 / 72).to_pil())
    assert code.text == f"https://b12.example.org/s/{short.code}"
    assert f"b12.example.org/s/{short.code}" in sheets[0].get_textpage().get_text_range()


def test_code_of_another_choice_leads_back_to_that_very_choice(
    site: str, browser: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The longest address of all examples, which is the finest code."""
    monkeypatch.setattr(schedule_page, "edition", lambda: PUBLIC)
    others = [(id, it) for id, it in pages() if it and it != protocol(id).examples[0].choices]
    id, choices = max(others, key=lambda page: len(address(*page)))
    path = address(id, choices)
    whole = with_way_back(path, way_back(protocol(id), choices))
    drawn = pypdfium2.PdfDocument(printed(browser, site, path, whole))[0].render(scale=200 / 72).to_pil()
    blurred = drawn.convert("L").filter(ImageFilter.GaussianBlur(1))
    copied = blurred.rotate(7, expand=True, fillcolor=255)
    assert [code.text for code in zxingcpp.read_barcodes(copied)] == [f"https://b12.example.org/{path}"]


def test_every_example_with_a_short_address_prints_it_and_no_other_does(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(schedule_page, "edition", lambda: PUBLIC)
    opened = {one.leads_to: f"b12.example.org/s/{one.code}" for one in register().values() if one.protocol}
    for id, choices in pages():
        own = protocol(id).examples[0].choices
        typed = BeautifulSoup(str(way_back(protocol(id), choices or own)), "lxml").p
        expected = opened[address(id, own)] if (choices or own) == own else None
        assert (typed and typed.text) == expected, address(id, choices)


def test_copy_without_an_address_prints_no_code_that_would_lead_nowhere() -> None:
    assert not edition().site_url, "this test is about a copy without an address"
    one = protocol(USUAL[0])
    assert "<svg" not in way_back(one, one.examples[0].choices)
