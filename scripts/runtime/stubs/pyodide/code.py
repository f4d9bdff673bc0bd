"""In the place of pyodide.code: the worker runs a few lines once, and calls what they give."""

from importlib import import_module

eval_code = import_module("_pyodide._base").eval_code
