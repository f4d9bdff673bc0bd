"""The ```disagreement fence: a question that sources answer differently, every side with its sources.

The inside is TOML: `id = "..."`, `id = ["...", "..."]`, or nothing for all. The fence becomes Markdown before
Markdown is read, so that its citations are numbered together with the page's own. A Python-Markdown extension
with no MkDocs in it.
"""

import tomllib
from collections.abc import Iterator
from difflib import get_close_matches

from markdown import Markdown
from markdown.extensions import Extension
from markdown.preprocessors import Preprocessor

from scripts.content.claims import Disagreement, Side, disagreements
from scripts.content.in_language import sources
from scripts.content.phrases import site_language, tie
from scripts.pages.fence_expansion import replaced
from scripts.pages.page_context import PAGE

LEVEL = "###"


class BadDisagreement(Exception):
    """A page asks for a disagreement that there is not."""


class Disagreements(Preprocessor):
    """Replaces each ```disagreement fence by the boxes it names; fences inside longer fences are left alone."""

    def run(self, lines: list[str]) -> list[str]:
        """The page's lines, with boxes where the fences were."""
        return replaced(lines, "disagreement", boxes)


def boxes(source: str) -> list[str]:
    """The lines of every box that a fence asks for."""
    return [line for one in asked(source) for line in box(one)]


def asked(source: str) -> list[Disagreement]:
    """The disagreements that a fence names. Raises BadDisagreement with file, line and near miss."""
    every = disagreements()
    place = PAGE.get().place(source if source.strip() else "```disagreement")
    try:
        request = tomllib.loads(source)
    except tomllib.TOMLDecodeError as error:
        raise BadDisagreement(f"{place}: {error}") from error
    ids = request.pop("id", list(every))
    if request:
        raise BadDisagreement(f"{place}: no such key here: {', '.join(request)}")
    ids = [ids] if isinstance(ids, str) else ids
    for id in ids:
        if id not in every:
            near = ", ".join(get_close_matches(str(id), every, n=3)) or ", ".join(every)
            raise BadDisagreement(f"{place}: no disagreement is called {id!r}. Did you mean: {near}?")
    return [every[id] for id in ids]


def box(one: Disagreement) -> Iterator[str]:
    """One disagreement as Markdown: its question, which opens what each side says."""
    say = site_language().say
    question = f"{LEVEL} {one.question} {{#{one.id}}}"
    yield from (
        "",
        '<details class="fold differ" markdown>',
        '<summary markdown="block">',
        "",
        question,
        "",
        "</summary>",
        "",
    )
    for side in one.sides:
        yield f"- {side_words(side)}"
    yield ""
    if one.why:
        yield from (tie(say("disagreement.why", why=one.why)), "")
    if one.advice:
        yield from (tie(say("disagreement.advice", advice=one.advice)), "")
    yield from ("</details>", "")


def side_words(side: Side) -> str:
    """Who says what, and the citation."""
    register = sources()
    marks = "; ".join(f"@!{id}" if register[id].superseded_by else f"@{id}" for id in side.sources)
    form = "disagreement.side_history" if side.history else "disagreement.side"
    return tie(site_language().say(form, who=side.who, says=side.says)) + f" [{marks}]"


class DisagreementExtension(Extension):
    """Runs after line ends are tidied (30) and before fences are read (25)."""

    def extendMarkdown(self, md: Markdown) -> None:
        md.preprocessors.register(Disagreements(md), "disagreements", 27)


def makeExtension(**settings: object) -> DisagreementExtension:
    """Entry point that Python-Markdown looks for."""
    return DisagreementExtension(**settings)
