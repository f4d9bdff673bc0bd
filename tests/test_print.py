"""Pages on paper: 12 pt or more, black on white, dated and addressed, nothing cut, nothing folded.

On the page of a schedule a year takes one side: its rows are of 11.5 pt, what stands behind them of 9 pt.
"""

from collections.abc import Iterator
from io import BytesIO

import pytest
from playwright.sync_api import Browser
from pypdf import PdfReader

from scripts.paths import SITE
from scripts.upkeep.screenshots import sample, served

pytestmark = [pytest.mark.browser, pytest.mark.slow]
A4_TEXT = 658  # CSS pixels between the side margins of A4
ON_PAPER = """() => {
  const dense = document.querySelector("injection-calculator");
  const least = (node) => !dense ? 12 : node.closest("h1, .answer, [data-day]") ? 11.5 : 9; // points
  const faults = new Set();
  const say = (what, node) => faults.add(`${what}: <${node.localName}> "${node.textContent.trim().slice(0, 40)}"`);
  const words = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let text = words.nextNode(); text; text = words.nextNode()) {
    const node = text.parentElement;
    if (!text.data.trim() || !node.checkVisibility({ checkVisibilityCSS: true })) continue;
    const style = getComputedStyle(node);
    const drawn = node.closest("svg");
    const hidden = node.closest(".visually-hidden, .mine, .outside");
    const small = parseFloat(style.fontSize) * 0.75 < least(node) - 0.01;
    if (!drawn && !node.closest("sup, sub, code, pre") && small) say(`under ${least(node)} pt`, node);
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
    if "Search" in text[:200]:
        faults.append("buttons are printed")
    assert not faults, f"/{path}\n" + "\n".join(faults)


@pytest.mark.parametrize(
    "id", ["uk-bnf-hydroxocobalamin-no-neuro", "no-hydroxocobalamin-no-neuro", "dk-vibeden-hydroxocobalamin"]
)
def test_a_year_of_a_usual_schedule_takes_one_side(id: str, site: str, browser: Browser) -> None:
    with browser.new_page() as page:
        page.goto(f"{site}schedules/{id}/")
        pdf = PdfReader(BytesIO(page.pdf(format="A4", prefer_css_page_size=True)))
    assert len(pdf.pages) == 1
