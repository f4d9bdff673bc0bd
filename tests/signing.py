"""Signs every statement of a copy of the project, as a reviewer who is made up would, by the project's own commands."""

import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from scripts.content.reviews import FORMAT
from scripts.content.statements import Statement
from tests.copied import run

HAEMATOLOGIST = {
    "name": "Dr A. Example",
    "role": "consultant haematologist",
    "body": "GMC",
    "number": "0000000",
}
OF_THE_COPY = """
import json
from scripts.content.statement_ids import statements
print(json.dumps({one.id: one.digest for one in statements().values()}))
"""


def returned(digests: dict[str, str], says: str = "agree", **changes: Any) -> dict[str, Any]:
    """What the review pack gives back: the same answer to all of these."""
    answer = {"answer": says} | ({"comment": "Say 3 days."} if says == "change" else {})
    return {
        "format": FORMAT,
        "reviewer": HAEMATOLOGIST,
        "reviewed_on": "2026-11-26",
        "answers": {id: {"digest": digest, **answer} for id, digest in digests.items()},
        **changes,
    }


def digests(ones: Iterable[Statement]) -> dict[str, str]:
    """The words of statements, each by its id."""
    return {one.id: one.digest for one in ones}


def sign(project: Path, reviewer: dict[str, str] = HAEMATOLOGIST) -> None:
    """Review everything in a copy of the project, and take it in."""
    run(project, "-m", "scripts.content.statement_ids")
    now = json.loads(run(project, "-c", OF_THE_COPY))
    (project / "back.json").write_text(json.dumps(returned(now, reviewer=reviewer)), "utf-8")
    run(project, "-m", "scripts.review.take_in", "back.json")
