"""The header table: what each part of the site is sent with, on every host that can send headers.

The policy itself is written in csp.py. Here stand the few parts that differ from the rest: views made for framing, data
that other sites may read, and files whose names hold their hash. The recipes in hosts.py and the tests read this table.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from scripts.delivery import csp

CHECK_EACH_TIME = "no-cache"
"""Kept, but asked about before each use: a corrected number must arrive at once. A 304 costs a few hundred bytes."""


@dataclass(frozen=True)
class Part:
    """One part of the site: the folder it is in ("" for all the rest) and its headers."""

    folder: str
    headers: Mapping[str, str]
    why: str


def table() -> tuple[Part, ...]:
    """Every part, the most particular first."""
    all_pages = {**csp.headers(), "Cache-Control": CHECK_EACH_TIME}
    framed = all_pages["Content-Security-Policy"].replace("frame-ancestors 'none'", "frame-ancestors *")
    return (
        Part(
            "embed",
            {**all_pages, "Content-Security-Policy": framed},
            "views that clinics put on their own pages",
        ),
        Part(
            "data",
            {**all_pages, "Access-Control-Allow-Origin": "*", "Cross-Origin-Resource-Policy": "cross-origin"},
            "data that programs elsewhere may read",
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
