"""Words of every picture in a browser: none lies on another, leaves picture or window, is torn or too small."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page

from scripts.paths import SITE
from scripts.upkeep.screenshots import CHROMIUM, sample, served

PICTURES = ".picture, svg.timeline, .by-month"
"""What counts as a picture: figures of the build, a schedule's line of marks, the months of a dated example."""
MARKED = re.compile(r'class="(?:picture |timeline"|by-month")')
"""The same in a page's HTML."""
WIDTHS = (320, 360, 768, 1280)
"""CSS pixels."""
LEAST = 14
"""Pixels on the screen: the height of the smallest letters."""
MEASURE = """async ([pictures, least]) => {
  await document.fonts.ready;
  for (const fold of document.querySelectorAll("details")) fold.open = true;
  await new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)));
  const faults = new Set(), across = (a, b) => Math.min(a.right, b.right) - Math.max(a.left, b.left);
  const beside = (a, b) => a.left < b.left - 1 || a.right > b.right + 1;
  const down = (a, b) => Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top);
  for (const picture of document.querySelectorAll(pictures)) {
    const frame = picture.getBoundingClientRect(), boxes = [];
    const nodes = document.createTreeWalker(picture, NodeFilter.SHOW_TEXT);
    for (let text = nodes.nextNode(); text; text = nodes.nextNode()) {
      const holder = text.parentElement, words = text.data.trim();
      if (!words || !holder.checkVisibility({ visibilityProperty: true })) continue;
      const size = parseFloat(getComputedStyle(holder).fontSize) * (holder.closest("svg")?.getScreenCTM().a ?? 1);
      if (size < least) faults.add(`"${words}" is ${size.toFixed(1)} px`);
      const range = document.createRange();
      for (const { 0: amount, index } of text.data.matchAll(/[\\d,]+\\u00a0\\p{L}+/gu)) {
        range.setStart(text, index);
        range.setEnd(text, index + amount.length);
        if (range.getClientRects().length > 1) faults.add(`"${words}" is torn at "${amount}"`);
      }
      range.selectNodeContents(text);
      for (const box of range.getClientRects()) if (box.width > 1) boxes.push({ words, text, box });
    }
    for (const { words, box } of boxes) {
      const window = { left: 0, right: document.documentElement.clientWidth };
      if (beside(box, frame) || box.top < frame.top - 4 || box.bottom > frame.bottom + 4)
        faults.add(`"${words}" leaves its picture`);
      if (beside(box, window)) faults.add(`"${words}" leaves the window`);
    }
    for (const [at, one] of boxes.entries()) {
      for (const two of boxes.slice(at + 1)) {
        const least = Math.min(one.box.height, two.box.height);
        if (one.text !== two.text && across(one.box, two.box) > 1 && down(one.box, two.box) > least / 3)
          faults.add(`"${one.words}" and "${two.words}" lie on each other`);
      }
    }
  }
  return [...faults];
}"""
PAGES = [path for path in sample(SITE) if MARKED.search((SITE / path / "index.html").read_text("utf-8"))]
pytestmark = [pytest.mark.browser, pytest.mark.timeout(600)]


@pytest.fixture(scope="module")
def large(browser: Browser) -> Iterator[Browser]:
    """Chromium of a reader who has set letters to twice their size: em in media queries is then 32 px, too."""
    args = ["--no-sandbox", "--blink-settings=defaultFontSize=32"]
    with browser.browser_type.launch(executable_path=CHROMIUM, args=args) as found:
        yield found


@pytest.fixture(scope="module")
def site() -> Iterator[str]:
    with served(SITE) as address:
        yield address


def faults(page: Page, width: int) -> list[str]:
    """What is wrong with the words of the pictures on the page that is open, in a window of one width."""
    page.set_viewport_size({"width": width, "height": 800})
    found: list[str] = page.evaluate(MEASURE, [PICTURES, LEAST])
    return [f"{fault} ({width} px)" for fault in found]


@pytest.mark.parametrize("path", PAGES)
def test_words_of_pictures_do_not_collide_and_are_not_cut(path: str, site: str, browser: Browser) -> None:
    page = browser.new_page()
    page.goto(site + path)
    found = [fault for width in WIDTHS for fault in faults(page, width)]
    page.close()
    assert not found, f"/{path}\n" + "\n".join(found[:30])


@pytest.mark.parametrize("path", PAGES)
def test_they_do_not_with_letters_of_twice_the_size_on_a_small_phone(
    path: str, site: str, large: Browser
) -> None:
    page = large.new_page()
    page.goto(site + path)
    assert page.evaluate("getComputedStyle(document.documentElement).fontSize") == "32px"
    found = faults(page, 320)
    page.close()
    assert not found, f"/{path}\n" + "\n".join(found[:30])


def test_faults_are_seen_where_there_are_some(site: str, browser: Browser) -> None:
    """Two labels on one place, small letters, words outside the window, a torn amount: all must be told."""
    page = browser.new_page()
    page.goto(site)
    page.evaluate(
        """() => {
          const [one, two, three] = document.querySelectorAll(".picture .row__title strong");
          const at = one.getBoundingClientRect(), from = two.getBoundingClientRect();
          two.style.transform = `translate(${at.left - from.left}px, ${at.top - from.top}px)`;
          three.style.fontSize = "10px";
          three.style.marginLeft = "3000px";
          const words = document.querySelector(".picture .row__words");
          words.textContent = "1,000\\u00a0micrograms";
          words.style.width = "4em";
        }"""
    )
    found = " ".join(faults(page, 1280))
    page.close()
    for fault in ("torn at", "lie on each other", "is 10.0 px", "leaves its picture", "leaves the window"):
        assert fault in found


def test_each_way_to_start_fits_one_screen_of_a_phone(site: str, browser: Browser) -> None:
    with browser.new_page(viewport={"width": 360, "height": 740}) as page:
        page.goto(f"{site}world/")
        groups = page.locator(".picture--world section")
        assert groups.count() >= 5
        tall = {
            group.locator("h2").inner_text(): height
            for group in groups.all()
            if (height := group.evaluate("group => group.getBoundingClientRect().height")) > 740
        }
    assert not tall
