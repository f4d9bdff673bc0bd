"""Pure Python for the browser, compiled: the standard library cut to what is used, libraries for when asked.

A list names the files, one a line. scripts/runtime/compile.mjs compiles them with Pyodide's own Python.
"""

import os
import shutil
import subprocess
import sys
import sysconfig
import tempfile
import zipfile
from collections.abc import Iterator
from pathlib import Path

from scripts.delivery.precompress import remembered
from scripts.paths import NODE_MODULES, ROOT, SCRIPTS

STANDARD = NODE_MODULES / "pyodide" / "python_stdlib.zip"
STAND_INS = SCRIPTS / "runtime/stubs"
"""Modules that Pyodide imports at its start and nobody here uses, by their place in the standard library."""
COMPILER = SCRIPTS / "runtime/compile.mjs"


class Missing(Exception):
    """Something that the set-up should have brought is not there; the message says what."""


def compiled(names: Path) -> bytes:
    """A stored zip of bytecode for the files that the list names, the same bytes every time."""
    sources = dict(found(listed(names)))
    ingredients = b"\0".join(
        [COMPILER.read_bytes(), *(name.encode() + text for name, text in sources.items())]
    )

    def make(out: Path) -> None:
        with tempfile.TemporaryDirectory() as scratch:
            source = Path(scratch) / "source.zip"
            with zipfile.ZipFile(source, "w") as written:
                for name, text in sources.items():
                    written.writestr(name, text)
            subprocess.run([node(), COMPILER, source, out], cwd=ROOT, check=True)

    return remembered("library", ingredients, make)


def whole(out: Path) -> None:
    """Write Pyodide's standard library with the stand-ins in their places, uncompiled: the trimming looks on there."""
    with zipfile.ZipFile(STANDARD) as standard, zipfile.ZipFile(out, "w") as written:
        for name, text in found([name for name in standard.namelist() if not name.endswith("/")]):
            written.writestr(name, text)


def listed(names: Path) -> list[str]:
    """The names in a list, without its comments."""
    lines = (line.partition("#")[0].strip() for line in names.read_text("utf-8").splitlines())
    return [line for line in lines if line]


def found(names: list[str]) -> Iterator[tuple[str, bytes]]:
    """Each file's name and source: ours, from Pyodide's standard library, or else from the installed packages."""
    installed = Path(sysconfig.get_path("purelib"))
    with zipfile.ZipFile(STANDARD) as standard:
        inside = set(standard.namelist())
        for name in sorted(names):
            if (STAND_INS / name).is_file():
                yield name, (STAND_INS / name).read_bytes()
                continue
            if name in inside:
                yield name, standard.read(name)
                continue
            files = sorted(file for file in installed.glob(name) if "tests" not in file.parts)
            if not files:
                raise Missing(
                    f"{name} is neither in Pyodide's standard library nor installed; make setup brings it."
                )
            yield from ((str(file.relative_to(installed)), file.read_bytes()) for file in files)


def node() -> str:
    """Node, from the set-up's own folder before any other."""
    there = shutil.which("node", path=f"{Path(sys.executable).parent}:{os.environ['PATH']}")
    if there is None:
        raise Missing("Node is missing; make setup brings it.")
    return there
