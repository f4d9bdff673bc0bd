"""The same entry point from a terminal.

    python -m calculator list
    python -m calculator schedule PROTOCOL [--start 2026-03-02] [--months 12] [--choose KEY=VALUE ...]
                                           [--format text|json|csv]

Exit code 0 with the answer on standard output, or 2 with every problem on standard error.
"""

import argparse
import json
import sys
from typing import Any

from calculator.answer import answer


def main(arguments: list[str] | None = None) -> int:
    """Read the command line, ask, and print."""
    options = parser().parse_args(arguments)
    if options.command == "list":
        for entry in ask({"ask": "list"})["protocols"]:
            print(f"{entry['id']:<45} {entry['title']}")
        return 0
    choices = [choice.partition("=") for choice in options.choose]
    for choice, (_, equals, _) in zip(options.choose, choices, strict=True):
        if not equals:
            parser().error(f"--choose takes KEY=VALUE, not {choice!r}")
    if len({key for key, _, _ in choices}) < len(choices):
        parser().error("--choose names a key twice")
    found = ask(
        {
            "ask": "schedule",
            "protocol": options.protocol,
            "start": options.start,
            "months": options.months,
            "choices": {key: value for key, _, value in choices},
            "show": [options.format] if options.format != "json" else [],
        }
    )
    if "problems" in found:
        for problem in found["problems"]:
            print(f"{problem['field']}: {problem['sentence']}", file=sys.stderr)
        return 2
    sys.stdout.write(as_json(found) if options.format == "json" else found["shown"][options.format])
    return 0


def parser() -> argparse.ArgumentParser:
    """The command line."""
    whole = argparse.ArgumentParser(
        prog="python -m calculator", description="Example schedules from published protocols."
    )
    commands = whole.add_subparsers(dest="command", required=True)
    commands.add_parser("list", help="print every published protocol")
    one = commands.add_parser("schedule", help="print the example schedule of one protocol")
    one.add_argument("protocol", help="an id that `list` prints")
    one.add_argument("--start", metavar="DATE", help="a start such as 2026-03-02; without it, day numbers")
    one.add_argument("--months", default="12", help="how far to look: 1 to 60 (12)")
    one.add_argument(
        "--choose", metavar="KEY=VALUE", action="append", default=[], help="what the source leaves open"
    )
    one.add_argument("--format", choices=("text", "json", "csv"), default="text")
    return whole


def ask(request: dict[str, Any]) -> dict[str, Any]:
    """One request and its answer, as data."""
    found: dict[str, Any] = json.loads(answer(json.dumps(request)))
    return found


def as_json(found: dict[str, Any]) -> str:
    """The schedule for another program."""
    return json.dumps(found, ensure_ascii=False, indent=2) + "\n"


if __name__ == "__main__":
    sys.exit(main())
