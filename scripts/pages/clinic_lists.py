"""Lists for clinics as parts of pages: every handout, and every short address in use."""

from collections.abc import Iterable
from itertools import groupby

from calculator.language import language
from calculator.protocol import protocol, protocol_ids
from calculator.render.catalogue import country
from calculator.render.markup import Markup, element, join
from scripts.clinics.handouts import printable
from scripts.clinics.short_links import Address, register
from scripts.content.edition import edition


def handouts(show: str) -> Markup:
    """Every handout as a link: of guidance pages, or of schedules by country."""
    if show == "pages":
        return links(one for one in printable() if not one.protocol)
    english = language("en")
    schedules = sorted(
        (country(protocol(one.protocol), english), one.title, one)
        for one in printable()
        if one.protocol in protocol_ids()
    )
    return join(
        *(
            join(
                element("h3", name, id=f"from-{name.lower().replace(' ', '-')}"),
                links(one for _, _, one in members),
            )
            for name, members in groupby(schedules, key=lambda row: row[0])
        )
    )


def links(shown: Iterable[Address]) -> Markup:
    """A list of handouts."""
    return element("ul", *(element("li", element("a", one.title, href=f"{one.code}.html")) for one in shown))


def addresses() -> Markup:
    """Every short address in use, and what it opens."""
    heads = element("tr", element("th", "Address", scope="col"), element("th", "Opens", scope="col"))
    rows = [
        element(
            "tr",
            element("th", element("a", f"/s/{one.code}", href=f"../s/{one.code}/"), scope="row"),
            element("td", one.title),
        )
        for one in register().values()
        if not one.retired
    ]
    caption = (
        f"Short addresses, below {edition().address if edition().site_url else 'the address of this site'}"
    )
    return element("table", element("caption", caption), element("thead", heads), element("tbody", *rows))
