"""Lists of what clinics print, as parts of pages: every handout, every short address, every code on a sheet."""

from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from itertools import groupby

from calculator.protocol import protocol_ids
from calculator.render.markup import Markup, element, join
from scripts.clinics.handouts import printable
from scripts.clinics.short_links import Address, register
from scripts.content.catalogue import country, place
from scripts.content.edition import edition
from scripts.content.in_language import protocol
from scripts.content.phrases import site_language
from scripts.pages.page_links import to_address
from scripts.pages.schedule_names import link


def handouts(show: str) -> Markup:
    """Every handout as a link: of guidance pages, or of schedules by country."""
    if show == "pages":
        return links(one for one in printable() if not one.protocol)
    language = site_language()
    schedules = [(protocol(one.protocol), one) for one in printable() if one.protocol in protocol_ids()]
    schedules.sort(key=lambda pair: place(pair[0], language))
    return join(
        *(
            join(
                element("h3", language.say(f"country.{code}"), id=f"from-{code.lower()}"),
                links(one for _, one in members),
            )
            for code, members in groupby(schedules, key=lambda pair: pair[0].country)
        )
    )


@cache
def handout_of() -> Mapping[str, str]:
    """Where the handout of a guidance page is made, below the home page, by the page's Markdown file."""
    return {one.page: f"handout/{one.code}.html" for one in printable() if not one.protocol}


def links(shown: Iterable[Address]) -> Markup:
    """A list of handouts."""
    return element("ul", *(element("li", named(one, f"{one.code}.html")) for one in shown))


def named(one: Address, href: str) -> Markup:
    """A link that says what an address leads to."""
    if one.protocol in protocol_ids():
        return link(protocol(one.protocol), href)
    return element("a", one.title, href=href)


def addresses() -> Markup:
    """Every short address in use, and what it opens."""
    say, ours = site_language().say, edition()
    heads = element(
        "tr", *(element("th", say(f"addresses.{name}"), scope="col") for name in ("address", "opens"))
    )
    rows = [
        element(
            "tr",
            element("th", element("a", f"/s/{one.code}", href=f"../s/{one.code}/"), scope="row"),
            element("td", one.title),
        )
        for one in register().values()
        if not one.retired
    ]
    below = ours.address if ours.site_url else say("addresses.here")
    caption = say("addresses.caption", address=below)
    return element("table", element("caption", caption), element("thead", heads), element("tbody", *rows))


def codes() -> Markup:
    """Every code on a sheet as a link to what it opens, folded: pages first, then schedules by country."""
    language = site_language()
    used = sorted((one for one in register().values() if not one.retired), key=lambda one: one.code)
    pages = [one for one in used if one.protocol not in protocol_ids()]
    schedules = [
        (country(protocol(one.protocol), language), one.code[:2], one) for one in used if one not in pages
    ]
    schedules.sort(key=lambda found: language.sort_key(found[0]))
    return join(
        folded([language.say("codes.pages")], pages),
        *(
            folded([name, " ", element("code", code)], (one for *_, one in members))
            for (name, code), members in groupby(schedules, key=lambda found: found[:2])
        ),
    )


def folded(name: Sequence[str], members: Iterable[Address]) -> Markup:
    """One group of codes under its name, closed at first."""
    rows = (element("li", element("code", one.code), " ", opened(one)) for one in members)
    inside = element("ul", *rows, class_="following")
    return element("details", element("summary", *name), inside, class_="fold")


def opened(one: Address) -> Markup:
    """What a code opens, as a link."""
    words = one.title
    if one.protocol in protocol_ids():
        shown = protocol(one.protocol)
        words = site_language().say("schedule.title", plain=shown.plain.rstrip("."), title=shown.title)
    return element("a", words, href=to_address(one.leads_to or "./"))
