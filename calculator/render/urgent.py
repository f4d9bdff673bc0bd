"""Which signs cannot wait, on every schedule: for an ambulance, and for a call on the same day.

The sentences stand in the language file. `tests/test_signs.py` holds them to the one list of signs that all pages use.
"""

from calculator.language import Language
from calculator.render.markup import Markup, element

LEVELS = ("emergency", "same_day")


def urgent_lines(language: Language) -> list[str]:
    """One line a level, the most serious first."""
    return [
        language.say(
            "urgent.line", call=language.say(f"urgent.{level}"), signs=language.say(f"urgent.{level}_signs")
        )
        for level in LEVELS
    ]


def urgent(language: Language) -> Markup:
    """Both levels as a short list."""
    lines = (
        element(
            "li",
            element("strong", language.say(f"urgent.{level}")),
            " ",
            language.say(f"urgent.{level}_signs"),
        )
        for level in LEVELS
    )
    return element("div", element("ul", *lines), class_="urgent-signs")
