"""Pictures of every page and component, to look at: three widths, light and dark, and print as PDF.

Run it as `make screens`, or `python -m scripts.upkeep.screenshots home how-much` for some pages only.
"""

import argparse
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Literal

from playwright.sync_api import Browser, Page, sync_playwright

from scripts.delivery.dev_server import SiteServer
from scripts.paths import BUILD, SITE

CHROMIUM = "/usr/bin/chromium"
WIDTHS = {320: 640, 768: 1024, 1280: 800}  # CSS pixels: width of the window, and its height
SCHEMES: tuple[Literal["light", "dark"], ...] = ("light", "dark")
COMPONENTS = (
    ".care, .disagreement, .facts, .steps, .choices, .review, .picture"
    ", table.schedule, table.month, svg.timeline"
)


def pages(site: Path) -> list[str]:
    """Addresses of all pages below the site's root, home first, such as "" and "how-much/".

    Short addresses (s/...) only send the reader on to one of these.
    """
    found = (file.parent.relative_to(site).as_posix() for file in site.rglob("index.html"))
    return sorted("" if path == "." else f"{path}/" for path in found if not path.startswith("s/"))


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


def main() -> int:
    """Write the pictures to `build/screens/`."""
    parser = argparse.ArgumentParser(description="Pictures of every page.")
    parser.add_argument("only", nargs="*", help="page names, such as home or how-much; default: all")
    parser.add_argument("--site", type=Path, default=SITE)
    parser.add_argument("--to", type=Path, default=BUILD / "screens")
    options = parser.parse_args()
    options.to.mkdir(parents=True, exist_ok=True)
    named = {path.rstrip("/").replace("/", "-") or "home": path for path in pages(options.site)}
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
    print(f"==> {len(chosen)} pages in {options.to}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
