"""Handouts for clinics: one finished page for each published schedule and each guidance page, in `site/handout/`.

A handout has exactly two sides: the front is the clinic's own, with lines to write on, and the back is ours (backs.py).
Its QR code is drawn here, at build time, so that printing needs no network, no Python and no JavaScript.
"""

from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from calculator import __version__
from calculator.render.markup import Markup, element, join
from calculator.render.qr import qr
from scripts.clinics.backs import for_paper, leaflet_back, leaflet_short, schedule_back
from scripts.clinics.short_links import Address, paper, register
from scripts.content.edition import Edition, edition
from scripts.content.front_matter import front_matter
from scripts.content.in_language import protocol, sources
from scripts.content.leaflets import leaflet
from scripts.content.phrases import escaped, plain_date, site_language, tie, unbroken_date
from scripts.content.reviews import said_of
from scripts.content.signs import short, spoken
from scripts.content.statement_places import record, standing_in
from scripts.content.statements import Statement
from scripts.paths import DOCS
from scripts.site import Site

NOT_A_HANDOUT = {
    "index.md", "calculator.md", "schedules.md", "compare.md", "questions.md", "words.md", "sources.md", "world.md",
    "clinics.md", "handout.md", "embed.md", "link-to-us.md", "data.md", "code-on-a-sheet.md", "illustrated-sheet.md",
}  # fmt: skip
"""Pages that are read on a screen: lists to look things up in, ways in, and pages for clinics themselves."""


@dataclass(frozen=True)
class Sheet:
    """One handout, ready for its template."""

    code: str
    title: str
    address: str
    qr: Markup
    trial: bool
    """True when the copy has no public address, so that the code leads nowhere but to this computer."""
    name: Markup
    """The heading of its back."""
    back: Markup
    short: Markup
    """What stands on the back of half a sheet."""
    origin: str
    """The source of a schedule with its edition; "" where the back names its sources by number."""
    checked: str
    """When it was checked and who has reviewed what of it, in sentences."""
    statements: list[Statement]
    """What it says, statement by statement."""
    version: str

    @property
    def typed(self) -> Markup:
        """The address as a reader types it; a line may end inside it only before the code."""
        return Markup(escaped(self.address.partition("://")[2]).replace("/s/", "<wbr>/s/"))


def sheet_of(one: Address, ours: Edition, site: Path) -> Sheet:
    """The handout of a published schedule or of a guidance page. Raises BadData for a page without a leaflet."""
    name, back, half, origin, day, again = schedule_sides(one) if one.protocol else page_sides(one, site)
    country = protocol(one.protocol).country if one.protocol else ""
    whole = join(emergency(country), same_day(), back)
    stands = standing_in(whole, protocols=[one.protocol] if one.protocol else [])
    address = one.short(ours)
    return Sheet(
        code=one.code,
        title=one.title,
        address=address,
        qr=qr(address, site_language()),
        trial=not ours.site_url,
        name=name,
        back=back,
        short=half,
        origin=origin,
        checked=checked(day, again, stands),
        statements=stands,
        version=__version__,
    )


type Sides = tuple[Markup, Markup, Markup, str, date, date]
"""Heading of the back, the back, that of half a sheet, its source, when it was checked and when it will be again."""


def schedule_sides(one: Address) -> Sides:
    """What the handout of a published schedule says of it."""
    shown, say = protocol(one.protocol), site_language().say
    source, review = sources()[shown.source.id], shown.review
    edition = unbroken_date(site_language().published(source.issued))
    return (
        for_paper(element("h2", tie(shown.plain.rstrip(".")))),
        for_paper(schedule_back(shown)),
        for_paper(schedule_back(shown, short=True)),
        say("sheet.origin", source=source.short, issued=edition),
        review.checked_on,
        review.next_review,
    )


def page_sides(one: Address, site: Path) -> Sides:
    """What the handout of a guidance page says: its leaflet. The page is what was checked."""
    meta, told = of_page(one.page), leaflet(one.page)
    return (
        for_paper(element("h2", tie(told.title))),
        for_paper(leaflet_back(told, site)),
        for_paper(leaflet_short(told)),
        "",
        meta["checked_on"],
        meta["next_review"],
    )


def checked(day: date, again: date, stands: list[Statement]) -> str:
    """When somebody has looked at it and will look again, and which clinician has reviewed what of it."""
    days = {"checked": unbroken_date(plain_date(day)), "again": unbroken_date(plain_date(again))}
    dates = site_language().say("sheet.checked", **days)
    return f"{dates} {said_of(stands, 'sheet')}".rstrip()


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
    others = element("p", words["elsewhere"], class_="elsewhere") if everywhere and words["elsewhere"] else ""
    return join(signs("emergency", site_language().say("care.brief.emergency", call=call)), others)


def same_day() -> Markup:
    """The signs for which a reader calls the clinic the same day: a card for the front of a sheet."""
    return signs("same day", site_language().say("care.brief.urgent", **spoken()))


def signs(level: str, head: str) -> Markup:
    """A heading, and below it the signs of one level that stand on the front of every handout."""
    listed = (element("li", sign) for sign in short("handout", level))
    return join(element("h3", head), element("ul", *listed))


def printable() -> list[Address]:
    """The addresses that have a handout, in the register's order."""
    return [one for one in register().values() if not one.retired and (one.protocol or is_guidance(one))]


def is_guidance(one: Address) -> bool:
    """True for a whole guidance page that is not a blank sheet already."""
    whole = "#" not in one.opens and "/" not in one.page and one.page not in NOT_A_HANDOUT
    return bool(whole and one.page and of_page(one.page).get("print") != "sheet")


def handouts(site: Site, ours: Edition | None = None) -> None:
    """Handouts."""
    ours, places = ours or edition(), dict[str, list[Statement]]()
    for one in printable():
        sheet = sheet_of(one, ours, site.folder)
        country = protocol(one.protocol).country if one.protocol else ""
        cards = {
            "emergency": emergency(country),
            "emergency_short": emergency(country, everywhere=not country),
        }
        html = (
            paper()
            .get_template("handout.html")
            .render(one=one, sheet=sheet, edition=ours, same_day=same_day(), **cards)
        )
        site.write(f"handout/{one.code}.html", html)
        places[f"handout/{one.code}.html"] = sheet.statements
    record(site.build, "handouts", places)
