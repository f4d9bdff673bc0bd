"""How far the review by clinicians has come, as parts of pages."""

from calculator.render.markup import Markup, element, join
from scripts.content.phrases import site_language
from scripts.content.reviews import said_of, standing
from scripts.content.statement_ids import statements
from scripts.content.statements import RISKS


def review(show: str) -> Markup:
    """The whole site's review in a sentence (`line`), or by risk (`table`). Raises ValueError for anything else."""
    shown = {"line": line, "table": table}
    if show not in shown:
        raise ValueError(f"show: must be one of {', '.join(shown)}, not {show!r}")
    return shown[show]()


def line() -> Markup:
    """Who has reviewed how much of the site."""
    return element("p", element("strong", said_of(statements().values(), "site")))


def table() -> Markup:
    """A row for each part of the review, the worst risk first: how many statements, and how many are reviewed."""
    say, everything = site_language().say, list(statements().values())
    heads = [
        element("th", say(f"review_table.{name}"), scope="col", class_=kind)
        for name, kind in (("part", None), ("statements", "number"), ("reviewed", "number"))
    ]
    rows = []
    for risk in RISKS:
        ones = [one for one in everything if one.risk == risk]
        done = sum(standing(one).reviewed for one in ones)
        numbers = (element("td", site_language().number(n), class_="number") for n in (len(ones), done))
        rows.append(element("tr", element("th", say(f"review_table.{risk}"), scope="row"), *numbers))
    caption = element("caption", say("review_table.about"))
    return element(
        "table", caption, element("thead", element("tr", join(*heads))), element("tbody", join(*rows))
    )
