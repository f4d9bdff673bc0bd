"""The ```care fence: when to get help, for the sets of signs that a page names in its front matter.

    care: [nerves, allergy]

Empty, the fence gives one card a level, the most serious first. Inside it may stand, as TOML: `levels = ["soon"]`
for some levels only, `brief = true` for two lines instead of cards, or `numbers = true` for the table of emergency
numbers. The fence becomes Markdown before Markdown is read, so that its citations join the page's own. A
Python-Markdown extension with no MkDocs in it.
"""

import tomllib
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from markdown import Markdown
from markdown.extensions import Extension
from markdown.preprocessors import Preprocessor

from calculator.render.markup import element
from scripts.content.edition import as_markdown, edition
from scripts.content.phrases import site_language
from scripts.content.signs import LEVELS, Sign, asked_for, chosen, sets, spoken
from scripts.pages.fence_expansion import replaced
from scripts.pages.page_context import PAGE
from scripts.pages.page_links import to

CLASS = {"emergency": "emergency", "same day": "urgent", "soon": "gp"}
"""The style of each level's card."""
KEYS = {"levels", "brief", "numbers"}
ALL_SIGNS = "get-help.md"
"""The page with every sign, and the emergency number of each country."""


class BadCare(Exception):
    """A page asks for signs in a way that cannot be answered."""


class Care(Preprocessor):
    """Replaces each ```care fence."""

    def run(self, lines: list[str]) -> list[str]:
        """The page's lines, with cards where the fences were."""
        return with_signs(lines, PAGE.get().meta)


def with_signs(lines: Iterable[str], meta: Mapping[str, Any]) -> list[str]:
    """A page's lines with what stands in place of each fence, by the page's front matter. Raises BadCare."""
    return replaced(lines, "care", lambda source: expanded(source, asked_for(meta)))


def expanded(source: str, names: tuple[str, ...] | None) -> list[str]:
    """The lines that stand in place of one fence on a page that names these sets. Raises BadCare."""
    place = PAGE.get().place(source if source.strip() else "```care")
    try:
        asks = tomllib.loads(source)
    except tomllib.TOMLDecodeError as error:
        raise BadCare(f"{place}: {error}") from error
    if asks.keys() - KEYS:
        raise BadCare(f"{place}: no such key here: {', '.join(sorted(asks.keys() - KEYS))}")
    if asks.get("numbers"):
        return list(numbers())
    if not names:
        raise BadCare(f"{place}: the front matter names no set: write care: [nerves], for example")
    unknown = [name for name in names if name not in sets()]
    if unknown:
        raise BadCare(f"{place}: no such set: {', '.join(unknown)}. There are: {', '.join(sets())}")
    asked = asks.get("levels", LEVELS)
    if not asked or set(asked) - set(LEVELS):
        raise BadCare(f"{place}: levels must be of {', '.join(LEVELS)}, not {asked}")
    levels = [level for level in LEVELS if level in asked]
    if asks.get("brief"):
        lines = [line for level in levels for line in brief(names, level)]
        all_signs = element("a", site_language().say("care.brief.all_signs"), href=to(ALL_SIGNS))
        more = site_language().say("care.brief.more", all_signs=all_signs, **called())
        return ["", '<div class="urgent-signs" markdown>', "", *lines, "", "</div>", "", more, ""]
    return [line for level in levels for line in card(names, level)]


def card(names: Iterable[str], level: str) -> Iterator[str]:
    """One level as a card, then in the page's own text: some readers take cards for adverts and skip them."""
    names = [name for name in names if chosen([name], level)]
    if not names:
        return
    say, words = site_language().say, called()
    yield from ("", f'<section class="care care--{CLASS[level]}" markdown>', "")
    yield from (f"## {say(f'care.heading.{CLASS[level]}', **words)}", "")
    shown: list[Sign] = []
    cited: list[str] = []
    for name in names:
        new = [sign for sign in chosen([name], level) if sign not in shown]
        shown += new
        if len(names) > 1 and new:
            yield from (f"**{sets()[name].name}**", "")
        yield from bullets(new)
        steps = sets()[name].steps if level == "emergency" else ()
        if steps:
            yield from (f"{say('care.steps')}", "")
            yield from (f"{n}. {step.says}" for n, step in enumerate(steps, start=1))
            yield ""
        cited += [id for sign in new for id in sign.sources] + [id for step in steps for id in step.sources]
    yield from ("</section>", "")
    yield from (f"{say(f'care.after.{CLASS[level]}', **words)}{citation(cited)}", "")


def called() -> dict[str, str]:
    """The edition's words for whom to call, as Markdown shows them."""
    return {name: as_markdown(words) for name, words in spoken().items()}


def bullets(signs: list[Sign]) -> Iterator[str]:
    """Signs as a list that ends like a sentence."""
    for sign in signs:
        yield f"- {site_language().ended(sign.says) if sign is signs[-1] else sign.says}"
    yield ""


def brief(names: Iterable[str], level: str) -> Iterator[str]:
    """One level in few words, for a page that speaks of something else: whom to call, then its signs as a list."""
    found = chosen(names, level)
    if found:
        head = site_language().say(f"care.brief.{CLASS[level]}", **called())
        cited = citation(id for sign in found for id in sign.sources)
        *signs, last = [sign.short or sign.says for sign in found]
        yield from (f"- **{head}**", "", *(f"    - {sign}" for sign in signs))
        yield from (f"    - {site_language().ended(last)}{cited}", "")


def citation(ids: Iterable[str]) -> str:
    """One pair of brackets with each source once; nothing where there is none."""
    marks = "; ".join(f"@{id}" for id in dict.fromkeys(ids))
    return f" [{marks}]" if marks else ""


def numbers() -> Iterator[str]:
    """The table of emergency numbers by country, each with its source."""
    say = site_language().say
    yield from ("", f"Table: {say('care.numbers.caption')}", "")
    yield from (
        f"| {say('care.numbers.where')} | {say('care.numbers.number')} | {say('care.numbers.advice')} |",
        "|---|---|---|",
    )
    for one in edition().numbers:
        advice = (
            f"{as_markdown(one.advice)}{citation(one.advice_sources)}"
            if one.advice
            else say("care.numbers.none")
        )
        number = say(
            "care.numbers.also" if one.also else "care.numbers.only",
            number=one.number,
            digits=one.number.replace(" ", ""),
            also=as_markdown(one.also),
        )
        yield f"| {as_markdown(one.where)} | {number}{citation(one.sources)} | {advice} |"
    yield ""


class CareExtension(Extension):
    """Runs after line ends are tidied (30) and before fences are read (25)."""

    def extendMarkdown(self, md: Markdown) -> None:
        md.preprocessors.register(Care(md), "care", 27.5)


def makeExtension(**settings: object) -> CareExtension:
    """Entry point that Python-Markdown looks for."""
    return CareExtension(**settings)
