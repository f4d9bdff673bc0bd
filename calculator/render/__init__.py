"""Every way of showing a schedule, by name. A new display is one file here and one line in FORMATS."""

from collections.abc import Callable

from calculator.language import Language
from calculator.render.example import example
from calculator.render.sheet import sheet
from calculator.render.strip import strip
from calculator.render.summary import summary
from calculator.render.table import table
from calculator.render.text import text
from calculator.render.timeline import timeline
from calculator.render.why import why
from calculator.schedule import Schedule

FORMATS: dict[str, Callable[[Schedule, Language], str]] = {
    "example": example,
    "summary": summary,
    "table": table,
    "timeline": timeline,
    "strip": strip,
    "why": why,
    "text": text,
    "csv": sheet,
}
