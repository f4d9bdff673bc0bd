"""Two builds of the same sources, in two folders with different names, give the same site to the bit."""

import hashlib
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
SHARED = (".venv", "node_modules", ".cache")  # what the set-up brings; not part of a build


def copy_of(place: Path) -> Path:
    """The sources as they stand, tracked or not, in a folder of their own."""
    listing = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    names = subprocess.run(listing, cwd=ROOT, check=True, capture_output=True, text=True).stdout.split("\0")
    for name in names:
        if name and (ROOT / name).is_file():
            (place / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(ROOT / name, place / name)
    for name in SHARED:
        (place / name).symlink_to(ROOT / name)
    return place


def built(place: Path) -> dict[str, str]:
    """Build there; each file's sha256."""
    env = os.environ | {"SOURCE_DATE_EPOCH": "1764000000"}
    done = subprocess.run(
        [sys.executable, "-m", "scripts.build"], cwd=place, env=env, capture_output=True, text=True
    )
    assert done.returncode == 0, done.stderr[-500:]
    files = sorted(file for file in (place / "site").rglob("*") if file.is_file())
    return {str(file.relative_to(place)): hashlib.sha256(file.read_bytes()).hexdigest() for file in files}


@pytest.mark.slow
@pytest.mark.timeout(900)
def test_two_builds_in_two_folders_are_bit_identical(tmp_path: Path) -> None:
    one, other = (built(copy_of(tmp_path / name)) for name in ("a", "another-folder-with-a-longer-name"))
    differing = [name for name in one if one[name] != other.get(name)]
    assert one.keys() == other.keys()
    assert not differing, f"the same sources gave different bytes: {differing[:5]}"
