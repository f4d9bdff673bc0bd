"""Letters twice as large as a browser's own, in the window of a small phone: WCAG 1.4.4 and 1.4.10 at once."""

import json
from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from scripts.paths import SITE
from scripts.upkeep.screenshots import CHROMIUM, sample, served
from tests.browser.chromium import FLAGS, Chromium
from tests.browser.pool import Pool

pytestmark = [pytest.mark.browser, pytest.mark.slow]
WITHOUT_MENU = (
    "404.html",
    "handout/call.html",
    "handout/gb2.html",
    "handout/inj.html",
    "embed/call.html",
    "embed/gb2.html",
)
"""The page for addresses that are not here; handouts as they are made on a screen; views for other sites."""
LONGEST = "schedules/us-label-cyanocobalamin-pa/"
OPEN = "() => [...document.querySelectorAll('details:not([open])')].map((one) => (one.open = true)).length"
LARGE = 32  # CSS pixels; a browser's own default is 16
FAULTS = r"""async () => {
  await document.fonts.ready;
  const faults = new Set(), wide = document.documentElement.clientWidth;
  const unseen = (node) => getComputedStyle(node).clipPath === "inset(50%)"; // for those who hear the page
  const seen = (node) => node.checkVisibility({ checkVisibilityCSS: true }) && !unseen(node);
  const name = (node) => `<${node.localName}> "${node.textContent.trim().slice(0, 40)}"`;
  const size = parseFloat(getComputedStyle(document.body).fontSize);
  if (size < 32) faults.add(`body text is ${size} px, not twice as large as the browser's own`);
  if (document.documentElement.scrollWidth > wide) faults.add("the page scrolls sideways");

  for (const node of document.body.querySelectorAll("*")) {
    if (!seen(node)) continue;
    if (node.matches(".scroll:has(.schedule)") && node.scrollWidth > node.clientWidth + 1) {
      faults.add("a schedule is wider than the window");
    }
    if (node.closest(".scroll, pre, .visually-hidden, .skip")) continue;
    const { left, right, width } = node.getBoundingClientRect(), { overflowX, overflowY } = getComputedStyle(node);
    if (width && (left < -1 || right > wide + 1)) faults.add(`over the edge: ${name(node)}`);
    const cut = [overflowX, overflowY].some((how) => ["hidden", "clip"].includes(how));
    const more = node.scrollWidth > node.clientWidth + 1 || node.scrollHeight > node.clientHeight + 1;
    // A text field scrolls, and the line of the header goes on over the edge.
    if (cut && more && !node.matches(".head, input")) faults.add(`cut: ${name(node)}`);
  }

  // A number and its unit, and every word that fits: on one line.
  const AMOUNT = /\d[\d,.]*\s(?:micrograms?|mg|ml)(?![a-z])|\p{L}{1,14}(?!\p{L})/gu;
  const words = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
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


def faults(page: Page) -> list[str]:
    """What is cut, torn or over the edge on two small phones."""
    found = []
    for width in (320, 360):
        page.set_viewport_size({"width": width, "height": 640})
        found += [f"{width}: {fault}" for fault in page.evaluate(FAULTS)]
    return found


@pytest.mark.parametrize("path", [*sample(SITE), *WITHOUT_MENU])
def test_letters_of_200_percent_are_neither_cut_nor_torn(path: str, site: str, large: BrowserContext) -> None:
    page = large.new_page()
    page.goto(site + path)
    found = faults(page)
    if page.evaluate(OPEN):
        found += faults(page)
    page.close()
    assert not found, f"/{path}\n" + "\n".join(found[:20])


def menu(page: Page) -> None:
    """The menu with all its groups open."""
    page.get_by_role("button", name="Menu", exact=True).first.click()
    page.evaluate(OPEN)


def search(page: Page) -> None:
    """Results, and what the search says of something that the site does not cover."""
    page.get_by_role("button", name="Search", exact=True).first.click()
    page.locator("#search input").fill("can i buy injections")
    expect(page.locator("#search .find__count")).to_contain_text("We do not cover where to get injections")
    expect(page.locator("#search a").first).to_be_visible()


def own_dates(page: Page) -> None:
    """An example from a date of the reader's own, the longest that there is, with everything unfolded."""
    expect(page.locator("table.dated")).to_be_visible(timeout=60_000)
    page.evaluate(OPEN)


def wrong_date(page: Page) -> None:
    """What the form says of a date that it cannot read."""
    page.evaluate(OPEN)
    page.locator("[name=start-day]").fill("3/4/2027")
    page.keyboard.press("Enter")
    expect(page.locator("#problems")).to_be_visible(timeout=60_000)


def two_schedules(page: Page) -> None:
    """Two schedules, one above the other."""
    for choice in page.locator("select").all():
        choice.select_option(index=choice.evaluate("node => node.options.length - 2"))
    expect(page.locator(".scroll, .timeline").first).to_be_visible()


def unknown_code(page: Page) -> None:
    """The page of a mistyped code of a sheet."""
    expect(page.locator("#no-code")).to_be_visible()


def kept(page: Page) -> None:
    """The site kept on the device."""
    page.get_by_role("button", name="Keep").click()
    expect(page.get_by_role("button", name="Remove")).to_be_visible(timeout=60_000)


@pytest.mark.parametrize(
    ("path", "reach"),
    [
        ("", menu),
        ("", search),
        (f"{LONGEST}#v=1&start=2027-03-27&months=12", own_dates),
        (LONGEST, wrong_date),
        ("compare/", two_schedules),
        ("calculator/#v=1&protocol=no-such-schedule&months=12", None),
        ("s/gb99", unknown_code),
        ("about/offline/", kept),
    ],
)
def test_letters_of_200_percent_lose_nothing_of_what_opens_on_a_page(
    path: str, reach: Callable[[Page], None] | None, site: str, large: BrowserContext
) -> None:
    page = large.new_page()
    page.set_viewport_size({"width": 360, "height": 640})
    page.goto(site + path)
    if reach:
        reach(page)
    found = faults(page)
    page.close()
    assert not found, f"/{path}\n" + "\n".join(found[:20])
