"""The picture of the illustrated sheet to share: docs/assets/pictures/sheet.png, 1,080 pixels wide.

`make picture` makes it anew after its words have changed; tests/test_illustrated.py says when they have.
"""

import io
from collections.abc import Callable

from PIL import Image, PngImagePlugin
from playwright.sync_api import Route

from scripts.clinics.illustrated import PICTURE, edition_of_picture, render, words_of_picture
from scripts.paths import DOCS, SITE
from scripts.site import Site
from scripts.upkeep.screenshots import chromium, served

FILE = DOCS / PICTURE
WIDTH, SHARP = 360, 3
"""CSS pixels across the picture, and pixels of the file in each."""
TALL = 2000
"""CSS pixels: a window that holds the whole of it, so that nothing moves while it is taken."""
COLOURS = 8
"""Enough for black, red and the greys at the edges of letters; a fifth of the bytes."""
WORDS, EDITION = "words", "edition"
"""The texts inside the file that hold the fingerprint of its words, and of the edition they are right for."""


def answer(body: str, kind: str) -> Callable[[Route], None]:
    """What gives the browser a text in place of a file. A page waits for the site's letters as it does nowhere else."""
    return lambda route: route.fulfill(body=body, content_type=kind)


def main() -> None:
    """Photograph the page and write the file."""
    site = Site(SITE)
    with served(SITE) as address, chromium() as browser:
        page = browser.new_page(
            viewport={"width": WIDTH, "height": TALL}, device_scale_factor=SHARP, color_scheme="light"
        )
        page.route("**/shared.html", answer(render(site, "shared.html"), "text/html; charset=utf-8"))
        styles = (site.folder / "assets/site.css").read_text("utf-8")
        page.route(
            "**/site.css", answer(styles.replace("font-display: optional", "font-display: block"), "text/css")
        )
        page.goto(f"{address}handout/shared.html")
        page.evaluate("document.fonts.ready")
        drawn = Image.open(io.BytesIO(page.locator(".side").screenshot()))
    note = PngImagePlugin.PngInfo()
    note.add_text(WORDS, words_of_picture(site))
    note.add_text(EDITION, edition_of_picture())
    few = drawn.convert("RGB").quantize(COLOURS, dither=Image.Dither.NONE)
    few.save(FILE, optimize=True, pnginfo=note)
    print(f"==> {FILE.name}: {FILE.stat().st_size:,} bytes")


if __name__ == "__main__":
    main()
