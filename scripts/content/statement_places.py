"""Which statements stand on which page or sheet, found in what is published.

A sentence of a page stands on that page. What belongs to a schedule stands wherever the schedule is shown. Everything
else stands where one of the forms in which it is shown can be read.
"""

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from html import unescape
from pathlib import Path

from scripts.content.statement_ids import kept, named
from scripts.content.statements import Statement, found, of_page

FOLDER = "statements"
"""Below build/: what each step found, as JSON by the address of the page."""
NOT_WORDS = re.compile(
    r"<(script|style|template|svg|cite)\b.*?</\1>|<sup class=\"cite\">.*?</sup>|<!--.*?-->", re.S
)
TAG = re.compile(r"<[^>]+>")
IN_LINE = re.compile(r"</?(?:a|abbr|b|bdi|dfn|em|i|mark|q|s|small|span|strong|sub|sup|u|wbr|button)\b[^>]*>")


def words_in(html: str) -> str:
    """What can be read in a piece of HTML, in one line, without capitals and citations."""
    text = unescape(TAG.sub(" ", IN_LINE.sub("", NOT_WORDS.sub("", html))))
    return compared(text)


def compared(text: str) -> str:
    """Text as it is compared: one kind of space and apostrophe, no capitals, no space before a full stop or a comma."""
    one_kind = " ".join(text.replace("\u00ad", "").replace("\u2019", "'").split())
    return re.sub(r" (?=[.,;:?!])", "", one_kind).casefold()


@cache
def everywhere() -> tuple[tuple[Statement, str, tuple[str, ...]], ...]:
    """Every statement that is no sentence of a page, with what it stands beside and the forms in which it is read."""
    ones = (one for one in named(found(), kept()) if not one.page)
    return tuple((one, compared(one.beside), tuple(map(compared, one.shown))) for one in ones)


def standing_in(html: str, *, page: str = "", protocols: Iterable[str] = ()) -> list[Statement]:
    """The statements in a piece of HTML: those of these schedules, the sentences of this page, and what can be read.

    A sentence that has no id yet is among them: it counts, and cannot have been reviewed.
    """
    text, shown = words_in(html), set(protocols)
    ours = list(named(of_page(page), kept())) if page else []
    return ours + [
        one
        for one, beside, forms in everywhere()
        if one.protocol in shown or (beside in text and any(reads(form, text) for form in forms))
    ]


def reads(form: str, text: str) -> bool:
    """Whether a form can be read in a text, and not only within longer words or numbers."""
    return form in text and bool(re.search(rf"(?<![\w,]){re.escape(form)}(?!\w)", text))


def shown_in(markdown: str) -> set[str]:
    """The schedules that the fences of a page name."""
    return set(re.findall(r'^(?:protocol|\w+) = "([a-z0-9-]+)"$', markdown, re.M))


def record(build: Path, step: str, places: Mapping[str, Iterable[Statement]]) -> None:
    """Keep what a step found, for the review pack: ids by the address of a page below the site's."""
    file = build / FOLDER / f"{step}.json"
    file.parent.mkdir(parents=True, exist_ok=True)
    ids = {address: [one.id for one in ones if not one.id.endswith("/")] for address, ones in places.items()}
    file.write_text(json.dumps(ids, indent=0), "utf-8")


def recorded(build: Path) -> Iterator[tuple[str, list[str]]]:
    """Each page that was built, by its address, with the ids of its statements."""
    for file in sorted((build / FOLDER).glob("*.json")):
        yield from json.loads(file.read_text("utf-8")).items()
