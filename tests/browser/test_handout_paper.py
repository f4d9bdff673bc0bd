"""Handouts as Firefox prints them: two sides, and every digit on them. WebKitGTK cannot be told to print."""

import base64
import re

import pypdfium2
import pytest

from tests.browser.faulty import FaultyServer
from tests.browser.firefox import Firefox
from tests.test_handouts import TYPED, squeezed

pytestmark = pytest.mark.browser

PAPER = {"a4": (21.0, 29.7), "letter": (21.59, 27.94)}
"""Width and height in cm."""
SAMPLE = [
    ("load", "letter", "one", (0.8, 1.2)),
    ("us2", "a4", "one", (1.0, 1.2)),
    ("late", "a4", "two", (0.6, 0.6)),
]
"""Code, paper, how many on each sheet, and the margins above and at the side, in cm: those of handout.css."""


def test_a_sample_is_two_sides_with_every_digit(server: FaultyServer) -> None:
    """The fullest ones, in the larger letters."""
    browser = Firefox()
    for code, paper, each, (above, aside) in SAMPLE:
        browser.open(f"{server.address}handout/{code}.html")
        for name, words in TYPED.items():
            browser.evaluate(
                f"const box = document.getElementById('{name}'); box.value = '{words}';"
                "box.dispatchEvent(new Event('input', { bubbles: true })); return ''"
            )
        for choice in (f"paper-{paper}", f"each-{each}", "size-14"):
            browser.evaluate(f"document.getElementById('{choice}').click(); return ''")
        digits = browser.evaluate(
            "const shown = [...document.querySelectorAll('.paper *')].filter((one) => one.checkVisibility());"
            "const words = shown.filter((one) => !one.closest('.minor')).flatMap((one) => [...one.childNodes]);"
            "return words.filter((one) => one.nodeType === 3).map((one) => one.data).join(' ')"
        )
        wide, high = PAPER[paper] if each == "one" else PAPER[paper][::-1]
        printed = browser.send(
            "browsingContext.print",
            context=browser.tab,
            page={"width": wide, "height": high},
            margin={"top": above, "bottom": above, "left": aside, "right": aside},
        )["data"]
        pdf = pypdfium2.PdfDocument(base64.b64decode(printed))
        assert len(pdf) == 2, f"{code} on {paper}"
        front, back = (squeezed(side.get_textpage().get_text_range()) for side in pdf)
        assert squeezed(TYPED["phone"]) in front
        assert "Checkedon" in back
        shown = re.findall(r"\d", digits)
        assert len(shown) > 50
        assert len(re.findall(r"\d", front + back)) >= len(shown), f"digits are lost from {code}"
    browser.close()
