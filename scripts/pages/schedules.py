"""The files that MkDocs does not find in docs/: a page for every country, pattern, protocol and example, and texts."""

from collections.abc import Iterator

from calculator.choices import usual_months
from calculator.course import make_course
from calculator.render.keep import PLAIN
from calculator.render.text import text
from calculator.schedule import make_schedule
from scripts.content.catalogue import FOLDER, address, groups, pages
from scripts.content.in_language import protocol
from scripts.content.phrases import site_language
from scripts.pages import schedule_lists, schedule_page


def every_file() -> Iterator[tuple[str, str]]:
    """Place below docs/ and text of each."""
    yield from map(schedule_lists.generated, groups(site_language()))
    for id, choices in pages():
        yield schedule_page.generated(id, choices)
        yield address(id, choices) + PLAIN, plain(id, choices)


def plain(id: str, choices: dict[str, str] | None) -> str:
    """The example of a page as plain text."""
    one = protocol(id)
    shown = one.examples[0].choices if choices is None else choices
    return text(
        make_schedule(make_course(one, {"months": usual_months(one), "choices": shown})), site_language()
    )


def is_generated(place: str) -> bool:
    """True for the place of such a page below docs/."""
    return place.startswith(f"{FOLDER}/")
