"""A feed of changes to numbers: what git remembers of `calculator/protocols/`, as Atom (RFC 4287).

Only amounts, counts, gaps and lengths make an entry. A corrected comma in a note does not.

One commit gives one feed. A shallow clone lacks the older commits and would call every schedule new, so it stops the
build: whoever has it can fetch the rest with one command. A downloaded archive cannot, so it gets a feed without
entries that says why.
"""

import subprocess
import tomllib
import uuid
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

from scripts.clinics.short_links import address_of
from scripts.content.edition import Edition
from scripts.content.phrases import site_language
from scripts.paths import ROOT
from scripts.site import Stop

FOLDER = "calculator/protocols"
ATOM = "http://www.w3.org/2005/Atom"
NUMBERS = (
    "dose", "dose_max", "frequency", "frequency_max", "period", "period_max", "period_unit", "period_is_minimum",
    "count", "count_max", "bounds", "bounds_max", "bounds_unit", "weeks", "days",
)  # fmt: skip

type Numbers = dict[str, Any]


@dataclass(frozen=True)
class Change:
    """One commit's effect on one protocol file."""

    commit: str
    when: str
    id: str
    title: str
    lines: tuple[str, ...]


def numbers(text: str) -> Numbers:
    """Every number of a protocol file by its place, such as "loading.dose"; {} for no file."""
    if not text:
        return {}
    found: Numbers = {}
    for phase in tomllib.loads(text).get("phases", []):
        name = phase.get("name", "?")
        found |= {f"{name}.{key}": phase[key] for key in NUMBERS if key in phase}
        for way in phase.get("either", []):
            found |= {f"{name}.{way.get('name', '?')}.{key}": way[key] for key in NUMBERS if key in way}
    return found


def compare(before: str, after: str) -> tuple[str, ...]:
    """What changed between two texts of a file, in words; nothing when no number did."""
    say = site_language().say
    if not before:
        return (say("feed.added"),)
    if not after:
        return (say("feed.taken_out"),)
    old, new = numbers(before), numbers(after)
    none = say("feed.not_given")
    return tuple(
        say("feed.changed", place=place, old=str(old.get(place, none)), new=str(new.get(place, none)))
        for place in dict.fromkeys([*old, *new])
        if old.get(place) != new.get(place)
    )


class NoHistory(Stop):
    """There is a git clone and its history is not whole; the message says what to run."""


def git(*words: str, root: Path = ROOT) -> str:
    """What git answers; nothing when there is no git or no such file."""
    try:
        done = subprocess.run(["git", *words], cwd=root, capture_output=True, text=True, check=False)
    except FileNotFoundError:
        return ""
    return done.stdout if done.returncode == 0 else ""


def changes(ask: Callable[..., str] = git) -> list[Change]:
    """Every change of a number, the newest first."""
    found = []
    log = ask("log", "--no-renames", "--format=%x1e%H %cI", "--name-only", "--", FOLDER)
    for part in log.split("\x1e")[1:]:
        head, *files = part.split("\n")
        commit, when = head.split()
        for file in sorted(line for line in files if line.endswith(".toml")):
            before, after = ask("show", f"{commit}^:{file}"), ask("show", f"{commit}:{file}")
            lines = compare(before, after)
            if lines:
                title = tomllib.loads(after or before).get("title", Path(file).stem)
                found.append(Change(commit, when, Path(file).stem, title, lines))
    return found


def history(top: Path = ROOT) -> list[Change] | None:
    """Every change; None in an archive, also where it lies in somebody else's git clone. NoHistory if not whole."""
    if not (top / ".git").exists():
        return None
    shallow = git("rev-parse", "--is-shallow-repository", root=top).strip()
    if shallow != "false":
        if shallow == "true":
            raise NoHistory(
                "the feed of changes needs the whole history, and this git clone is shallow. Run: git fetch --unshallow"
            )
        raise NoHistory(
            "the feed of changes needs the whole history, and git cannot read it here. Run: git log"
        )
    return changes(partial(git, root=top))


def feed(ours: Edition, top: Path = ROOT) -> str:
    """The feed as text."""
    ElementTree.register_namespace("", ATOM)
    found = history(top)
    root = ElementTree.Element(f"{{{ATOM}}}feed")
    own = f"{ours.address}data/v1/changes.atom"
    add(root, "id", urn(f"{FOLDER} in {site_language().tag}"))
    say = site_language().say
    add(root, "title", say("feed.title", site=say("site.name")))
    add(root, "subtitle", say("feed.no_history" if found is None else "feed.about"))
    add(root, "updated", found[0].when if found else "1980-01-01T00:00:00+00:00")
    add(root, "rights", "CC BY 4.0")
    add(root, "link", rel="self", href=own)
    add(add(root, "author"), "name", ours.publisher)
    for change in found or []:
        entry = add(root, "entry")
        short = address_of(change.id)
        add(entry, "id", urn(f"{change.commit}:{change.id}"))
        form = "feed.one" if len(change.lines) == 1 else "feed.several"
        add(entry, "title", say(form, title=change.title, change=change.lines[0]))
        add(entry, "updated", change.when)
        add(entry, "link", rel="alternate", href=short.short(ours) if short else f"{ours.address}schedules/")
        add(entry, "content", "\n".join(change.lines), type="text")
    ElementTree.indent(root)
    return f'<?xml version="1.0" encoding="utf-8"?>\n{ElementTree.tostring(root, encoding="unicode")}\n'


def urn(text: str) -> str:
    """A name that outlives a move to another host: `text` says which of our things it is, and never where it lies."""
    return f"urn:uuid:{uuid.uuid5(uuid.NAMESPACE_URL, text)}"


def add(parent: ElementTree.Element, name: str, text: str = "", **attributes: str) -> ElementTree.Element:
    """One element more."""
    made = ElementTree.SubElement(parent, f"{{{ATOM}}}{name}", attributes)
    made.text = text or None
    return made
