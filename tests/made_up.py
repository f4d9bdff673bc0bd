"""A second language, made up: a copy of the project whose words are all in it, as a translator would write them.

It is English with full-width letters, so that a plain Latin letter on a page is a word that stands in code. Nothing but
data is changed: a folder in calculator/languages/, the edition's `language`, and a few pages in docs/.
"""

import json
import re
import shutil
import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from mkdocs.utils.yaml import yaml_load

from calculator import data
from calculator.language import PLURALS
from scripts.pages.doors import pages_of

ROOT = Path(__file__).resolve().parent.parent
CODE = "xx"
KEYS: dict[str, int] = {}
"""Every phrase that the language has been given, by its dotted key, with the number of its mark."""
MARKS = 0xE800
"""The first of the marks, among Unicode's private letters."""
WIDE = {ord(letter): chr(ord(letter) + 0xFEE0) for letter in map(chr, range(0x21, 0x7F)) if letter.isalpha()}
KEPT = re.compile(r"(\{\w+\}|</?strong>|\[@[^\]]*\]|\]\([^)]*\))")
"""What stays as it is inside a text: blanks, the one tag of phrases, citations, and where a link leads."""
SETTINGS = {
    "name": "Made up",
    "tag": "qaa",
    "plural": "other",
    "thousands": "’",
    "decimal": "·",
}
SAID = {
    "protocols": "title plain jurisdiction population phases only_if until judgement notes source_notes source "
    "place review checked_by",
    "checks": "what plain time group who",
    "sources": "short note",
    "signs": "says short note",
    "sign-sets": "name steps says",
    "responses": "plain who note measure",
    "facts": "plain who note",
    "disagreements": "question why advice sides says who",
    "left-out": "entry unread what why",
    "glossary": "terms term also definition",
    "hazards": "hazard cause harm controls what",
    "addresses": "retired because",
    "browsers": "name",
    "reader-tasks": "short ask done",
}
"""Of each data file, the keys that hold texts of ours, or tables with such."""
EDITION = re.compile(
    r'^((?:publisher|call|in_words|closed|closed_also|where|said|also|advice) = ")([^"]*)"', re.M
)
ADDRESSES = """
[us1]
opens = "calculator/#v=1&protocol=us-kuzminski-1998-trial&months=12"
since = 2026-11-22
[no1]
opens = "calculator/#v=1&protocol=no-hydroxocobalamin-no-neuro&months=12&loading.period=1&maintenance.period=2"
since = 2026-11-22
[help]
opens = "basics/"
since = 2026-11-22
[old]
opens = "basics/"
since = 2026-11-22
[old.retired]
on = 2027-03-01
because = "＊"
instead = "basics/"
"""
LEAFLETS = """
[[leaflets]]
page = "basics.md"
title = "＊"
gist = "＊"
points = [
  { head = "＊", says = "＊", sources = ["nhs-anaphylaxis"] },
  { head = "＊", says = "＊" },
  { head = "＊", says = "＊" },
]
ask = ["＊?"]
"""
READER_TESTS = """
[[tests]]
date = 2026-11-26
on = "phone"
commit = "1234567"
ran_by = "＊"
readers = 8
done = { late = 8, high = 6 }
[[tests]]
date = 2026-11-26
on = "paper"
commit = "1234567"
ran_by = "＊"
readers = 3
done = { late = 3 }
"""
FILES = (
    "worker.js",
    "pyodide.js",
    "pyodide.asm.wasm",
    "python_stdlib.zip",
    "icalendar.zip",
    "qrcodegen.zip",
    "calculator.whl",
)
RUNTIME = {
    "directory": "runtime/0/",
    "golden": "0",
    "wire": 2_400_000,
    "files": [{"url": f"runtime/0/{name}", "size": 9000, "wire": 2000, "sha256": "0"} for name in FILES],
}
"""What a build of Python would have left; none is needed for pages."""
FRONT = """\
---
title: ＊
description: ＊
checked_on: 2026-11-22
next_review: 2027-11-22
care: [nerves, allergy]
---
# ＊

"""
IN_A_GROUP = ("basics", "during", "life", "words", "print", "clinics", "where-sources-differ", "sources")
"""Pages that stand in the menu, one in each group of the doors; groups that are left have one with nothing on it."""
PAGES = {
    "index": "```picture\nname = 'hero'\n```\n",
    "basics": (
        "ａｎａｅｍｉａ １ ［＊］ [@nhs-anaphylaxis]. [@!bsh-2014]\n\n"
        "```care\n```\n\n```care\nbrief = true\n```\n\n```care\nnumbers = true\n```\n\n## ＊\n\n## ＊＊\n\n## ＊＊＊\n"
    ),
    "schedules": "```schedule-ways\n```\n\n```schedules\n```\n",
    "compare": "```schedule-pair\n```\n",
    "calculator": "```old-links\n```\n",
    "during": "```schedule\nprotocol = 'us-kuzminski-1998-trial'\nstart = 2026-03-07\n```\n",
    "life": "".join(
        f"```picture\nname = '{name}'\n```\n\n"
        for name in ("world", "dose-by-country", "checks", "responses")
    ),
    "words": "```pattern\nname = 'A'\n```\n\n```pattern\nname = 'none'\n```\n\n```hazards\n```\n",
    "print": (
        '<span class="write-line"></span>\n\n```cost\n```\n\n```files\n```\n\n```keep\n```\n\n'
        "```running\n```\n\n```browsers\n```\n\n"
        "```reader-tasks\n```\n\n```reader-sheet\n```\n\n```reader-scores\n```\n\n```reader-tests\n```\n"
        "```running\n```\n\n```browsers\n```\n"
        "\n```review\nshow = 'line'\n```\n\n```review\nshow = 'table'\n```\n"
    ),
    "clinics": (
        "```handouts\nshow = 'pages'\n```\n\n```handouts\nshow = 'schedules'\n```\n\n"
        "```addresses\n```\n\n```snippet\ncode = 'us1'\n```\n\n```codes\n```\n"
    ),
    "where-sources-differ": "```disagreement\n```\n",
    "sources": "```sources\n```\n",
}
"""Every fence there is, in pages of the made-up language."""


def wide(text: str) -> str:
    """A text in the made-up language."""
    return "".join(part if KEPT.fullmatch(part) else part.translate(WIDE) for part in KEPT.split(text))


def phrases(value: Any, key: str) -> Any:
    """The phrases under a key, each with its own mark before it; a plural of the made-up language has one form."""
    if isinstance(value, Mapping) and set(value) == {"one", "other"}:
        return {"other": phrases(value["other"], key)}
    if isinstance(value, Mapping):
        return {name: phrases(inner, f"{key}.{name}".strip(".")) for name, inner in value.items()}
    if isinstance(value, list):
        return [phrases(item, key) for item in value]
    return f"{mark(key)}{wide(value)}"


def mark(key: str) -> str:
    """A character that nobody uses, for the phrase at a key."""
    return chr(MARKS + KEYS.setdefault(key, len(KEYS)))


def overlay(value: Any, keys: set[str]) -> Any:
    """The texts of a data file as another language would replace them; None where there is nothing to say."""
    if isinstance(value, str):
        return wide(value)
    if isinstance(value, list):
        if value and isinstance(value[0], dict) and (value[0].get("id") or value[0].get("name")):
            found = {one.get("id") or one.get("name"): said(one, keys) for one in value}
            return {id: one for id, one in found.items() if one}
        return [said(one, keys) if isinstance(one, dict) else overlay(one, keys) for one in value]
    return said(value, keys)


def said(table: Mapping[str, Any], keys: set[str]) -> dict[str, Any]:
    """The texts of one table."""
    kinds = (str, list, dict)
    found = {
        key: overlay(value, keys) for key, value in table.items() if key in keys and isinstance(value, kinds)
    }
    return {key: value for key, value in found.items() if value}


def write_language(folder: Path) -> None:
    """The whole folder of the language, in the form in which data travel: JSON."""
    assert SETTINGS["plural"] in PLURALS
    folder.mkdir()
    for file in (ROOT / "calculator/languages/en").glob("*.toml"):
        found = tomllib.loads(file.read_text("utf-8"))
        write(
            folder / f"{file.stem}.json",
            phrases(found, "") | {key: SETTINGS[key] for key in SETTINGS if key in found},
        )
    for name, keys in SAID.items():
        tables = {id: overlay(table, set(keys.split())) for id, table in tables_of(name).items()}
        write(folder / f"{name}.json", {id: table for id, table in tables.items() if table})


def write(file: Path, tables: Mapping[str, Any]) -> None:
    """A data file."""
    file.write_text(json.dumps(tables, ensure_ascii=False), "utf-8")


def tables_of(name: str) -> dict[str, Any]:
    """A data file by its name, or every protocol by id."""
    ours = ROOT / "calculator"
    if name == "protocols":
        return {file.stem: tomllib.loads(file.read_text("utf-8")) for file in (ours / name).glob("*.toml")}
    file = ours / f"{name}.toml"
    return tomllib.loads((file if file.is_file() else ROOT / f"docs/_data/{name}.toml").read_text("utf-8"))


def menu() -> list[Any]:
    """The doors and groups of the real menu, each group with a page of the made-up site, and each page once."""
    real = yaml_load((ROOT / "mkdocs.yml").read_text("utf-8"))["nav"]
    names, filled = iter(IN_A_GROUP), []
    for door, inside in (item for entry in real if isinstance(entry, dict) for item in entry.items()):
        groups = [group for entry in inside if isinstance(entry, dict) for group in entry]
        filled.append({door: [{group: [f"{next(names, group)}.md"]} for group in groups]})
    return [*(f"{name}.md" for name in PAGES if name not in IN_A_GROUP), *filled]


def write_project(to: Path) -> None:
    """A copy of the project with this language only in what it builds, and with pages of a line or two."""
    for folder in ("calculator", "scripts", "docs/_data", "docs/assets"):
        shutil.copytree(ROOT / folder, to / folder, ignore=shutil.ignore_patterns("__pycache__"))
    write_language(to / "calculator" / data.LANGUAGES / CODE)
    settings = (ROOT / "mkdocs.yml").read_text("utf-8").partition("\nnav:\n")[0]
    (to / "mkdocs.yml").write_text(f"{settings}\nnav: {json.dumps(menu())}\n", "utf-8")
    (to / "node_modules").symlink_to(ROOT / "node_modules")
    edition = to / "docs/_data/edition.toml"
    edition.write_text(
        EDITION.sub(lambda line: line[1] + wide(line[2]) + '"', edition.read_text("utf-8")), "utf-8"
    )
    edition.write_text(edition.read_text("utf-8").replace('language = "en"', f'language = "{CODE}"'), "utf-8")
    (to / "docs/_data/addresses.toml").write_text(ADDRESSES, "utf-8")
    (to / "docs/_data/leaflets.toml").write_text(LEAFLETS, "utf-8")
    (to / "docs/_data/reader-tests.toml").write_text(READER_TESTS, "utf-8")
    (to / "build").mkdir()
    (to / "build/runtime.json").write_text(json.dumps(RUNTIME), "utf-8")
    placed = [page.removesuffix(".md") for page in pages_of(menu())]
    for name, body in {**dict.fromkeys(placed, ""), **PAGES}.items():
        (to / f"docs/{name}.md").write_text(f"{FRONT}{body}\n", "utf-8")
