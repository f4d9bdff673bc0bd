"""Handouts for clinics: one finished page for each published schedule and each guidance page, in `site/handout/`.

A sheet has two sides: the clinic's own instruction with lines to write on, and background from our pages. Its QR code
is drawn here, at build time, so that printing needs no network, no Python and no JavaScript.
"""

import re
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import segno

from calculator import __version__
from calculator.render.markup import Markup, element, join
from calculator.render.summary import summary
from calculator.render.table import table
from calculator.render.urgent import urgent
from scripts.clinics.short_links import Address, paper, register
from scripts.content.catalogue import first_example
from scripts.content.edition import Edition, edition
from scripts.content.front_matter import front_matter
from scripts.content.in_language import protocol, sources
from scripts.content.phrases import plain_date, site_language
from scripts.content.reference import population, source_words
from scripts.content.signs import sentences, short, spoken
from scripts.paths import DOCS
from scripts.site import Site

QUIET = 4
"""White modules around a code, as ISO/IEC 18004 asks."""
NOT_A_HANDOUT = {
    "index.md", "calculator.md", "schedules.md", "compare.md", "questions.md", "words.md", "sources.md", "world.md",
    "clinics.md", "handout.md", "embed.md", "link-to-us.md", "data.md", "code-on-a-sheet.md", "illustrated-sheet.md",
}  # fmt: skip
"""Pages that are read on a screen: lists to look things up in, ways in, and pages for clinics themselves."""
CITED = re.compile(r'\s*<sup class="cite">(.*?)</sup>')
CITATION = re.compile(r'<a href="#source-([^"]*)"[^>]*>\[(\d+)\]</a>')


@dataclass(frozen=True)
class Sheet:
    """One handout, ready for its template."""

    code: str
    title: str
    address: str
    qr: Markup
    trial: bool
    """True when the copy has no public address, so that the code leads nowhere but to this computer."""
    background: Markup
    brief: str
    """The background in a sentence or three, for the short form."""
    origin: str
    checked: str
    """When it was checked and who has reviewed it, in a sentence."""
    version: str


def qr(text: str) -> Markup:
    """A code that survives a photocopier: level Q (a quarter may be lost), quiet zone included, black on white."""
    drawn = segno.make_qr(text, error="q", boost_error=False).svg_inline(
        border=QUIET,
        omitsize=True,
        svgclass="qr",
        lineclass=None,
        light="white",
        title=site_language().say("sheet.code_about", address=text),
    )
    return Markup(str(drawn).replace("<svg ", '<svg role="img" ', 1))


def schedule_sheet(one: Address, ours: Edition) -> Sheet:
    """The handout of a published schedule: its example as everywhere else, row by row."""
    words, shown = site_language(), protocol(one.protocol)
    example = first_example(shown)
    source = sources()[shown.source.id]
    background = join(
        element("p", element("strong", words.say("result.mark")), " ", summary(example, words)),
        table(example, words, address=one.short(ours)),
        population(shown),
        urgent(words),
        element("ul", *(element("li", note) for note in (*shown.judgement, *shown.notes))),
        element(
            "p",
            source_words(source, words),
            " ",
            words.say("reference.place", place=shown.source.place),
        ),
    )
    return make_sheet(
        one,
        ours,
        background=Markup(plain_links(background)),
        brief=words.say("sheet.brief", title=shown.title, plain=shown.plain),
        origin=words.say("sheet.origin", source=source.short, issued=words.published(source.issued)),
        checked=checked(shown.review.checked_on, shown.review.clinical_reviewer or ours.clinical_reviewer),
    )


def page_sheet(one: Address, ours: Edition, site: Path) -> Sheet:
    """The handout of a guidance page: its own words, with its sources counted through."""
    meta = of_page(one.page)
    text = article((site / one.opens / "index.html").read_text("utf-8"))
    register = sources()
    cited = dict(sorted({(int(n), register[id].short) for id, n in CITATION.findall(text)}))
    listed = element("p", " ".join(f"[{n}] {words}." for n, words in cited.items()), class_="cited")
    body = Markup(plain_links(CITED.sub(lambda found: marks(found[1]), text)))
    heading = element("h3", site_language().say("sheet.sources"))
    background = join(body, heading, listed) if cited else body
    return make_sheet(
        one,
        ours,
        background=background,
        brief=str(meta["description"]),
        origin="",
        checked=checked(meta["checked_on"], str(meta.get("clinical_reviewer") or ours.clinical_reviewer)),
    )


def make_sheet(one: Address, ours: Edition, **rest: Any) -> Sheet:
    """What every handout has."""
    return Sheet(
        one.code,
        one.title,
        one.short(ours),
        qr(one.short(ours)),
        not ours.site_url,
        version=__version__,
        **rest,
    )


def checked(day: date, reviewer: str) -> str:
    """Who has looked at it and when, honestly."""
    form = "sheet.reviewed" if reviewer else "sheet.unreviewed"
    return site_language().say(form, checked=plain_date(day), reviewer=reviewer)


def marks(cited: str) -> str:
    """Citations as plain numbers in brackets: small raised figures do not survive a copier."""
    return f" [{', '.join(n for _, n in CITATION.findall(cited))}]"


def article(html: str) -> str:
    """The text of a built page: after its title, before its sources and its review line."""
    text = html.split("</h1>", 1)[1].split('<section class="sources"')[0].split('<div class="review">')[0]
    text = re.sub(r'<details class="contents">.*?</details>', "", text, flags=re.S)
    text = re.sub(r'\s*<span class="back"><a .*?</a></span>', "", text, flags=re.S)
    text = re.sub(
        r"<summary>\s*(<h\d.*?</h\d>)\s*</summary>", r"\1", text, flags=re.S
    )  # nothing can be opened there
    text = re.sub(r"<summary>(.*?)</summary>", r"<p><strong>\1</strong></p>", text, flags=re.S)
    text = re.sub(r"<(/?)details\b[^>]*>", r"<\1div>", text)
    text = re.sub(r"<(/?)h2\b[^>]*>", r"<\1h3>", text)
    return re.sub(r' (?:id|tabindex|aria-labelledby)="[^"]*"', "", text).strip()


def plain_links(html: str) -> str:
    """Nothing on paper can be pressed: a link leaves its words, an outside one its address as well."""
    html = re.sub(r'<a [^>]*href="(https?://[^"]+)"[^>]*>(.*?)</a>', r"\2 (\1)", html, flags=re.S)
    return re.sub(r"<a\b[^>]*>(.*?)</a>", r"\1", html, flags=re.S)


def of_page(name: str) -> dict[str, Any]:
    """What a page says of itself."""
    return front_matter((DOCS / name).read_text("utf-8"))


def emergency(country: str = "", everywhere: bool = True) -> Markup:
    """Whom to call at once, and for which signs: a card for the front of a sheet.

    Where a schedule's country has a number that is not among the usual ones, it comes first. `everywhere` adds the
    numbers of all other countries.
    """
    own = edition().elsewhere(country) if country else ""
    words = spoken()
    call = f"{own}, {words['call']}" if own else words["call"]
    head = site_language().say("care.brief.emergency", call=call)
    signs = [element("li", sign) for sign in short("handout", "emergency")]
    others = element("p", words["elsewhere"], class_="elsewhere") if everywhere and words["elsewhere"] else ""
    return join(element("h3", head), element("ul", *signs), others)


def same_day() -> str:
    """The signs for which a reader calls the clinic the same day, as running text."""
    return f"{site_language().say('care.brief.urgent', **spoken())} {sentences(short('handout', 'same day'))}"


def printable() -> list[Address]:
    """The addresses that have a handout, in the register's order."""
    return [one for one in register().values() if not one.retired and (one.protocol or is_guidance(one))]


def is_guidance(one: Address) -> bool:
    """True for a whole guidance page that is not a blank sheet already."""
    whole = "#" not in one.opens and "/" not in one.page and one.page not in NOT_A_HANDOUT
    return bool(whole and one.page and of_page(one.page).get("print") != "sheet")


def handouts(site: Site, ours: Edition | None = None) -> None:
    """Handouts."""
    ours = ours or edition()
    for one in printable():
        sheet = schedule_sheet(one, ours) if one.protocol else page_sheet(one, ours, site.folder)
        country = protocol(one.protocol).country if one.protocol else ""
        cards = {
            "emergency": emergency(country),
            "emergency_short": emergency(country, everywhere=not country),
        }
        html = (
            paper()
            .get_template("handout.html")
            .render(sheet=sheet, edition=ours, same_day=same_day(), **cards)
        )
        site.write(f"handout/{one.code}.html", html)
