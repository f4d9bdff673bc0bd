"""The calculator as a wheel for browsers, the same bytes every time, and the lock file that vouches for it.

`pip wheel` makes the wheel, `pyodide-lock` writes its name, version, dependencies and sha256 into a lock file
of one package (Pyodide's own has 357), and `pyodide py-compile` turns the sources into bytecode. Words are packed as
JSON before; the data of schedules stay behind, since each page brings its own.
"""

import hashlib
import json
import os
import shutil
import subprocess
import sys
import tempfile
import zipfile
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pyodide_lock import PyodideLockSpec
from pyodide_lock.utils import add_wheels_to_spec

from calculator import data
from scripts.runtime.pack import packed
from scripts.site import FIRST_ZIP_DAY

LOCK = "pyodide-lock.json"


@dataclass(frozen=True)
class Engine:
    """A wheel of bytecode, and the lock file that names it and its sha256."""

    wheel: Path
    lock: dict[str, Any]

    @property
    def version(self) -> str:
        """The engine's version, as the lock file says it."""
        return str(self.lock["packages"]["calculator"]["version"])


def build_wheel(project: Path, pyodide: Path, out: Path) -> Engine:
    """Make the wheel of `project` in `out`, locked against the Pyodide release in the folder `pyodide`."""
    out.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as scratch:
        dist = Path(scratch) / "dist"
        source = copy_of_sources(project, Path(scratch) / "source")
        leave_data(source / "calculator")
        pack_data(source / "calculator")
        wheel_of(source, dist)
        lock(dist, pyodide)
        # Bytecode is for one minor version: the builder's Python must be a 3.13, as Pyodide 0.29's is.
        run(["-m", "pyodide_cli", "py-compile", "--silent", "--compression-level", "0", dist])
        (wheel,) = dist.glob("*.whl")
        return without_clock(wheel, json.loads((dist / LOCK).read_text("utf-8")), out)


def plain_wheel(project: Path, to: Path) -> None:
    """The ordinary wheel, sources and all, as stock Pyodide would get it: the bench compares with it."""
    with tempfile.TemporaryDirectory() as scratch:
        wheel_of(copy_of_sources(project, Path(scratch) / "source"), Path(scratch))
        (wheel,) = Path(scratch).glob("*.whl")
        shutil.copy(wheel, to)


def wheel_of(source: Path, to: Path) -> None:
    """The wheel of a project's sources, in the folder `to`."""
    run(["-m", "pip", "wheel", "--quiet", "--no-deps", "--no-build-isolation", "--wheel-dir", to, source])


def run(arguments: list[str | Path]) -> None:
    """Run this Python with nothing in its surroundings that could change the bytes."""
    env = os.environ | {
        "SOURCE_DATE_EPOCH": str(FIRST_ZIP_DAY),
        "PYTHONHASHSEED": "0",
        "PIP_DISABLE_PIP_VERSION_CHECK": "1",
    }
    subprocess.run([sys.executable, *arguments], env=env, check=True, stdout=subprocess.DEVNULL)


def copy_of_sources(project: Path, to: Path) -> Path:
    """What belongs in the wheel. Setuptools writes `build/` and `egg-info` beside it, so it gets a copy."""
    to.mkdir()
    shutil.copy(project / "pyproject.toml", to)
    shutil.copytree(project / "calculator", to / "calculator", ignore=shutil.ignore_patterns("__pycache__"))
    return to


def leave_data(calculator: Path) -> None:
    """Take out what pages bring (`pack.py`), and the words that only the build says."""
    shutil.rmtree(calculator / "protocols")
    for file in calculator.rglob("*.toml"):
        if file.name != "calculator.toml":
            file.unlink()


def pack_data(calculator: Path) -> None:
    """Each TOML file becomes JSON, as each module becomes bytecode: what is quick to write becomes quick to read."""
    for file in calculator.rglob("*.toml"):
        tables = data.tables(file.read_text("utf-8"), file.name)
        file.with_suffix(".json").write_text(packed(tables), "utf-8")
        file.unlink()


def lock(dist: Path, pyodide: Path) -> None:
    """Write Pyodide's lock file into `dist`, with its packages replaced by the wheel that is there."""
    spec = PyodideLockSpec.from_json(pyodide / LOCK)
    spec.packages = {}
    add_wheels_to_spec(spec, list(dist.glob("*.whl")), base_path=dist).to_json(dist / LOCK)


def without_clock(wheel: Path, locked: dict[str, Any], out: Path) -> Engine:
    """The wheel with its entries in order, dated 1980 and stored. Contents stay; the lock follows."""
    kept = out / wheel.name
    with zipfile.ZipFile(wheel) as found, zipfile.ZipFile(kept, "w", zipfile.ZIP_STORED) as same:
        for name in sorted(found.namelist()):
            same.writestr(zipfile.ZipInfo(name), found.read(name))
    locked["packages"]["calculator"]["sha256"] = hashlib.sha256(kept.read_bytes()).hexdigest()
    return Engine(kept, locked)
