"""Python's wasm without the tables that no answer can use: zeros in their place, and zeros do not travel.

unused.mjs says where the tables lie. No code is touched and every byte stays at its address; long runs of zeros
are left out, because memory begins as zeros. 8.6 MB of wasm become 7.2, and travel as 1.9 MB instead of 2.1. The
modules whose tables are gone are renamed, so that importing one fails with "No module named" instead of decoding to
nonsense. `SLIM=0 make site` leaves the wasm as Pyodide ships it.

What was tried and left out, with the figures, is in docs/about/decisions/0013-small-python.md.
"""

import json
import re
import subprocess
from collections.abc import Iterator
from pathlib import Path

from scripts.delivery.precompress import remembered
from scripts.paths import ROOT, SCRIPTS
from scripts.runtime import stdlib

FINDER = SCRIPTS / "runtime/unused.mjs"
MEMORY_BASE = 1024
"""Where Emscripten 4.0.9 puts a main module's data; pyodide.asm.js calls relocateExports(wasmExports, 1024)."""
DATA, COUNT = 11, 12
"""The numbers of a wasm file's data section, and of the one that counts its segments: https://webassembly.github.io/spec/core/binary/modules.html"""

ZEROS = re.compile(rb"\0{4096,}")


class NotAsKnown(Exception):
    """The wasm is not laid out as this file expects; the message says where."""


def slim(wasm: bytes) -> bytes:
    """The same module with the unused tables zeroed and their modules renamed."""
    found = json.loads(remembered("unused", FINDER.read_bytes() + wasm, find))
    start, size = data_bytes(wasm)
    out = bytearray(wasm)
    for address, length in found["tables"]:
        at = address - MEMORY_BASE
        if not 0 <= at <= at + length <= size:
            raise NotAsKnown(f"a table at {address} lies outside the data")
        out[start + at : start + at + length] = bytes(length)
    for address in found["names"]:
        at = start + address - MEMORY_BASE
        if out[at - 1 : at + 8] != b"\0_codecs_":
            raise NotAsKnown(f"there is no module's name at {address}")
        out[at : at + 1] = b"-"  # "-codecs_jp" is no name that an import statement can spell
    return without_zeros(bytes(out))


def without_zeros(wasm: bytes) -> bytes:
    """The same module without long runs of zeros in its data: memory begins as zeros anyway."""
    start, size = data_bytes(wasm)
    data = wasm[start : start + size]
    pieces: list[tuple[int, bytes]] = []
    at = 0
    for zeros in [*ZEROS.finditer(data), None]:
        end = zeros.start() if zeros else size
        pieces.append((MEMORY_BASE + at, data[at:end]))
        at = zeros.end() if zeros else size
    count = unsigned(len(pieces))
    bodies = {COUNT: count, DATA: count + b"".join(segment(to, piece) for to, piece in pieces)}
    out = bytearray(wasm[:8])
    for kind, begin, _, end in sections(wasm):
        body = bodies.get(kind)
        out += wasm[begin:end] if body is None else bytes([kind]) + unsigned(len(body)) + body
    return bytes(out)


def segment(to: int, data: bytes) -> bytes:
    """Data that is laid at an address when the module starts: i32.const, the address, end."""
    return b"\0\x41" + signed(to) + b"\x0b" + unsigned(len(data)) + data


def find(out: Path) -> None:
    """Ask Pyodide under Node."""
    done = subprocess.run([stdlib.node(), FINDER], cwd=ROOT, check=True, capture_output=True)
    out.write_bytes(done.stdout)


def data_bytes(wasm: bytes) -> tuple[int, int]:
    """Where the bytes of the one data segment begin in the file, and how many there are."""
    for kind, _, body, _ in sections(wasm):
        if kind == DATA:
            segments, at = leb128(wasm, body)
            flags, at = leb128(wasm, at)
            if (segments, flags, wasm[at]) != (1, 0, 0x23):  # one, active, its place in a global
                raise NotAsKnown("the data section is not one segment at the memory base")
            _, at = leb128(wasm, at + 1)
            size, begin = leb128(wasm, at + 1)  # after the end mark of the place
            return begin, size
    raise NotAsKnown("there is no data section")


def sections(wasm: bytes) -> Iterator[tuple[int, int, int, int]]:
    """Each section's number, where it begins, where its body begins, and where it ends."""
    at = 8
    while at < len(wasm):
        length, body = leb128(wasm, at + 1)
        yield wasm[at], at, body, body + length
        at = body + length


def leb128(wasm: bytes, at: int) -> tuple[int, int]:
    """An unsigned number of wasm's, and where the next byte is."""
    value = shift = 0
    while True:
        byte = wasm[at]
        at += 1
        value |= (byte & 0x7F) << shift
        shift += 7
        if byte < 0x80:
            return value, at


def unsigned(number: int) -> bytes:
    """A number as wasm writes it: seven bits a byte, the low ones first."""
    out = bytearray()
    while number > 0x7F:
        out.append(number & 0x7F | 0x80)
        number >>= 7
    return bytes([*out, number])


def signed(number: int) -> bytes:
    """A number that is not negative, where wasm could also write one that is: the highest bit left is its sign."""
    out = unsigned(number)
    return out if out[-1] < 0x40 else out[:-1] + bytes([out[-1] | 0x80, 0])
