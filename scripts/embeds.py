"""Views for clinics' own websites: one for each handout, in `site/embed/`, and the lines that put one on a page."""

import os
import re
import sys
from html import escape
from pathlib import Path
from urllib.parse import urlsplit

from markupsafe import Markup as Raw

from calculator.language import language
from calculator.render.markup import Markup, element
from scripts.addresses import Address, paper
from scripts.edition import Edition, edition
from scripts.handouts import page_sheet, printable, schedule_sheet

ROOT = Path(__file__).resolve().parent.parent
SNIPPET = """<iframe id="b12-{code}" src="{address}embed/{code}.html" title="B12 Injection Guide: {title}"
  width="100%" height="700" loading="lazy" referrerpolicy="no-referrer"></iframe>
<script>
  addEventListener("message", ({{ origin, source, data }}) => {{
    const frame = document.getElementById("b12-{code}");
    if (origin !== "{origin}" || source !== frame.contentWindow) return;
    if (data.type === "b12-height") frame.style.height = `${{data.height}}px`;
  }});
</script>
"""


def snippet(one: Address, ours: Edition) -> str:
    """What a clinic copies into its page: the frame, and the lines that give it the view's height."""
    parts = urlsplit(ours.address)
    return SNIPPET.format(
        code=one.code,
        title=escape(one.title),
        address=ours.address,
        origin=f"{parts.scheme}://{parts.netloc}",
    )


def example_snippet(code: str) -> Markup:
    """The lines for one view, as part of a page."""
    one = next(one for one in printable() if one.code == code)
    return element("pre", element("code", snippet(one, edition())), class_="snippet")


def write(site: Path, ours: Edition) -> None:
    """Write every view."""
    tongue, template = language("en"), paper().get_template("embed.html")
    for one in printable():
        sheet = schedule_sheet(one, ours, tongue) if one.protocol else page_sheet(one, ours, site)
        file = site / "embed" / f"{one.code}.html"
        file.parent.mkdir(parents=True, exist_ok=True)
        opens = one.opens.partition("#")[0]
        background = re.sub(
            r"<(/?)h3\b", r"<\1h2", sheet.background
        )  # on paper it stands under another heading
        html = template.render(sheet=sheet, edition=ours, opens=opens, background=Raw(background))
        file.write_text(html, "utf-8")


def main() -> int:
    """Write the views into the site."""
    write(Path(os.environ.get("SITE", ROOT / "site")), edition())
    return 0


if __name__ == "__main__":
    sys.exit(main())
