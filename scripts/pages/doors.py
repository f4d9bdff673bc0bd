"""The three doors of the site: patients, clinics, about. Which one a page belongs to, and each door's menu.

The top level of `nav` in mkdocs.yml is the truth. A page that is not in it, such as that of a schedule, is a patient's,
unless it stands below about/.
"""

from collections.abc import Iterator, Sequence
from typing import Any

DOORS = ("patients", "clinics", "about")


def pages_of(nav: Sequence[Any]) -> Iterator[str]:
    """Every page below a part of mkdocs.yml's `nav`, as its path under docs/."""
    for item in nav:
        if isinstance(item, str):
            yield item
        else:
            for inside in item.values():
                yield from pages_of([inside] if isinstance(inside, str) else inside)


def door(page: str, nav: Sequence[Any]) -> str:
    """The door of a page, given as its path under docs/, by mkdocs.yml's `nav`."""
    for item in nav:
        for name, inside in item.items() if isinstance(item, dict) else ():
            if page in pages_of(inside):
                return str(name)
    return "about" if page.startswith("about/") else "patients"
