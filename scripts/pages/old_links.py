"""What the page of the old calculator needs to rename every link ever published: which pages there are."""

import json

from calculator.render.markup import Markup, element
from scripts.content.catalogue import FOLDER, address, groups, pages
from scripts.content.phrases import site_language


def old_links() -> Markup:
    """The folder of every schedule, country and pattern, for old-links.js."""
    every = [address(id, choices) for id, choices in pages()]
    every += [f"{FOLDER}/{name}/" for name in groups(site_language())]
    names = [one.removeprefix(f"{FOLDER}/").rstrip("/") for one in every]
    return element("script", Markup(json.dumps(names)), type="application/json", id="pages")
