"""Pyodide's wasm and Emscripten's script without what neither of them reaches.

The wasm exports nearly every function of CPython, and the script gives each export a variable: a library in C that is
loaded later would look there. The calculator loads none. So the script loses the variables that nothing mentions, and
binaryen's `wasm-metadce` takes from the wasm every function that what is left cannot reach. Figures, and what was
tried and left out: docs/about/decisions/0013-small-python.md.
"""

import json
import re
import subprocess
import tempfile
from pathlib import Path

from scripts.delivery.precompress import remembered
from scripts.paths import NODE_MODULES
from scripts.runtime import stdlib

METADCE = NODE_MODULES / "binaryen/bin/wasm-metadce"
WORD = re.compile(r"[A-Za-z_$][\w$]*")
VARIABLE = re.compile(r'var (\w+)=Module\["(\w+)"\]=(?:wasmExports\["(\w+)"\]|\d+);')
"""How Emscripten 4.0.9 takes a function, or where a table lies: `var _f=Module["_f"]=wasmExports["f"];`."""
EXPORT = re.compile(r'wasmExports(?:\.|\[")(\w+)')
"""How the script asks the wasm for an export, with or without a variable."""
FEATURES = [
    "mutable-globals",
    "sign-ext",
    "nontrapping-float-to-int",
    "bulk-memory",
    "reference-types",
    "exception-handling",
]
"""What Pyodide's wasm uses beyond the first version of wasm. wasm-metadce stops at anything else."""


def script(glue: str, loader: str) -> str:
    """Emscripten's script without the variables that neither it nor Pyodide's loader mentions again."""
    mentioned = set(WORD.findall(VARIABLE.sub("", glue) + loader))
    return VARIABLE.sub(lambda found: found[0] if mentioned & set(found.groups()) else "", glue)


def wasm(whole: Path, glue: str) -> bytes:
    """The wasm in the file `whole` with what the script asks for, and all that this reaches; made once."""
    if not METADCE.is_file():
        raise stdlib.Missing("binaryen is missing from node_modules; make setup brings it.")
    names = sorted(set(EXPORT.findall(glue)))
    graph = json.dumps([{"name": name, "export": name, "root": True} for name in names])
    options = ["--mvp-features", *(f"--enable-{feature}" for feature in FEATURES)]

    def make(out: Path) -> None:
        with tempfile.NamedTemporaryFile("w", suffix=".json") as file:
            file.write(graph)
            file.flush()
            command: list[str | Path] = [stdlib.node(), METADCE, whole, *options, "-f", file.name, "-o", out]
            subprocess.run(command, check=True, stdout=subprocess.DEVNULL)  # it prints what it removed

    ingredients = [whole.read_bytes(), METADCE.read_bytes(), graph.encode(), " ".join(options).encode()]
    return remembered("reached", b"\0".join(ingredients), make)
