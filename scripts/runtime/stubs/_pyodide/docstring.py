"""In the place of _pyodide.docstring: Pyodide writes a help text for each of its functions when it starts.

Nobody asks for help here, and reading the signatures of fifty functions for it takes a tenth of the start.
"""

from collections.abc import Callable
from typing import Any


def get_cmeth_docstring(function: Callable[..., Any]) -> str:
    return f"{function.__name__}()\n--\n\n"
