"""Pyodide's wasm and its script were shortened to the names that are used. Here is the proof that none is missed.

A reader whose browser asks for a name that was dropped would see a calculator that cannot start.
"""

import re

import pytest

from scripts import exports, library
from scripts.runtime import PYODIDE, core
from scripts.slim import NotAsKnown, sections

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def small() -> tuple[str, bytes]:
    return core()


def offered(wasm: bytes) -> set[str]:
    bodies = [body for kind, _, body, _ in sections(wasm) if kind == exports.EXPORT]
    return {name for body in bodies for name, _, _ in exports.exports(wasm, body)}


def test_every_name_that_the_script_takes_from_the_wasm_is_still_there(small: tuple[str, bytes]) -> None:
    script, wasm = small
    whole = offered((PYODIDE / "pyodide.asm.wasm").read_bytes())
    taken = set(re.findall(r'wasmExports(?:\.|\[")(\w+)', script))
    assert len(taken) > 50, "the script no longer takes its exports as this test expects"
    assert taken & whole <= offered(wasm)


def test_what_the_wasm_looks_up_in_itself_is_still_there(small: tuple[str, bytes]) -> None:
    whole = (PYODIDE / "pyodide.asm.wasm").read_bytes()
    body = next(body for kind, _, body, _ in sections(whole) if kind == exports.IMPORT)
    asked = exports.looked_up(whole, body)
    assert len(asked) > 200
    assert asked & offered(whole) <= offered(small[1])


def test_the_sections_that_hold_code_are_as_pyodide_ships_them(small: tuple[str, bytes]) -> None:
    code = 10
    old, new = (
        [wasm[begin:end] for kind, begin, _, end in sections(wasm) if kind == code]
        for wasm in ((PYODIDE / "pyodide.asm.wasm").read_bytes(), small[1])
    )
    assert old == new


def test_most_names_are_gone(small: tuple[str, bytes]) -> None:
    script, wasm = small
    assert len(offered(wasm)) < 300 < 9000 < len(offered((PYODIDE / "pyodide.asm.wasm").read_bytes()))
    assert len(script) < 0.8 * len((PYODIDE / "pyodide.asm.js").read_text("ascii"))


def test_a_script_that_is_written_otherwise_stops_the_build() -> None:
    with pytest.raises(NotAsKnown, match=r"pyodide\.asm\.js"):
        exports.short_script("var f=take(wasmExports,'f');", "")


def test_a_switch_leaves_python_as_it_comes(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SLIM", "0")
    assert core()[1] == (PYODIDE / "pyodide.asm.wasm").read_bytes()


def test_every_stand_in_takes_the_place_of_a_module_that_travels() -> None:
    names = {file.relative_to(library.STAND_INS).as_posix() for file in library.STAND_INS.rglob("*.py")}
    sent = dict(library.found(library.listed(library.ROOT / "scripts" / "python_stdlib.txt")))
    assert names <= set(sent)
    for name in names:
        assert sent[name] == (library.STAND_INS / name).read_bytes()
