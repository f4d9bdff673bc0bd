"""The words of what the build generates: the calculator's own, and those that only pages need.

The latter stand in scripts/languages/, so that they do not travel to the browser.
"""

import datetime
import re
import tomllib
from functools import cache

from calculator.language import Language, language
from scripts.paths import SCRIPTS

FOLDER = SCRIPTS / "languages"
UNIT = re.compile(r"(?<=\d) (?=(?:micrograms?|mg|ml|ng/L|pmol/L|nmol/L)\b)")


def plain_date(day: datetime.date) -> str:
    """A date as patients read it: 22 November 2026."""
    return f"{day.day} {day:%B %Y}"


@cache
def site_language(code: str = "en") -> Language:
    """The language of the pages: the calculator's phrases and the pages' together."""
    pages = tomllib.loads((FOLDER / f"{code}.toml").read_text("utf-8"))
    return Language(code, {**language(code).phrases, **pages})


def tie(text: str) -> str:
    """A number and its unit with a no-break space between, so that no line ends between them.

    >>> tie("1,000 micrograms (1 mg)")
    '1,000\\xa0micrograms (1\\xa0mg)'
    """
    return UNIT.sub("\u00a0", text)
