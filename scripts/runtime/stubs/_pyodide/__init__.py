"""In the place of _pyodide, the first thing that Pyodide imports. Two large modules are put off until they are needed.

Pyodide's core looks both up when it starts: one for a question whose answer here is always no, the other for the text
of an error. A library that comes later finds them as they are.
"""

import gc
import sys
from importlib import import_module
from types import ModuleType
from typing import Any


class Later(ModuleType):
    """A module that is imported when something in it is asked for."""

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(name)  # the import system asks whether it is a real module: not yet
        if sys.modules[self.__name__] is self:
            del sys.modules[self.__name__]
        return getattr(import_module(self.__name__), name)


class Inspect(Later):
    """`inspect`, of which Pyodide takes one function at once."""

    @staticmethod
    def iscoroutinefunction(function: object) -> bool:
        return False  # nothing in the calculator waits


gc.disable()  # what the start makes is never thrown away; who starts Python turns it on again
sys.modules["traceback"] = Later("traceback")
sys.modules["inspect"] = Inspect("inspect")
_base = import_module("_pyodide._base")
_importhook = import_module("_pyodide._importhook")


def set_excepthook() -> None:
    """Python's own way to print an error has been the same since 3.13."""
