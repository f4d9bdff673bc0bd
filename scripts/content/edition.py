"""Who publishes this copy, where, and whom to call: the settings of `docs/_data/edition.toml`, for every page.

MkDocs runs it as a hook; the scripts that write further pages read the same settings through `edition()`.
"""

import os
import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

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
    """The edition being built. Raises ValueError for an address that would not work."""
    return read_edition(FILE.read_text("utf-8"), os.environ.get("SITE_URL", ""))


def read_edition(text: str, site_url: str = "") -> Edition:
    """The text of a settings file; `site_url`, when given, wins over the one in it."""
    data = tomllib.loads(text)
    address = site_url or data["site_url"]
    if address and not address.startswith(("https://", "http://127.0.0.1:", "http://localhost:")):
        raise ValueError(f"edition.toml: site_url must begin with https://, not {address!r}")
    if address and not address.endswith("/"):
        address += "/"
    emergency = dict(data["emergency"])
    numbers = read_numbers(emergency.pop("numbers", []))
    if set(emergency) != set(written_with()):
        raise ValueError(f"edition.toml: [emergency] must hold exactly numbers, {', '.join(written_with())}")
    return Edition(address, data["publisher"], data["contact"], data["clinical_reviewer"], emergency, numbers)


def read_numbers(entries: object) -> tuple[Number, ...]:
    """Every row of [[emergency.numbers]]. Raises BadData with every problem in them."""
    whole = Table("docs/_data/edition.toml", {"numbers": entries}, "emergency")
    found = []
    for table in whole.tables("numbers"):
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
        found.append(one)
    if not found:
        whole.problem("numbers", "must name at least one number")
    if whole.problems:
        raise BadData("\n".join(whole.problems))
    return tuple(found)


def on_config(config: Any) -> Any:
    """Give MkDocs and the theme the edition's settings."""
    ours = edition()
    config.site_url = ours.site_url or config.site_url
    config.extra["publisher"] = ours.publisher
    config.extra["feedback_url"] = ours.contact
    config.extra["edition"] = ours
    return config


def on_page_markdown(markdown: str, *, page: Any, **_: Any) -> str:
    """The page in this edition's words, with its reviewer when there is one."""
    ours = edition()
    if ours.clinical_reviewer:
        page.meta.setdefault("clinical_reviewer", ours.clinical_reviewer)
    return ours.localise(markdown)
