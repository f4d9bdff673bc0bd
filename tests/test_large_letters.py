"""Letters twice as large as a browser's own, in the window of a small phone: WCAG 1.4.4 and 1.4.10 at once."""

import json
from collections.abc import Iterator

import pytest
from playwright.sync_api import BrowserContext

from scripts.paths import SITE
from scripts.upkeep.screenshots import CHROMIUM, sample, served
from tests.browser.chromium import FLAGS, Chromium
from tests.browser.pool import Pool

pytestmark = [pytest.mark.browser, pytest.mark.slow]
LARGE = 32  # CSS pixels; a browser's own default is 16
FAULTS = r"""async () => {
  await document.fonts.ready;
  const faults = new Set(), wide = document.documentElement.clientWidth;
  const seen = (node) => node.checkVisibility({ checkVisibilityCSS: true });
  const name = (node) => `<${node.localName}> "${node.textContent.trim().slice(0, 40)}"`;
  const size = parseFloat(getComputedStyle(document.body).fontSize);
  if (size < 32) faults.add(`body text is ${size} px, not twice as large as the browser's own`);
  if (document.documentElement.scrollWidth > wide) faults.add("the page scrolls sideways");

  for (const node of document.body.querySelectorAll("*")) {
    if (!seen(node) || node.closest(".scroll, pre, .visually-hidden, .skip")) continue;
    const { left, right, width } = node.getBoundingClientRect(), { overflowX, overflowY } = getComputedStyle(node);
    if (width && (left < -1 || right > wide + 1)) faults.add(`over the edge: ${name(node)}`);
    const cut = [overflowX, overflowY].some((how) => ["hidden", "clip"].includes(how));
    const more = node.scrollWidth > node.clientWidth + 1 || node.scrollHeight > node.clientHeight + 1;
    if (cut && more && !node.matches(".head")) faults.add(`cut: ${name(node)}`); // its line goes on over the edge
  }

  // A number and its unit, and every word that fits: on one line.
  const AMOUNT = /\d[\d,.]*\s(?:micrograms?|mg|ml)(?![a-z])|\p{L}{1,14}(?!\p{L})/gu;
  const words = document.createTreeWalker(document.querySelector("main"), NodeFilter.SHOW_TEXT);
  for (let text = words.nextNode(); text; text = words.nextNode()) {
    if (!seen(text.parentElement) || text.parentElement.closest("svg, pre, code, .scroll")) continue;
    for (const { index, 0: found } of text.data.matchAll(AMOUNT)) {
      if (/\p{L}/u.test(text.data[index - 1] ?? "")) continue; // the end of a longer word
      const range = document.createRange();
      range.setStart(text, index);
      range.setEnd(text, index + found.length);
      const boxes = [...range.getClientRects()].filter(({ width }) => width > 1);
      const lines = new Set(boxes.map(({ top }) => Math.round(top)));
      if (lines.size > 1) faults.add(`torn: "${found}" in ${name(text.parentElement)}`);
    }
  }
  return [...faults];
}"""


@pytest.fixture(scope="module")
def site() -> Iterator[str]:
    with served(SITE) as address:
        yield address


@pytest.fixture(scope="module")
def large(browsers: Pool, tmp_path_factory: pytest.TempPathFactory) -> Iterator[BrowserContext]:
    """Chromium with the setting that a reader has: a media query in em counts it too."""
    profile = tmp_path_factory.mktemp("large")
    preferences = profile / "Default" / "Preferences"
    preferences.parent.mkdir()
    preferences.write_text(json.dumps({"webkit": {"webprefs": {"default_font_size": LARGE}}}))
    chromium = browsers.get("Chromium")
    assert isinstance(chromium, Chromium)
    kept = chromium.playwright.chromium.launch_persistent_context(
        profile, executable_path=CHROMIUM, args=FLAGS
    )
    yield kept
    kept.close()


@pytest.mark.parametrize("path", sample(SITE))
def test_letters_of_200_percent_are_neither_cut_nor_torn(path: str, site: str, large: BrowserContext) -> None:
    page = large.new_page()
    page.goto(site + path)
    faults = []
    for width in (320, 360):
        page.set_viewport_size({"width": width, "height": 640})
        faults += [f"{width}: {fault}" for fault in page.evaluate(FAULTS)]
    page.close()
    assert not faults, f"/{path}\n" + "\n".join(faults[:20])
