"""What a change to the data changes in words: key by key, and injection by injection in every schedule.

    make evidence-diff                 the files as they stand against the last commit
    make evidence-diff SINCE=v1.0      against any revision

The engine that reads both is the one that stands here, so only a change of data shows.
"""

import argparse
import re
import subprocess
import sys
import tomllib
from collections.abc import Iterator, Mapping
from itertools import groupby, product
from typing import Any

from calculator.choices import MET, open_choices
from calculator.course import make_course
from calculator.injection import Administration
from calculator.problem import Refused
from calculator.protocol import read_protocol
from calculator.regimen import Protocol, Range
from calculator.render.words import because_words, dose_words, span_words
from calculator.schedule import make_schedule
from calculator.source import read_sources
from calculator.strict import BadData
from scripts.content.phrases import site_language
from scripts.paths import ROOT

PROTOCOLS = "calculator/protocols/"
FOLDERS = (PROTOCOLS, "calculator/sources.toml", "docs/_data/")
MONTHS = 24
UNREAD = re.compile(r"(\w+): no such key here")
NONE = "nothing"

type Files = dict[str, str]
"""Path -> text of every data file."""


def now() -> Files:
    """The data files as they stand."""
    found = (file for folder in FOLDERS for file in sorted(ROOT.glob(f"{folder.rstrip('/')}*/**/*.toml")))
    single = [ROOT / folder for folder in FOLDERS if folder.endswith(".toml")]
    return {file.relative_to(ROOT).as_posix(): file.read_text("utf-8") for file in [*found, *single]}


def then(revision: str) -> Files:
    """The data files at a revision."""
    names = git("ls-tree", "-r", "--name-only", revision, "--", *FOLDERS).splitlines()
    return {name: git("show", f"{revision}:{name}") for name in names if name.endswith(".toml")}


def git(*words: str) -> str:
    """What git says. Raises CalledProcessError when it refuses."""
    done = subprocess.run(["git", *words], cwd=ROOT, capture_output=True, text=True, check=True)
    return done.stdout


def report(before: Files, after: Files) -> Iterator[str]:
    """Every change, file by file, in lines to read."""
    for name in sorted(before.keys() | after.keys()):
        if before.get(name) == after.get(name):
            continue
        yield f"{name}{'' if name in before else ' (new)'}{'' if name in after else ' (gone)'}"
        if name in before and name in after:
            yield from (f"  {line}" for line in keys(before[name], after[name]))
        if name.startswith(PROTOCOLS) and name in before and name in after:
            yield from (f"  {line}" for line in schedules(name, before, after))


def keys(before: str, after: str) -> Iterator[str]:
    """Each key whose value has changed."""
    old, new = (dict(flat(tomllib.loads(text))) for text in (before, after))
    for key in dict.fromkeys([*old, *new]):
        if old.get(key) != new.get(key):
            yield f"{key}: {shown(old.get(key))} became {shown(new.get(key))}"


def shown(value: object) -> str:
    """A value as a reader meets it: text in quotation marks, a list by its parts, an absent key as nothing."""
    if isinstance(value, list):
        return ", ".join(map(shown, value)) or NONE
    return NONE if value is None else f"“{value}”" if isinstance(value, str) else str(value)


def flat(value: object, where: str = "") -> Iterator[tuple[str, Any]]:
    """A data file as dotted keys with plain values; a table in a list goes by its name or its number."""
    if isinstance(value, Mapping):
        for key, inside in value.items():
            yield from flat(inside, f"{where}.{key}".strip("."))
    elif isinstance(value, list) and any(isinstance(item, Mapping) for item in value):
        for number, inside in enumerate(value, start=1):
            name = inside.get("name") or inside.get("id") or number
            yield from flat(inside, f"{where}[{name}]")
    else:
        yield where, value


def schedules(name: str, before: Files, after: Files) -> Iterator[str]:
    """How the injections have changed, for the short and the long end of all that the source leaves open."""
    try:
        old, new = (read(name, files) for files in (before, after))
    except BadData as problem:
        yield f"the schedules cannot be compared: {str(problem).splitlines()[0]}"
        return
    said: set[str] = set()
    for label in {**ways(old), **ways(new)}:
        lines = list(rows(injections(old, label), injections(new, label)))
        if lines and "\n".join(lines) not in said:
            said.add("\n".join(lines))
            yield f"schedule, {label}:"
            yield from (f"  {line}" for line in lines)


def read(name: str, files: Files) -> Protocol:
    """A protocol as its file and its register say it; keys that are no longer read are passed over."""
    id = name.removeprefix(PROTOCOLS).removesuffix(".toml")
    text, register = files[name], read_sources(files["calculator/sources.toml"])
    try:
        return read_protocol(id, text, register)
    except BadData as problem:
        for key in UNREAD.findall(str(problem)):
            text = re.sub(rf"^{key} = .*\n", "", text, flags=re.M)
    return read_protocol(id, text, register)


def ways(one: Protocol) -> dict[str, dict[str, str]]:
    """Choices by a name: the low and the high end of every range, on each side of every "or"."""
    choices = open_choices(one)
    sides = [choice for choice in choices if choice.what == "either"]
    found = {}
    for end, taken in product(("low", "high"), product(*(choice.options for choice in sides))):
        chosen = {choice.key: value for choice, value in zip(sides, taken, strict=True)}
        for choice in choices:
            pick = choice.options[0 if end == "low" else -1]
            chosen.setdefault(choice.key, MET if choice.what == "only_if" else pick)
        found[", ".join([f"the {end} end of what is open", *taken])] = chosen
    return found


def injections(one: Protocol, label: str) -> tuple[Administration, ...]:
    """The injections of one way, in day numbers; none when this version has no such way."""
    chosen = ways(one).get(label)
    if chosen is None:
        return ()
    try:
        return make_schedule(make_course(one, {"months": MONTHS, "choices": chosen})).administrations
    except Refused:
        return ()


def rows(old: tuple[Administration, ...], new: tuple[Administration, ...]) -> Iterator[str]:
    """How each injection has changed; neighbours that changed alike share a line."""
    changes = [
        (number, change)
        for number, (a, b) in enumerate(zip(old, new, strict=False), start=1)
        for change in became(a, b)
    ]
    changes.sort(key=lambda pair: (pair[1], pair[0]))
    runs = groupby(enumerate(changes), key=lambda item: (item[1][1], item[1][0] - item[0]))
    lines = [
        ([item[1][0] for item in members], change) for (change, _), members in ((k, list(v)) for k, v in runs)
    ]
    for numbers, change in sorted(lines):
        yield f"{named(numbers)}: {change}"
    if len(old) != len(new):
        yield f"{len(old)} injections in {MONTHS} months became {len(new)}"


def named(numbers: list[int]) -> str:
    """ "injection 7" or "injections 7 to 12"."""
    first, last = numbers[0], numbers[-1]
    return f"injection {first}" if first == last else f"injections {first} to {last}"


def became(old: Administration, new: Administration) -> Iterator[str]:
    """What changed in one injection: the interval before it, or the dose."""
    if interval(old) != interval(new):
        yield f"{interval(old)} became {interval(new)}"
    if old.dose != new.dose:
        yield f"{dose_words(old.dose, site_language())} became {dose_words(new.dose, site_language())}"
    if old.phase.role != new.phase.role:
        yield f"{old.phase.role} became {new.phase.role}"


def interval(row: Administration) -> str:
    """The time since the injection before, or the reason of the day where it is another."""
    if row.because.kind != "after" or row.because.base != row.number - 1:
        return because_words(row, site_language())
    return span_words(Range(row.because.number, row.because.number), row.because.unit, site_language())


def main() -> int:
    """Print the report."""
    parser = argparse.ArgumentParser(description="What a change to the data changes, in words.")
    parser.add_argument("since", nargs="?", default="HEAD", help="a git revision (HEAD)")
    options = parser.parse_args()
    try:
        before = then(options.since)
    except subprocess.CalledProcessError as error:
        print(f"git: {error.stderr.strip()}", file=sys.stderr)
        return 2
    lines = list(report(before, now()))
    print("\n".join(lines) or f"No data has changed since {options.since}.")
    return 0


if __name__ == "__main__":
    sys.exit(main())
