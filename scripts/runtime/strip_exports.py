"""Pyodide's wasm and its script without the 9,000 names that only extension modules ask for. The calculator has none.

The wasm exports nearly every function of CPython, and Emscripten's script gives each a variable; a library in C that
is loaded later would find them there. Both lists are shortened to what the script itself speaks of and what the wasm
looks up in itself. No code is touched: 0.11 MB fewer travel, and thousands of names are not entered into tables at each
start.

A name that was dropped and is needed after all is `undefined` where the script calls it: tests/test_exports.py asks for
every name the script speaks of, and the parity tests run everything else.
"""

import re
from collections.abc import Iterator

from scripts.runtime.zero_cjk_tables import NotAsKnown, leb128, sections, unsigned

EXPORTED = re.compile(r'var (\w+)=Module\["(\w+)"\]=wasmExports\["(\w+)"\];')
"""How Emscripten 4.0.9 takes an export: `var _f=Module["_f"]=wasmExports["f"];`."""
WORD = re.compile(r"[A-Za-z_$][\w$]*")
IMPORT, EXPORT = 2, 7
"""Numbers of a wasm file's sections: https://webassembly.github.io/spec/core/binary/modules.html"""


def short_script(glue: str, loader: str) -> str:
    """Emscripten's script without the variables that neither it nor Pyodide's loader mentions again."""
    mentioned = set(WORD.findall(EXPORTED.sub("", glue))) | set(WORD.findall(loader))
    if not EXPORTED.search(glue):
        raise NotAsKnown(
            "pyodide.asm.js does not take its exports as scripts/runtime/strip_exports.py expects"
        )
    return EXPORTED.sub(lambda taken: taken[0] if mentioned & set(taken.groups()) else "", glue)


def short_wasm(wasm: bytes, script: str) -> bytes:
    """The same module, exporting only what the script mentions and what it imports from itself (GOT)."""
    needed = set(WORD.findall(script))
    out = bytearray(wasm[:8])
    for kind, begin, body, end in sections(wasm):
        if kind == IMPORT:
            needed |= looked_up(wasm, body)
        if kind != EXPORT:
            out += wasm[begin:end]
            continue
        kept = [wasm[first:last] for name, first, last in exports(wasm, body) if name in needed]
        content = unsigned(len(kept)) + b"".join(kept)
        out += bytes([EXPORT]) + unsigned(len(content)) + content
    return bytes(out)


def exports(wasm: bytes, at: int) -> Iterator[tuple[str, int, int]]:
    """Each export's name, and where its entry begins and ends."""
    count, at = leb128(wasm, at)
    for _ in range(count):
        name, after = text(wasm, at)
        _, end = leb128(wasm, after + 1)
        yield name, at, end
        at = end


def looked_up(wasm: bytes, at: int) -> set[str]:
    """What the module imports through its global offset table: the loader finds those among its own exports."""
    count, at = leb128(wasm, at)
    found: set[str] = set()
    for _ in range(count):
        home, at = text(wasm, at)
        name, at = text(wasm, at)
        if home.startswith("GOT."):
            found.add(name)
        at = after_type(wasm, at)
    return found


def after_type(wasm: bytes, at: int) -> int:
    """Where an import's type ends: a function, a table, a memory, a global or an exception's tag."""
    kind, at = wasm[at], at + 1
    if kind == 3:  # a global: its type, and whether it changes
        return at + 2
    if kind in (1, 4):  # a byte (the table's type, or zero) before what follows
        at += 1
    if kind in (0, 4):  # the number of a type
        return leb128(wasm, at)[1]
    if kind not in (1, 2):
        raise NotAsKnown(f"an import of kind {kind}")
    limits, at = leb128(wasm, at)
    _, at = leb128(wasm, at)
    return leb128(wasm, at)[1] if limits & 1 else at


def text(wasm: bytes, at: int) -> tuple[str, int]:
    """A name of wasm's, and where the next thing is."""
    length, at = leb128(wasm, at)
    return wasm[at : at + length].decode(), at + length
