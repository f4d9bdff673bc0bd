"""Lighthouse, mobile preset, one page of each kind: 100 for accessibility, best practices and SEO.

What it looks at is on every page in other tests: axe and the console in test_layout.py, the head in test_theme.py.
"""

import json
import subprocess

import pytest

from scripts.paths import ROOT, SITE
from scripts.upkeep.screenshots import CHROMIUM, served

# The front page, cards of signs, every schedule in a list, the page of one with its form, a sheet to fill in.
KINDS = (
    "",
    "late-or-missed/",
    "schedules/",
    "schedules/uk-bnf-hydroxocobalamin-no-neuro/",
    "treatment-record/",
)
pytestmark = [pytest.mark.browser, pytest.mark.slow]


def test_lighthouse_finds_nothing_on_one_page_of_each_kind() -> None:
    with served(SITE) as site:
        command = [".venv/bin/node", "tests/lighthouse.mjs", CHROMIUM, *(site + path for path in KINDS)]
        done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    found = [json.loads(line) for line in done.stdout.splitlines()]
    assert len(found) == len(KINDS), done.stderr
    faults = [
        f"{page['address']}: {name} {score}, not 100: {page['lost']}"
        for page in found
        for name, score in page["scores"].items()
        if score < 100
    ]
    assert not faults, "\n".join(faults)
