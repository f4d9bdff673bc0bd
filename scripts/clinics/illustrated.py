"""The illustrated sheet for everybody, `site/handout/inj.html`, and the same as one picture for a phone.

Their words and drawings are those of docs/illustrated-sheet.md, taken from the built page; the signs are those on the
front of every handout. scripts/upkeep/share_picture.py makes the picture.
"""

import json
import re
from hashlib import sha256

from calculator import __version__
from calculator.render.markup import Markup, element
from calculator.render.qr import qr
from scripts.clinics.handouts import checked
from scripts.clinics.short_links import paper, register
from scripts.content.edition import Edition, edition
from scripts.content.front_matter import front_matter
from scripts.content.in_language import sources
from scripts.content.phrases import site_language
from scripts.content.signs import short, spoken
from scripts.content.statement_places import standing_in
from scripts.paths import DOCS
from scripts.site import Site, Stop

CODE = "inj"
"""Of its short address, and the name of its file."""
PICTURE = "assets/pictures/sheet.png"
"""The picture, below docs/ and below the site."""
FIGURES = ("ampoule", "loading", "where")
LISTS = ("expect", "ask")
"""Anchors of the page's headings whose lists stand on the sheet."""
GIST = r'<p class="gist">.*?</p>'
"""What the sheet comes to, in a line."""
NOT_ON_PAPER = re.compile(r'<p class="row__note">.*?</p>|<span class="cites">.*?</span>', re.S)
"""Citations and links: nothing on paper can be pressed."""


def figure(page: str, name: str) -> Markup:
    """One drawing with its words; its caption is a heading. Raises Stop where the page has none of this name."""
    whole = part(rf'<figure class="picture picture--{name}">.*?</figure>', page)
    return Markup(re.sub(r"<figcaption><p>(.*?)</p>", r"<figcaption><h2>\1</h2>", on_paper(whole)))


def listed(page: str, anchor: str) -> Markup:
    """A heading of the page with what stands below it. Raises Stop where the page has none of this name."""
    whole = part(rf'<h2 id="{anchor}".*?(?=<h2|<section class="sources|<div class="review)', page)
    return Markup(re.sub(r' (?:id|tabindex)="[^"]*"', "", on_paper(whole)))


def part(pattern: str, page: str) -> str:
    """The first piece of the page that fits. Raises Stop."""
    found = re.search(pattern, page, re.S)
    if not found:
        raise Stop(f"docs/illustrated-sheet.md has no {pattern}")
    return found[0]


def on_paper(html: str) -> str:
    """HTML without citations and links; a link leaves its words."""
    return re.sub(r"</?a\b[^>]*>", "", NOT_ON_PAPER.sub("", html))


def cited(page: str) -> str:
    """What the lists and drawings stand on: short names of sources, each once."""
    wholes = [part(rf'<figure class="picture picture--{name}">.*?</figure>', page) for name in FIGURES]
    wholes += [part(rf'<h2 id="{anchor}".*?</ul>', page) for anchor in LISTS] + [part(GIST, page)]
    ids = dict.fromkeys(re.findall(r'#source-([^"]+)"', "".join(wholes)))
    return "; ".join(sources()[id].short for id in ids)


def signs(level: str, kind: str) -> Markup:
    """A card with whom to call, and for which signs of one level."""
    words = site_language()
    head = element("h2", words.say(f"care.brief.{kind}", **spoken()))
    rows = (element("li", sign) for sign in short("handout", level))
    return element("section", head, element("ul", *rows), class_=f"care care--{kind}")


def render(site: Site, template: str, ours: Edition | None = None) -> str:
    """The sheet or the picture, from the built page. Raises Stop before the pages are built."""
    one, ours = register()[CODE], ours or edition()
    built = site.folder / one.opens / "index.html"
    if not built.is_file():
        raise Stop(f"there is no {built.relative_to(site.folder)} yet: python -m scripts.build pages")
    page = built.read_text("utf-8")
    meta = front_matter((DOCS / one.page).read_text("utf-8"))
    return (
        paper()
        .get_template(template)
        .render(
            page=one.opens,
            gist=Markup(on_paper(part(GIST, page))),
            figures={name: figure(page, name) for name in FIGURES},
            lists={name: listed(page, name) for name in LISTS},
            emergency=signs("emergency", "emergency"),
            same_day=signs("same day", "urgent"),
            elsewhere=spoken()["elsewhere"],
            qr=qr(one.short(ours), site_language()),
            address=one.short(ours),
            sources=cited(page),
            checked=checked(meta["checked_on"], meta["next_review"], standing_in(page, page=one.page)),
            version=__version__,
            edition=ours,
        )
    )


def edition_of_picture(ours: Edition | None = None) -> str:
    """A fingerprint of what the picture says of an edition, which the picture carries too."""
    ours = ours or edition()
    said = [site_language().tag, *ours.emergency.values()]
    return sha256(json.dumps(said).encode()).hexdigest()


def picture_is_ours() -> bool:
    """Whether the picture was made for this edition. Another one's would tell readers to call the wrong number."""
    return edition_of_picture().encode() in (DOCS / PICTURE).read_bytes()


def without_picture(markdown: str) -> str:
    """The page without its last part, the picture, and without the lines that lead there."""
    text = re.sub(r"\n## [^\n]*\{#picture\}.*?(?=\n## |\Z)", "", markdown, flags=re.S)
    return re.sub(r"\n.*\(#picture\).*\n", "\n", text)


def words_of_picture(site: Site) -> str:
    """A fingerprint of the picture's words, which the picture carries: when they differ, it must be made anew."""
    text = re.sub(r"<[^>]+>", " ", render(site, "shared.html").partition("<main>")[2])
    return sha256(" ".join(text.split()).encode()).hexdigest()


def illustrated(site: Site) -> None:
    """The illustrated sheet."""
    site.write(f"handout/{CODE}.html", render(site, "illustrated.html"))
