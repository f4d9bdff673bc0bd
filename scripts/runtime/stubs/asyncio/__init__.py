"""In the place of asyncio: nothing in the calculator waits, so there is no loop to ask for.

Pyodide's core looks the one name up when it starts, and calls it only for something that is awaited.
"""


def get_event_loop() -> None:
    raise RuntimeError("the calculator has no event loop")
