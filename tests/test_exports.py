"""Pyodide's wasm and its script were shortened to the names that are used. Here is the proof that none is missed.

A reader whose browser asks for a name that was dropped would see a calculator that cannot start.
"""

import json
import marshal
import re
import zipfile
from types import CodeType

import pytest

from scripts.delivery.precompress import remembered
from scripts.paths import SITE
from scripts.runtime import stdlib, strip_exports
from scripts.runtime.build import PYODIDE, core
from scripts.runtime.zero_cjk_tables import (
    COUNT,
    DATA,
    FINDER,
    MEMORY_BASE,
    NotAsKnown,
    find,
    leb128,
    sections,
    signed,
)

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def small() -> tuple[str, bytes]:
    return core()


def offered(wasm: bytes) -> set[str]:
    bodies = [body for kind, _, body, _ in sections(wasm) if kind == strip_exports.EXPORT]
    return {name for body in bodies for name, _, _ in strip_exports.exports(wasm, body)}


def test_every_name_that_the_script_takes_from_the_wasm_is_still_there(small: tuple[str, bytes]) -> None:
    script, wasm = small
    whole = offered((PYODIDE / "pyodide.asm.wasm").read_bytes())
    taken = set(re.findall(r'wasmExports(?:\.|\[")(\w+)', script))
    assert len(taken) > 50, "the script no longer takes its exports as this test expects"
    assert taken & whole <= offered(wasm)


def test_what_the_wasm_looks_up_in_itself_is_still_there(small: tuple[str, bytes]) -> None:
    whole = (PYODIDE / "pyodide.asm.wasm").read_bytes()
    body = next(body for kind, _, body, _ in sections(whole) if kind == strip_exports.IMPORT)
    asked = strip_exports.looked_up(whole, body)
    assert len(asked) > 200
    assert asked & offered(whole) <= offered(small[1])


def test_the_sections_that_hold_code_are_as_pyodide_ships_them(small: tuple[str, bytes]) -> None:
    code = 10
    old, new = (
        [wasm[begin:end] for kind, begin, _, end in sections(wasm) if kind == code]
        for wasm in ((PYODIDE / "pyodide.asm.wasm").read_bytes(), small[1])
    )
    assert old == new


NUMBER = 0x41  # i32.const


def laid(wasm: bytes) -> bytes:
    """Memory as the module's data leaves it, from where it begins."""
    (at,) = (body for kind, _, body, _ in sections(wasm) if kind == DATA)
    count, at = leb128(wasm, at)
    memory = bytearray(4_000_000)
    for _ in range(count):
        assert wasm[at] == 0, "a segment that is not laid at once"
        said, (where, at) = wasm[at + 1], leb128(wasm, at + 2)
        to = where - MEMORY_BASE if said == NUMBER else 0  # else the global that holds the base
        size, at = leb128(wasm, at + 1)
        memory[to : to + size] = wasm[at : at + size]
        at += size
    counted = [leb128(wasm, body)[0] for kind, _, body, _ in sections(wasm) if kind == COUNT]
    assert counted == [count]
    return bytes(memory)


UNUSED = {f"_codecs_{place}" for place in ("cn", "hk", "iso2022", "jp", "kr", "tw")}
"""Python's modules for East Asian encodings. A text crosses the border as UTF-8 only."""


def test_memory_begins_as_pyodide_ships_it_but_for_the_tables_of_six_modules(
    small: tuple[str, bytes],
) -> None:
    """Only what scripts/runtime/unused.mjs asks the modules for is zeroed, and nothing that Python needs."""
    shipped = (PYODIDE / "pyodide.asm.wasm").read_bytes()
    old, new = laid(shipped), laid(small[1])
    differing = [at for at, (one, other) in enumerate(zip(old, new, strict=True)) if one != other]
    renamed = [at for at in differing if new[at]]
    names = {old[at : old.index(0, at)].decode() for at in renamed}
    assert names == UNUSED
    assert all(new[at - 1 : at + 8] == b"\0-codecs_" for at in renamed), "another byte of a name was changed"
    tables = json.loads(remembered("unused", FINDER.read_bytes() + shipped, find))["tables"]
    meant = {at - MEMORY_BASE + place for at, length in tables for place in range(length)}
    zeroed = set(differing) - set(renamed)
    assert zeroed <= meant, f"{len(zeroed - meant)} bytes that Python may need were zeroed"
    assert 500_000 < len(zeroed) < 650_000, "the six modules have 584,088 bytes that are not zero already"
    assert len(small[1]) < 7_500_000, "the zeros travel"


@pytest.mark.parametrize("number", [0, 1, 63, 64, 127, 128, 8191, 8192, 3_474_000, 2**31 - 1])
def test_a_number_with_a_sign_is_written_as_wasm_reads_it(number: int) -> None:
    value = sum((byte & 0x7F) << 7 * place for place, byte in enumerate(signed(number)))
    assert value == number
    assert not signed(number)[-1] & 0x40, "read as a negative number"


def test_most_names_are_gone(small: tuple[str, bytes]) -> None:
    script, wasm = small
    assert len(offered(wasm)) < 300 < 9000 < len(offered((PYODIDE / "pyodide.asm.wasm").read_bytes()))
    assert len(script) < 0.8 * len((PYODIDE / "pyodide.asm.js").read_text("ascii"))


def test_a_script_that_is_written_otherwise_stops_the_build() -> None:
    with pytest.raises(NotAsKnown, match=r"pyodide\.asm\.js"):
        strip_exports.short_script("var f=take(wasmExports,'f');", "")


def test_a_switch_leaves_python_as_it_comes(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SLIM", "0")
    assert core()[1] == (PYODIDE / "pyodide.asm.wasm").read_bytes()


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
