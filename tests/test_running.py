"""The page on running costs is about the site as it is built."""

import re
from statistics import median

import pytest

from scripts.content.hosting_cost import assumptions, cost, transfer
from scripts.paths import ROOT, SITE
from scripts.runtime.build import EXTRAS
from scripts.upkeep.screenshots import pages

SIZE, VISIT, CDN = assumptions()
HEADERS = 1_000
"""Bytes of the headers of an answer, counted with a page."""


def sent(path: str) -> int:
    """What travels: the brotli twin where there is one."""
    twin = SITE / f"{path}.br"
    return (twin if twin.is_file() else SITE / path).stat().st_size


def test_a_page_weighs_what_the_page_says() -> None:
    read = [path for path in pages(SITE) if not path.startswith("about/")]
    middle = median(sent(f"{path}index.html") for path in read) + HEADERS
    assert SIZE.page == pytest.approx(middle, rel=0.25)


def test_what_all_pages_share_weighs_what_the_page_says() -> None:
    html = (SITE / "late-or-missed/index.html").read_text("utf-8")
    shared = set(re.findall(r'(?:href|src)="\.\./(assets/[^"]+)"', html))
    assert len(shared) <= VISIT.requests - VISIT.pages + 1
    assert SIZE.shared == pytest.approx(sum(sent(path) + 300 for path in shared), rel=0.1)


def test_python_weighs_what_the_page_says() -> None:
    needed = [
        file.relative_to(SITE).as_posix()
        for file in (SITE / "runtime").rglob("*")
        if file.is_file() and file.suffix not in {".br", ".gz", ".map"} and file.stem not in EXTRAS
    ]
    assert len(needed) == VISIT.python_requests
    assert SIZE.python == pytest.approx(sum(map(sent, needed)), rel=0.1)


def test_the_arithmetic_on_the_page_is_the_arithmetic() -> None:
    text = (ROOT / "docs/about/running-cost.md").read_text("utf-8")
    terms = f"{VISIT.pages:.0f} × {SIZE.page:,} + {SIZE.shared:,} + 0.1 × {SIZE.python:,}"
    assert f"{terms} = {cost(1).bytes_a_visit:,.0f} bytes." in text


def test_prices_go_down_by_steps() -> None:
    assert transfer(10_000) == pytest.approx(850)
    assert transfer(50_000) == pytest.approx(850 + 3200)
    with pytest.raises(ValueError, match="more traffic"):
        transfer(2_000_000)


def test_ten_times_the_visits_cost_less_a_visit() -> None:
    small, large = cost(100_000_000), cost(1_000_000_000)
    assert large.transfer / large.visits < small.transfer / small.visits
