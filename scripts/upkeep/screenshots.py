"""Pictures of the pages and components, to look at: three widths, light and dark, print as PDF, and every handout.

Run it as `make screens`, or `python -m scripts.upkeep.screenshots home how-much` for some pages only.
"""

import argparse
import re
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Literal

import pypdfium2
from PIL import Image
from playwright.sync_api import Browser, Page, sync_playwright

from calculator.choices import NOT_MET
from calculator.protocol import protocol, protocol_ids
from scripts.content import catalogue
from scripts.content.phrases import site_language
from scripts.delivery.dev_server import SiteServer
from scripts.paths import BUILD, SITE

CHROMIUM = "/usr/bin/chromium"
WIDTHS = {320: 640, 768: 1024, 1280: 800}  # CSS pixels: width of the window, and its height
SCHEMES: tuple[Literal["light", "dark"], ...] = ("light", "dark")
SIZES = (12, 14)  # points: the letters of a handout
COMPONENTS = (
    ".care, .disagreement, .facts, .steps, .choices, .review, .picture"
    ", table.schedule, .by-month, svg.timeline"
)


def pages(site: Path) -> list[str]:
    """Addresses of all pages below the site's root, home first, such as "" and "how-much/".

    Short addresses (s/...) only send the reader on to one of these.
    """
    found = (file.parent.relative_to(site).as_posix() for file in site.rglob("index.html"))
    return sorted("" if path == "." else f"{path}/" for path in found if not path.startswith("s/"))


def sample(site: Path) -> list[str]:
    """The pages that are worth a browser's time: all but those made from one template and the data.

    Of the hundreds of pages below /schedules/ these stand for all: the example with the fewest injections, the one
    with the most choices, one that stops before a condition, and the longest list of a country and of a pattern.
    """
    every = [(id, choices) for id, choices in catalogue.pages() if choices]
    groups = catalogue.groups(site_language())
    longest = sorted(groups, key=lambda name: len(groups[name][1]), reverse=True)
    chosen = {
        catalogue.address(min(protocol_ids(), key=injections)),
        catalogue.address(*max(every, key=lambda page: len(page[1]))),
        catalogue.address(*next(page for page in every if NOT_MET in page[1].values())),
        next(f"schedules/{name}/" for name in longest if name.startswith("pattern-")),
        next(f"schedules/{name}/" for name in longest if not name.startswith("pattern-")),
    }
    return [path for path in pages(site) if path in chosen or not re.match(r"schedules/.", path)]


def injections(id: str) -> int:
    """How many injections a protocol's own example shows."""
    return len(catalogue.first_example(protocol(id)).administrations)


@contextmanager
def served(site: Path) -> Iterator[str]:
    """Serve the built site on a free port while the block runs; gives its address."""
    with SiteServer(site) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        try:
            yield server.address
        finally:
            server.shutdown()


@contextmanager
def chromium() -> Iterator[Browser]:
    """Debian's Chromium under Playwright."""
    with sync_playwright() as play:
        browser = play.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        try:
            yield browser
        finally:
            browser.close()


def picture(page: Page, target: Path) -> None:
    """The page as one picture, and each of its components beside it."""
    page.screenshot(path=target.with_suffix(".png"), full_page=True)
    if "components" in target.name:
        for number, part in enumerate(page.locator(COMPONENTS).all(), 1):
            if part.is_visible():
                part.screenshot(path=target.with_name(f"{target.name}-part{number}.png"))


def handouts(browser: Browser, address: str, site: Path, to: Path) -> None:
    """Each handout's two sides as one picture, at both sizes of letters."""
    page = browser.new_page()
    for file in sorted((site / "handout").glob("*.html")):
        page.goto(f"{address}handout/{file.name}")
        for size in SIZES:
            choice = page.locator(f"#size-{size}")
            if choice.count():
                choice.check()
            printed = pypdfium2.PdfDocument(page.pdf(prefer_css_page_size=True))
            sides = [side.render(scale=1.5).to_pil() for side in printed]
            both = Image.new("L", (sum(side.width for side in sides), sides[0].height), 255)
            for place, side in enumerate(sides):
                both.paste(side, (place * sides[0].width, 0))
            both.save(to / f"handout-{file.stem}-{size}.png")
    page.close()


def main() -> int:
    """Write the pictures to `build/screens/`."""
    parser = argparse.ArgumentParser(description="Pictures of every page.")
    parser.add_argument("only", nargs="*", help="page names, such as home or how-much")
    parser.add_argument("--site", type=Path, default=SITE)
    parser.add_argument("--to", type=Path, default=BUILD / "screens")
    options = parser.parse_args()
    options.to.mkdir(parents=True, exist_ok=True)
    found = pages(options.site) if options.only else sample(options.site)
    named = {path.rstrip("/").replace("/", "-") or "home": path for path in found}
    chosen = {name: path for name, path in named.items() if not options.only or name in options.only}
    with served(options.site) as address, chromium() as browser:
        for width, height in WIDTHS.items():
            for scheme in SCHEMES:
                page = browser.new_page(viewport={"width": width, "height": height}, color_scheme=scheme)
                for name, path in chosen.items():
                    page.goto(address + path)
                    picture(page, options.to / f"{name}-{width}-{scheme}")
                page.close()
        page = browser.new_page()
        for name, path in chosen.items():
            page.goto(address + path)
            page.pdf(path=options.to / f"{name}.pdf", format="A4", prefer_css_page_size=False)
        if not options.only:
            handouts(browser, address, options.site, options.to)
    print(f"==> {len(chosen)} pages in {options.to}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
