"""The long sweep: 100,000 requests, the same answers to the byte in this Python and in Pyodide under Node.

`make test` asks 5,000 of them, and 2,000 in each browser. `python -m scripts.parity 20000` asks as many as it is told.
"""

import hashlib
import sys
from itertools import batched
from pathlib import Path

from calculator.answer import answer
from scripts.runtime import ROOT, rehearse
from tests.corpus import corpus

BATCH = 10_000


def runtime_of(site: Path) -> tuple[Path, Path, Path]:
    """The engine, the folder of Python, and the calendar library, as a built site serves them."""
    calendar = next(site.glob("runtime/*/icalendar.zip"))
    return next(site.glob("runtime/*/calculator-*.whl")), calendar.parent, calendar


def differences(requests: list[str], site: Path) -> list[str]:
    """The requests that are answered differently."""
    ours = [hashlib.sha256(answer(one).encode("utf-8", "surrogatepass")).hexdigest() for one in requests]
    theirs = rehearse(requests, *runtime_of(site))["answers"]
    return [one for one, a, b in zip(requests, ours, theirs, strict=True) if a != b]


def main() -> int:
    """Sweep, batch by batch, and stop at the first batch with a difference."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 100_000
    done = 0
    for batch in batched(corpus(count), BATCH, strict=False):
        if wrong := differences(list(batch), ROOT / "site"):
            print(
                f"STOP: answered differently in Pyodide, {len(wrong)} in all: {wrong[0][:500]}",
                file=sys.stderr,
            )
            return 1
        done += len(batch)
        print(f"==> {done:,} requests answered alike", flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
