"""The same sources built again in another folder give what `make site` has built, to the bit.

Compared is all that is published or travels: `site/` with its compressed twins, and the recipes and the runtime in
`build/`. The second build is made under another time zone and locale, in a folder with a longer name. It compiles
Python's library anew; only what brotli and gzip once made of the same bytes is taken from the cache, because brotli
needs half a minute for Python's wasm and both are pinned.
"""

import hashlib
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from scripts.paths import ROOT, SITE

SHARED = (".git", ".venv", "node_modules")  # the history, and what the set-up brings; not part of a build
COMPARED = ("site", "build/deploy", "build/engine", "build/runtime", "build/runtime.json")
SOME = ("site/index.html", "site/data/v1/changes.atom", "site/offline.zip", "build/deploy/nginx.conf")


def copy_of(place: Path) -> Path:
    """The sources as they stand, tracked or not, in a folder of their own, with a cache of packed files only."""
    listing = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    names = subprocess.run(listing, cwd=ROOT, check=True, capture_output=True, text=True).stdout.split("\0")
    for name in names:
        if name and (ROOT / name).is_file():
            (place / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(ROOT / name, place / name)
    for name in SHARED:
        if not (place / name).exists():
            (place / name).symlink_to(ROOT / name)
    packed = place / ".cache" / "made"
    packed.mkdir(parents=True)
    for file in (ROOT / ".cache" / "made").glob("*"):
        if file.name.startswith(("br-", "gz-")):
            (packed / file.name).symlink_to(file)
    return place


def build(place: Path) -> None:
    """Build there, under a time zone, a locale and a hash seed that this machine does not use by itself."""
    env = os.environ | {"TZ": "Pacific/Kiritimati", "LC_ALL": "C", "PYTHONHASHSEED": "1"}
    words = [sys.executable, "-m", "scripts.build"]
    done = subprocess.run(words, cwd=place, env=env, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr[-500:]


def sums(top: Path) -> dict[str, str]:
    """Every compared file's sha256."""
    places = [top / name for name in COMPARED]
    files = [file for place in places for file in (place, *place.rglob("*")) if file.is_file()]
    return {
        str(file.relative_to(top)): hashlib.sha256(file.read_bytes()).hexdigest() for file in sorted(files)
    }


@pytest.mark.slow
@pytest.mark.timeout(900)
@pytest.mark.skipif(SITE != ROOT / "site", reason="another site than that of this folder is under test")
def test_a_second_build_in_another_folder_gives_what_make_site_has_built(tmp_path: Path) -> None:
    place = copy_of(tmp_path / "another-folder-with-a-longer-name")
    build(place)
    ours, again = sums(ROOT), sums(place)
    assert set(SOME) <= set(ours)
    assert len(ours) > 1000
    assert not set(ours) ^ set(again), f"files of one build only: {sorted(set(ours) ^ set(again))[:5]}"
    differing = [name for name in ours if ours[name] != again[name]]
    assert not differing, (
        f"{len(differing)} files differ: {differing[:5]}. Either the build depends on where or when it is made, or "
        "site/ is older than the sources: then run make site"
    )
