"""Find out which files of the standard library the calculator uses; write scripts/python_stdlib.txt.

Pyodide runs the whole request corpus under Node with its complete library; what was imported stays. The
margin in scripts/margin.txt is added by hand. Run `python -m scripts.trim` after the engine began to import
something new; the build says so when it must be done.
"""

import sys

from scripts import engine
from scripts.library import listed
from scripts.runtime import PYODIDE, ROOT, rehearse
from tests.corpus import corpus

LIST = ROOT / "scripts" / "python_stdlib.txt"
MARGIN = ROOT / "scripts" / "margin.txt"
HEAD = """\
# The files of Python's standard library that go to the browser. Written by `python -m scripts.trim`: what
# Pyodide imports to start, what the calculator imports over the request corpus, and scripts/margin.txt.
"""


def used(count: int = 3000) -> list[str]:
    """The library's files that starting, importing all of ours and answering the corpus have imported."""
    made = engine.build(ROOT, PYODIDE, ROOT / "build" / "engine")
    seen = rehearse(corpus(count), made.wheel)
    return [str(name) for name in seen["modules"]]


def main() -> int:
    """Write the list anew."""
    names = sorted({*used(), *listed(MARGIN)})
    LIST.write_text(HEAD + "\n".join(names) + "\n", "utf-8")
    print(f"==> {len(names)} files in {LIST.relative_to(ROOT)}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
