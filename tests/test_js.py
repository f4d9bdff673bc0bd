"""The site's scripts outside a browser: one claim for each file of tests/js, told by Node's own test runner."""

import subprocess
from pathlib import Path

import pytest

from scripts.paths import ROOT

FILES = sorted((ROOT / "tests" / "js").glob("*.test.mjs"))


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.name)
def test_scripts_do_as_their_tests_say(file: Path) -> None:
    command = [
        ".venv/bin/node",
        "--experimental-vm-modules",
        "--no-warnings",
        "--test",
        "--test-reporter=spec",
        str(file),
    ]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert "ℹ pass 0\n" not in done.stdout, "nothing was tested"
    assert done.returncode == 0, done.stdout + done.stderr
