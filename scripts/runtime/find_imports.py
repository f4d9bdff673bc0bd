"""Find out which files of the standard library the calculator uses; write scripts/runtime/python_stdlib.txt.

Pyodide runs the whole request corpus under Node with its complete library; what was imported stays. The
margin in margin.txt is added by hand. Run `python -m scripts.runtime.find_imports` after the engine began to import
something new; the build says so when it must be done.
"""

import sys

from scripts.paths import BUILD, ROOT, SCRIPTS
from scripts.runtime import wheel
from scripts.runtime.build import PYODIDE, rehearse
from scripts.runtime.stdlib import listed
from tests.corpus import BUILD_SEED, corpus

LIST = SCRIPTS / "runtime/python_stdlib.txt"
MARGIN = SCRIPTS / "runtime/margin.txt"
HEAD = """\
# The files of Python's standard library that go to the browser. Written by
# `python -m scripts.runtime.find_imports`: what Pyodide imports to start, what the calculator imports over the request
# corpus, and margin.txt.
"""


def used(count: int = 3000) -> list[str]:
    """The library's files that starting, importing all of ours and answering the corpus have imported."""
    made = wheel.build_wheel(ROOT, PYODIDE, BUILD / "engine")
    seen = rehearse(corpus(count, BUILD_SEED), made.wheel)
    return [str(name) for name in seen["modules"]]


def main() -> int:
    """Write the list anew."""
    names = sorted({*used(), *listed(MARGIN)})
    LIST.write_text(HEAD + "\n".join(names) + "\n", "utf-8")
    print(f"==> {len(names)} files in {LIST.relative_to(ROOT)}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
