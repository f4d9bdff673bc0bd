"""The borders of calculator/: imports flow one way, nothing needs installing, and nothing is known but the request."""

import ast
import re
import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

import calculator
from calculator.choices import open_choices
from calculator.protocol import protocol, protocol_ids

HERE = Path(calculator.__file__).parent
MODULES = sorted(path for path in HERE.rglob("*.py"))
every_module = pytest.mark.parametrize("path", MODULES, ids=lambda path: path.relative_to(HERE).as_posix())

STANDARD = {
    "collections.abc", "csv", "datetime", "difflib", "enum", "functools", "html",
    "io", "itertools", "json", "pathlib", "re", "tomllib", "types", "typing", "unicodedata",
}  # fmt: skip
"""All that the engine takes from the standard library. A new one is a decision: the browser must carry it."""
FETCHED = {"icalendar": "render/ics.py", "qrcodegen": "render/qr.py"}
"""Libraries that a browser fetches when an answer needs them, each for one module."""
ONLY_IN = {"argparse": "__main__.py", "sys": "__main__.py", **FETCHED}
CACHED = {"language", "languages", "one", "protocol_ids", "register", "texts"}
"""Pure readers of files that never change while we run."""
CLOCK = {"now", "today", "utcnow", "fromtimestamp", "astimezone", "ctime"}
"""Methods of date and datetime that ask the machine what day it is, or where it stands."""
BUILT_IN = {
    "open",
    "input",
    "eval",
    "exec",
    "compile",
    "__import__",
    "globals",
    "setattr",
    "delattr",
    "vars",
    "hash",
    "id",
}
"""Built-in functions that reach out of the engine, or whose result differs from run to run."""


@cache
def tree(path: Path) -> ast.Module:
    """A module, read but not run."""
    return ast.parse(path.read_text("utf-8"))


def name(path: Path) -> str:
    """Where a module stands, from calculator/."""
    return path.relative_to(HERE).as_posix()


def imports(path: Path) -> Iterator[str]:
    """Every module that a file imports, by its full name."""
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{name(path)}: imports are written in full"
            yield node.module or ""


# --- the order of the modules


def order() -> list[str]:
    """The order of the modules, as the package's own docstring tells it."""
    found = re.findall(r"^    (\w+(?:\.py|/)) ", calculator.__doc__ or "", re.M)
    return ["__init__.py", *found]


def place(module: str) -> int:
    """The place of a file or an imported module in the order; all of render/ has one place."""
    first = module.removesuffix(".py").replace("/", ".").removeprefix("calculator").strip(".").split(".")[0]
    return order().index("render/" if first == "render" else f"{first or '__init__'}.py")


def test_every_module_stands_in_the_order_once() -> None:
    steps = {"render/" if name(path).startswith("render/") else name(path) for path in MODULES}
    assert sorted(order()) == sorted(steps), "calculator/__init__.py does not tell every module"


@every_module
def test_imports_flow_one_way(path: Path) -> None:
    for module in imports(path):
        if module.startswith("calculator"):
            here, there = place(name(path)), place(module)
            inside_render = here == there == order().index("render/")
            assert there < here or inside_render, f"{name(path)} imports {module}, which lies further down"


def test_the_displays_do_not_import_each_other_in_a_circle() -> None:
    needs = {
        f"calculator.render.{path.stem}": {
            one for one in imports(path) if one.startswith("calculator.render.")
        }
        for path in MODULES
        if name(path).startswith("render/") and path.stem != "__init__"
    }
    while ready := {module for module, others in needs.items() if not others & needs.keys()}:
        needs = {module: others for module, others in needs.items() if module not in ready}
    assert not needs, f"these import each other in a circle: {sorted(needs)}"


# --- the standard library only


@every_module
def test_only_the_standard_library_is_imported_and_only_what_is_named_here(path: Path) -> None:
    for module in imports(path):
        if module == "calculator" or module.startswith("calculator."):
            continue
        assert module in STANDARD or ONLY_IN.get(module) == name(path), f"{name(path)} imports {module}"
        assert module in FETCHED or module.split(".")[0] in sys.stdlib_module_names


@pytest.mark.parametrize(("library", "module"), FETCHED.items())
def test_what_is_fetched_on_request_is_imported_where_it_is_used(library: str, module: str) -> None:
    top = [node for node in tree(HERE / module).body if isinstance(node, (ast.Import, ast.ImportFrom))]
    names = {node.module if isinstance(node, ast.ImportFrom) else node.names[0].name for node in top}
    assert library not in names, f"the calculator would not start without {library}"


# --- no clock, no network, no chance, no environment, no memory


@every_module
def test_no_clock_network_chance_or_environment(path: Path) -> None:
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.Call):
            method = node.func.attr if isinstance(node.func, ast.Attribute) else ""
            function = node.func.id if isinstance(node.func, ast.Name) else ""
            wrong = method in CLOCK or function in BUILT_IN
            assert not wrong, f"{name(path)}:{node.lineno} calls {ast.unparse(node.func)}()"
        if isinstance(node, ast.Attribute):
            assert node.attr not in ("environ", "stdin", "argv"), (
                f"{name(path)}:{node.lineno} reads {node.attr}"
            )
        assert not isinstance(node, (ast.Global, ast.Nonlocal)), f"{name(path)} has a global that changes"


@every_module
def test_only_pure_readers_remember(path: Path) -> None:
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.FunctionDef):
            for decorator in node.decorator_list:
                word = ast.unparse(decorator)
                if word.split(".")[-1].split("(")[0] in ("cache", "lru_cache", "cached_property"):
                    assert node.name in CACHED, f"{name(path)}: {node.name} remembers, and is not named here"
                    assert not node.args.kwonlyargs


@every_module
def test_names_of_a_module_are_set_once_and_never_changed(path: Path) -> None:
    body = tree(path).body
    names = [target.id for node in body for target in targets(node) if isinstance(target, ast.Name)]
    assert len(set(names)) == len(names), f"{name(path)} sets a name twice: {names}"
    assert all(word.isupper() or word.startswith("__") for word in names), f"{name(path)}: {names}"
    for function in [node for node in ast.walk(tree(path)) if isinstance(node, ast.FunctionDef)]:
        for node in ast.walk(function):
            for target in targets(node):
                owner = target.value if isinstance(target, (ast.Subscript, ast.Attribute)) else None
                assert not (isinstance(owner, ast.Name) and owner.id in names), (
                    f"{name(path)}:{function.lineno} changes {ast.unparse(target)}"
                )
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
                changes = node.func.attr in (
                    "append",
                    "add",
                    "update",
                    "pop",
                    "clear",
                    "extend",
                    "setdefault",
                )
                owner = node.func.value
                assert not (changes and isinstance(owner, ast.Name) and owner.id in names), (
                    f"{name(path)}:{node.lineno} changes {ast.unparse(node)}"
                )


def targets(node: ast.AST) -> list[ast.expr]:
    """What a statement sets."""
    if isinstance(node, ast.Assign):
        return node.targets
    return [node.target] if isinstance(node, (ast.AnnAssign, ast.AugAssign)) else []


def test_only_the_terminal_prints() -> None:
    for path in MODULES:
        calls = [node for node in ast.walk(tree(path)) if isinstance(node, ast.Call)]
        printed = [one for one in calls if isinstance(one.func, ast.Name) and one.func.id == "print"]
        assert not printed or name(path) == "__main__.py", f"{name(path)} prints"


@every_module
def test_every_module_and_every_function_says_what_it_is(path: Path) -> None:
    assert ast.get_docstring(tree(path)), f"{name(path)} does not say what it is"
    for node in ast.walk(tree(path)):
        if (
            isinstance(node, (ast.FunctionDef, ast.ClassDef))
            and node.name != "__init__"
            and node.col_offset < 8
        ):
            nested = isinstance(node, ast.FunctionDef) and node.col_offset == 4 and not in_class(path, node)
            assert nested or ast.get_docstring(node), f"{name(path)}: {node.name} does not say what it is"


def in_class(path: Path, function: ast.FunctionDef) -> bool:
    """True for a method, false for a function inside a function."""
    classes = [node for node in ast.walk(tree(path)) if isinstance(node, ast.ClassDef)]
    return any(function in one.body for one in classes)


# --- what travels to the browser


def test_nothing_travels_but_python_and_toml() -> None:
    files = [path for path in HERE.rglob("*") if path.is_file() and "__pycache__" not in path.parts]
    assert {path.suffix for path in files} == {".py", ".toml"}


def test_data_lies_where_data_belongs() -> None:
    for path in HERE.rglob("*.toml"):
        home = path.parent.relative_to(HERE).as_posix()
        assert home == "protocols" or home.startswith("languages/") or name(path) == "sources.toml"


def test_no_file_has_grown_into_two_ideas() -> None:
    for path in MODULES:
        lines = len(path.read_text("utf-8").splitlines())
        assert lines <= 150, f"{name(path)} has {lines} lines: is it one idea?"


# --- rule C1: the reader says which example, and when it starts; nothing else is ever read

ENTRY = {"months", "near", "start", "start-year", "unread"}
"""Of a form or a link, beside the choices of the protocol; the start's other two fields are read by PARTS.

`unread` and `near` are what of a link was not understood, and what comes nearest to it.
"""
REQUEST = {"address", "ask", "choices", "do", "entry", "hash", "language", "protocol", "show", "today"}


def test_the_engine_reads_no_field_about_a_person() -> None:
    read = {word for path in MODULES if path.stem != "__main__" for word in fields_read(path)}
    assert read <= ENTRY | REQUEST, f"the calculator reads something new: {read - ENTRY - REQUEST}"
    assert {"protocol", "months", "today"} <= read, "this test no longer sees what is read"


def fields_read(path: Path) -> Iterator[str]:
    """Every key that a module takes from a request, an entry, or what came from the page."""
    owners = {"request", "entry", "texts", "pairs", "visit.entry", "self.entry"}
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "get":
            owner, key = ast.unparse(node.func.value), node.args[0] if node.args else None
        elif isinstance(node, ast.Subscript):
            owner, key = ast.unparse(node.value), node.slice
        else:
            continue
        if owner in owners and isinstance(key, ast.Constant) and isinstance(key.value, str):
            yield key.value


def test_choices_are_about_the_source_and_never_about_the_reader() -> None:
    keys = {choice.what for id in protocol_ids() for choice in open_choices(protocol(id))}
    assert keys <= {"only_if", "either", "frequency", "period", "count", "bounds", "until"}
