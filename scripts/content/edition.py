"""Who publishes this copy, where, and whom to call: the settings of `docs/_data/edition.toml`, for every page."""

import os
import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from ipaddress import IPv4Address
from urllib.parse import urlsplit

from calculator.render.markup import element
from calculator.strict import BadData, Table
from scripts.content.phrases import EDITION, edition_text, settings, site_language
from scripts.content.reader import cited

FILE = EDITION
HERE = "http://127.0.0.1:8000/"
"""The address of `make serve`: what a copy without a public address prints."""
IN_ONE_SENTENCE = 3
"""How many numbers a reader can take in at once."""
NAME, WORDS, ADDRESS, CONTACT = 70, 200, 100, 200
"""Letters at most of a name, of words of an edition, of its address and of its contact. With names
of 70 letters every handout still has two sides."""
JOINERS = "\u200c\u200d\u200e\u200f\u061c"
"""The invisible marks that a name may need: in Persian, in emoji, and between scripts of two directions."""
NOT_IN_TEXT = {"Cc", "Cf", "Co", "Cs", "Zl", "Zp"}
"""Unicode's categories of controls, of other invisible marks, and of line ends."""
FILLERS = "\u115f\u1160\u2800\u3164\uffa0"
"""Letters and signs that show nothing, though Unicode calls them neither space nor control."""
MARKDOWN = re.compile(r"[^\w\s.,;'()/+\u200c-\u200f-]|_")
"""What Markdown might take for a mark of its own."""
HOST = r"[a-z0-9](?:[a-z0-9-]*[a-z0-9])?(?:\.[a-z0-9](?:[a-z0-9-]*[a-z0-9])?)*(?::[1-9][0-9]{0,4})?"
"""A host and perhaps a port, as a certificate and a browser take them."""
PUBLIC = re.compile(rf"https://{HOST}(/[\w~-][\w.~-]*)*/*", re.ASCII)
HERE_TOO = re.compile(r"http://(127\.0\.0\.1|localhost)(:[1-9][0-9]{0,4})(/[\w~-][\w.~-]*)*/*", re.ASCII)
"""Addresses that a copy may have; the second for trying it out."""
PAGE = re.compile(r"\.(html?|php|aspx?)/*$")
"""How an address ends that was copied from a browser and is that of a page: no path can follow it."""
MAIL = re.compile(r"mailto:[\w.+-]+@[a-z0-9-]+(\.[a-z0-9-]+)+", re.ASCII | re.IGNORECASE)
WEB = re.compile(rf"https://{HOST}([/?#][\w.~!$&'*+,;=:@%/?#-]*)?", re.ASCII | re.IGNORECASE)
"""Addresses of a contact: a mailbox without headers, a page without a user's name."""
DIGITS = re.compile(r"[0-9](?: ?[0-9])*")
LONGEST_NUMBER = 15
"""Letters of a telephone number, as ITU-T E.164 counts digits."""


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

    def localise(self, text: str, *, markdown: bool = False) -> str:
        """A text in this edition's words: its numbers, its publisher and its contact.

        `markdown` is for the text of a page: the words then show as they are, whatever is in them.
        """
        show = as_markdown if markdown else str
        own, words = {name: show(said) for name, said in self.emergency.items()}, site_language().phrases
        pairs = {written: own[name] for name, written in words["emergency"].items()}
        pairs[words["written"]["publisher"]] = show(self.publisher)
        if self.contact:
            link = element("a", site_language().say("review.tell_link"), href=self.contact)
            pairs |= self.instead("contact", link=link)
        longest_first = "|".join(map(re.escape, sorted(pairs, key=len, reverse=True)))
        return re.sub(longest_first, lambda found: pairs[found[0]], text)

    def instead(self, setting: str, **values: str) -> dict[str, str]:
        """Sentences that pages are written with while a setting is empty, each with what takes its place."""
        say, written = site_language().say, site_language().phrases["written"]
        return {said: say(f"instead.{setting}.{name}", **values) for name, said in written[setting].items()}


def as_markdown(text: str) -> str:
    """Words of an edition as Markdown that shows them as they are."""
    return MARKDOWN.sub(lambda found: f"&#{ord(found[0])};", text)


def written_with() -> dict[str, str]:
    """The emergency numbers that the pages are written with; an edition may say others in their place."""
    words: dict[str, str] = site_language().phrases["emergency"]
    return words


@cache
def edition() -> Edition:
    """The edition being built. Raises BadData."""
    return read_edition(edition_text(), os.environ.get("SITE_URL", ""))


def read_edition(text: str, site_url: str = "") -> Edition:
    """The text of a settings file; `site_url`, when given, wins over its own. Raises BadData with every problem."""
    top = Table("docs/_data/edition.toml", settings(text))
    own = top.text("site_url", required=False)  # read and refused all the same
    address = site_url or own
    check_address(top, "site_url", own)
    check_address(top, "site_url (SITE_URL)", site_url)
    top.take("language")  # phrases.py reads it
    emergency = top.table("emergency")
    found = Edition(
        site_url=f"{address.rstrip('/')}/" if address else "",
        publisher=line(top, "publisher", NAME),
        contact=read_contact(top),
        emergency={
            name: line(emergency, name, WORDS, required=name != "closed_also") for name in written_with()
        },
        numbers=tuple(read_number(table) for table in emergency.tables("numbers")),
    )
    if not found.numbers:
        emergency.problem("numbers", "must name at least one number")
    check_numbers(emergency, found)
    emergency.refuse_leftovers()
    top.refuse_leftovers()
    if top.problems:
        raise BadData("\n".join(top.problems))
    return found


def line(table: Table, key: str, longest: int, *, required: bool = True) -> str:
    """Words on one line that every page can show: no marks of HTML, nothing invisible; "" where it may be empty."""
    text = table.text(key, required=required).strip()
    hidden = {one for one in text if unicodedata.category(one) in NOT_IN_TEXT and one not in JOINERS}
    hidden |= set(FILLERS).intersection(text)
    if hidden:
        named = ", ".join(sorted(f"U+{ord(one):04X}" for one in hidden))
        table.problem(key, f"has a line end or an invisible mark in it: {named}")
    if marks := sorted(set("<>{}").intersection(text)):
        table.problem(key, f"must be plain words, without {' '.join(marks)}")
    if text and unicodedata.category(text[0]).startswith("M"):
        table.problem(key, "must begin with a letter, not with a mark that belongs above one")
    if text and not any(one.isalnum() for one in text):
        table.problem(key, f"must have a letter or a digit, not only {text!r}")
    if len(text) > longest:
        table.problem(key, f"has {len(text):,} letters, and pages have room for {longest}")
    return text


def check_address(table: Table, key: str, address: str) -> None:
    """Refuse what cannot stand before a path, on paper and in codes; no address is none."""
    if not address:
        return
    if not address.startswith(("https://", "http://127.0.0.1:", "http://localhost:")):
        table.problem(key, f"must begin with https://, not {address!r}")
    elif (
        not (PUBLIC.fullmatch(address) or HERE_TOO.fullmatch(address))
        or not reached(address)
        or PAGE.search(address)
    ):
        table.problem(
            key,
            f"must be a host in small letters and a folder, such as https://b12.example.org/guide/, not {address!r}",
        )
    elif len(address) > ADDRESS:
        table.problem(key, f"has {len(address):,} letters, and codes have room for {ADDRESS}")


def reached(address: str) -> bool:
    """Whether a browser can go to the host: digits alone are an address of four numbers, and a port is one there is."""
    host, _, port = urlsplit(address).netloc.partition(":")
    try:
        return int(port or 443) <= 65535 and (not re.fullmatch(r"[0-9.]+", host) or bool(IPv4Address(host)))
    except ValueError:
        return False


def read_contact(table: Table) -> str:
    """Where readers report an error: a page or a mailbox, and nothing that a browser would run or fill in."""
    contact = line(table, "contact", CONTACT, required=False)
    if contact and not ((WEB.fullmatch(contact) and reached(contact)) or MAIL.fullmatch(contact)):
        table.problem("contact", f"must be an https:// address or mailto: and one mailbox, not {contact!r}")
    return contact


def check_numbers(table: Table, found: Edition) -> None:
    """The sentences name only numbers of the table, and no place stands in it twice: a slip would misdirect a call."""
    known = {digits for one in found.numbers for digits in DIGITS.findall(f"{one.number}; {one.also}")}
    for name in ("call", "in_words"):
        said = found.emergency[name]
        if said and (not DIGITS.search(said) or any(one.isdecimal() and not one.isascii() for one in said)):
            table.problem(
                name, f"must name a number of [[emergency.numbers]] in the digits 0 to 9, not {said!r}"
            )
        for digits in DIGITS.findall(said):
            if digits not in known:
                table.problem(name, f"says {digits}, and no row of [[emergency.numbers]] has that number")
    for key, places in (
        ("where", [one.where for one in found.numbers]),
        ("countries", [code for one in found.numbers for code in one.countries]),
    ):
        for place in sorted({place for place in places if place and places.count(place) > 1}):
            table.problem("numbers", f"{key}: {place} stands there twice")


def read_number(table: Table) -> Number:
    """One row of [[emergency.numbers]]; its problems go to the table's list."""
    where = line(table, "where", NAME)
    one = Number(
        where=where,
        said=line(table, "said", NAME, required=False) or where,
        number=line(table, "number", NAME),
        also=line(table, "also", NAME, required=False),
        countries=table.texts("countries"),
        sources=cited(table),
        advice=line(table, "advice", WORDS, required=False),
        advice_sources=cited(table, required=False, key="advice_sources"),
    )
    if one.number and not (DIGITS.fullmatch(one.number) and len(one.number) <= LONGEST_NUMBER):
        table.problem("number", f"must be the digits to dial, such as 112 or 116 117, not {one.number!r}")
    for code in one.countries:
        if not re.fullmatch("[A-Z]{2}", code):
            table.problem("countries", f"must be codes of two capital letters, such as GB, not {code!r}")
    if bool(one.advice) != bool(one.advice_sources):
        table.problem("advice", "needs advice_sources beside it, and the other way round")
    table.refuse_leftovers()
    return one
