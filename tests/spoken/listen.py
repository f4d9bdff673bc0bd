"""What Orca says while a reader walks through the built site in Firefox, by keys alone (`make listen`).

A walk is a text file beside this one. Its lines at the margin are what the reader does, and the indented lines below
each are what is spoken then, or "(silence)". What is spoken now must equal what is kept. After a change that is meant,
`make listen REWRITE=1` keeps what is spoken now: read the difference as someone who sees nothing of the page.

    open /words/           type an address and go there
    press shift+Tab        press a key, by its name in X11; Orca takes some for itself: h is the next heading
    type 31                type into the field that has the focus
    hear injections        after the line above, wait, for up to a minute, until words with these in them are spoken
    # a remark

A line is done when nothing has happened for a second.
"""

import argparse
import difflib
import json
import os
import re
import subprocess
import sys
import tempfile
import time
from contextlib import ExitStack
from pathlib import Path

from scripts.paths import SITE
from scripts.upkeep.screenshots import served
from tests.browser.firefox import PREFERENCES

WALKS = Path(__file__).parent
KEPT_WITH = (
    "43.1"  # the version of Orca that the transcripts were kept with; others have other words for things
)
QUIET = 1.0  # seconds without a line in Orca's log, which also tells of events that it says nothing about
PATIENCE = 60.0  # seconds; Python's download and start take a fraction of them
SCREEN = "1280x900x24"  # pixels, bits; wide enough for the menu's columns, and lines break alike everywhere
# No history, because Firefox tells a little late which links were visited.
FIREFOX = PREFERENCES | {"browser.aboutwelcome.enabled": False, "places.history.enabled": False}
# What Orca runs when it starts. Its log is buffered unless it is told otherwise. It speaks as installed, but for: the
# echo of keys, which the walks write down themselves; the count of links, which changes with every page; and reading a
# page aloud as soon as it is there, which would bury what each press says.
ORCA = """
from orca import debug, settings
debug.debugFile.reconfigure(line_buffering=True)
settings.enableKeyEcho = settings.pageSummaryOnLoad = settings.sayAllOnLoad = False
"""
SPOKEN = re.compile(r"SPEECH OUTPUT: '((?:.|\n {18})*?)'(?: voice=\w+)?(?: ?[\[{].*)?$", re.M)
LOADED = "Finished loading"
STUCK = "    STUCK: "
# Spoken while Python loads and works: before the answer, after it or not at all, as fast as the machine is.
TIMED = re.compile(r"Loading: .+ of .+|Starting\.|Working out the dates\.")


class Listener:
    """A screen, a bus, Orca and Firefox, with nothing remembered from before."""

    def __init__(self, stack: ExitStack, site: str) -> None:
        self.stack, self.site = stack, site.rstrip("/")
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(ignore_cleanup_errors=True)))
        self.log, self.read = folder / "orca.log", 0
        self.environment = {
            "PATH": os.environ["PATH"],
            "LANG": "C.UTF-8",
            "HOME": str(folder),
            "XDG_RUNTIME_DIR": str(folder),
            "GNOME_ACCESSIBILITY": "1",
            "SPEECHD_ADDRESS": "unix_socket:/dev/null",  # no voice: Orca only writes down what it says
        }
        self.environment["DISPLAY"] = ":" + self.start("Xvfb", "-displayfd", "1", "-screen", "0", SCREEN)
        bus = self.start("dbus-daemon", "--session", "--nofork", "--print-address")
        self.environment["DBUS_SESSION_BUS_ADDRESS"] = bus
        (folder / "orca-customizations.py").write_text(ORCA)
        self.start("orca", "--user-prefs", str(folder), "--debug-file", str(self.log), answers=False)
        self.hear("Screen reader on")
        lines = [f"user_pref({json.dumps(key)}, {json.dumps(value)});\n" for key, value in FIREFOX.items()]
        (folder / "user.js").write_text("".join(lines))
        self.start("firefox-esr", "--no-remote", "--profile", str(folder), "about:blank", answers=False)
        self.quiet()
        end = time.monotonic() + PATIENCE
        window = (
            "search",
            "--onlyvisible",
            "--class",
            "firefox",
            "windowsize",
            "100%",
            "100%",
            "windowfocus",
        )
        while not self.xdotool("mousemove", "0", "0", *window):
            if time.monotonic() > end:
                raise TimeoutError("Firefox shows no window")
            time.sleep(0.5)
        self.quiet()

    def start(self, *command: str, answers: bool = True) -> str:
        """Start a program that runs to the end of the walk; gives the first line that it prints, if it answers."""
        process = subprocess.Popen(
            command,
            env=self.environment,
            stdout=subprocess.PIPE if answers else subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            text=True,
        )
        self.stack.callback(process.wait)
        self.stack.callback(process.kill)
        return process.stdout.readline().strip() if process.stdout else ""

    def xdotool(self, *words: str) -> bool:
        """Press and type as a person would; False where xdotool cannot, as where there is no window yet."""
        command = ["xdotool", *words]
        return subprocess.run(command, env=self.environment, check=False, capture_output=True).returncode == 0

    def quiet(self) -> list[str]:
        """Wait until something has happened and nothing happens any more; gives what was spoken meanwhile."""
        size, since = self.read, time.monotonic()
        while size == self.read or time.monotonic() - since < QUIET:
            if time.monotonic() - since > PATIENCE:
                raise TimeoutError("nothing happens, not even a key is heard")
            time.sleep(0.05)
            now = self.log.stat().st_size if self.log.exists() else 0
            if now != size:
                size, since = now, time.monotonic()
        with self.log.open("rb") as log:
            log.seek(self.read)
            new = log.read(size - self.read)
        self.read = size
        said = [" ".join(words.split()) for words in SPOKEN.findall(new.decode())]
        assert len(said) == new.count(b"SPEECH OUTPUT: "), "Orca's log is written in another way"
        return [words for words in said if words and not TIMED.fullmatch(words)]

    def hear(self, words: str) -> list[str]:
        """Wait until something with these words is spoken, and then for quiet; gives all that was spoken."""
        heard: list[str] = []
        end = time.monotonic() + PATIENCE
        while not any(words in line for line in heard):
            if time.monotonic() > end:
                raise TimeoutError(f"in a minute nothing like {words!r} was spoken, but {heard}")
            heard += self.quiet()
        return heard

    def do(self, word: str, rest: str) -> None:
        """Do what a line of a walk says; what is spoken then is yet to be heard."""
        if word == "open":
            for keys in (("key", "ctrl+l"), ("type", self.site + rest)):
                self.xdotool(*keys)
                self.quiet()
        elif word not in {"press", "type"}:
            raise ValueError(f"a walk has no word {word!r}")
        keys = {"open": ("key", "Return"), "press": ("key", rest), "type": ("type", rest)}[word]
        if not self.xdotool(*keys):
            raise ValueError(f"xdotool cannot do this: {keys}")


def walked(walk: str, site: str) -> str:
    """A walk done again: its own lines, with what is spoken now below each. A walk that gets stuck ends there."""
    lines = [line for line in walk.splitlines() if not line.startswith(" ")]
    told: list[str] = []
    with ExitStack() as stack:
        try:
            listener = Listener(stack, site)
            for line, following in zip(lines, [*lines[1:], ""], strict=True):
                told.append(line)
                told += [f"    {said}" for said in step(listener, line, following)]
        except TimeoutError as stuck:
            told.append(f"{STUCK}{stuck}")
    return "\n".join(told) + "\n"


def step(listener: Listener, line: str, following: str) -> list[str]:
    """One line of a walk; gives what is spoken, unless the next line is to hear it."""
    word, _, rest = line.partition(" ")
    if word in {"", "#"}:
        return []
    if word != "hear":
        listener.do(word, rest)
    if following.startswith("hear "):
        return []
    waits = {"open": LOADED, "hear": rest}
    heard = listener.hear(waits[word]) if word in waits else listener.quiet()
    # Of a page that is new, this only: its name is told before or after, its first line is cut now here and now there.
    return [said for said in heard if said.startswith(LOADED)] or heard or ["(silence)"]


def main() -> int:
    """Do the walks and show where something else is spoken than is kept; 1 if there is such a place."""
    parser = argparse.ArgumentParser(description="What a screen reader says on the site.")
    parser.add_argument("only", nargs="*", help="names of walks, such as menu; default: all")
    parser.add_argument("--rewrite", action="store_true", help="keep what is spoken now")
    options = parser.parse_args()
    version = subprocess.run(["orca", "--version"], capture_output=True, text=True, check=True).stdout.strip()
    if version != KEPT_WITH:
        print(
            f"==> This is Orca {version}; the transcripts were kept with {KEPT_WITH}, whose words may be others"
        )
    different = 0
    with served(SITE) as site:
        for file in sorted(WALKS.glob("*.txt")):
            if options.only and file.stem not in options.only:
                continue
            kept = file.read_text("utf-8")
            now = walked(kept, site)
            if options.rewrite and STUCK not in now:
                file.write_text(now, "utf-8")
            elif (
                now != kept
            ):  # on a busy machine a screen reader may come too late for something: it is heard again
                now = walked(kept, site)
            print(f"==> {file.stem}: {'as kept' if now == kept else 'spoken otherwise'}", flush=True)
            changes = difflib.unified_diff(kept.splitlines(), now.splitlines(), "kept", "now", lineterm="")
            print(*(f"{line}\n" for line in changes), sep="", end="", flush=True)
            different += now != kept
    return int(different > 0 and not options.rewrite)


if __name__ == "__main__":
    sys.exit(main())
