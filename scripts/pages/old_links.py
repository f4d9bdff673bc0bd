"""What the page of the old calculator needs to rename every link ever published: which pages there are."""

import json

from calculator.choices import usual_months
from calculator.protocol import protocol
from calculator.render.markup import Markup, element
from scripts.content.catalogue import FOLDER, address, groups, pages
from scripts.content.phrases import site_language


def old_links() -> Markup:
    """For old-links.js: the folders of all examples by how many months they show, then those of lists, under ""."""
    return element("script", Markup(json.dumps(folders())), type="application/json", id="pages")


def folders() -> dict[str, list[str]]:
    """Every page of schedules without `schedules/`."""
    found: dict[str, list[str]] = {}
    for id, choices in pages():
        name = address(id, choices).removeprefix(f"{FOLDER}/").rstrip("/")
        found.setdefault(str(usual_months(protocol(id))), []).append(name)
    return {**found, "": list(groups(site_language()))}
