"""Python for the browser is what Pyodide published, less what is never reached, and it starts and answers.

A reader whose browser asks for a part that was left out would see a calculator that cannot start.
"""

import marshal
import re
import subprocess
import zipfile
from hashlib import sha256
from pathlib import Path
from types import CodeType

import pytest

from calculator.answer import answer
from scripts.pages.schedule_page import request
from scripts.paths import NODE_MODULES, SITE
from scripts.runtime import build, stdlib

pytestmark = pytest.mark.slow  # needs a built site

WHOLE = build.PYODIDE / "pyodide.asm.wasm"
EXPORTS = "WebAssembly.Module.exports(new WebAssembly.Module(require('fs').readFileSync(process.argv[1])))"


def published(name: str) -> Path:
    (file,) = SITE.glob(f"runtime/python-*/{name}")
    return file


def exports(wasm: Path, *options: str) -> set[str]:
    """The names that a wasm file offers, as Node reads it."""
    command = [stdlib.node(), *options, "--print", f"{EXPORTS}.map((one) => one.name).join()", str(wasm)]
    done = subprocess.run(command, check=True, capture_output=True, text=True)
    return set(done.stdout.strip().split(","))


@pytest.mark.parametrize("name", list(build.PINS))
def test_another_file_of_pyodide_than_the_one_that_was_measured_stops_the_build(
    name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    build.check_pins()
    monkeypatch.setitem(build.PINS, name, "0" * 64)
    with pytest.raises(build.RuntimeStop, match=re.escape(f"{name} does not have the sha256")):
        build.check_pins()


def test_every_name_that_the_script_takes_from_the_wasm_is_still_there() -> None:
    script = published("pyodide.js").read_text("ascii")
    taken = set(re.findall(r"wasmExports\W+(\w+)", script)) & exports(WHOLE)
    assert len(taken) > 200, "the script no longer takes its exports as this test expects"
    assert taken <= exports(published("pyodide.asm.wasm"))


def test_the_script_mentions_no_variable_that_was_taken_from_it() -> None:
    whole = (build.PYODIDE / "pyodide.asm.js").read_text("ascii")
    script = published("pyodide.js").read_text("ascii")
    gone = {name for name in re.findall(r"var (_\w+)=Module", whole) if f"var {name}=" not in script}
    assert len(gone) > 3000
    mentioned = re.sub(r'wasmExports\["\w+"\]', "", script)  # names of the wasm's, not of variables
    assert not gone & set(re.findall(r"[\w$]+", mentioned))


def test_most_of_what_nothing_reaches_is_gone() -> None:
    """Otherwise a reader waits for a tenth more."""
    assert len(exports(published("pyodide.asm.wasm"))) < 300 < 9000 < len(exports(WHOLE))
    assert published("pyodide.asm.wasm").stat().st_size < 0.9 * WHOLE.stat().st_size
    assert published("pyodide.js").stat().st_size < 0.8 * (build.PYODIDE / "pyodide.asm.js").stat().st_size


def test_the_wasm_asks_no_more_of_a_browser_than_pyodides_own() -> None:
    """Chrome 96, Firefox 114 and Safari 16.4 read these additions to wasm, and none that came later."""
    known = ["mutable-globals", "sign-ext", "nontrapping-float-to-int", "bulk-memory", "reference-types"]
    asked = [f"--enable-{feature}" for feature in (*known, "exception-handling")]
    checker = NODE_MODULES / "binaryen/bin/wasm-opt"
    for wasm in (WHOLE, published("pyodide.asm.wasm")):
        command = [stdlib.node(), str(checker), "--mvp-features", *asked, str(wasm)]
        assert subprocess.run(command, capture_output=True, check=False).returncode == 0, wasm
        assert exports(wasm, "--no-experimental-wasm-exnref"), "exceptions are written as in newer browsers"


def test_python_starts_and_answers_as_the_build_does() -> None:
    """In Node, with the published library, engine and calendar library."""
    question = request("us-kuzminski-1998-trial", {})
    right = sha256(answer(question).encode()).hexdigest()
    assert build.rehearse([question], *build.runtime_of(SITE))["answers"] == [right]


def test_a_script_that_is_written_otherwise_stops_the_build(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "pyodide.asm.js").write_text("var f=take(wasmExports,'f');", "ascii")
    (tmp_path / "pyodide.mjs").write_text("", "ascii")
    monkeypatch.setattr(build, "PYODIDE", tmp_path)
    with pytest.raises(build.RuntimeStop, match=r"pyodide\.asm\.js"):
        build.core()


def names_in(code: CodeType) -> set[str]:
    """Every name that a module's code uses or defines, at any depth."""
    inner = [one for one in code.co_consts if isinstance(one, CodeType)]
    return {code.co_name, *code.co_names, *code.co_varnames}.union(*map(names_in, inner))


def names_of(source: bytes) -> set[str]:
    return names_in(compile(source, "module", "exec", optimize=2))


def test_every_stand_in_takes_the_place_of_a_module_that_travels() -> None:
    """In the published library the module under that name is the stand-in, and not Pyodide's own."""
    (published,) = SITE.glob("runtime/*/python_stdlib.zip")
    names = [file.relative_to(stdlib.STAND_INS).as_posix() for file in stdlib.STAND_INS.rglob("*.py")]
    assert len(names) >= 10
    with zipfile.ZipFile(published) as sent, zipfile.ZipFile(stdlib.STANDARD) as whole:
        for name in names:
            code = marshal.loads(sent.read(f"{name}c")[16:])  # 16 bytes: the header of a .pyc file
            assert names_in(code) == names_of((stdlib.STAND_INS / name).read_bytes()), name
            assert names_in(code) != names_of(whole.read(name)), f"{name} is Pyodide's own"
