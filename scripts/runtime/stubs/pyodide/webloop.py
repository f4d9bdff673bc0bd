"""In the place of pyodide.webloop: the package `pyodide` starts a loop when it is imported."""


def _initialize_event_loop() -> None:
    pass
