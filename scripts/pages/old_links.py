"""What the page of the old calculator needs to rename every link ever published: all pages, and their names."""

import json

from calculator.choices import usual_months
from calculator.protocol import protocol, protocol_ids
from calculator.render.markup import Markup, element, join
from scripts.content import in_language
from scripts.content.catalogue import FOLDER, address, groups, pages
from scripts.content.phrases import site_language
from scripts.pages.page_links import to_protocol
from scripts.pages.schedule_names import link


def old_links() -> Markup:
    """For old-links.js: the folders of all examples by how many months they show, then those of lists, under "".

    Beside them, out of sight, what it says of a link to no schedule of ours, with the name of each as a link.
    """
    say, every = site_language().say, map(in_language.protocol, protocol_ids())
    names = (element("li", link(one, to_protocol(one.id)), data_id=one.id, hidden=True) for one in every)
    told = element(
        "div",
        element("p", say("old_links.unknown"), " ", element("strong", data_given=True)),
        element("p", say("old_links.near"), data_near=True, hidden=True),
        element("ul", *names, class_="following"),
        element("p", say("old_links.choose")),
        id="unknown",
        class_="problems",
        role="group",
        aria_label=say("old_links.name"),
        tabindex=-1,
        hidden=True,
        data_search_exclude=True,
    )
    data = element("script", Markup(json.dumps(folders())), type="application/json", id="pages")
    return element("div", join(data, told))


def folders() -> dict[str, list[str]]:
    """Every page of schedules without `schedules/`."""
    found: dict[str, list[str]] = {}
    for id, choices in pages():
        name = address(id, choices).removeprefix(f"{FOLDER}/").rstrip("/")
        found.setdefault(str(usual_months(protocol(id))), []).append(name)
    return {**found, "": list(groups(site_language()))}
