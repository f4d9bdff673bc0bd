"""Two schedules side by side with equal weight: what each source says, and counts. No score, no "more", no "better"."""

from datetime import date

from calculator.language import Language
from calculator.regimen import Unit
from calculator.render.example import chosen
from calculator.render.markup import Markup, element, join
from calculator.render.summary import summary
from calculator.render.table import foot
from calculator.render.timeline import timeline
from calculator.render.words import dose_words, phase_words
from calculator.schedule import Schedule
from calculator.source import sources


def compare(
    one: Schedule, other: Schedule, language: Language, *, today: date | None = None, address: str = ""
) -> Markup:
    """A table with a column for each, then each by itself; on paper every one of them says where it comes from.

    `today` and `address` are those of the reader's own page, as in a table of one schedule.
    """
    both = (one, other)
    feet = [foot(schedule, language, today, address) for schedule in both]
    heads = [element("th", language.say("compare.aspect"), scope="col")]
    heads += [element("th", schedule.course.protocol.title, scope="col") for schedule in both]
    rows = [
        row(name, [show(schedule, language) for schedule in both], both, language)
        for name, show in ASPECTS.items()
    ]
    return element(
        "article",
        element(
            "p",
            element("strong", language.say("result.mark")),
            " ",
            language.say("compare.about"),
            class_="example-mark",
        ),
        element(
            "table",
            element("caption", language.say("compare.caption")),
            element("thead", element("tr", *heads)),
            element("tbody", *rows),
            element("tfoot", row("foot", feet, both, language)),
            class_="compare",
        ),
        *(lines(schedule, words, language) for schedule, words in zip(both, feet, strict=True)),
        element("p", language.say("compare.no_choice")),
        element("p", element("strong", language.say("result.follow")), class_="follow"),
        class_="example",
    )


def row(name: str, cells: list[str], both: tuple[Schedule, Schedule], language: Language) -> Markup:
    """One thing told of both."""
    pairs = zip(cells, both, strict=True)
    return element(
        "tr",
        element("th", language.say(f"compare.{name}"), scope="row"),
        *(element("td", words, data_label=schedule.course.protocol.title) for words, schedule in pairs),
    )


def lines(schedule: Schedule, words: str, language: Language) -> Markup:
    """One schedule's sentence, marks and choices; on paper, where pages part, the words of its foot again."""
    return element(
        "section",
        element("h3", schedule.course.protocol.title),
        element("p", summary(schedule, language)),
        timeline(schedule, language),
        chosen(schedule, language),
        element("p", words, class_="print-only"),
        class_="compared",
    )


def who(schedule: Schedule, language: Language) -> str:
    """Who the source says it is for."""
    return schedule.course.protocol.population.plain


def kind(schedule: Schedule, language: Language) -> str:
    """What sort of publication it is."""
    return language.say(f"kind.{schedule.course.protocol.kind}")


def medicine(schedule: Schedule, language: Language) -> str:
    """The medicine."""
    return language.say(f"drug.{schedule.course.protocol.drug}")


def amount(schedule: Schedule, language: Language) -> Markup:
    """Micrograms in each injection, every amount that occurs once."""
    doses = dict.fromkeys(dose_words(row.dose, language) for row in schedule.administrations)
    return stacked(list(doses))


def phases(schedule: Schedule, language: Language) -> Markup:
    """What the source says, phase by phase."""
    return stacked([phase_words(phase, language) for phase in schedule.course.protocol.phases])


def number(schedule: Schedule, language: Language) -> str:
    """How many injections the example holds, and in how many months: two examples may differ in length."""
    span = language.say(f"unit.{Unit.MONTH}", n=schedule.course.months)
    return language.say("compare.count", number=len(schedule.administrations), span=span)


def source(schedule: Schedule, language: Language) -> str:
    """The source's short form and how it was seen."""
    seen = sources(language.code)[schedule.course.protocol.source.id]
    return language.say("compare.seen", short=seen.short, seen=language.say(f"seen.{seen.seen}"))


def stacked(words: list[str]) -> Markup:
    """One thing a line."""
    return (
        words[0]
        if len(words) == 1 and isinstance(words[0], Markup)
        else join(*(element("div", one) for one in words))
    )


ASPECTS = {
    "who": who,
    "kind": kind,
    "medicine": medicine,
    "amount": amount,
    "phases": phases,
    "number": number,
    "source": source,
}
"""The rows, in order."""
