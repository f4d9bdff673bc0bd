"""Every clinical statement of the site, with an id of its own: what a clinician reviews, one by one.

A statement is what docs/_data/ and calculator/protocols/ say, entry by entry, and each sentence of a page that carries
a number, an instruction or a citation. Most entries bring their id ("sign/stroke-side"); a sentence has none, and gets
one in statement_ids.py.
"""

import hashlib
import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache

from calculator.course import make_course
from calculator.evidence import Example
from calculator.regimen import Protocol
from calculator.render.why import chosen_words, shown_choices
from calculator.render.words import dose_words, phase_heading
from calculator.schedule import make_schedule
from scripts.content.catalogue import in_order
from scripts.content.checks import Check, checks
from scripts.content.claims import Disagreement, Response, disagreements, facts, responses
from scripts.content.edition import Number, edition
from scripts.content.front_matter import front_matter
from scripts.content.leaflets import leaflets
from scripts.content.phrases import site_language
from scripts.content.plain_text import cited_in, plain
from scripts.content.prose import blocks, sentences, whole_quotations
from scripts.content.signs import Set, Sign, sets, signs
from scripts.paths import DOCS

RISKS = ("emergency", "warning", "dose", "check", "rest")
"""What harm a wrong statement can do, the worst first: the order in which they are reviewed."""
WARNINGS = ("caution", "late", "nitrous-oxide", "pregnancy", "stopping", "storage", "technique")
RISK_OF_TOPIC = {**dict.fromkeys(WARNINGS, "warning"), "strength": "dose"}
"""Topics of facts.toml whose risk is known; of any other, the words tell it."""
NOT_CLINICAL = ("_data/", "about/", "data", "embed.md", "handout.md", "link-to-us.md", "sources.md")
"""What pages of docs/ that speak of the site and its tools begin with."""
DIGEST = 16
"""Letters of a digest: 64 bits, which no two statements of a site share by chance."""


@dataclass(frozen=True)
class Statement:
    """One thing that the site says, to agree with or not."""

    id: str
    """Where it belongs and its own name: "check/blood-count". A sentence is born without one: "get-help/"."""
    risk: str
    heading: str
    """What it stands under: a schedule's title, a page's heading."""
    words: tuple[str, ...]
    """The statement, then what belongs to it, such as for whom or who says it."""
    sources: tuple[str, ...] = ()
    place: str = ""
    """Where in the first source, if that is known."""
    shown: tuple[str, ...] = ()
    """The forms in which pages show it, any of which is enough."""
    beside: str = ""
    """What can be read there too, for forms that say little by themselves, such as "Every 3 months."."""
    protocol: str = ""
    """The schedule it belongs to: it stands wherever that is shown."""
    page: str = ""
    """The Markdown file under docs/ that it is a sentence of: it stands there and nowhere else."""
    after: str = ""
    """What a sentence of a page goes on from: the sentence before it, or what opens its list. Not part of its words."""

    @property
    def belongs(self) -> str:
        """What it belongs to: its id without its own name."""
        return self.id.rpartition("/")[0]

    @property
    def text(self) -> str:
        """All that a reviewer agrees with, on one line: the words and the sources. All spaces are of one kind."""
        parts = [*self.words, *([f"[{'; '.join(self.sources)}]"] if self.sources else [])]
        return " ".join(" | ".join(parts).split())

    @property
    def digest(self) -> str:
        """A short name for these very words with these sources."""
        return hashlib.sha256(self.text.encode()).hexdigest()[:DIGEST]


def say(key: str, **values: object) -> str:
    """A phrase of the review, in the edition's language."""
    return site_language().say(f"statement.{key}", **values)


def found() -> Iterator[Statement]:
    """Every statement there is, those without a name of their own still without one."""
    for number in edition().numbers:
        yield of_number(number)
    for sign in signs().values():
        yield of_sign(sign)
    for group in sets().values():
        yield from of_steps(group)
    for check in checks().values():
        yield of_check(check)
    for fact in facts():
        risk = RISK_OF_TOPIC.get(fact.topic) or risk_of(fact.plain)
        yield Statement(
            f"fact/{fact.id}", risk, say("facts"), (fact.plain,), fact.sources, shown=(fact.plain,)
        )
    for response in responses():
        yield of_response(response)
    for question in disagreements().values():
        yield from of_disagreement(question)
    for one in in_order(site_language()):
        yield from of_protocol(one)
    for leaflet in leaflets().values():
        place = f"leaflet/{leaflet.page.removesuffix('.md')}/"
        yield Statement(place, risk_of(leaflet.gist), leaflet.title, (leaflet.gist,), shown=(leaflet.gist,))
        for point in leaflet.points:
            said = f"{point.head} {point.says}"
            yield Statement(place, risk_of(said), leaflet.title, (said,), point.sources, shown=(point.says,))
    for name in clinical_pages():
        yield from of_page(name)


def of_number(number: Number) -> Statement:
    """The emergency number of one country."""
    words = [say("number", where=number.where, number=" ".join(filter(None, [number.number, number.also])))]
    if number.advice:
        words.append(say("advice", number=number.advice))
    letters = unicodedata.normalize("NFKD", number.where).encode("ascii", "ignore").decode().lower()
    name = "-".join(re.findall("[a-z]+", letters))
    return Statement(
        f"number/{name}",
        "emergency",
        say("numbers"),
        tuple(words),
        (*number.sources, *number.advice_sources),
        shown=(number.number,),
    )


def of_sign(sign: Sign) -> Statement:
    """One sign with its level."""
    level = say(f"level.{sign.level.replace(' ', '_')}")
    words = (f"{level} {sign.says}", *([sign.short] if sign.short else []))
    return Statement(
        f"sign/{sign.id}",
        "emergency",
        level,
        words,
        sign.sources,
        shown=tuple(filter(None, (sign.says, sign.short))),
    )


def of_steps(one: Set) -> Iterator[Statement]:
    """What to do until help comes."""
    for step in one.steps:
        yield Statement(
            f"step/{one.id}/", "emergency", one.name, (step.says,), step.sources, shown=(step.says,)
        )


def of_check(check: Check) -> Statement:
    """One check, with when it is made and for whom."""
    words = [f"{check.what}. {check.plain}", say("who", who=check.who)]
    if check.group:
        words.append(say("group", group=check.group))
    return Statement(
        f"check/{check.id}", "check", say("checks"), tuple(words), check.sources, shown=(check.plain,)
    )


def of_response(response: Response) -> Statement:
    """What people notice or blood and nerves do, and who says so."""
    words = (response.plain, say("who", who=response.who))
    return Statement(
        f"response/{response.id}", "rest", say("responses"), words, response.sources, shown=(response.plain,)
    )


def of_disagreement(question: Disagreement) -> Iterator[Statement]:
    """Each side, and what a reader is told to do."""
    for side in question.sides:
        words = (side.says, say("who", who=side.who))
        yield Statement(
            f"disagreement/{question.id}/",
            risk_of(side.says),
            question.question,
            words,
            side.sources,
            shown=(side.says,),
            beside=question.question,
        )
    for name, said in (("why", question.why), ("advice", question.advice)):
        if said:
            id = f"disagreement/{question.id}/{name}"
            yield Statement(
                id, risk_of(said), question.question, (said,), shown=(said,), beside=question.question
            )


def of_protocol(one: Protocol) -> Iterator[Statement]:
    """For whom, each phase with dose and interval, what the source leaves open, notes, and the worked examples."""
    language, cited = site_language(), (one.source.id, *one.source.also)

    def of(name: str, risk: str, *words: str, shown: tuple[str, ...] = ()) -> Statement:
        return Statement(
            f"schedule/{one.id}/{name}",
            risk,
            one.title,
            words,
            cited,
            one.source.place,
            shown,
            protocol=one.id,
        )

    yield of("whom", "dose", say("whom", plain=one.population.plain, text=one.population.text))
    yield of("plain", "dose", one.plain, shown=(one.plain,))
    for phase in one.phases:
        routes = language.list([language.say(f"route.{route}") for route in phase.route], "or")
        drug = language.say(f"drug.{one.drug}")
        words = [
            phase_heading(phase, language),
            say("dose", dose=dose_words(phase.dose, language), drug=drug),
        ]
        if phase.only_if:
            words.append(say("only_if", condition=phase.only_if))
        yield of(phase.name, "dose", *words, say("route", route=routes))
    for line in one.judgement:
        yield of("", "dose", line)
    for line in one.notes:
        yield of("", risk_of(line), line)
    for example in one.examples:
        yield of(example_name(example), "rest", *example_words(one, example))


def example_name(example: Example) -> str:
    """An example's own name: its start, how long it is, and what was chosen."""
    chosen = [value for _, value in sorted(example.choices.items())]
    return "-".join([str(example.start), str(example.months), *chosen])


def example_words(one: Protocol, example: Example) -> Iterator[str]:
    """What is chosen, and every date."""
    language = site_language()
    entry = {"start": str(example.start), "months": example.months, "choices": example.choices}
    schedule = make_schedule(make_course(one, entry))
    dates = language.list([language.date(day, "short") for day in example.dates], "and")
    yield say("example", n=len(example.dates), months=example.months, dates=dates)
    for choice, value in shown_choices(schedule):
        yield chosen_words(choice, value, language)


def clinical_pages() -> list[str]:
    """Every page on disk that speaks to patients or clinics, by its path under docs/."""
    names = sorted(path.relative_to(DOCS).as_posix() for path in DOCS.rglob("*.md"))
    return [name for name in names if speaks(name)]


def speaks(name: str) -> bool:
    """Whether a page, by its path under docs/, speaks of treatment and not of the site."""
    return not name.startswith(NOT_CLINICAL)


def of_page(name: str) -> Iterator[Statement]:
    """The sentences of a page that carry a number, an instruction or a citation, each under its heading."""
    text = (DOCS / name).read_text("utf-8")
    meta = front_matter(text)
    body = text.split("\n---\n", 1)[-1] if meta else text
    heading = title = str(meta.get("title", name))
    lead = ""
    for block in blocks(body.splitlines(), 1):
        if block.kind == "heading":
            heading, lead = plain(block.text), ""
            continue
        before = "" if block.kind == "paragraph" else lead
        for sentence in whole_quotations(sentences(block.text.replace(" | ", "; ").strip("| "))):
            cited = cited_in(sentence) or cited_in(block.text)  # or its paragraph's
            words, after = edition().localise(plain(sentence)), before
            before = words
            if cited_in(sentence) or is_clinical(words):
                under = title if heading == title else f"{title}: {heading}"
                yield Statement(
                    f"{name.removesuffix('.md')}/",
                    risk_of(words),
                    under,
                    (words,),
                    cited,
                    page=name,
                    after=after,
                )
        if block.kind == "paragraph" or (block.kind == "row" and not lead):
            lead = before  # of the items that follow, and the heads of a table


@cache
def signals(name: str) -> re.Pattern[str]:
    """By what a sentence is known for a number, an instruction, an emergency, a warning, a dose or a check."""
    listed = site_language().phrases["statement"]["signals"]
    start = rf"(?:^[\"\u201c]?|[:;,] |\b(?:{either(listed['joins'])}) )" if name == "orders" else r"\b"
    return re.compile(rf"{start}(?:{either(listed[name])})\b", re.I)


def either(words: Iterable[str]) -> str:
    """A pattern for any of these words, the longest first."""
    return "|".join(map(re.escape, sorted(words, key=len, reverse=True)))


NUMBER = re.compile(r"(?<![A-Za-z\d])\d")
"""A digit, but not that of B12."""


def is_clinical(words: str) -> bool:
    """Whether a sentence has a number, as digits or as a word, or tells somebody to do something."""
    return bool(NUMBER.search(words)) or any(
        signals(name).search(words) for name in ("numbers", "rules", "orders")
    )


def risk_of(words: str) -> str:
    """What harm a wrong sentence can do, by its words; the worst that fits."""
    return next((risk for risk in RISKS[:-1] if signals(risk).search(words)), RISKS[-1])
