"""Compressed twins beside every file that gains by them, so that any host can send few bytes without effort.

Brotli at its best takes half a minute for Python's wasm; the work is remembered by content in `.cache/`.
"""

import gzip
import hashlib
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import brotli

from scripts.paths import CACHE
from scripts.site import TWINS, Site

CACHE = CACHE / "made"
GAINS = {
    ".atom",
    ".css",
    ".csv",
    ".html",
    ".ics",
    ".js",
    ".json",
    ".mjs",
    ".svg",
    ".toml",
    ".txt",
    ".wasm",
    ".whl",
    ".xml",
    ".zip",
}


def remembered(kind: str, ingredients: bytes, make: Callable[[Path], None]) -> bytes:
    """What `make` writes into the file it is given, made once for the same ingredients."""
    kept = CACHE / f"{kind}-{hashlib.sha256(ingredients).hexdigest()}"
    if not kept.is_file():
        kept.parent.mkdir(parents=True, exist_ok=True)
        half_made = kept.with_suffix(".half")
        make(half_made)
        half_made.replace(kept)
    return kept.read_bytes()


def brotli_11(data: bytes) -> bytes:
    """The smallest brotli, with a window that sees 16 MB back."""
    if len(data) < 100_000:
        return bytes(brotli.compress(data, quality=11, lgwin=24))
    return remembered("br", data, lambda file: _write(file, brotli.compress(data, quality=11, lgwin=24)))


def gzip_9(data: bytes) -> bytes:
    """The smallest gzip, without a time stamp."""
    if len(data) < 100_000:
        return gzip.compress(data, 9, mtime=0)
    return remembered("gz", data, lambda file: _write(file, gzip.compress(data, 9, mtime=0)))


def _write(file: Path, data: bytes) -> None:
    file.write_bytes(data)


def compress(file: Path) -> None:
    """Write `file`.br and `file`.gz, where they are smaller than `file`."""
    data = file.read_bytes()
    for suffix, made in zip(TWINS, (brotli_11(data), gzip_9(data)), strict=True):
        if len(made) < len(data):
            file.with_name(file.name + suffix).write_bytes(made)


def precompress(site: Site) -> None:
    """Compressed twins of every file that gains by them."""
    files = [file for file in sorted(site.folder.rglob("*")) if file.suffix in GAINS and file.is_file()]
    files = [
        file for file in files if file != site.folder / "offline.zip"
    ]  # deflated inside; nothing to gain
    with ThreadPoolExecutor(2) as pool:  # both compressors let go of Python's lock
        list(pool.map(compress, files))
