"""No page holds a form, so that no browser, with or without scripts, can send what a reader typed or chose.

A press or Enter in a form goes to its address with every field in it, unless a script stops that. In a browser that is
too old for the script, or before the script has come, nothing would. tests/browser/test_nothing_is_sent.py presses.
"""

import re

from scripts.paths import ROOT, SITE

SENDS = re.compile(
    r"""<form\b|\b(?:createElement|element)\(\s*["']form["']|\bformaction\b|[\s"'](?:action|formmethod)=|\.submit\(\)|requestSubmit""",
    re.IGNORECASE,
)
SOURCES = (
    "calculator/render/*.py",
    "docs/**/*.md",
    "docs/assets/**/*.js",
    "scripts/clinics/**/*.*",
    "scripts/content/*.py",
    "scripts/pages/**/*.py",
    "scripts/theme/**/*.html",
)


def test_what_a_form_is_is_known() -> None:
    for sends in (
        '<form class="x">',
        '<button formaction="/x">',
        'element("form", x)',
        "form.submit()",
        '<x action="/">',
    ):
        assert SENDS.search(sends), sends
    for harmless in ("<formula>", "reads information", 'this.part("form")', "in the form of an action"):
        assert not SENDS.search(harmless), harmless


def test_no_page_holds_a_form() -> None:
    pages = sorted(SITE.rglob("*.html"))
    assert len(pages) > 100, "there is no whole site: run make site first"
    found = {page.relative_to(SITE).as_posix() for page in pages if SENDS.search(page.read_text("utf-8"))}
    assert found == set(), "these pages can send what is typed in them"


def test_no_template_and_no_script_makes_one() -> None:
    files = {file for pattern in SOURCES for file in ROOT.glob(pattern) if file.suffix != ".pyc"}
    assert {file.suffix for file in files} == {".py", ".md", ".js", ".html"}
    found = {file.relative_to(ROOT).as_posix() for file in files if SENDS.search(file.read_text("utf-8"))}
    assert found == set(), "these files write something that can be sent"
