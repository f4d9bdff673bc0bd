"""How many readers one small server can carry: Debian's nginx on loopback, asked by wrk (`make load`).

A page of the site is asked for as browsers ask for it (compressed, with every header), and next to it a bare file of
the same number of bytes, uncompressed and without our headers, on the same nginx. Their ratio is what our way costs.
"""

import hashlib
import os
import re
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from statistics import median

from scripts.hosts import nginx

ROOT = Path(__file__).resolve().parent.parent
SITE = Path(os.environ.get("SITE", ROOT / "site"))
PORT, BARE_PORT = 18081, 18082
SECONDS = 1
TURNS = 9
AIM = 0.9


@dataclass(frozen=True)
class Measured:
    """What wrk saw."""

    per_second: float
    p99_ms: float


def main() -> int:
    """Measure, print, and say whether the aim was met."""
    with tempfile.TemporaryDirectory() as folder, serving(Path(folder)) as bare:
        print(
            f"{'asked for':44}{'bytes':>9}{'a second':>10}{'p99 ms':>8}{'bare':>10}{'p99 ms':>8}{'ratio':>7}"
        )
        ratios = [row(path, bare) for path in subjects()]
    print(
        f"The lowest ratio is {min(ratios):.2f}; the aim is {AIM}. Medians of {TURNS} pairs of turns of {SECONDS} s."
    )
    return 0 if min(ratios) >= AIM else 1


def subjects() -> list[str]:
    """A guidance page, the calculator's page, and every runtime file of Python."""
    runtime = sorted(
        file.relative_to(SITE).as_posix() for file in (SITE / "runtime").rglob("*") if wanted(file)
    )
    return ["late-or-missed/index.html", "calculator/index.html", *runtime]


def wanted(file: Path) -> bool:
    """A file that browsers fetch; its twins are sent in its place."""
    return file.is_file() and file.suffix not in {".br", ".gz", ".map"}


def row(path: str, bare: Path) -> float:
    """One line of the table; returns the ratio."""
    twin = SITE / f"{path}.br"
    sent = (twin if twin.is_file() else SITE / path).read_bytes()
    name = f"{hashlib.sha256(path.encode()).hexdigest()[:8]}.bin"
    (bare / name).write_bytes(sent)
    pairs = [  # one right after the other, so that a busy moment of the machine falls on both
        (
            wrk(f"http://127.0.0.1:{PORT}/{path}", "Accept-Encoding: br"),
            wrk(f"http://127.0.0.1:{BARE_PORT}/{name}"),
        )
        for _ in range(TURNS)
    ]
    ratio = median(ours.per_second / theirs.per_second for ours, theirs in pairs)
    ours, theirs = (middle(side) for side in zip(*pairs, strict=True))
    short = path if len(path) < 44 else f"…{path[-42:]}"
    print(
        f"{short:44}{len(sent):>9,}{ours.per_second:>10,.0f}{ours.p99_ms:>8.1f}"
        f"{theirs.per_second:>10,.0f}{theirs.p99_ms:>8.1f}{ratio:>7.2f}",
        flush=True,
    )
    return ratio


def middle(turns: tuple[Measured, ...]) -> Measured:
    """The median of each figure."""
    return Measured(median(one.per_second for one in turns), median(one.p99_ms for one in turns))


def wrk(address: str, *headers: str) -> Measured:
    """Ask over 16 connections for a while. RuntimeError for any answer that is not 2xx."""
    words = [
        "wrk",
        "-t1",
        "-c16",
        f"-d{SECONDS}s",
        "--latency",
        *(f"-H{header}" for header in headers),
        address,
    ]
    told = subprocess.run(words, capture_output=True, text=True, check=True).stdout
    if "Non-2xx" in told or "Socket errors" in told:
        raise RuntimeError(told)
    number, unit = re.search(r"99%\s+([\d.]+)(us|ms|s)", told).groups()  # type: ignore[union-attr]
    scale = {"us": 0.001, "ms": 1.0, "s": 1000.0}[unit]
    return Measured(float(re.search(r"Requests/sec:\s+([\d.]+)", told)[1]), float(number) * scale)  # type: ignore[index]


@contextmanager
def serving(folder: Path) -> Iterator[Path]:
    """The tested recipe on one port, and on another a server for one bare file; gives the bare file's folder."""
    text = nginx(str(SITE), listen=f"127.0.0.1:{PORT}")
    bare = folder / "bare"
    bare.mkdir()
    second = f"    server {{ listen 127.0.0.1:{BARE_PORT}; root {bare}; gzip_static off; brotli_static off; }}\n}}\n"
    text = text.rstrip().removesuffix("}") + second
    config = folder / "nginx.conf"
    config.write_text(text.replace("/tmp/b12-", f"{folder}/b12-"))
    words = ["nginx", "-c", str(config), "-e", "stderr", "-g", "daemon off; user root;"]
    with subprocess.Popen(words) as process:
        try:
            time.sleep(1)
            yield bare
        finally:
            process.terminate()


if __name__ == "__main__":
    sys.exit(main())
