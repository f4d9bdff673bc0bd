"""From a language file to phrases, plurals, numbers and dates in words.

Every word a reader sees stands in `languages/<code>.toml`, whole sentences only, so that a translator never meets a
piece of one. A blank is written {name}; a sentence that counts has one form for each plural of the language.

>>> language("en").say("because.after.mo", n=3, base=6)
'3 months after injection 6'
>>> language("en").number(1000)
'1,000'
"""

import re
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

ISO = re.compile(r"[0-9]{4}-(0[1-9]|1[0-2])(-[0-9]{2})?")


class Language:
    """One language: its code and its phrases."""

    def __init__(self, code: str, phrases: Mapping[str, Any]) -> None:
        self.code = code
        self.phrases = phrases
        self.plural = PLURALS[phrases["plural"]]
        self.said = dict(flat(phrases))

    def say(self, key: str, /, **values: object) -> str:
        """The phrase at a dotted key, blanks filled; `n` chooses among plural forms. KeyError for no such phrase."""
        phrase = self.said.get(key)
        if phrase is None:
            phrase = self.said[f"{key}.{self.plural(values['n'])}"]
        for name, value in values.items():
            if type(value) is int:
                values[name] = self.number(value)
        return phrase.format(**values)

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
    """A language by its code. Raises KeyError when there is no such file."""
    if code not in languages():
        raise KeyError(code)
    name = f"languages/{code}"
    return Language(code, data.tables(data.text(name), f"{name}.toml"))


@cache
def languages() -> tuple[str, ...]:
    """The code of every language there is."""
    return data.names("languages")
