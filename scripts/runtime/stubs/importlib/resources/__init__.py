"""In the place of importlib.resources: importlib.abc wants the package to be there, and takes only its `abc`."""
