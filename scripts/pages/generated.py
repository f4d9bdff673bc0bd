"""The pages that MkDocs does not find in docs/: Markdown files made from the data, each of front matter and one fence.

One for every country, pattern, protocol and example; beside each example its plain text.
"""

import json
from collections.abc import Iterator, Mapping
from datetime import date

from calculator.choices import open_choices, usual_months
from calculator.course import make_course
from calculator.regimen import Protocol
from calculator.render.choices import choice_legend, choice_words
from calculator.render.keep import PLAIN
from calculator.render.text import text
from calculator.schedule import make_schedule
from scripts.content.catalogue import FOLDER, address, country, groups, pages
from scripts.content.in_language import protocol
from scripts.content.phrases import site_language

type Choices = Mapping[str, str] | None
"""The choices that an address names; None for the address of the protocol itself, which shows its own first example."""


def every_file() -> Iterator[tuple[str, str]]:
    """Place below docs/ and text of each."""
    yield from map(page_of_group, groups(site_language()))
    for id, choices in pages():
        yield page_of_example(id, choices)
        yield address(id, choices) + PLAIN, plain(id, choices)


def is_generated(place: str) -> bool:
    """True for the place of such a page below docs/."""
    return place.startswith(f"{FOLDER}/")


def plain(id: str, choices: Choices) -> str:
    """The example of a page as plain text."""
    one = protocol(id)
    shown = one.examples[0].choices if choices is None else choices
    return text(
        make_schedule(make_course(one, {"months": usual_months(one), "choices": shown})), site_language()
    )


def page_of_example(id: str, choices: Choices) -> tuple[str, str]:
    """The page of an example. Search engines take one that names choices for its protocol's own."""
    one = protocol(id)
    place = address(id, choices)
    shown = choices if choices is not None else one.examples[0].choices
    title = site_language().say("schedule.title", plain=one.plain.rstrip("."), title=one.title)
    if choices:
        title = site_language().say("schedule.title_variant", title=title, choices=named(one, choices))
    meta = {
        "title": title,
        "description": site_language().say("schedule.about", plain=one.plain, title=one.title),
        "checked_on": one.review.checked_on,
        "next_review": one.review.next_review,
        "care": "none",
        "group": [country(one, site_language()), one.country.lower()],
        "variant_of": address(id) if choices is not None else "",
    }
    return f"{place.rstrip('/')}.md", document(
        meta, f'protocol = "{id}"\nchoices = {inline(shown)}', "schedule-page"
    )


def named(one: Protocol, choices: Mapping[str, str]) -> str:
    """The choices of a page in words, so that two pages of a schedule never have the same title."""
    language = site_language()
    words = [
        language.say(
            "schedule.chosen",
            what=choice_legend(choice, language),
            value=choice_words(choice, choices[choice.key], language),
        )
        for choice in open_choices(one)
        if choice.key in choices
    ]
    return language.list(words, "and")


def inline(table: Mapping[str, str]) -> str:
    """A table of texts as TOML writes it on one line."""
    return "{ " + ", ".join(f'"{key}" = "{value}"' for key, value in table.items()) + " }"


def document(meta: Mapping[str, object], fence: str, name: str) -> str:
    """A Markdown file of front matter and one fence. JSON is YAML."""
    lines = [f"{key}: {as_yaml(value)}" for key, value in meta.items() if value]
    return "\n".join(["---", *lines, "---", f"```{name}", fence, "```", ""])


def as_yaml(value: object) -> str:
    """A value of the front matter."""
    return value.isoformat() if isinstance(value, date) else json.dumps(value, ensure_ascii=False)


def page_of_group(name: str) -> tuple[str, str]:
    """The page of a country or a pattern."""
    words, members = groups(site_language())[name]
    say = site_language().say
    meta = {
        "title": say(
            "lists.pattern_title" if name.startswith("pattern-") else "lists.country_title", name=words
        ),
        "description": say("lists.about", name=words),
        "checked_on": min(one.review.checked_on for one in members),
        "next_review": min(one.review.next_review for one in members),
        "care": "none",
        "group": [say("nav.schedules"), ""],
    }
    return f"schedules/{name}.md", document(meta, f'name = "{name}"', "schedule-group")
