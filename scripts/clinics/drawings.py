"""Drawings of the site's pages as they stand on the back of a handout: nothing to press, and nothing folded."""

import re
from pathlib import Path

from calculator.strict import BadData
from scripts.content.claims import responses
from scripts.content.leaflets import PICTURES
from scripts.content.phrases import escaped, tie

RESPONSES = ("better-within-2-days", "anaemia-corrected", "nerves-first-3-months")
"""Of the many rows of that drawing, those on paper: feeling better, blood, nerves."""
FOLDED = re.compile(r"<details>.*?(<ul>.*?</ul>)</details>", re.DOTALL)
"""What a page folds below a drawing; on paper, its list."""
ROW = re.compile(r"<li .*?</li>", re.DOTALL)
NOTE, SOURCE = re.compile(r'"row__note">.*?</p>', re.DOTALL), re.compile(r'#source-([^"]+)"')
"""The line that names the sources of a part, and one of them."""


def drawing(name: str, site: Path) -> str:
    """A drawing as HTML, still with its links; "" for no name. Raises BadData when its page has it no more."""
    if not name:
        return ""
    page, kind, _ = PICTURES[name]
    html = (site / page.removesuffix(".md") / "index.html").read_text("utf-8")
    found = re.search(rf'<figure class="picture picture--{kind}">.*?</figure>', html, re.DOTALL)
    if not found:
        raise BadData(f"docs/_data/leaflets.toml: picture: {name} is not on docs/{page} any more")
    return few_rows(found[0]) if name == "responses" else FOLDED.sub(r"\1", found[0])


def few_rows(figure: str) -> str:
    """The drawing of responses with RESPONSES alone, on one axis. Raises BadData when the page lacks one of them."""
    said = {one.id: escaped(tie(one.plain)) for one in responses()}
    rows = [row for id in RESPONSES for row in ROW.findall(figure) if said.get(id, id) in row]
    if len(rows) != len(RESPONSES):
        raise BadData("docs/_data/leaflets.toml: picture: a row of responses is not on its page any more")
    head, axis = figure.partition("</figcaption>")[:2], re.findall(r"<div .*?</div>", figure, re.DOTALL)[0]
    return "".join([*head, axis, '<ul class="picture__rows">', *rows, "</ul></figure>"])


def noted(drawn: str) -> list[str]:
    """Ids of the sources that stand below the parts of a drawing, each once."""
    return list(dict.fromkeys(SOURCE.findall("".join(NOTE.findall(drawn)))))


def plain_links(html: str) -> str:
    """Nothing on paper can be pressed: a link leaves its words, an outside one its address as well."""
    html = re.sub(r'<a [^>]*href="(https?://[^"]+)"[^>]*>(.*?)</a>', r"\2 (\1)", html, flags=re.DOTALL)
    return re.sub(r"<a\b[^>]*>(.*?)</a>", r"\1", html, flags=re.DOTALL)
