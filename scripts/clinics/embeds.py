"""Views for clinics' own websites: one for each handout, in `site/embed/`, and the lines that put one on a page."""

import re
from datetime import date
from pathlib import Path
from urllib.parse import urlsplit

from calculator.render.markup import Markup, element, join
from calculator.render.summary import summary
from calculator.render.table import table
from calculator.render.urgent import urgent
from scripts.clinics.drawings import plain_links
from scripts.clinics.handouts import checked, of_page, printable, sheet_of
from scripts.clinics.short_links import Address, paper
from scripts.content.catalogue import first_example
from scripts.content.edition import Edition, edition
from scripts.content.in_language import protocol, sources
from scripts.content.phrases import plain_date, say_html, site_language, tie
from scripts.content.reference import population, source_words
from scripts.content.statement_places import record, standing_in
from scripts.content.statements import Statement
from scripts.delivery import csp
from scripts.delivery.headers import public_assets
from scripts.site import Site

CITED = re.compile(r'\s*<sup class="cite">(.*?)</sup>')
CITATION = re.compile(r'<a href="#source-([^"]*)"[^>]*>\[(\d+)\]</a>')

SNIPPET = """<iframe src="{address}embed/{code}.html" title="{title}"
  width="100%" height="700" loading="lazy" referrerpolicy="no-referrer"></iframe>
<script>
  addEventListener("message", ({{ origin, source, data }}) => {{
    if (!["{origin}", "null"].includes(origin) || data?.type !== "b12-height") return;
    for (const frame of document.querySelectorAll("iframe"))
      if (frame.contentWindow === source)
        frame.style.height = `${{data.height + frame.offsetHeight - frame.clientHeight}}px`;
  }});
</script>
"""
"""A frame in a sandbox has the origin "null"; that the message comes from the frame itself is looked at in any case.

Nothing else tells our frame: editors of websites drop a class. Its border is added, which most themes count as height.
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


def schedule_view(one: Address, ours: Edition) -> Markup:
    """A published schedule: its example as everywhere else, row by row."""
    words, shown = site_language(), protocol(one.protocol)
    example = first_example(shown)
    place = words.say("reference.place", place=shown.source.place)
    return join(
        element("p", element("strong", words.say("result.mark")), " ", summary(example, words)),
        table(example, words, address=one.short(ours)),
        population(shown),
        urgent(words),
        element(
            "ul",
            *(element("li", tie(note)) for note in (*shown.judgement, *shown.notes, *shown.source_notes)),
        ),
        element("p", source_words(sources()[shown.source.id], words), " ", place),
    )


def page_view(one: Address, site: Path) -> Markup:
    """A guidance page: its own words, with its sources counted through."""
    text = article((site / one.opens / "index.html").read_text("utf-8"))
    register = sources()
    cited = dict(sorted({(int(n), register[id].short) for id, n in CITATION.findall(text)}))
    body = Markup(CITED.sub(lambda found: marks(found[1]), text))
    if not cited:
        return body
    listed = " ".join(f"[{n}] {words}." for n, words in cited.items())
    heading = element("h2", site_language().say("embed.sources"))
    return join(body, heading, element("p", listed, class_="cited"))


def marks(cited: str) -> str:
    """Citations as plain numbers in brackets."""
    return f" [{', '.join(n for _, n in CITATION.findall(cited))}]"


def article(html: str) -> str:
    """The text of a built page: after its title, before its sources and its review line."""
    text = html.split("</h1>", 1)[1].split('<section class="sources"')[0].split('<div class="review">')[0]
    text = re.sub(r'<details class="contents">.*?</details>', "", text, flags=re.DOTALL)
    text = re.sub(r'\s*<span class="back"><a .*?</a></span>', "", text, flags=re.DOTALL)
    text = re.sub(
        r"</?(?:details|summary)\b[^>]*>", "", text
    )  # nothing is folded: the view is as high as its text
    return re.sub(r' (?:id|tabindex|aria-labelledby)="[^"]*"', "", text).strip()


def embeds(site: Site) -> None:
    """Views for other sites."""
    ours, template, places = edition(), paper().get_template("embed.html"), dict[str, list[Statement]]()
    for one in printable():
        shown = schedule_view(one, ours) if one.protocol else page_view(one, site.folder)
        sheet, background = sheet_of(one, ours, site.folder), Markup(plain_links(shown))
        day, again = checked_and_again(one)
        stands = standing_in(background, page=one.page, protocols=[one.protocol] if one.protocol else [])
        places[f"embed/{one.code}.html"] = stands
        html = template.render(
            one=one,
            sheet=sheet,
            edition=ours,
            background=background,
            seen=checked(day, again, stands),
            checked=plain_date(day),
            again=plain_date(again),
            policy=csp.policy(header=False, assets=public_assets()),
        )
        site.write(f"embed/{one.code}.html", html)
    record(site.build, "embeds", places)


def checked_and_again(one: Address) -> tuple[date, date]:
    """The days on which a view's schedule or page was checked, and will be."""
    if one.protocol:
        review = protocol(one.protocol).review
        return review.checked_on, review.next_review
    meta = of_page(one.page)
    return meta["checked_on"], meta["next_review"]
