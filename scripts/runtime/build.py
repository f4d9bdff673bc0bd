"""Python for the reader's browser: Pyodide's files checked, trimmed, named by content, each vouched for.

    the page names   runtime/<sha256 of worker.js>/worker.js
    worker.js names  the sha256 of every file below, and checks each before anything in it runs:
      runtime/python-<hash>/pyodide.js           Pyodide's two scripts in one function
      runtime/python-<hash>/pyodide.asm.wasm     Python itself
      runtime/python-<hash>/python_stdlib.zip    the part of the standard library that is used
      runtime/<sha256 of worker.js>/calculator-*.whl

Python and the engine lie in two folders, so that a corrected schedule costs a returning reader kilobytes, not
megabytes. Both names change with their content, so a browser may keep both for ever.

The step `runtime` writes `build/runtime/` and `build/runtime.json`; `runtime_files` lays them beside the pages.
"""

import hashlib
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
import zipfile
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from calculator.protocol import protocol_ids
from scripts.content.phrases import site_code
from scripts.delivery.precompress import brotli_11
from scripts.paths import BUILD, DOCS, NODE_MODULES, ROOT, SCRIPTS
from scripts.runtime import reached, stdlib
from scripts.runtime.pack import pack
from scripts.runtime.wheel import build_wheel
from scripts.site import Site, Stop

PYODIDE = NODE_MODULES / "pyodide"
OUT = BUILD / "runtime"
WORKER = DOCS / "assets" / "calculator" / "worker.js"

# Pyodide 0.29.5 from npm: CPython 3.13.2, Emscripten 4.0.9. npm checks the package; this, the files on disk.
PINS = {
    "pyodide.mjs": "510ca14305230018f50c40fb81be673afd68080e70ce7733fcce6600dd6a1714",
    "pyodide.asm.js": "356c42f69e1695397e9d8670bd3c2e678248cde76e18bdae1731e848537b47d7",
    "pyodide.asm.wasm": "54309a5a2cfd757b1f0fdbc9093c92503f7b341500110329d932487183912718",
    "python_stdlib.zip": "831fd1e535084b972f87c6a35275de3d236efd5166f5e77ce89497710635e73c",
    "pyodide-lock.json": "14d2c2dba101277999e17135e653d8f15389ad1437f53eae213bf0c3cdff723d",
}
# How pyodide.mjs 0.29.5 ends: the two names that one_script() returns instead of exporting.
EXPORT = re.compile(r"export\{(\w+) as loadPyodide,(\w+) as version\};\s*(//# sourceMappingURL=\S+\s*)?$")

# Where Python finds what is installed, and what it is told when it starts, in the browser and in Node.
PACKAGES = "/lib/python3.13/site-packages"
ENV = {
    "PYTHONHASHSEED": "0",  # sets in the same order here as in the build
    "PYTHONTZPATH": f"{PACKAGES}/tzdata/zoneinfo",  # where the calendar library's one time zone is unpacked
}

EXTRAS = ("icalendar", "qrcodegen")  # fetched when an answer needs one of them
LIBRARIES = ("python_stdlib", *EXTRAS)  # scripts/runtime/<name>.txt lists the files of each


class RuntimeStop(Exception):
    """The runtime cannot be made from what is here; the message says why."""


@dataclass(frozen=True)
class Part:
    """One file of the runtime: its name, its bytes, and the part of them whose hash the worker can see."""

    name: str
    data: bytes
    seen: slice = slice(None)

    def told(self, folder: str = "") -> dict[str, Any]:
        """What worker.js knows of it. `wire` is what travels where the host serves brotli."""
        return {
            "url": folder + self.name,
            "size": len(self.data),
            "wire": len(brotli_11(self.data)),
            "sha256": hashlib.sha256(self.data[self.seen]).hexdigest(),
        }


def build(project: Path = ROOT, out: Path = OUT) -> dict[str, Any]:
    """Write the runtime below `out`, and return what pages and tests need to know about it."""
    check_pins()
    shutil.rmtree(out, ignore_errors=True)
    glue, wasm = core()
    python = [one_script(glue), Part("pyodide.asm.wasm", wasm)]
    python += [Part(f"{name}.zip", stdlib.compiled(SCRIPTS / f"runtime/{name}.txt")) for name in LIBRARIES]
    folder = "python-" + hashlib.sha256(b"".join(part.data for part in python)).hexdigest()[:16]
    made = build_wheel(project, PYODIDE, out.parent / "engine")
    wheel = Part(made.wheel.name, made.wheel.read_bytes())
    laid = {f"{folder}/{part.name}": part for part in python}
    lay(out, laid)
    question = json.dumps(
        {"protocol": protocol_ids()[0]}
    )  # pages hold better ones: tests ask for all of them
    right = hashlib.sha256(answer(project, question)).hexdigest()
    if rehearse([question], made.wheel, out / folder)["answers"] != [right]:
        raise RuntimeStop("the calculator answers differently in Pyodide and in this Python.")
    told = {part.name: part.told(f"../{folder}/") for part in python} | {"wheel": wheel.told()}
    manifest: dict[str, Any] = {
        "engine": made.version,
        "files": {name: file for name, file in told.items() if name.removesuffix(".zip") not in EXTRAS},
        "extras": {name: told[f"{name}.zip"] for name in EXTRAS},
        "lock": made.lock,
        "env": ENV,
        "packages": PACKAGES,
    }
    worker = written_in(WORKER.read_text("utf-8"), manifest)
    home = hashlib.sha256(worker.data).hexdigest()
    laid |= {f"{home}/{part.name}": part for part in (worker, wheel)}
    lay(out, laid)
    at_once = [f"{folder}/{part.name}" for part in python[:3]] + [
        f"{home}/{worker.name}",
        f"{home}/{wheel.name}",
    ]
    return {
        "directory": f"runtime/{home}/",
        "engine": made.version,
        "at_once": [f"runtime/{path}" for path in at_once],
        "files": [
            part.told() | {"url": f"runtime/{path}", "sha256": hashlib.sha256(part.data).hexdigest()}
            for path, part in laid.items()
        ],
        "wire": sum(part["wire"] for part in [*manifest["files"].values(), worker.told()]),
    }


def lay(out: Path, files: dict[str, Part]) -> None:
    """Write files below `out`."""
    for path, part in files.items():
        (out / path).parent.mkdir(parents=True, exist_ok=True)
        (out / path).write_bytes(part.data)


def lay_text(out: Path, files: dict[str, str]) -> None:
    """Write texts below `out`."""
    for path, text in files.items():
        (out / path).parent.mkdir(parents=True, exist_ok=True)
        (out / path).write_text(text, "utf-8")


def check_pins() -> None:
    """Stop when a file of Pyodide is missing or is not the one that was read and measured."""
    for name, pin in PINS.items():
        file = PYODIDE / name
        if not file.is_file():
            raise RuntimeStop(f"{file.relative_to(ROOT)} is missing; make setup brings it.")
        if hashlib.sha256(file.read_bytes()).hexdigest() != pin:
            raise RuntimeStop(
                f"{file.relative_to(ROOT)} does not have the sha256 that scripts/runtime/build.py expects."
            )


def core() -> tuple[str, bytes]:
    """Emscripten's script and Python itself, without what neither of them reaches."""
    whole = (PYODIDE / "pyodide.asm.js").read_text("ascii")
    glue = reached.script(whole, (PYODIDE / "pyodide.mjs").read_text("ascii"))
    if glue == whole:
        raise RuntimeStop("pyodide.asm.js does not take its exports as scripts/runtime/reached.py knows.")
    return glue, reached.wasm(PYODIDE / "pyodide.asm.wasm", glue)


def one_script(glue: str) -> Part:
    """Pyodide's loader and Emscripten's glue as one exported function.

    One request fewer; and a function can be asked for its source text (ECMAScript requires it to the letter),
    so the worker can check what `import()` brought before it calls it, with no `blob:` and no second fetch. It stands
    in brackets, by which browsers know that it will be called and compile it while they read it.
    """
    loader = (PYODIDE / "pyodide.mjs").read_text("ascii")
    body, changed = EXPORT.subn(r"return { loadPyodide: \1, version: \2 };", loader)
    if not changed:
        raise RuntimeStop("pyodide.mjs does not end with the exports that scripts/runtime/build.py knows.")
    before, function, after = "export const pyodide = (", f"function () {{\n{glue}\n{body}\n}}", ");"
    return Part("pyodide.js", (before + function + after).encode("ascii"), slice(len(before), -len(after)))


def rehearse(requests: list[str], wheel: Path, python: Path | None = None, *more: Path) -> dict[str, Any]:
    """Ask the engine under Node: the sha256 of each answer, and which files of the library were imported.

    `python` is a folder of this runtime with its library; without it, the library is whole, stand-ins and all.
    """
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch)  # Node's loader wants the script beside the wasm, and no ES module
        shutil.copy(PYODIDE / "pyodide-lock.json", folder)
        glue, wasm = core()
        (folder / "pyodide.asm.js").write_text(glue, "ascii")
        (folder / "pyodide.asm.wasm").write_bytes(wasm)
        (folder / "package.json").write_text('{"type": "commonjs"}', "utf-8")
        installed, standard = folder / "installed", folder / "whole.zip"
        for each in (wheel, *more):
            zipfile.ZipFile(each).extractall(installed)
        lay_text(installed / "calculator", pack(list(protocol_ids()), site_code()))
        if python is None:
            stdlib.whole(standard)
        command: list[str | Path] = [
            stdlib.node(),
            SCRIPTS / "runtime/ask.mjs",
            folder,
            python / "python_stdlib.zip" if python else standard,
            installed,
        ]
        asked = json.dumps({"requests": requests, "env": ENV, "packages": PACKAGES})
        done = subprocess.run(command, cwd=ROOT, input=asked, capture_output=True, text=True, check=False)
    if done.returncode:
        why = done.stderr.strip().rpartition("\n")[2]
        raise RuntimeStop(f"the calculator does not run in Pyodide: {why[:300]}")
    seen: dict[str, Any] = json.loads(done.stdout)
    return seen


def runtime_of(site: Path) -> tuple[Path, ...]:
    """The engine, the folder of Python, and the libraries for some answers, as a built site serves them."""
    extras = [next(site.glob(f"runtime/*/{name}.zip")) for name in EXTRAS]
    return next(site.glob("runtime/*/calculator-*.whl")), extras[0].parent, *extras


def answer(project: Path, question: str) -> bytes:
    """What the engine in `project` answers here, in CPython."""
    ask = "import sys; from calculator.answer import answer; sys.stdout.write(answer(sys.argv[1]))"
    env = os.environ | {"PYTHONHASHSEED": "0", "PYTHONUTF8": "1"}
    done = subprocess.run(
        [sys.executable, "-c", ask, question], cwd=project, env=env, check=True, capture_output=True
    )
    return done.stdout


def written_in(worker: str, manifest: dict[str, Any]) -> Part:
    """worker.js with the manifest in the one place that it keeps for it."""
    if worker.count('"RUNTIME"') != 1:
        raise RuntimeStop('worker.js must hold the word "RUNTIME", in quotes, once.')
    return Part("worker.js", worker.replace('"RUNTIME"', json.dumps(manifest)).encode())


def runtime(site: Site) -> None:
    """Python for the browser."""
    try:
        made = build(out=site.build / "runtime")
    except (RuntimeStop, stdlib.Missing) as stop:
        raise Stop(str(stop)) from stop
    (site.build / "runtime.json").write_text(json.dumps(made, indent=1) + "\n", "utf-8")


def runtime_files(site: Site) -> None:
    """Python's files beside the pages."""
    shutil.rmtree(site.folder / "runtime", ignore_errors=True)
    shutil.copytree(site.build / "runtime", site.folder / "runtime")
