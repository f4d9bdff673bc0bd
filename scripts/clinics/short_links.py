"""Short addresses for paper: one small page for each code of `docs/_data/addresses.toml`, in `site/s/`.

A page sends the reader on without JavaScript, on any host, below any folder. A retired address does not: it says
what has changed and when. `python -m scripts.clinics.short_links` prints the lines of schedules and pages that have no
address yet.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from calculator.choices import open_choices
from calculator.link import WITHOUT_CHECK, joined, read_link
from calculator.protocol import protocol_ids
from calculator.render.markup import element
from calculator.strict import Table
from scripts.content.catalogue import address, first_example
from scripts.content.edition import Edition, edition
from scripts.content.front_matter import front_matter
from scripts.content.in_language import protocol
from scripts.content.phrases import plain_date, say_html, site_language
from scripts.content.reader import read
from scripts.delivery import csp
from scripts.paths import DOCS, SCRIPTS
from scripts.site import Site

UP = "../../"
"""From /s/<code>/ to the home page."""
ERROR = "err"
"""Code of the page that says how to report an error."""


@dataclass(frozen=True)
class Retired:
    """Why an address leads nowhere any more, since when, and where to go instead."""

    on: date
    because: str
    instead: str


@dataclass(frozen=True)
class Address:
    """One short address."""

    code: str
    opens: str
    since: date
    retired: Retired | None

    @property
    def protocol(self) -> str:
        """The published schedule it shows, or ""."""
        return self.link.get("protocol", "")

    @property
    def link(self) -> Mapping[str, str]:
        """What stands after the # of a schedule's address: it is as it was printed when there was one page for all."""
        return read_link(self.opens.partition("#")[2]).pairs

    @property
    def leads_to(self) -> str:
        """Where it leads today, below the home page."""
        if self.protocol not in protocol_ids():
            return self.opens
        chosen = {choice.key for choice in open_choices(protocol(self.protocol))}
        return address(self.protocol, {key: value for key, value in self.link.items() if key in chosen})

    @property
    def stands_for(self) -> str:
        """What search engines list in its place: the page, or the schedule's own page whatever is chosen on it."""
        return address(self.protocol) if self.protocol in protocol_ids() else self.opens.partition("#")[0]

    @property
    def page(self) -> str:
        """The Markdown file it leads to, such as "late-or-missed.md"."""
        folder = self.opens.partition("#")[0].rstrip("/")
        known = [f"{folder}.md", f"{folder}/index.md"] if folder else ["index.md"]
        return next((name for name in known if (DOCS / name).is_file()), "")

    @property
    def title(self) -> str:
        """What it leads to, in words."""
        if self.protocol in protocol_ids():
            return protocol(self.protocol).title
        return page_title(self.page) if self.page else self.opens

    def short(self, ours: Edition) -> str:
        """The whole address as it is printed and coded."""
        return f"{ours.address}s/{self.code}"


def report_to(ours: Edition) -> str:
    """Where a reader of paper reports an error in it, as it is typed: the edition's contact, or the page about that.

    An edition without that page has the home page, whose foot says it.
    """
    page = register().get(ERROR)
    return re.sub(r"^(?:mailto:|https?://)", "", ours.contact or (page.short(ours) if page else ours.address))


def page_title(name: str) -> str:
    """The title in a page's front matter."""
    return str(front_matter((DOCS / name).read_text("utf-8"))["title"])


@cache
def register() -> dict[str, Address]:
    """Every address by its code. Raises BadData."""
    return {one.code: one for one in read("addresses", read_address)}


def read_address(table: Table) -> Address:
    """One address; its problems go to the table's list."""
    if "opens" not in table.left:
        table.problem("opens", "is missing")
    return Address(
        code=table.where,
        opens=table.text("opens", required=False),  # the home page's is empty
        since=table.day("since"),
        retired=read_retired(table.table("retired")) if "retired" in table.left else None,
    )


def read_retired(table: Table) -> Retired:
    """Why an address was retired."""
    retired = Retired(table.day("on"), table.text("because"), table.text("instead"))
    table.refuse_leftovers()
    return retired


def address_of(opens: str) -> Address | None:
    """The address in use for a schedule's id or a page's folder, such as "late-or-missed/"."""
    found = (one for one in register().values() if not one.retired and opens in (one.opens, one.protocol))
    return next(found, None)


@cache
def paper() -> Environment:
    """The templates of pages that are not written in Markdown."""
    env = Environment(
        loader=FileSystemLoader(SCRIPTS / "clinics/templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    env.filters["plain_date"] = plain_date
    env.globals |= {
        "say": say_html,
        "element": element,
        "lang": site_language().tag,
        "report_to": report_to,
        "policy": csp.policy(header=False),
    }
    return env


def short_links(site: Site) -> None:
    """Short addresses."""
    template = paper().get_template("address.html")
    for one in register().values():
        site.write(f"s/{one.code}/index.html", template.render(one=one, edition=edition(), up=UP))


def missing() -> list[str]:
    """Lines for the register: schedules and pages that no address leads to."""
    lines: list[str] = []
    taken = set(register())
    for id in protocol_ids():
        if not address_of(id):
            country = protocol(id).country.lower()
            code = next(f"{country}{n}" for n in range(1, 99) if f"{country}{n}" not in taken)
            taken.add(code)
            course = first_example(protocol(id)).course
            pairs = {"v": WITHOUT_CHECK, "protocol": id, "months": str(course.months), **course.choices}
            lines.append(f'[{code}]\nopens = "calculator/#{joined(pairs)}"\nsince = {date.today()}\n')
    for file in sorted((DOCS).glob("*.md")):
        folder = "" if file.stem == "index" else f"{file.stem}/"
        if not address_of(folder):
            lines.append(f'[????]\nopens = "{folder}"\nsince = {date.today()}\n')
    return lines


if __name__ == "__main__":
    print("\n".join(missing()))
