"""The list of supported browsers is what the shipped files need, no more and no less, by MDN's data about browsers."""

import json
import subprocess
from functools import cache
from typing import Any

import pytest
from bs4 import BeautifulSoup

from scripts.content.browsers import browsers
from scripts.delivery import csp
from scripts.paths import ROOT, SITE

NODE = str(ROOT / ".venv/bin/node")
OLDEST = {id: one.version for one in browsers() for id in one.ids}

# What Pyodide's wasm has beyond the first WebAssembly, as binaryen calls it and as MDN does. Of the first two MDN says
# nothing: all browsers had the one by 2020, and the other is a part of bulk-memory.
WASM = {
    "mutable-globals": "",
    "bulk-memory-opt": "",
    "bulk-memory": "webassembly/bulk-memory-operations",
    "exception-handling": "webassembly/exception-handling",
    "nontrapping-float-to-int": "webassembly/non-trapping-float-to-int-conversions",
    "reference-types": "webassembly/reference-types",
    "sign-ext": "webassembly/sign-extension-operations",
}
POLICY = "http/headers/Content-Security-Policy/script-src/wasm-unsafe-eval"

NOT_NEEDED = {
    # scripts
    "trustedTypes": "asked for with ?., and without it nothing need be trusted",
    "createPolicy": "of trustedTypes",
    "connection": "asked for with ?.: who cannot say that data is dear is taken not to mind",
    "saveData": "of connection",
    "build": "a name of ours, in the list of what is kept",
    "lock": "a name of ours, in the manifest of the runtime",
    "months": "a name of ours, in addresses and data attributes",
    # styles: a browser leaves out a line that it does not know
    ":has": "spacing and columns; handout.css offers no choices without it",
    "container-type": "half a handout has rows to write in only where it is known how many fit",
    "container-type: size": "of container-type",
    "@container": "of container-type",
    "(scripting)": "what needs a script is offered before it is said that there is none",
    ":details-content": "on paper: site.js opens what is folded",
    "content-visibility": "of :details-content",
    "content-visibility: visible": "of :details-content",
    "text-wrap": "a heading breaks where the line ends",
    "text-wrap: balance": "of text-wrap",
    "text-wrap: pretty": "a last line may be one word",
    "text-size-adjust": "a phone on its side may enlarge the letters",
    "accent-color": "a tick in the browser's own colour",
    "user-select": "text that can be selected",
    "cursor: pointer": "no pointer on a phone",
    "color-scheme: only": "on paper: dark mode is not printed anyway",
    "hanging-punctuation": "asked for with @supports: only WebKit knows it, whose paper is mended below it",
    "hanging-punctuation: first": "of hanging-punctuation",
    "zoom": "on paper, in WebKit alone",
    "print-color-adjust": "on paper: coloured marks are left out",
    "print-color-adjust: exact": "of print-color-adjust",
    "@page": "on paper: the reader chooses margins, size and numbers in the print window",
    "size": "of @page",
    "orphans": "on paper: a line may stand alone",
    "widows": "on paper: a line may stand alone",
    "break-after: avoid": "on paper: a heading may end a page",
}
"""What some browser of the list does not have, and what happens there."""


@cache
def found() -> dict[str, Any]:
    """What tests/floor.mjs reads from the site and from MDN's data."""
    files = [
        str(file)
        for folder, kinds in ((SITE / "assets", ("js", "css")), (SITE / "runtime", ("js",)))
        for kind in kinds
        for file in sorted(folder.rglob(f"*.{kind}"))
    ]
    assert {"pyodide.js", "worker.js", "site.css"} <= {file.rpartition("/")[2] for file in files}
    asked = {
        "files": [*files, str(SITE / "sw.js")],
        "also": [POLICY, *filter(None, WASM.values())],
        "browsers": OLDEST,
    }
    command = [NODE, "--no-warnings", "tests/floor.mjs", json.dumps(asked)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    answer: dict[str, Any] = json.loads(done.stdout)
    assert len(answer["asked"]) > 500, "the files ask for hardly anything: they were not read"
    return answer


def number(version: str) -> tuple[int, ...]:
    """A version to compare: 18 is 18.0."""
    return (*map(int, version.split(".")), 0, 0)[:3]


def newer(row: dict[str, Any]) -> bool:
    """Whether some browser of the list does not have this."""
    return any(number(since) > number(OLDEST[id]) for id, since in row["since"].items())


def test_no_shipped_file_needs_a_newer_browser_than_the_page_says() -> None:
    faults = [row for row in found()["asked"] if newer(row) and row["feature"] not in NOT_NEEDED]
    assert not faults, "\n".join(
        f"{row['file']}: {row['feature']} came with {row['since']}" for row in faults
    )


def test_an_older_browser_than_the_page_says_would_not_do() -> None:
    needed = [row for row in found()["asked"] if row["feature"] not in NOT_NEEDED]
    for id, version in OLDEST.items():
        newest = max(needed, key=lambda row: number(row["since"][id]))
        assert number(newest["since"][id]) == number(version), (
            f"{id} {version} is said, {newest['since'][id]} is needed"
        )


def test_every_exception_is_one() -> None:
    assert set(NOT_NEEDED) == {row["feature"] for row in found()["asked"] if newer(row)} & set(NOT_NEEDED)


def test_the_year_is_that_in_which_the_browser_came_out() -> None:
    for one in browsers():
        for id in one.ids:
            assert found()["released"][id].startswith(str(one.year)), f"{one.name} {one.version}"


def test_the_page_prints_the_list() -> None:
    page = BeautifulSoup((SITE / "about/accessibility/index.html").read_text("utf-8"), "html5lib")
    lines = [line.get_text() for line in page.select("article li")]
    for one in browsers():
        assert f"{one.name}: version {one.version}, of {one.year}" in lines


def test_what_asks_for_features_is_read_by_every_browser() -> None:
    command = [NODE, "node_modules/acorn/bin/acorn", "--ecma5", "--silent", "docs/assets/calculator/door.js"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, f"newer than ECMAScript 5: {done.stderr}"


# --- WebAssembly


def test_the_policy_lets_webassembly_in_by_the_word_that_is_looked_up() -> None:
    assert "'wasm-unsafe-eval'" in csp.POLICY["script-src"]


def wasm() -> str:
    """Python's file as it is shipped."""
    return str(next(SITE.glob("runtime/*/pyodide.asm.wasm")))


def valid(features: set[str]) -> bool:
    """Whether Pyodide's wasm keeps to the first WebAssembly and these features."""
    flags = [f"--enable-{feature}" for feature in sorted(features)]
    command = [
        NODE,
        "node_modules/binaryen/bin/wasm-opt",
        "--mvp-features",
        *flags,
        wasm(),
        "-o",
        "/dev/null",
    ]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0 or "validator error" in done.stderr, done.stderr[-500:]
    return done.returncode == 0


@pytest.mark.slow
def test_pythons_wasm_has_no_feature_that_is_not_looked_up() -> None:
    assert valid(set(WASM))


@pytest.mark.slow
@pytest.mark.parametrize("feature", [feature for feature, path in WASM.items() if path])
def test_pythons_wasm_has_each_feature_that_is_looked_up(feature: str) -> None:
    without = {other for other in WASM if not other.startswith(feature)}
    assert not valid(without), f"nothing needs {feature} any more"


def test_pythons_wasm_has_exceptions_as_browsers_first_had_them() -> None:
    """The later form, with references to exceptions, came with Chrome 137. binaryen takes both for one feature."""
    script = "console.log(WebAssembly.validate(require('fs').readFileSync(process.argv[1])))"
    command = [NODE, "--no-experimental-wasm-exnref", "-e", script, wasm()]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    assert done.stdout == "true\n"
