"""Fictional protocols for tests: the demo, which has one of every feature, and small ones made as needed."""

import tomllib
from functools import cache
from pathlib import Path

from calculator.protocol import read_protocol
from calculator.regimen import Protocol
from calculator.source import Source, read_sources, sources

HERE = Path(__file__).resolve().parent
REGISTER = """
[demo-source]
type = "report"
title = "A book that does not exist"
author = "Nobody"
issued = "2026"
URL = "https://example.org/demo"
language = "en"
accessed = 2026-11-22
seen = "in the source itself"
short = "Nobody, 2026"

[demo-source-also]
type = "webpage"
title = "A page that does not exist"
author = "Nobody else"
issued = "undated"
URL = ""
language = "en"
accessed = "2026-11"
seen = "in another body's quotation"
short = "Nobody else"
note = "It was never printed."
"""
FRAME = """
title = "Made up"
plain = "Made up for a test."
country = "GB"
jurisdiction = "Nowhere"
kind = "trial"
drug = "hydroxocobalamin"
pattern = "A"

[population]
text = "Nobody"
lang = "en"
plain = "Nobody at all."

[source]
id = "demo-source"
place = "Page 1"

[review]
checked_on = 2026-11-22
next_review = 2027-11-22
checked_by = "nobody"
"""
EXAMPLE = """
[[examples]]
start = 2026-03-02
months = 12
dates = [2026-03-02]
total = 1
"""
PHASE = {"role": '"loading"', "dose": "1000", "route": '["intramuscular"]', "frequency": "1", "period": "1"}


@cache
def register() -> dict[str, Source]:
    """The sources that the fictional protocols cite."""
    return read_sources(REGISTER)


def demo() -> Protocol:
    """The fictional protocol with one of every feature; its sources join the real ones for the tests."""
    sources().update(register())
    return read_protocol("demo", (HERE / "demo.toml").read_text("utf-8"), register())


def made(*phases: str) -> Protocol:
    """A protocol with these phases and nothing else of interest; each phase says only what matters."""
    return read_protocol("made", text(*phases), register())


def text(*phases: str) -> str:
    """The text of such a protocol file."""
    return FRAME + "".join(map(phase_text, phases)) + 2 * EXAMPLE


def phase_text(phase: str) -> str:
    """One phase with what it leaves unsaid filled in."""
    said = tomllib.loads(phase)
    timed = {"either", "days"} & said.keys()
    rest = {key: value for key, value in PHASE.items() if key not in said}
    if timed:
        rest = {key: value for key, value in rest.items() if key not in ("frequency", "period")}
    lines = [f"{key} = {value}" for key, value in rest.items()]
    head, _, tail = phase.partition("\n[[")
    return "\n".join(["[[phases]]", *lines, head, f"[[{tail}" if tail else "", ""])
