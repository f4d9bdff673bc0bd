"""The words of what the build generates, in the edition's language: one folder of files, joined.

`calculator/languages/<code>/calculator.toml` holds the calculator's own words, which travel to the browser; the other
files beside it hold those of pages, of what clinics print and show, of scripts in pages, of the search and of open
data.
"""

import os
import re
import tomllib
from collections.abc import Mapping
from datetime import date
from functools import cache
from html import escape
from typing import Any

from calculator import data
from calculator.language import Language, language, languages
from calculator.render.markup import Markup, element, join
from calculator.strict import BadData, Table
from scripts.paths import DATA

FILES = ("pages", "clinics", "review", "scripts", "search", "open_data")
"""The files of phrases in a language's folder, beside the calculator's own."""
OVERLAYS = (
    "protocols", "checks", "sources", "addresses", "browsers", "disagreements", "facts", "glossary", "hazards",
    "leaflets", "left-out", "reader-tasks", "responses", "sign-sets", "signs",
)  # fmt: skip
"""Data files whose texts a language may replace by a file of the same name."""
EDITION = DATA / "edition.toml"
HTML = "_html"
"""How the key of a phrase ends that holds tags. No other does: its blanks take finished HTML instead."""


def edition_text() -> str:
    """The text of the edition's file. Raises BadData where its letters are not UTF-8."""
    try:
        return EDITION.read_text("utf-8")
    except UnicodeDecodeError as error:
        raise BadData(f"docs/_data/edition.toml: must be saved as UTF-8: {error}") from error


def settings(text: str) -> dict[str, Any]:
    """The tables of the edition's file, also with the byte order mark of Windows. Raises BadData for no TOML."""
    try:
        return tomllib.loads(text.removeprefix("\ufeff"))
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        raise BadData(f"docs/_data/edition.toml: {error}") from error


@cache
def site_code() -> str:
    """The code of the edition's language; SITE_LANGUAGE in the environment wins. Raises BadData."""
    if given := os.environ.get("SITE_LANGUAGE"):
        return given
    top = Table("docs/_data/edition.toml", settings(edition_text()))
    code = top.text("language")
    if top.problems:
        raise BadData("\n".join(top.problems))
    return code


@cache
def site_language() -> Language:
    """The edition's language, with every phrase there is. Raises BadData for a file or a table that has no place."""
    code = site_code()
    if code not in languages():
        raise BadData(f"docs/_data/edition.toml: language: there is no calculator/{data.LANGUAGES}/{code}/")
    if strange := set(data.names(f"{data.LANGUAGES}/{code}")) - {"calculator", *FILES, *OVERLAYS}:
        raise BadData(f"{data.LANGUAGES}/{code}/: no such file belongs here: {', '.join(sorted(strange))}")
    phrases = dict(language(code).phrases)
    for name in FILES:
        place = f"{data.LANGUAGES}/{code}/{name}"
        more = data.tables(data.text(place), f"{place}.toml")
        if twice := phrases.keys() & more.keys():
            raise BadData(f"{place}.toml: {', '.join(sorted(twice))}: another file of the language has this")
        phrases |= more
    return Language(code, phrases)


def say_html(key: str, /, **values: object) -> Markup:
    """A phrase as part of a page: it and its values escaped, except for values that are HTML already."""
    language = site_language()
    phrase = language.phrase(key, values.get("n"))
    safe = {name: language.number(value) if type(value) is int else value for name, value in values.items()}
    filled = {name: one if isinstance(one, Markup) else escaped(str(one)) for name, one in safe.items()}
    return Markup((phrase if key.endswith(HTML) else escaped(phrase)).format(**filled))


def escaped(text: str) -> str:
    """Text for between tags and for attributes, which stand in double quotes."""
    return escape(text, quote=False).replace('"', "&quot;")


def templates(phrases: Mapping[str, Any] | None = None) -> Markup:
    """The words that scripts of a page show, as they find them: these, or those of every page."""
    found: list[Markup] = []
    for key, phrase in (phrases or site_language().phrases["shown"]).items():
        forms = phrase if isinstance(phrase, Mapping) else {None: phrase}
        found += (element("template", words, data_say=key, data_form=form) for form, words in forms.items())
    return join(*found)


def plain_date(day: date) -> str:
    """A date as patients read it: 22 November 2026."""
    return site_language().date(day, "short")


def unbroken_date(day: str) -> str:
    """A date in words that no line of paper breaks: 22 November 2026."""
    return day.replace(" ", "\u00a0")


@cache
def before_unit() -> re.Pattern[str]:
    """The space between a number and its unit."""
    units = "|".join(map(re.escape, sorted(site_language().phrases["ties"], key=len, reverse=True)))
    return re.compile(rf"(?<=\d) (?=(?:{units})\b)")


def figures(number: float, places: int = 0) -> str:
    """A number with so many decimal places, in the marks of the language.

    >>> figures(1234.5, 1)
    '1,234.5'
    """
    marks = {",": site_language().phrases["thousands"], ".": site_language().phrases["decimal"]}
    return f"{number:,.{places}f}".translate(str.maketrans(marks))


def tie(text: str) -> str:
    """A number and its unit with a no-break space between, so that no line ends between them.

    >>> tie("1,000 micrograms (1 mg)")
    '1,000\\xa0micrograms (1\\xa0mg)'
    """
    return before_unit().sub("\u00a0", text)
