"""Every page in a browser: axe and rules A1, A2, A7 and A8 at three widths, light and dark; keys; weight; shift."""

import gzip
from collections.abc import Iterator
from itertools import product

import pytest
from playwright.sync_api import Browser, Page, Response, Route

from scripts.paths import ROOT, SITE
from scripts.upkeep.screenshots import SCHEMES, WIDTHS, sample, served

AXE = (ROOT / "node_modules/axe-core/axe.min.js").read_text("utf-8")
PROBE = (ROOT / "tests/layout_probe.js").read_text("utf-8")
RUN_AXE = """async (only) => {
  const all = { rules: { "color-contrast-enhanced": { enabled: true } } };
  const { violations } = await axe.run(document, only ? { runOnly: only } : all);
  return violations.map(({ id, help, nodes }) =>
    `axe ${id}: ${help}: ${nodes.slice(0, 3).map(({ target }) => target.join(" ")).join(", ")}`);
}"""
COLOURS = ["color-contrast", "color-contrast-enhanced", "link-in-text-block"]
ASKED: dict[tuple[str, int], list[str] | None] = {
    ("light", 320): None,  # every rule
    ("light", 1280): [*COLOURS, "scrollable-region-focusable"],  # other parts are in sight
    ("dark", 320): COLOURS,
}
"""Which rules of axe, in which scheme and width: all once, and then those of which the answer can differ."""
LAID_OUT = """async () => {
  await document.fonts.ready;  // other letters, other widths: a box may begin to scroll, and then takes the focus
  await new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)));
}"""
CONTROLS = """() => {
  const all = document.querySelectorAll("a[href], button, input, select, textarea, summary, [tabindex='0']");
  const first = (node) => node.type !== "radio" || document.querySelector(`[name="${node.name}"]`) === node;
  const able = (node) => !node.disabled && node.tabIndex >= 0;
  const shown = (node) => able(node) && node.checkVisibility({ checkVisibilityCSS: true });
  return [...all].filter(shown).filter(first).map((node, at) => (node.dataset.walk = String(at)));
}"""
FOCUSED = """() => {
  const node = document.activeElement, box = node.getBoundingClientRect();
  const seen = box.bottom > 0 && box.top < innerHeight && box.right > 0 && box.left < innerWidth;
  const rings = [node, node.parentElement, node.parentElement.parentElement].map((one) => getComputedStyle(one));
  const ring = Math.max(...rings.map((one) => one.outlineStyle === "none" ? 0 : parseFloat(one.outlineWidth)));
  return { walk: node.dataset.walk, text: node.textContent.trim().slice(0, 40), ring, seen };
}"""
PAINTED = """() => new Promise((done) => new PerformanceObserver((list, watch) => {
  if (list.getEntriesByName("first-contentful-paint").length) done(watch.disconnect());
}).observe({ type: "paint", buffered: true }))"""
SHIFT = """() => new Promise((done) => {
  let sum = 0;
  new PerformanceObserver((list) => { for (const { value } of list.getEntries()) sum += value; })
    .observe({ type: "layout-shift", buffered: true });
  setTimeout(() => done(sum), 100);
})"""
PAGES = [*sample(SITE), "404.html"]
pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.timeout(600)]


@pytest.fixture(scope="module")
def site() -> Iterator[str]:
    with served(SITE) as address:
        yield address


@pytest.mark.parametrize("path", PAGES)
def test_page_in_every_width_and_scheme(path: str, site: str, browser: Browser) -> None:
    faults: dict[str, list[str]] = {}
    page = browser.new_page(reduced_motion="reduce")
    logged: list[str] = []
    page.on("console", lambda one: logged.append(one.text) if one.type in ("error", "warning") else None)
    page.on("pageerror", lambda one: logged.append(str(one)))
    page.goto(site + path)
    page.evaluate(AXE)
    for scheme, (width, height) in product(SCHEMES, WIDTHS.items()):
        page.emulate_media(color_scheme=scheme)
        page.set_viewport_size({"width": width, "height": height})
        page.evaluate(LAID_OUT)
        found = page.evaluate(PROBE) + moving(page)
        if (scheme, width) in ASKED:
            found += page.evaluate(RUN_AXE, ASKED[scheme, width])
        for fault in found:
            faults.setdefault(fault, []).append(f"{width} {scheme}")
    page.close()
    for line in logged:
        faults.setdefault(f"the console: {line}", []).append("any")
    lines = [f"{fault} ({', '.join(dict.fromkeys(where))})" for fault, where in faults.items()]
    assert not lines, f"/{path}\n" + "\n".join(lines[:20])


def moving(page: Page) -> list[str]:
    """A8: what still moves although the reader asked for less motion."""
    return [
        f"A8: {name} moves" for name in page.evaluate("document.getAnimations().map((a) => a.animationName)")
    ]


@pytest.mark.parametrize("path", PAGES)
def test_keyboard_walk_at_400_percent(path: str, site: str, browser: Browser) -> None:
    """A3: a window of 1280 by 1024 at 400 % is 320 by 256 px. Each control is reached in order and seen."""
    page = browser.new_page(viewport={"width": 320, "height": 256})
    page.goto(site + path)
    page.evaluate(LAID_OUT)
    order = page.evaluate(CONTROLS)
    faults = []
    for expected in order:
        page.keyboard.press("Tab")
        at = page.evaluate(FOCUSED)
        if at["walk"] != expected:
            faults.append(f"Tab reached {at['text']!r} ({at['walk']}) and not control {expected}")
            break
        if at["ring"] < 3:
            faults.append(f"{at['text']!r} has the focus but shows no ring of 3 px")
        if not at["seen"]:
            faults.append(f"{at['text']!r} has the focus but is out of sight")
    page.close()
    assert not faults, f"/{path}\n" + "\n".join(faults)


@pytest.mark.parametrize("path", PAGES)
def test_page_is_light_and_does_not_jump(path: str, site: str, browser: Browser) -> None:
    """At most 150 kB compressed and 12 requests; no layout shift although the letters arrive after the first paint."""
    got: list[Response] = []
    letters: list[Route] = []
    waiting = True
    page = browser.new_page(viewport={"width": 360, "height": 640})
    page.on("response", lambda one: got.append(one))
    page.route("**/*.woff2", lambda route: letters.append(route) if waiting else route.continue_())
    page.goto(site + path, wait_until="domcontentloaded")
    page.evaluate(PAINTED)
    assert letters, f"/{path} needs no letters of its own: this tests nothing"
    waiting = False
    for route in letters:
        route.continue_()
    page.wait_for_load_state()
    page.evaluate("document.fonts.ready.then(() => true)")
    shift = page.evaluate(SHIFT)
    weight = sum(
        len(one.body()) if one.url.endswith("woff2") else len(gzip.compress(one.body())) for one in got
    )
    addresses = [one.url for one in got]
    page.close()
    assert len(got) <= 12, f"/{path} makes {len(got)} requests: {addresses}"
    assert weight <= 150_000, f"/{path} weighs {weight} bytes compressed"
    assert shift < 0.001, f"/{path} jumps while it loads (layout shift {shift})"
    assert not [one for one in addresses if not one.startswith(site)], addresses
