"""Fences that print a register as part of a page: ```handouts, ```addresses, ```hazards and their like.

MkDocs runs it as a hook, only to make the fences known. A fault in a register stops the build, as in fence.py.
"""

from collections.abc import Callable, Iterable
from itertools import groupby
from typing import Any

from calculator.language import language
from calculator.protocol import protocol, protocol_ids
from calculator.render.catalogue import country
from calculator.render.markup import Markup, element, join
from scripts.addresses import Address, register
from scripts.edition import edition
from scripts.embeds import example_snippet
from scripts.fence import guarded, read
from scripts.handouts import printable
from scripts.hazards import log
from scripts.running import running

type Fence = Callable[..., str]


def on_config(config: Any) -> Any:
    """Register the fences."""
    ours = [{"name": name, "class": name, "format": fence(name)} for name in REGISTERS]
    config.mdx_configs.setdefault("pymdownx.superfences", {}).setdefault("custom_fences", []).extend(ours)
    return config


def fence(name: str) -> Fence:
    """A SuperFences formatter for one register; the inside of the fence is TOML."""

    def formatter(source: str, *_: Any, **__: Any) -> str:
        return guarded(source, lambda: REGISTERS[name](**read(source)))

    return formatter


def handouts(show: str) -> Markup:
    """Every handout as a link: of guidance pages, or of schedules by country."""
    if show == "pages":
        return links(one for one in printable() if not one.protocol)
    tongue = language("en")
    schedules = sorted(
        (country(protocol(one.protocol), tongue), one.title, one)
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


REGISTERS: dict[str, Callable[..., Markup]] = {
    "handouts": handouts,
    "addresses": addresses,
    "hazards": log,
    "snippet": example_snippet,
    "running": running,
}
