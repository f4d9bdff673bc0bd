"""The hazard log: reading `docs/_data/hazards.toml`, and the risk that severity and likelihood make together."""

import re
from dataclasses import dataclass

from calculator.render.markup import Markup, element, join
from calculator.strict import Table
from scripts.content.phrases import say_html, site_language
from scripts.content.reader import read

DAY = re.compile(r"\d{4}-\d\d-\d\d")
SEVERITY = ("minor", "significant", "considerable", "major", "catastrophic")
LIKELIHOOD = ("very low", "low", "medium", "high", "very high")
MATRIX = ((1, 1, 2, 2, 3), (1, 2, 2, 3, 4), (2, 2, 3, 3, 4), (2, 3, 3, 4, 5), (3, 4, 4, 5, 5))
"""Risk 1 to 5 by likelihood and severity, as UK Core's hazard log prints it (docs/about/hazard-log.md has the link)."""


@dataclass(frozen=True)
class Rating:
    """How bad and how likely, in the words of the scale."""

    severity: str
    likelihood: str

    @property
    def risk(self) -> int:
        """1 (lowest) to 5. ValueError for a word that is not on the scale."""
        return MATRIX[LIKELIHOOD.index(self.likelihood)][SEVERITY.index(self.severity)]

    @property
    def words(self) -> str:
        """The rating as the log prints it."""
        say = site_language().say
        severity, likelihood = (
            say(f"hazard.severity.{self.severity}"),
            say(f"hazard.likelihood.{self.likelihood}"),
        )
        return say("hazard.rating", severity=severity, likelihood=likelihood, risk=self.risk)


@dataclass(frozen=True)
class Control:
    """What is done about a hazard, and the test that proves it."""

    what: str
    test: str


@dataclass(frozen=True)
class Hazard:
    """One entry of the log."""

    id: str
    hazard: str
    cause: str
    harm: str
    initial: Rating
    residual: Rating
    found: str
    controls: tuple[Control, ...]
    closed: str


def hazards() -> tuple[Hazard, ...]:
    """The whole log, in its own order. Raises BadData."""
    return read("hazards", read_hazard)


def read_hazard(table: Table) -> Hazard:
    """One hazard; its problems go to the table's list."""
    found = table.text("found")
    if found != "starter" and not DAY.fullmatch(found):
        table.problem("found", f'must be "starter" or a day such as "2026-11-22", not {found!r}')
    return Hazard(
        id=table.where,
        hazard=table.text("hazard"),
        cause=table.text("cause"),
        harm=table.text("harm"),
        initial=read_rating(table.table("initial")),
        residual=read_rating(table.table("residual")),
        found=found,
        controls=tuple(read_control(one) for one in table.tables("controls")),
        closed=table.text("closed", required=False),
    )


def read_rating(table: Table) -> Rating:
    """One rating, by words of the scale."""
    rating = Rating(table.word("severity", SEVERITY), table.word("likelihood", LIKELIHOOD))
    table.refuse_leftovers()
    return rating


def read_control(table: Table) -> Control:
    """One control."""
    control = Control(table.text("what"), table.text("test"))
    table.refuse_leftovers()
    return control


def log() -> Markup:
    """The log as a part of a page: one section a hazard."""
    return join(*(entry(one) for one in hazards()))


def entry(one: Hazard) -> Markup:
    """One hazard with its ratings and its controls."""
    say = site_language().say
    found = say("hazard.starter") if one.found == "starter" else say("hazard.found", day=one.found)
    controls = [(control.what, element("code", control.test.rpartition("::")[2])) for control in one.controls]
    ratings = {"initial": one.initial.words, "residual": one.residual.words}
    return element(
        "section",
        element("h3", say("hazard.heading", id=one.id, hazard=one.hazard), id=one.id.lower()),
        element("p", say("hazard.about", cause=one.cause, harm=one.harm)),
        element("p", say("hazard.ratings", found=found, **ratings)),
        element("p", say("hazard.closed", words=one.closed)) if one.closed else None,
        element(
            "ul",
            *(element("li", say_html("hazard.control", what=what, test=test)) for what, test in controls),
        ),
        class_="hazard",
    )
