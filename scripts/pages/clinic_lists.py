"""Lists for clinics as parts of pages: every handout, and every short address in use."""

from collections.abc import Iterable
from itertools import groupby

from calculator.protocol import protocol_ids
from calculator.render.markup import Markup, element, join
from scripts.clinics.handouts import printable
from scripts.clinics.short_links import Address, register
from scripts.content.catalogue import place
from scripts.content.edition import edition
from scripts.content.in_language import protocol
from scripts.content.phrases import site_language
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
