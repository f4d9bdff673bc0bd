"""Where a page of ours is, as seen from the page being written: generated HTML has no MkDocs to find it.

>>> from scripts.pages.page_context import PAGE, Page
>>> _ = PAGE.set(Page("docs/about/how-we-know.md", ""))
>>> to("schedules.md#fr-cyanocobalamin-malabsorption"), to("index.md"), to("about/how-we-know.md#x")
('../../schedules/#fr-cyanocobalamin-malabsorption', '../../', '#x')
>>> to_protocol("fr-cyanocobalamin-malabsorption"), to_address("handout/fr1.html")
('../../schedules/fr-cyanocobalamin-malabsorption/', '../../handout/fr1.html')
"""

import posixpath

from scripts.pages.page_context import PAGE


def to(target: str) -> str:
    """A relative address of `page.md#anchor`, whose path counts from docs/."""
    page, mark, anchor = target.partition("#")
    here, there = folder(PAGE.get().path.removeprefix("docs/")), folder(page)
    if here == there and anchor:
        return f"#{anchor}"
    return f"{posixpath.relpath(there or '.', here or '.')}/{mark}{anchor}"


def folder(page: str) -> str:
    """The folder under which a page is served: index.md where it is, others in a folder of their name."""
    name = page.removesuffix(".md")
    return posixpath.dirname(name) if posixpath.basename(name) == "index" else name


def to_source(id: str) -> str:
    """The entry of a source on the page of all sources."""
    return to(f"sources.md#source-{id}")


def to_protocol(id: str) -> str:
    """The page of a protocol's own example."""
    return to_address(f"schedules/{id}/")


def to_address(address: str) -> str:
    """A relative address of what is served at `address` below the home page: a folder, or a file in one."""
    here = folder(PAGE.get().path.removeprefix("docs/"))
    there = posixpath.relpath(address, here or ".")
    return f"{there}/" if address.endswith("/") else there
