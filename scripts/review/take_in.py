"""Takes in what a clinician sends back from the review pack: `make reviewed FILE=b12-review-....json`.

The file is read strictly, its answers are compared with the statements as they are now, and it is kept in
docs/_data/reviews/ as it was given. Nothing is published by this: the file is there to be read and committed.
"""

import argparse
import json
import re
import sys
import unicodedata
from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from pathlib import Path

from calculator.strict import BadData, Table
from scripts.content.edition import edition
from scripts.content.phrases import site_code, site_language
from scripts.content.reviews import AGREE, CHANGE, FOLDER, NOT_MINE, Answer, Review, read_review, reviews
from scripts.content.statement_ids import kept as kept_lines
from scripts.content.statement_ids import statements
from scripts.content.statements import RISKS, Statement
from scripts.review.translation import translation
from scripts.site import Stop


def taken_in(text: str, name: str, today: date, folder: Path = FOLDER) -> tuple[Path, list[str]]:
    """Keep a returned file; its path, and what it says, in sentences. Raises BadData or Stop, and keeps nothing then.

    Answers about a translation are compared with that translation.
    """
    review = read_review(text, name)
    now = statements() if review.language == site_code() else translation(review.language).ones
    refuse(review, now, today)
    given = json.loads(text.removeprefix("\ufeff"))
    kept = folder / f"{file_name(review, folder)}.json"
    folder.mkdir(parents=True, exist_ok=True)
    kept.write_text(json.dumps(given, ensure_ascii=False, indent=1, sort_keys=True) + "\n", "utf-8")
    return kept, list(summary(review, now))


def refuse(review: Review, now: Mapping[str, Statement], today: date) -> None:
    """Raises BadData for a review of another edition, of a day to come, or none of whose answers holds."""
    top = Table(review.place, {})
    if review.day > today:
        top.problem("reviewed_on", f"{review.day} is still to come")
    if review.edition and review.edition != edition().publisher:
        top.problem("edition", f"is that of {review.edition!r}, and this is {edition().publisher!r}")
    if said := holding(review, now):
        first = min(kept_lines()[id].since for id in said)
        if review.day < first - timedelta(days=1):  # the reviewer's day may still be the one before ours
            top.problem("reviewed_on", f"the words that were read are of {first} or later")
    else:
        top.problem("answers", "none is about the words of a statement as it is now")
    if any(
        (one.reviewer, one.day, one.answers) == (review.reviewer, review.day, review.answers)
        for one in reviews()
    ):
        top.problem("answers", "have been taken in already")
    if top.problems:
        raise BadData("\n".join(top.problems))


def holding(review: Review, now: Mapping[str, Statement]) -> dict[str, Answer]:
    """The answers, by id, that are about the words of a statement as it is now."""
    said = review.answers.items()
    return {id: answer for id, answer in said if id in now and answer.digest == now[id].digest}


def file_name(review: Review, folder: Path) -> str:
    """The day, who it was, and a number, so that the second sitting of a day stands after the first."""
    letters = unicodedata.normalize("NFKD", review.reviewer.name).encode("ascii", "ignore").decode().lower()
    start = "-".join([str(review.day), *re.findall("[a-z0-9]+", letters)])[:60]
    taken = (re.fullmatch(rf"{start}-([0-9]+)", file.stem) for file in folder.glob("*.json"))
    return f"{start}-{1 + max((int(found[1]) for found in taken if found), default=0)}"


def summary(review: Review, now: Mapping[str, Statement]) -> Iterator[str]:
    """What was said, by risk; each change that is asked for, with the words to change; and what holds for nothing."""
    say, said = site_language().say, holding(review, now)
    yield say("taken_in.by", reviewer=review.reviewer.shown, day=review.day)
    for risk in RISKS:
        ids = {one.id for one in now.values() if one.risk == risk}
        n = sum(answer.says == AGREE for id, answer in said.items() if id in ids)
        yield say("taken_in.agrees", part=say(f"review_table.{risk}"), n=n, all=len(ids))
    yield say("taken_in.not_mine", n=sum(answer.says == NOT_MINE for answer in said.values()))
    for id, answer in said.items():
        if answer.says == CHANGE:
            yield say("taken_in.change", id=id, text=now[id].text, comment=answer.comment)
        elif answer.comment:
            yield say("taken_in.comment", id=id, comment=answer.comment)
    for id in review.answers.keys() - said.keys():
        yield say(f"taken_in.{'reworded' if id in now else 'gone'}", id=id)


def main() -> int:
    """Take in one file. Exit code 1, and nothing kept, when it cannot be."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition(":")[0])
    parser.add_argument("file", type=Path)
    file = parser.parse_args().file
    try:
        kept, told = taken_in(file.read_text("utf-8"), file.name, date.today())
    except (BadData, Stop, OSError, UnicodeDecodeError) as error:
        told_plainly = "".join(
            one if one.isprintable() or one == "\n" else ascii(one)[1:-1] for one in str(error)
        )
        print(f"STOP: {told_plainly}", file=sys.stderr)
        return 1
    print("\n".join(told))
    print(f"Kept as {kept}. Read it, then commit it: the next build shows it.")
    return 0


if __name__ == "__main__":
    sys.exit(main())
