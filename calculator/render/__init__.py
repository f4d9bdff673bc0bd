"""Every way of showing a schedule, by name. A new display is one file here and one line in FORMATS."""

from collections.abc import Callable

from calculator.language import Language
from calculator.render.example import example
from calculator.render.months import months
from calculator.render.sheet import sheet
from calculator.render.summary import summary
from calculator.render.table import table
from calculator.render.text import text
from calculator.render.timeline import timeline
from calculator.render.totals import totals
from calculator.schedule import Schedule

FORMATS: dict[str, Callable[[Schedule, Language], str]] = {
    "example": example,
    "summary": summary,
    "table": table,
    "timeline": timeline,
    "months": months,
    "totals": totals,
    "text": text,
    "csv": sheet,
}
