"""Who publishes this copy, where, and whom to call: the settings of `docs/_data/edition.toml`, for every page."""

import os
import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from calculator.strict import BadData, Table
from scripts.content.phrases import site_language
from scripts.content.reader import cited
from scripts.paths import DATA

FILE = DATA / "edition.toml"
HERE = "http://127.0.0.1:8000/"
"""The address of `make serve`: what a copy without a public address prints."""
IN_ONE_SENTENCE = 3
"""How many numbers a reader can take in at once."""


@dataclass(frozen=True)
class Number:
    """The emergency number of one country or region."""

    where: str
    said: str
    """How a sentence names the place, such as "the UK"; several rows may share one, such as "the EU"."""
    number: str
    also: str
    """Another number that works there, in words; may be empty."""
    countries: tuple[str, ...]
    """ISO 3166-1 alpha-2 codes of the countries that the row stands for."""
    sources: tuple[str, ...]
    advice: str
    """The telephone line for advice when it is not an emergency, said with its country; may be empty."""
    advice_sources: tuple[str, ...]


@dataclass(frozen=True)
class Edition:
    """The settings of one published copy."""

    site_url: str
    """The public address with a closing slash, or "" when there is none."""
    publisher: str
    contact: str
    clinical_reviewer: str
    emergency: dict[str, str]
    numbers: tuple[Number, ...]

    @property
    def which(self) -> str:
        """Which number belongs where, in sentences of at most three numbers.

        The last ends without a full stop, as all words of an edition do.
        """
        say, join, said = site_language().say, site_language().list, self.phrases(self.places())
        parts = [join(said[at : at + IN_ONE_SENTENCE], "and") for at in range(0, len(said), IN_ONE_SENTENCE)]
        return say("care.which.between").join(
            say("care.which.more" if at else "care.which.first", numbers=part)
            for at, part in enumerate(parts)
        )

    def elsewhere(self, country: str = "") -> str:
        """The numbers that `call` leaves out, each with where it is right: "113 in Norway and 119 in Japan".

        Of one country only, where its ISO 3166-1 code is given; empty when `call` has its number.
        """
        usual = re.findall(r"\d+", self.emergency["call"])
        left = {number: at for number, at in self.places(country).items() if number not in usual}
        return site_language().list(self.phrases(left), "and") if left else ""

    def places(self, country: str = "") -> dict[str, list[str]]:
        """Where each number is right, in the order of the file."""
        found: dict[str, list[str]] = {}
        for one in self.numbers:
            if country and country not in one.countries:
                continue
            at = found.setdefault(one.number, [])
            if one.said not in at:
                at.append(one.said)
        return found

    def phrases(self, places: Mapping[str, list[str]]) -> list[str]:
        """Each number with its places, such as "144 in Austria or Switzerland"."""
        say, join = site_language().say, site_language().list
        return [say("care.which.one", number=number, where=join(at, "or")) for number, at in places.items()]

    @property
    def address(self) -> str:
        """What stands before a path on paper and in codes."""
        return self.site_url or HERE

    def localise(self, text: str) -> str:
        """Text of a page with this edition's emergency numbers."""
        for name, words in written_with().items():
            text = text.replace(words, self.emergency[name])
        return text


def written_with() -> dict[str, str]:
    """The words that the pages are written with, the longest first; an edition may say others in their place."""
    words: dict[str, str] = site_language().phrases["emergency"]
    return words


@cache
def edition() -> Edition:
    """The edition being built. Raises BadData."""
    return read_edition(FILE.read_text("utf-8"), os.environ.get("SITE_URL", ""))


def read_edition(text: str, site_url: str = "") -> Edition:
    """The text of a settings file; `site_url`, when given, wins over its own. Raises BadData with every problem."""
    top = Table("docs/_data/edition.toml", tomllib.loads(text))
    address = top.text("site_url", required=False)
    address = site_url or address  # the file's is read all the same
    if address and not address.startswith(("https://", "http://127.0.0.1:", "http://localhost:")):
        top.problem("site_url", f"must begin with https://, not {address!r}")
    top.take("language", required=False)  # phrases.py reads it
    emergency = top.table("emergency")
    found = Edition(
        site_url=f"{address.rstrip('/')}/" if address else "",
        publisher=top.text("publisher"),
        contact=top.text("contact", required=False),
        clinical_reviewer=top.text("clinical_reviewer", required=False),
        emergency={name: emergency.text(name) for name in written_with()},
        numbers=tuple(read_number(table) for table in emergency.tables("numbers")),
    )
    if not found.numbers:
        emergency.problem("numbers", "must name at least one number")
    emergency.refuse_leftovers()
    top.refuse_leftovers()
    if top.problems:
        raise BadData("\n".join(top.problems))
    return found


def read_number(table: Table) -> Number:
    """One row of [[emergency.numbers]]; its problems go to the table's list."""
    where = table.text("where")
    one = Number(
        where=where,
        said=table.text("said", required=False) or where,
        number=table.text("number"),
        also=table.text("also", required=False),
        countries=table.texts("countries"),
        sources=cited(table),
        advice=table.text("advice", required=False),
        advice_sources=cited(table, required=False, key="advice_sources"),
    )
    if bool(one.advice) != bool(one.advice_sources):
        table.problem("advice", "needs advice_sources beside it, and the other way round")
    table.refuse_leftovers()
    return one
