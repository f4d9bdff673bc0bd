"""The parts at a page's end, such as its sources: assets/site.js folds each below its heading.

Without a script they are open, and on paper (4-boxes.css, print.css).
"""

import xml.etree.ElementTree as etree

from scripts.content.phrases import site_language


def folding(root: etree.Element, name: str, id: str, heading: str) -> etree.Element:
    """A section of class `name` at the end of `root`, its heading with this id; gives the element that is folded."""
    section = etree.SubElement(root, "section", {"class": name})
    etree.SubElement(section, "h2", {"id": id, "class": "fold-head"}).text = heading
    return etree.SubElement(section, "div", {"id": f"{id}-folded", "class": "folded"})


def way_back(parent: etree.Element, places: list[str], what: str) -> None:
    """Links from an entry of such a list to the places of the text, by their ids, that lead to it.

    They look alike from entry to entry. So `what` tells whoever hears them which entry they belong to.
    """
    say = site_language().say
    back = etree.SubElement(parent, "span", {"class": "back"})
    if len(places) > 1:
        back.text = f"{say('back.several')} "
    for number, place in enumerate(places, 1):
        link = etree.SubElement(back, "a", {"href": f"#{place}"})
        if len(places) == 1:
            link.text = say("back.one")
            hidden(link, f" {say('back.from', what=what)}")
        else:
            hidden(link, f"{say('back.place', what=what)} ").tail = str(number)
            link.tail = " "


def hidden(parent: etree.Element, words: str) -> etree.Element:
    """Words for those who hear the page."""
    span = etree.SubElement(parent, "span", {"class": "visually-hidden"})
    span.text = words
    return span
