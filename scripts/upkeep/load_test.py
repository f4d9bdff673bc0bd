"""How many readers one small server can carry: Debian's nginx on loopback, asked by wrk (`make load`).

A page of the site is asked for as browsers ask for it (compressed, with every header), and next to it a bare file of
the same number of bytes, uncompressed and without our headers, on the same nginx. Their ratio is what our way costs:
in requests a second, which is what the aim is about. Beside it stands the same for each second of nginx's own processor
time: on a busy machine it says more, on a quiet one the kernel's clock ticks are too coarse for it.
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
from dataclasses import astuple, dataclass
from pathlib import Path
from statistics import median

from scripts.delivery.hosts import nginx
from scripts.paths import SITE

PORT, BARE_PORT = 18081, 18082
SECONDS = 1
TURNS = 9
AIM = 0.9


@dataclass(frozen=True)
class Measured:
    """What wrk saw."""

    per_second: float
    p99_ms: float
    per_cpu_second: float


def main() -> int:
    """Measure, print, and say whether the aim was met."""
    with tempfile.TemporaryDirectory() as folder, serving(Path(folder)) as (bare, nginx_id):
        heads = ("asked for", "bytes", "a second", "p99 ms", "bare", "p99 ms", "ratio", "by CPU")
        print("{:40}{:>10}{:>9}{:>8}{:>9}{:>8}{:>7}{:>8}".format(*heads))
        ratios = [row(path, bare, nginx_id) for path in subjects()]
    print(
        f"Medians of {TURNS} pairs of turns of {SECONDS} s; load on the machine now: {os.getloadavg()[0]:.1f}."
    )
    print(f"The lowest ratio is {min(ratios):.2f}; the aim is {AIM}.")
    return 0 if min(ratios) >= AIM else 1


def subjects() -> list[str]:
    """A guidance page, the page of a schedule, and every runtime file of Python."""
    runtime = sorted(
        file.relative_to(SITE).as_posix() for file in (SITE / "runtime").rglob("*") if wanted(file)
    )
    return ["late-or-missed/index.html", "schedules/uk-bnf-hydroxocobalamin-no-neuro/index.html", *runtime]


def wanted(file: Path) -> bool:
    """A file that browsers fetch; its twins are sent in its place."""
    return file.is_file() and file.suffix not in {".br", ".gz", ".map"}


def row(path: str, bare: Path, nginx_id: int) -> float:
    """One line of the table; returns the ratio of requests a second."""
    twin = SITE / f"{path}.br"
    sent = (twin if twin.is_file() else SITE / path).read_bytes()
    name = f"{hashlib.sha256(path.encode()).hexdigest()[:8]}.bin"
    (bare / name).write_bytes(sent)
    own, other = f"http://127.0.0.1:{PORT}/{path}", f"http://127.0.0.1:{BARE_PORT}/{name}"
    pairs = [  # one right after the other, so that a busy moment of the machine falls on both
        (wrk(nginx_id, own, "Accept-Encoding: br"), wrk(nginx_id, other)) for _ in range(TURNS)
    ]
    ratio = median(ours.per_second / theirs.per_second for ours, theirs in pairs)
    by_cpu = median(ours.per_cpu_second / theirs.per_cpu_second for ours, theirs in pairs)
    ours, theirs = (middle(side) for side in zip(*pairs, strict=True))
    short = path if len(path) < 40 else f"…{path[-38:]}"
    print(
        f"{short:40}{len(sent):>10,}{ours.per_second:>9,.0f}{ours.p99_ms:>8.1f}"
        f"{theirs.per_second:>9,.0f}{theirs.p99_ms:>8.1f}{ratio:>7.2f}{by_cpu:>8.2f}",
        flush=True,
    )
    return ratio


def middle(turns: tuple[Measured, ...]) -> Measured:
    """The median of each figure."""
    return Measured(*(median(figures) for figures in zip(*map(astuple, turns), strict=True)))


def wrk(nginx_id: int, address: str, *headers: str) -> Measured:
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
    before = cpu_seconds(nginx_id)
    told = subprocess.run(words, capture_output=True, text=True, check=True).stdout
    used = cpu_seconds(nginx_id) - before
    if "Non-2xx" in told or "Socket errors" in told:
        raise RuntimeError(told)
    p99 = re.search(r"99%\s+([\d.]+)(us|ms|s)", told)
    rate, count = re.search(r"Requests/sec:\s+([\d.]+)", told), re.search(r"(\d+) requests in", told)
    if not (p99 and rate and count):
        raise RuntimeError(told)
    scale = {"us": 0.001, "ms": 1.0, "s": 1000.0}[p99[2]]
    return Measured(float(rate[1]), float(p99[1]) * scale, int(count[1]) / max(used, 0.01))


def cpu_seconds(nginx_id: int) -> float:
    """Processor time that nginx's workers have used so far."""
    ticks = 0
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = stat.read_text().rpartition(")")[2].split()
        except OSError:  # a process that has just ended
            continue
        if int(fields[1]) == nginx_id:
            ticks += int(fields[11]) + int(fields[12])
    return ticks / os.sysconf("SC_CLK_TCK")


@contextmanager
def serving(folder: Path) -> Iterator[tuple[Path, int]]:
    """The tested recipe, and beside it a server for bare files; gives their folder and the id of nginx."""
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
            yield bare, process.pid
        finally:
            process.terminate()


if __name__ == "__main__":
    sys.exit(main())
