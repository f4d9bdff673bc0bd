"""In the place of _pyodide._base: run a few lines of Python and give back what the last one is worth.

The real one takes the lines apart in Python, for which it imports `ast` and eight others; the compiler gives the same
tree.
"""

from _ast import Expr, Expression, PyCF_ONLY_AST
from importlib import import_module
from types import ModuleType
from typing import Any


def eval_code(source: str, globals: dict[str, Any] | None = None) -> Any:
    space: dict[str, Any] = {} if globals is None else globals
    tree: Any = compile(source, "<exec>", "exec", PyCF_ONLY_AST, dont_inherit=True)
    last = tree.body.pop() if tree.body and isinstance(tree.body[-1], Expr) else None
    exec(compile(tree, "<exec>", "exec", dont_inherit=True), space)
    return last and eval(compile(Expression(last.value), "<exec>", "eval", dont_inherit=True), space)


def pyimport_impl(path: str) -> ModuleType:
    return import_module(path)
