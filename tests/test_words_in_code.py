"""No sentence for readers stands in Python, in a template or in JavaScript: all of them are in calculator/languages/.

tests/test_other_language.py proves the same on finished pages; these tests name the line.
"""

import ast
import re
import tomllib
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parent.parent
PYTHON = sorted(
    [
        file
        for name in ("clinics", "content", "open_data", "pages", "review")
        for file in (ROOT / "scripts" / name).rglob("*.py")
    ]
    + [ROOT / "scripts/delivery/offline.py", *(ROOT / "calculator").rglob("*.py")]
)
TEMPLATES = sorted(
    file for name in ("theme", "clinics", "review") for file in (ROOT / "scripts" / name).rglob("*.html")
)
SCRIPTS = sorted([*(ROOT / "docs/assets").rglob("*.js"), *(ROOT / "scripts/review").rglob("*.js")])
FOR_BUILDERS = {
    "BadData",
    "Problem",
    "problem",
    "warning",
    "print",
    "compile",
    "error",
    "add_argument",
    "add_parser",
}
"""Functions whose words are read by who builds the site, or are no words."""
NO_WORDS = {"class_", "stroke_dasharray"}
"""Attributes that nobody reads."""
ALLOWED = {
    "CC BY 4.0": "the name of a licence",
    "how this day is counted": "a column of the data for programs, whose form is fixed",
    "by hand": "a key of what was measured",
    "(no file)": "for builders",
    " in another language:": "for builders",
    ": there is no such text to replace": "for builders",
    ": a text takes the place of a text, and a list of texts that of one as long": "for builders",
    "; is it ": "for builders",
    ".opposes: no check is called ": "for builders",
    ".superseded_by: no source is called ": "for builders",
}
SENTENCE = re.compile(r"(?<![\w./<@#&\\{-])[A-Za-z]{2,}[,.:;]? +[A-Za-z]{2,}(?![\w=(\\/-])")
"""Two words one after the other."""
TAGS = re.compile(r"<script>.*?</script>|<[^>]*>?", re.DOTALL)
JINJA = re.compile(r"\{#.*?#\}|\{\{.*?\}\}|\{%.*?%\}", re.DOTALL)
HEARD = re.compile(r'\b(?:title|aria-label|alt|placeholder|label)="([^"]*)"')
STRING = re.compile(r"\"[^\"\n]*\"|'[^'\n]*'|`[^`]*`")
COMMENT = re.compile(r"/\*.*?\*/|(?:^|(?<=[\s;{}]))//[^\n]*", re.DOTALL)


@cache
def codes() -> set[str]:
    """Texts of data that are codes: the build compares them and shows a phrase for each."""
    found: set[str] = set()
    for file in [*(ROOT / "docs/_data").glob("*.toml"), *(ROOT / "calculator").rglob("*.toml")]:
        phrases = "languages" in file.parts
        found |= set(texts(tomllib.loads(file.read_text("utf-8")), only_keys=phrases))
    return found


def texts(value: Any, only_keys: bool) -> Iterator[str]:
    """Every key in data, and every text where texts are codes too."""
    if isinstance(value, str) and not only_keys:
        yield value
    elif isinstance(value, Mapping):
        yield from value
        yield from (text for inner in value.values() for text in texts(inner, only_keys))
    elif isinstance(value, list):
        yield from (text for inner in value for text in texts(inner, only_keys))


def literals(node: ast.AST) -> Iterator[tuple[int, str]]:
    """Every text in a module that could reach a reader, with its line."""
    if isinstance(node, ast.Raise | ast.Assert) or (
        isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)
    ):
        return
    if isinstance(node, ast.Call):
        name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
        if name in FOR_BUILDERS:
            return
    if isinstance(node, ast.keyword) and node.arg in NO_WORDS:
        return
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        yield node.lineno, node.value
    for child in ast.iter_child_nodes(node):
        yield from literals(child)


@pytest.mark.parametrize("file", PYTHON, ids=lambda file: file.relative_to(ROOT).as_posix())
def test_no_sentence_stands_in_python(file: Path) -> None:
    found = [
        f"line {line}: {text!r}"
        for line, text in literals(ast.parse(file.read_text("utf-8")))
        if SENTENCE.search(TAGS.sub("", text)) and text not in codes() and text not in ALLOWED
    ]
    assert file.name == "__main__.py" or not found, "write these into calculator/languages/en/"


@pytest.mark.parametrize("file", TEMPLATES, ids=lambda file: file.relative_to(ROOT).as_posix())
def test_no_word_stands_in_a_template(file: Path) -> None:
    html = JINJA.sub("\0", file.read_text("utf-8"))
    found = [
        text
        for text in [*re.findall(r">([^<]*)<", html), *HEARD.findall(html)]
        if re.search(r"[A-Za-z]{2}", text)
    ]
    assert not found, "write these into calculator/languages/en/"


@pytest.mark.parametrize("file", SCRIPTS, ids=lambda file: file.relative_to(ROOT).as_posix())
def test_no_sentence_stands_in_javascript(file: Path) -> None:
    code = COMMENT.sub("", file.read_text("utf-8"))
    found = [
        text
        for text in STRING.findall(code)
        if re.search(r"[A-Za-z]{2,}[,.:]? [a-z]{2,}", re.sub(r"\$\{.*?\}", "", text))
    ]
    assert not [text for text in found if text not in IN_JAVASCRIPT], (
        "the page holds what scripts show: data-say"
    )


IN_JAVASCRIPT = {
    '".scroll, pre"': "a selector",
    '"main details:not([open])"': "a selector",
    '"from calculator.answer import answer; answer"': "Python",
    '"from _sha2 import sha256; lambda text: sha256(text.encode()).hexdigest()"': "Python",
    '"import gc; gc.freeze(); gc.enable()"': "Python",
    '"import sys; sys.path_importer_cache.clear()"': "Python",
    '"no answer"': "for the console",
    '"textarea, select, input:not([type=radio], [type=checkbox])"': "a selector",
}


def test_a_sentence_in_code_is_seen() -> None:
    assert [
        text for _, text in literals(ast.parse('element("p", "Call the clinic.")')) if SENTENCE.search(text)
    ]
    assert not list(literals(ast.parse('raise ValueError("Call the clinic.")')))
