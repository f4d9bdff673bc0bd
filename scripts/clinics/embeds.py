"""Views for clinics' own websites: one for each handout, in `site/embed/`, and the lines that put one on a page."""

import re
from urllib.parse import urlsplit

from calculator.render.markup import Markup, element
from scripts.clinics.handouts import page_sheet, printable, schedule_sheet
from scripts.clinics.short_links import Address, paper
from scripts.content.edition import Edition, edition
from scripts.content.phrases import say_html
from scripts.site import Site

SNIPPET = """<iframe id="b12-{code}" src="{address}embed/{code}.html" title="{title}"
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
        title=say_html("embed.frame", site=say_html("site.name"), title=one.title),
        address=ours.address,
        origin=f"{parts.scheme}://{parts.netloc}",
    )


def example_snippet(code: str) -> Markup:
    """The lines for one view, as part of a page."""
    one = next(one for one in printable() if one.code == code)
    return element("pre", element("code", snippet(one, edition())), class_="snippet")


def embeds(site: Site) -> None:
    """Views for other sites."""
    ours, template = edition(), paper().get_template("embed.html")
    for one in printable():
        sheet = schedule_sheet(one, ours) if one.protocol else page_sheet(one, ours, site.folder)
        # On paper the background stands under another heading.
        background = Markup(re.sub(r"<(/?)h3\b", r"<\1h2", sheet.background))
        html = template.render(one=one, sheet=sheet, edition=ours, background=background)
        site.write(f"embed/{one.code}.html", html)
