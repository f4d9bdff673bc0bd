"""A browser that falls silent or dies is renewed; its test is tried once more and told in the summary."""

import os
import re
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest

from scripts.paths import ROOT
from tests.browser.pool import BROWSERS

pytestmark = [pytest.mark.browser, pytest.mark.slow]


def test_a_lost_browser_costs_one_more_try_and_hides_nothing(tmp_path: Path) -> None:
    file = tmp_path / "tries"
    command = [
        sys.executable,
        "-m",
        "pytest",
        "-q",
        "-n",
        "1",
        "-p",
        "no:cacheprovider",
        "tests/browser/losing.py",
    ]
    done = subprocess.run(
        command, cwd=ROOT, env=os.environ | {"TRIES": str(file)}, capture_output=True, text=True, check=False
    )
    told = re.findall(r"^tests/browser/losing.py::(\S+): (.+); then (\w+)$", done.stdout, re.M)
    why = {name: (reason, outcome) for name, reason, outcome in told}
    tries = Counter(file.read_text().splitlines())
    failed = set(re.findall(r"^FAILED tests/browser/losing.py::(\S+)", done.stdout, re.M))
    print(done.stdout, done.stderr)  # shown when this test fails
    for name in BROWSERS:
        assert why[f"test_mended[{name}-silent]"] == (f"{name} gave no answer for 2 seconds", "passed")
        reason, outcome = why[f"test_mended[{name}-dead]"]
        assert reason.startswith(f"{name} is gone") and outcome == "passed"
    assert why["test_waits"][1] == "passed", "a call of Playwright that waits for ever"
    assert tries["test_found[WebKitGTK]"] == 1, "an assertion was tried again"
    assert tries["test_unharmed[WebKitGTK]"] == 1, "a test paid for the one before"
    assert tries["test_lost_twice[WebKitGTK]"] == 2, "tried more often than twice"
    assert failed == {"test_found[WebKitGTK]", "test_lost_twice[WebKitGTK]"}
