"""Handouts as Firefox and WebKitGTK print them: two sides, every digit, and letters as large as they say."""

import base64
import json
import re
import subprocess
from pathlib import Path

import pypdfium2
import pytest

from scripts.clinics.short_links import register
from tests.browser.faulty import FaultyServer
from tests.browser.firefox import Firefox
from tests.test_handouts import TYPED, sources_of, squeezed

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


IN_WEBKIT = [
    ("load", "letter", "one", "14"),
    ("load", "a4", "one", "14"),
    ("us2", "letter", "one", "14"),
    ("us2", "a4", "one", "14"),
    ("gb7", "letter", "one", "12"),
    ("late", "a4", "one", "12"),
    ("us2", "letter", "two", "14"),
    ("us2", "a4", "two", "14"),
    ("when", "letter", "two", "14"),
    ("help", "letter", "two", "14"),
    ("late", "a4", "two", "12"),
]
"""The fullest ones, on both papers, one and two to a sheet, in both letters."""
TITLE = {"one": (28, 0.69), "two": (17, 0.72)}
"""Points of the title in front, whose capitals are two thirds as high, and their greatest height in parts of it.
WebKit draws small letters in whole pixels."""


def test_a_sample_printed_by_webkit_is_two_sides_with_true_sizes(
    server: FaultyServer, tmp_path: Path
) -> None:
    jobs = []
    for code, paper, each, size in IN_WEBKIT:
        sides = [round(10 * side, 1) for side in PAPER[paper]]
        above, aside = {"a4": (10, 12), "letter": (8, 12)}[paper] if each == "one" else (6, 6)
        marked = ", ".join(f"'{name}'" for name in (f"paper-{paper}", f"each-{each}", f"size-{size}"))
        jobs.append(
            {
                "address": f"{server.address}handout/{code}.html",
                "script": f"for (const one of [{marked}]) document.getElementById(one).click()",
                "paper": sides if each == "one" else sides[::-1],
                "margins": (above, aside, above, aside),
                "file": str(tmp_path / f"{code}-{paper}-{each}-{size}.pdf"),
            }
        )
    command = ["xvfb-run", "-a", "/usr/bin/python3", "tests/browser/webkit_print.py", json.dumps(jobs)]
    subprocess.run(command, check=True, timeout=90)
    for (code, _, each, _), job in zip(IN_WEBKIT, jobs, strict=True):
        pdf = pypdfium2.PdfDocument(job["file"])
        name = Path(str(job["file"])).stem
        assert len(pdf) == 2, f"{name}: {len(pdf)} sides"
        front, back = (side.get_textpage() for side in pdf)
        read = squeezed(back.get_text_range())
        wanted = ("Checked on", "reviewed by", "Next check", f"/s/{code}", *sources_of(register()[code]))
        assert not [words for words in wanted if squeezed(words) not in read], f"{name}: not on its back"
        assert squeezed("Your vitamin B12 injections") in squeezed(front.get_text_range()), name
        _, low, _, high = front.get_charbox(front.search("Your vitamin").get_next()[0])
        points, most = TITLE[each]
        assert 0.65 < (high - low) / points < most, f"{name}: letters are not as large as they say"
