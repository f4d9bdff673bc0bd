"""The review pack: one page that opens from a disk and asks no network, and the same on paper with the same numbers.

`make review-pack` writes build/review-pack/. With SINCE=2026-12-01 it holds only statements whose words are of that day
or later. With LANGUAGE=xx it holds translations beside the English, in build/review-pack-xx/. Page, letters, style and
script are one file, which can be mailed; its policy lets nothing else in, and the script is known by its hash.
"""

import argparse
import base64
import hashlib
import re
import sys
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from html import unescape
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from playwright.sync_api import Browser

from calculator import __version__
from calculator.language import language
from calculator.render.markup import Markup, element, join
from calculator.strict import BadData
from scripts.content.edition import edition
from scripts.content.in_language import sources
from scripts.content.phrases import say_html, site_code, site_language, templates
from scripts.content.reviews import FORMAT, LONGEST, UNSEEN
from scripts.content.statement_ids import kept, statements
from scripts.content.statement_places import recorded
from scripts.content.statements import Statement
from scripts.paths import BUILD, DOCS, SCRIPTS, SITE
from scripts.review.contents import EXAMPLES, Item, Part, minutes, parts, time_words
from scripts.review.translation import Translation, translation
from scripts.site import Stop, commit_time
from scripts.upkeep.screenshots import chromium

HERE = SCRIPTS / "review/templates"
STYLES = (
    *(DOCS / "assets/css" / f"{name}.css" for name in ("1-tokens", "2-type", "4-boxes")),
    HERE / "pack.css",
)
CODE = (HERE / "answers.js", HERE / "pack.js")
FONT = re.compile(r'url\("(fonts/[\w.-]+)"\)')
HEADING = re.compile(r"<h1[^>]*>(.*?)</h1>", re.DOTALL)
SHOWN = 3
"""How many pages are named for a statement that stands on more."""


@dataclass(frozen=True)
class Place:
    """A page on which a statement stands."""

    title: str
    address: str
    """Below the edition's home page."""


@dataclass(frozen=True)
class Pack:
    """What one pack holds."""

    parts: list[Part]
    places: Mapping[str, list[Place]] = field(default_factory=dict)
    """By the id of a statement."""
    since: date | None = None
    language: str = field(default_factory=site_code)
    left_out: int = 0
    """Sentences that a pack for translators leaves out."""

    @property
    def items(self) -> list[Item]:
        """Every statement in it."""
        return [item for part in self.parts for item in part.items]

    @property
    def asked(self) -> list[Item]:
        """Every statement that can be judged."""
        return [item for item in self.items if not item.waits]

    @property
    def digest(self) -> str:
        """A short name for these very statements: answers are kept under it on the reviewer's device."""
        lines = [self.language, *(f"{item.one.id} {item.one.digest}" for item in self.items)]
        return hashlib.sha256("\n".join(lines).encode()).hexdigest()[:12]


def make_pack(since: date | None = None, code: str = "") -> Pack:
    """What is to be reviewed. Raises Stop when there is nothing, no such language, or no built site to look at."""
    given = translation(code) if code else Translation(statements(), {}, frozenset(), 0)
    known = kept()
    ones = [one for id, one in given.ones.items() if not since or known[id].since >= since]
    if not ones:
        raise Stop(f"no statement has words of {since} or later: there is nothing to review")
    made = parts(ones, given.originals, given.waiting)
    return Pack(made, places(), since, code or site_code(), given.left_out)


def places(build: Path = BUILD, site: Path = SITE) -> dict[str, list[Place]]:
    """Where each statement stands, by id, the plainest address first. Raises Stop when the site is not built."""
    at = sorted(recorded(build), key=plainest)
    if not at:
        raise Stop("nobody knows yet which statement stands where: make site first")
    found: dict[str, list[Place]] = {}
    for address, ids in at:
        place = Place(page_title(site, address), address)
        for id in ids:
            found.setdefault(id, []).append(place)
    return found


def plainest(entry: tuple[str, object]) -> tuple[bool, int, str]:
    """Pages before sheets of paper, and each page before those below it."""
    return entry[0].endswith(".html"), entry[0].count("/"), entry[0]


def page_title(site: Path, address: str) -> str:
    """The heading of a built page; its address where it has none."""
    file = site / address if address.endswith(".html") else site / address / "index.html"
    heading = HEADING.search(file.read_text("utf-8")) if file.is_file() else None
    return unescape(re.sub(r"<[^>]+>", "", heading[1])).strip() if heading else address or "/"


def source_lines(one: Statement, *, brief: bool = False) -> list[Markup]:
    """Each source of a statement in a line, with the place in the first and the address to open."""
    words, lines = site_language(), []
    for at, id in enumerate(one.sources):
        source = sources()[id]
        name = source.short if brief else source.title
        cite = element(
            "cite", name, lang=None if brief or source.language == site_code() else source.language
        )
        link = element("a", cite, href=source.url, rel="noreferrer", target="_blank") if source.url else cite
        about = words.say("sources.about", author=source.author, issued=words.published(source.issued))
        line = say_html(
            "pack.source",
            title=join(link, words.ended(name).removeprefix(name)),
            about="" if brief else about,
            seen=words.say(f"seen.{source.seen}"),
            accessed=words.published(source.accessed),
        )
        place = words.say("reference.place", place=one.place) if one.place and not at else None
        closed = None if source.url else words.say("reference.no_link", note=source.note)
        lines.append(join(line, *(join(" ", more) for more in (place, closed) if more)))
    return lines or [element("span", words.say("pack.own"))]


def shown_at(found: list[Place]) -> Markup:
    """On which pages a statement stands, the first few by name; not the variants of an example that is named."""
    if not found:
        return say_html("pack.shown_nowhere")
    tops = [one for one in found if not any(below(one, other) for other in found)]
    named = tops[:SHOWN] if len(tops) > SHOWN + 1 or len(tops) < len(found) else tops
    listed = join(*(join(", " if at else None, place_link(one)) for at, one in enumerate(named)))
    if more := len(found) - len(named):
        listed = say_html("pack.shown_more", list=listed, n=more)
    return say_html("pack.shown_at", list=listed)


def below(one: Place, other: Place) -> bool:
    """Whether a page stands below another, such as a variant of an example below the example."""
    return one != other and other.address != "" and one.address.startswith(other.address)


def place_link(one: Place) -> Markup:
    """A page by its title, and where it is: below the edition's address, or its path where there is none."""
    base = edition().site_url
    path = element("span", f"({base + one.address or '/'})", class_="path")
    if not base:
        return join(one.title, " ", path)
    return join(
        element("a", one.title, href=base + one.address, rel="noreferrer", target="_blank"), " ", path
    )


def page(pack: Pack) -> str:
    """The whole page as one file."""
    style = "\n".join(FONT.sub(embedded, file.read_text("utf-8")) for file in STYLES)
    style = style.replace("font-display: optional", "font-display: swap")  # they are here, if a moment late
    script = "\n".join(file.read_text("utf-8") for file in CODE)
    policy = {
        "default-src": "'none'",
        "script-src": hashed(script),
        "style-src": hashed(style),
        "font-src": "data:",
        "base-uri": "'none'",
        "form-action": "'none'",
        "require-trusted-types-for": "'script'",
        "trusted-types": "'none'",
    }
    env = Environment(
        loader=FileSystemLoader(HERE),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    said = site_language().phrases["pack"]
    return env.get_template("pack.html").render(
        pack=pack,
        say=say_html,
        phrases=said,
        words=templates(said["shown"]),
        lang=site_language().tag,
        other=language(pack.language) if pack.language != site_code() else None,
        policy="; ".join(f"{name} {value}" for name, value in policy.items()),
        style=Markup(style),
        script=Markup(script),
        edition=edition(),
        version=__version__,
        day=site_language().date(datetime.fromtimestamp(commit_time(), UTC).date(), "short"),
        since=site_language().date(pack.since, "short") if pack.since else "",
        format=FORMAT,
        unseen=UNSEEN.pattern,
        longest=LONGEST,
        examples=EXAMPLES,
        time=lambda items: time_words(minutes(items)),
        source_lines=source_lines,
        shown_at=shown_at,
    )


def hashed(text: str) -> str:
    """How a policy names the one text that it lets run."""
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"


def embedded(found: re.Match[str]) -> str:
    """A font inside the style that asks for it."""
    data = (DOCS / "assets" / found[1]).read_bytes()
    return f'url("data:font/woff2;base64,{base64.b64encode(data).decode()}")'


def print_pack(html: Path, pack: Pack, browser: Browser) -> None:
    """The same page on A4, beside it."""
    number, total = element("span", class_="pageNumber"), element("span", class_="totalPages")
    made = {"site": say_html("site.name"), "publisher": edition().publisher, "digest": pack.digest}
    footer = say_html("pack.footer", **made, page=number, pages=total)
    sheet = browser.new_page()
    sheet.goto(html.as_uri())
    sheet.evaluate("document.fonts.ready.then(() => null)")
    sheet.pdf(
        path=html.with_name("review-pack.pdf"),
        format="A4",
        margin={"top": "14mm", "bottom": "18mm", "left": "15mm", "right": "15mm"},
        display_header_footer=True,
        header_template="<span></span>",
        footer_template=element("p", footer, style="width: 100%; font-size: 9px; text-align: center"),
        tagged=True,
        outline=True,
    )
    sheet.close()


def main() -> int:
    """Write the pack and say what is in it. Exit code 1 when it cannot be made."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument(
        "--since", type=date.fromisoformat, help="only words of this day or later: 2026-12-01"
    )
    parser.add_argument("--language", default="", help="the code of a language that is being made")
    asked = parser.parse_args()
    try:
        pack = make_pack(asked.since, asked.language)
    except (Stop, BadData) as error:
        print(f"STOP: {error}", file=sys.stderr)
        return 1
    folder = BUILD / "-".join(filter(None, ["review-pack", asked.language]))
    folder.mkdir(parents=True, exist_ok=True)
    html = folder / "index.html"
    html.write_text(page(pack), "utf-8")
    with chromium() as browser:
        print_pack(html, pack, browser)
    for part in pack.parts:
        print(f"    {part.title}: {len(part.asked)} statements, {time_words(minutes(part.asked))}")
    print(f"==> {len(pack.asked)} statements, {time_words(minutes(pack.asked))}, in {folder}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
