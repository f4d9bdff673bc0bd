"""The hazard log: reading `docs/_data/hazards.toml`, and the risk that severity and likelihood make together."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass

from calculator.render.markup import Markup, element, join
from scripts.paths import DATA

FILE = DATA / "hazards.toml"
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
        return f"{self.severity}, {self.likelihood}: risk {self.risk} (proposed)"


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
    controls: tuple[Mapping[str, str], ...]
    closed: str


def hazards() -> list[Hazard]:
    """The whole log, in its own order."""
    return [
        Hazard(
            id,
            one["hazard"],
            one["cause"],
            one["harm"],
            Rating(**one["initial"]),
            Rating(**one["residual"]),
            one["found"],
            tuple(one["controls"]),
            one.get("closed", ""),
        )
        for id, one in tomllib.loads(FILE.read_text("utf-8")).items()
    ]


def log() -> Markup:
    """The log as a part of a page: one section a hazard."""
    return join(*(entry(one) for one in hazards()))


def entry(one: Hazard) -> Markup:
    """One hazard with its ratings and its controls."""
    found = "known from the start" if one.found == "starter" else f"found on {one.found}"
    controls = [
        element(
            "li", control["what"], " Proved by ", element("code", control["test"].rpartition("::")[2]), "."
        )
        for control in one.controls
    ]
    return element(
        "section",
        element("h3", f"{one.id}. {one.hazard}", id=one.id.lower()),
        element("p", f"Cause: {one.cause} Harm: {one.harm}"),
        element("p", f"Before controls: {one.initial.words}. After: {one.residual.words}. Status: {found}."),
        element("p", f"Closed: {one.closed}") if one.closed else None,
        element("ul", *controls),
        class_="hazard",
    )
