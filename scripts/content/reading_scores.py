"""How pages and paper were scored: PEMAT-P (pemat.toml, paper.toml) and reading grades (readability.toml)."""

from dataclasses import dataclass

from calculator.strict import BadData
from scripts.content.reader import whole

SCALES = ("understand", "act")


@dataclass(frozen=True)
class Share:
    """Of so many items that apply, how many were answered with yes."""

    yes: int
    of: int

    @property
    def percent(self) -> int:
        """The share in 100, rounded down so that no score is flattered. BadData where no item applies."""
        if not self.of:
            raise BadData("docs/_data/pemat.toml: a score without an item that applies")
        return 100 * self.yes // self.of


def of_page(page: str) -> dict[str, Share]:
    """The scores of a page by scale. Raises BadData for a page without scores."""
    pemat = whole("pemat")
    if page not in pemat["pages"]:
        raise BadData(f"docs/_data/pemat.toml: {page} is not scored")
    return shares({**pemat["usual"], **pemat["pages"][page]})


def of_paper(kind: str) -> dict[str, Share]:
    """The scores of a kind of handout by scale."""
    return shares(whole("paper")["pemat"][kind])


def shares(answers: dict[str, str]) -> dict[str, Share]:
    """Both scores from an answer to each item."""
    items = whole("pemat")["items"]
    given = [(items[item]["scale"], answers[item].partition(":")[0]) for item in items]
    return {
        scale: Share(given.count((scale, "yes")), given.count((scale, "yes")) + given.count((scale, "no")))
        for scale in SCALES
    }


def grades(what: str, page: str) -> tuple[float, float]:
    """Grades by Flesch-Kincaid and Gunning fog, in years of US school; `what` is "pages" or "handouts".

    Kept by tests/test_readability.py. Raises BadData for a page that was not measured.
    """
    found = whole("readability").get(what, {})
    if page not in found:
        raise BadData(f"docs/_data/readability.toml: {what}: {page} was not measured")
    kincaid, fog = found[page]
    return kincaid, fog
