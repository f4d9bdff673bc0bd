"""The back of a handout, which is ours: answers of a leaflet, or one published schedule in a few lines.

Each is written for one side of paper in letters of 14 pt, and shorter for half a sheet. Nothing on it can be pressed.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby, islice, pairwise
from pathlib import Path

from calculator.dates import MEAN_MONTH
from calculator.regimen import Protocol, Range, Role
from calculator.render.markup import Markup, element, join
from calculator.render.summary import summary
from calculator.render.timeline import LINE, mark, timeline
from calculator.render.words import dose_words, phase_heading
from calculator.schedule import Schedule
from scripts.clinics.drawings import drawing, noted, plain_links
from scripts.content.catalogue import first_example
from scripts.content.check_fit import standing
from scripts.content.checks import checks
from scripts.content.checks_in_words import ON_PAPER, time_words
from scripts.content.glossary import terms
from scripts.content.in_language import sources
from scripts.content.leaflets import Leaflet, Point
from scripts.content.phrases import escaped, site_language, tie
from scripts.content.reference import route_words
from scripts.content.signs import sets, spoken

WORDS = {"anaemia", "folic-acid", "formulary", "licence", "potassium"}
"""Those of the glossary that schedules speak of, and that a patient may not know."""
SHORT, HEAD = 132, 10
"""Words of the gist, the signs and the answers on half a sheet at most; as how many a heading with its space counts."""
WIDE = ("loading-maintenance", "responses", "two-schedules", "how-b12-gets-in")
"""Drawings as wide as the sheet, below the first answer; the others stand beside the answers."""
TEXT = re.compile(r">[^<]+")
"""Text after a tag."""
ADDRESS = re.compile(r"\b[\w-]+-[\w-]+\.[a-z]{2,3}\b")
"""A name with a hyphen on the web, such as "example-clinic.org"."""
APOSTROPHE = re.compile(r"(?<=\w)'(?=\w)|(?<=s)'(?=\s)")
"""The straight one of a keyboard: "a country's", "patients' groups"."""
MEDICINE = re.compile(r"\w+cobalamin\b", re.IGNORECASE)


def leaflet_back(one: Leaflet, site: Path) -> Markup:
    """All of a leaflet: what it comes to, its answers, its drawing, its signs, its questions, its sources by number."""
    ask = listed("sheet.ask", [element("li", question) for question in one.ask])
    (head, answer, *rest), drawn = answers(one.points), drawing(one.picture, site)
    number = numbers(one.points, noted(drawn))
    shown = marked(drawn, number)
    first = (head, answer, shown) if one.picture in WIDE else (shown, head, answer)
    return join(gist(one), *first, *rest, more_signs(one), ask, cited(number))


def leaflet_short(one: Leaflet) -> Markup:
    """What a leaflet comes to, its signs, and its first answers, one or as many as half a sheet holds."""
    lists = [" ".join(signs) for signs in one.more_signs.values() if signs]
    room = SHORT - len(" ".join([one.gist, *lists]).split()) - HEAD * len(lists)
    shown: list[Point] = []
    for point in one.points:
        room -= HEAD + len(point.says.split())
        if room < 0 and shown:
            break
        shown.append(point)
    return join(gist(one), *answers(tuple(shown)), more_signs(one), cited(numbers(tuple(shown))))


def gist(one: Leaflet) -> Markup:
    """What a leaflet comes to, in a line."""
    return element(
        "p", element("strong", site_language().say("sheet.gist")), " ", tie(one.gist), class_="gist"
    )


def more_signs(one: Leaflet) -> Markup:
    """Whom to call for the signs that belong to this leaflet and are not on the front; nothing where it has none."""
    kinds = {"emergency": "emergency", "same day": "urgent"}
    return join(
        *(
            element(
                "section",
                element("h3", site_language().say(f"sheet.also_{kinds[level]}", **spoken())),
                element("ul", *(element("li", sign) for sign in signs)),
                class_=f"care care--{kinds[level]}",
            )
            for level, signs in one.more_signs.items()
            if signs
        )
    )


def numbers(points: tuple[Point, ...], drawn: Iterable[str] = ()) -> dict[str, int]:
    """The sources of some answers, in the order of reading, then those of a drawing: each with its number."""
    ids = [id for one in points for id in one.sources]
    return {id: n for n, id in enumerate(dict.fromkeys([*ids, *drawn]), 1)}


def marks(ids: Iterable[str], number: dict[str, int]) -> str:
    """The numbers of some sources in brackets: raised figures do not survive a copier."""
    listed = ",\u00a0".join(str(n) for n in sorted(number[id] for id in ids))
    return f"\u00a0[{listed}]" if listed else ""


def answers(points: tuple[Point, ...]) -> Iterator[Markup]:
    """Heading and answer of each point, with the numbers of its sources."""
    number = numbers(points)
    for one in points:
        yield element("h3", one.head)
        yield element("p", unbroken(one.says), marks(one.sources, number))


def unbroken(says: str) -> Markup:
    """Words of an answer in which no line ends between a number and its unit, nor at a hyphen in an address."""
    return Markup(ADDRESS.sub(r'<span class="whole-word">\g<0></span>', escaped(tie(says))))


def cited(number: dict[str, int]) -> Markup:
    """Sources in a line, by number."""
    register, say = sources(), site_language().say
    listed = " ".join(f"[{n}]\u00a0{site_language().ended(register[id].short)}" for id, n in number.items())
    return (
        element("p", element("strong", say("sheet.sources")), " ", listed, class_="cited")
        if listed
        else Markup("")
    )


def marked(drawn: str, number: dict[str, int]) -> Markup:
    """A drawing as it is printed, with the numbers of its sources behind its heading."""
    ids = noted(drawn)
    return Markup(plain_links(re.sub("</p>", f"{marks(ids, number)}</p>", drawn, count=1) if ids else drawn))


def schedule_back(one: Protocol, *, short: bool = False) -> Markup:
    """One published schedule: for whom, the amount, the year in a sentence and as marks, and its phases.

    All but a short one also has what is open, tests, the meanings of words, and questions.
    """
    say, shown = site_language().say, first_example(one)
    medicine = say("schedule.medicine", route=route_words(one, site_language()), dose=amounts(shown))
    whole = join(
        element(
            "p",
            element("strong", site_language().ended(one.title)),
            " ",
            one.population.plain,
            " ",
            tie(medicine),
        ),
        *drawn(shown),
        element("ul", *phases(one, shown), class_="phases"),
    )
    if short:
        return whole
    whole = join(
        whole,
        listed("sheet.left_open", [element("li", tie(line)) for line in notes(one)]),
        tests(one),
    )
    return join(
        whole,
        element("div", listed("sheet.words", list(meanings(one, whole))), class_="words"),
        listed("sheet.ask", list(questions(one))),
    )


def questions(one: Protocol) -> Iterator[Markup]:
    """What to ask of a schedule, and of each part of it that has an open end."""
    say = site_language().say
    yield element("li", say("sheet.questions.same"))
    yield element("li", say("sheet.questions.medicine"))
    for phase in one.phases:
        if phase.until:
            yield element("li", say("sheet.questions.until", until=phase.until))


def drawn(shown: Schedule) -> Iterator[Markup]:
    """The example in a sentence and as a line of marks; before that, where injections are daily, those of the first
    month, wide enough that none melts into the next."""
    say = site_language().say
    days = [row.day for row in shown.administrations]
    daily = any(later - day == 1 for day, later in pairwise(days))
    yield element(
        "p",
        element("strong", say("sheet.in_short")),
        " ",
        summary(shown, site_language()),
        " ",
        say("sheet.marks"),
    )
    if daily:
        month = tuple(row for row in shown.administrations if row.day <= MEAN_MONTH)
        first = shown._replace(course=shown.course._replace(months=1), administrations=month)
        yield timeline(first, site_language())
    yield timeline(shown, site_language())


def notes(one: Protocol) -> list[str]:
    """What its source leaves open and our notes; first those on nerve symptoms, which may change the schedule."""
    nerves = re.compile(sets()["nerves"].about, re.IGNORECASE)
    return sorted((*one.judgement, *one.notes), key=lambda line: not nerves.search(line))


def tests(one: Protocol) -> Markup:
    """What guides test around these times: when, what, for whom, with the numbers of their sources."""
    say, points = site_language().say, []
    for id, named in islice(standing(one.id).items(), ON_PAPER):
        check = checks()[id]
        group = say("checks.group", group=check.group) if check.group else ""
        says = f"{site_language().ended(check.what)} {group}".strip()
        points.append(Point(say("checks.when", time=time_words(check, site_language())), says, named))
    number = numbers(tuple(points))
    lines = [
        element("li", element("strong", point.head), " ", point.says, marks(point.sources, number))
        for point in points
    ]
    return join(listed("sheet.checks", lines), cited(number))


def meanings(one: Protocol, said: Markup) -> Iterator[Markup]:
    """The names of its phases and the hard words in what is `said` on its paper, each with its meaning."""
    say, text = site_language().say, " ".join(TEXT.findall(said))
    roles = dict.fromkeys(phase.role for phase in one.phases)
    found = [(say(f"role.{role}"), say(f"sheet.phases.{role}")) for role in roles]
    for term in terms():
        forms = "|".join(map(re.escape, term.forms))
        if term.id in WORDS and re.search(rf"\b(?:{forms})\b", text, re.IGNORECASE):
            found.append((term.word, term.meaning))
    for word, meaning in found:
        name = site_language().say("sheet.word", word=word[:1].upper() + word[1:])
        yield element("li", element("strong", name), " ", meaning, " ")


def amounts(shown: Schedule) -> str:
    """The amount of each injection, or those that follow one another."""
    doses = [dose for dose, _ in groupby(both_units(row.dose) for row in shown.administrations)]
    return site_language().list(doses, "then")


def both_units(dose: Range) -> str:
    """An amount in micrograms, as sources give it, and in milligrams, as a box may: "1,000 micrograms (1 mg)"."""
    point = site_language().phrases["decimal"]
    low, high = (f"{one / 1000:g}".replace(".", point) for one in (dose.low, dose.high))
    form = "sheet.amount" if dose.fixed else "sheet.amount_range"
    return site_language().say(form, dose=dose_words(dose, site_language()), low=low, high=high)


def phases(one: Protocol, shown: Schedule) -> Iterator[Markup]:
    """Each phase in a line after its mark: how often, how long, how much if that differs, on what condition."""
    say, differ = site_language().say, len({phase.dose for phase in one.phases}) > 1
    for phase in one.phases:
        rows = [row for row in shown.administrations if row.phase is phase]
        words = [
            site_language().ended(phase_heading(phase, site_language())),
            say("table.each", dose=both_units((rows[0] if rows else phase).dose)) if differ else "",
            say("sheet.only_if", only_if=phase.only_if) if phase.only_if else "",
        ]
        yield element("li", key(phase.role), tie(" ".join(filter(None, words))))


def key(role: Role) -> Markup:
    """The mark of a phase as the drawing has it, in front of its words."""
    path = element("path", d=mark(role, 5), class_="mark")
    return element("svg", path, viewBox=f"0 2 10 {LINE}", class_="key-mark", aria_hidden="true")


def listed(heading: str, lines: Sequence[Markup]) -> Markup:
    """Some lines of a list under their heading; nothing where there are none."""
    if not lines:
        return Markup("")
    return join(element("h3", site_language().say(heading)), " ", element("ul", *lines))


def for_paper(html: Markup) -> Markup:
    """With the apostrophes of print; a browser's translation leaves the names of medicines as they are."""
    kept = r'<span translate="no">\g<0></span>'
    return Markup(TEXT.sub(lambda text: MEDICINE.sub(kept, APOSTROPHE.sub("\u2019", text[0])), html))
