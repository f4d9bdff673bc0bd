"""From a language file to phrases, plurals, numbers and dates in words.

Every word a reader sees stands in the folder `languages/<code>/`, whole sentences only, so that a translator never
meets a piece of one. A blank is written {name}; a sentence that counts has one form for each plural of the language.
The calculator's own phrases are in `calculator.toml` there; what only the build of the site says is in other files.

>>> language("en").say("because.after.mo", n=3, base=6)
'3 months after injection 6'
>>> language("en").number(1000)
'1,000'
"""

import re
import unicodedata
from collections.abc import Callable, Iterator, Mapping
from datetime import date
from functools import cache
from typing import Any

from calculator import data

PLURALS: Mapping[str, Callable[[Any], str]] = {
    "one-other": lambda n: "one" if n == 1 else "other",
    "other": lambda n: "other",
}
"""Plural rules by name, as Unicode CLDR groups languages; a language file says which is its own."""

OWN = 0xE000
"""The first of Unicode's private letters: in a sort key they stand for the letters of a language's own alphabet."""

ISO = re.compile(r"[0-9]{4}-(0[1-9]|1[0-2])(-[0-9]{2})?")


class Language:
    """One language: its code and its phrases."""

    def __init__(self, code: str, phrases: Mapping[str, Any]) -> None:
        self.code = code
        self.phrases = phrases
        self.tag: str = phrases["tag"]
        self.plural = PLURALS[phrases["plural"]]
        self.said = dict(flat(phrases))
        self.letters = {ord(letter): OWN + place for place, letter in enumerate(phrases.get("alphabet", ""))}

    def say(self, key: str, /, **values: object) -> str:
        """The phrase at a dotted key, blanks filled; `n` chooses among plural forms. KeyError for no such phrase."""
        phrase = self.phrase(key, values.get("n"))
        for name, value in values.items():
            if type(value) is int:
                values[name] = self.number(value)
        return phrase.format(**values)

    def phrase(self, key: str, n: object = None) -> str:
        """The phrase at a dotted key with its blanks open; of one that counts, the form for `n`."""
        phrase = self.said.get(key)
        return self.said[f"{key}.{self.plural(n)}"] if phrase is None else phrase

    def number(self, value: int) -> str:
        """A whole number with the language's mark between thousands."""
        return f"{value:,}".replace(",", self.phrases["thousands"])

    def list(self, words: tuple[str, ...] | list[str], joined_by: str = "or") -> str:
        """Words joined as the language joins them: "a, b or c"."""
        *most, last = words
        if not most:
            return last
        return self.say(f"list.{joined_by}", most=self.say("list.between").join(most), last=last)

    def ended(self, words: str) -> str:
        """A title as a sentence: with a full stop, unless it ends with a mark of its own.

        >>> language("en").ended("Which way?"), language("en").ended("This way")
        ('Which way?', 'This way.')
        """
        return words if words.endswith((".", "?", "!", "…")) else self.say("list.ended", words=words)

    def sort_key(self, text: str) -> str:
        """What names are sorted by: no case and no marks on letters, then the order of the language's own alphabet.

        >>> sorted(["Zürich", "ära", "Bern"], key=language("en").sort_key)
        ['ära', 'Bern', 'Zürich']
        """
        folded = text.casefold()
        if not folded.isascii():  # rare, and a reader waits for lists in order
            folded = "".join(map(self.bare, unicodedata.normalize("NFC", folded)))
        return folded.translate(self.letters)

    def bare(self, letter: str) -> str:
        """A letter of the language's own alphabet as it is, any other without its marks."""
        if letter.isascii() or ord(letter) in self.letters:
            return letter
        return "".join(one for one in unicodedata.normalize("NFKD", letter) if not unicodedata.combining(one))

    def weekday(self, day: date) -> str:
        """The name of a day of the week."""
        return str(self.phrases["weekdays"][day.weekday()])

    def month(self, number: int) -> str:
        """The name of a month, 1 to 12."""
        return str(self.phrases["months"][number - 1])

    def date(self, day: date, form: str = "full") -> str:
        """A date in words: "full" with the weekday, "short" without."""
        return self.say(
            f"date.{form}",
            weekday=self.weekday(day),
            day=str(day.day),
            month=self.month(day.month),
            year=str(day.year),
        )

    def published(self, when: str) -> str:
        """A source's ISO date in words: "28 October 2018", "October 2018". Anything else as it is.

        >>> language("en").published("2018-10-28")
        '28 October 2018'
        """
        if not ISO.fullmatch(when):
            return when
        year, month, *day = map(int, when.split("-"))
        form = "short" if day else "month"
        return self.say(f"date.{form}", day=str(*day), month=self.month(month), year=str(year))


def flat(phrases: Mapping[str, Any], above: str = "") -> Iterator[tuple[str, str]]:
    """Every phrase by its dotted key. An answer says hundreds."""
    for key, phrase in phrases.items():
        if isinstance(phrase, str):
            yield above + key, phrase
        elif isinstance(phrase, Mapping):
            yield from flat(phrase, f"{above}{key}.")


@cache
def language(code: str) -> Language:
    """A language by its code. Raises KeyError when there is no such folder."""
    if code not in languages():
        raise KeyError(code)
    name = f"{data.LANGUAGES}/{code}/calculator"
    return Language(code, data.tables(data.text(name), f"{name}.toml"))


@cache
def languages() -> tuple[str, ...]:
    """The code of every language there is."""
    return data.folders(data.LANGUAGES)
