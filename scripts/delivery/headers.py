"""The header table: what each part of the site is sent with, on every host that can send headers.

The policy itself is written in csp.py. Here stand the few parts that differ from the rest: views made for framing, what
other sites may read, and files whose names hold their hash. The recipes in hosts.py and the tests read this table.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from scripts.content.edition import edition
from scripts.delivery import csp

CHECK_EACH_TIME = "no-cache"
"""Kept, but asked about before each use: a corrected number must arrive at once. A 304 costs a few hundred bytes."""

READABLE = {"Access-Control-Allow-Origin": "*", "Cross-Origin-Resource-Policy": "cross-origin"}
"""Any other site may read it: it is the same for everybody, and asked for without cookies."""


ISOLATED = {"Cross-Origin-Embedder-Policy": "require-corp", "Cross-Origin-Resource-Policy": "cross-origin"}
"""A page that isolates itself (Cross-Origin-Embedder-Policy) shows no frame without both."""


@dataclass(frozen=True)
class Part:
    """One part of the site: the folder it is in ("" for all the rest) and its headers."""

    folder: str
    headers: Mapping[str, str]
    why: str


def public_assets() -> str:
    """The public address of assets/, or "" in a copy that has none."""
    site = edition().site_url
    return f"{site}assets/" if site else ""


def everywhere() -> dict[str, str]:
    """What every answer may carry, a missing page's too, on hosts that join or replace what 2 rules say of a header.

    The policy is the loosest of all parts, and the part's own comes on top of it or in its place.
    """
    return {"Content-Security-Policy": csp.policy(header=False, assets=public_assets()), **same_for_all()}


def same_for_all() -> dict[str, str]:
    """The headers that are the same in every part."""
    first, *others = (part.headers for part in table())
    return {name: value for name, value in first.items() if all(one.get(name) == value for one in others)}


def table() -> tuple[Part, ...]:
    """Every part, the most particular first."""
    all_pages = {**csp.headers(), "Cache-Control": CHECK_EACH_TIME}
    framed = csp.policy(header=True, assets=public_assets())
    framed = framed.replace("frame-ancestors 'none'", "frame-ancestors *")
    return (
        Part(
            "embed",
            {**all_pages, **ISOLATED, "Content-Security-Policy": framed},
            "views that clinics put on their own pages",
        ),
        Part(
            "data",
            {**all_pages, **READABLE},
            "data that programs elsewhere may read",
        ),
        Part(
            "assets",
            {**all_pages, **READABLE},
            "styles and letters, which a view in a sandboxed frame asks for as another site would",
        ),
        Part(
            "runtime",
            {**all_pages, "Cache-Control": csp.FOR_EVER},
            "Python: the folder's name changes with its content",
        ),
        Part("", all_pages, "everything else"),
    )


def part_of(path: str) -> Part:
    """The part that an address belongs to, such as "embed/gb1.html"."""
    folder = path.lstrip("/").partition("/")[0]
    return next(part for part in table() if part.folder in ("", folder))
