"""Every word stands in the language file: a language made up by this test must reach every corner of the calculator.

The made-up language is English with each phrase between marks, its letters exchanged for full-width ones, and plural
forms by another rule. What then shows plain letters, or text outside the marks, was written in code; a mark without
its twin is a phrase that code has cut; a phrase that never shows is one that nobody needs.
"""

import csv
import io
import re
import tomllib
from collections.abc import Iterator, Mapping
from datetime import date
from functools import cache
from html import unescape
from pathlib import Path
from typing import Any

import pytest

import calculator
from calculator.answer import ASKS, read_ask, told
from calculator.choices import open_choices
from calculator.injection import Ours
from calculator.language import PLURALS, Language, language, languages
from calculator.link import check
from calculator.page import page
from calculator.problem import Problem, Refused
from calculator.protocol import protocol, protocol_ids
from calculator.regimen import Range, Timing, Unit
from calculator.render import FORMATS
from calculator.render.choices import choice_words
from calculator.render.keep import FILES
from calculator.render.sheet import BYTE_ORDER_MARK
from calculator.render.summary import summary
from calculator.render.words import often_words, phase_words, span_words
from calculator.source import SEEN, sources
from tests import courses
from tests.demo import demo, made

ENGLISH = language("en")
LANGUAGES = Path(calculator.__file__).parent / "languages"
PHRASES = (
    "calculator.toml",
    "pages.toml",
    "clinics.toml",
    "review.toml",
    "scripts.toml",
    "search.toml",
    "open_data.toml",
)
SCRIPTS = Path(calculator.__file__).parent.parent / "scripts"
ADDRESS = "https://example.org/schedules/one/"
LINKS = tuple(
    f"#v=2&{words}&check={check(words)}"
    for words in ("start=2027-03-02&months=24", "start=2027-03-02&months=12", "months=24")
)
OPEN, CLOSE, FIRST = "⟦", "⟧", 0xE000
"""The marks, and the first of the private characters that say which phrase stands between them."""
WIDE = {ord(letter): chr(ord(letter) + 0xFEE0) for letter in map(chr, range(0x21, 0x7F)) if letter.isalpha()}
SETTINGS = ("name", "tag", "plural", "thousands", "ordinals", "beside_dates")
BY_JAVASCRIPT = "say."
"""Phrases that the page itself shows, and whose blanks it fills."""

type Phrases = dict[str, Any]


# --- the made-up language


def leaves(phrases: Mapping[str, Any], path: str = "") -> Iterator[tuple[str, str]]:
    """Every phrase with its dotted key; the forms of a plural, and the items of a list, under one key."""
    for key, value in phrases.items():
        if isinstance(value, Mapping) and not plural(value):
            yield from leaves(value, f"{path}{key}.")
        elif isinstance(value, Mapping):
            yield from ((f"{path}{key}", form) for form in value.values())
        elif isinstance(value, list):
            words = [item for part in value for item in (part if isinstance(part, list) else [part])]
            yield from ((f"{path}{key}", item) for item in words)
        else:
            yield f"{path}{key}", str(value)


def plural(table: Mapping[str, Any]) -> bool:
    """True when a table holds the forms of one phrase that counts."""
    return set(table) == {"one", "other"}


KEYS = [key for key in dict.fromkeys(key for key, _ in leaves(ENGLISH.phrases)) if key not in SETTINGS]


def marked(phrase: str, key: str) -> str:
    """A phrase between marks, its own letters wide, its blanks as they were."""
    parts = re.split(r"(\{\w+\})", phrase)
    wide = "".join(part if part.startswith("{") else part.translate(WIDE) for part in parts)
    return f"{OPEN}{chr(FIRST + KEYS.index(key))}{wide}{CLOSE}"


def made_up(value: Any, path: str = "") -> Any:
    """A language file's phrases in the made-up language."""
    if path in SETTINGS:
        return value
    if isinstance(value, Mapping) and plural(value):
        return {"odd": marked(value["one"], path), "even": marked(value["other"], path)}
    if isinstance(value, Mapping):
        return {key: made_up(inner, f"{path}.{key}".strip(".")) for key, inner in value.items()}
    if isinstance(value, list):
        return [marked(item, path) for item in value]
    return marked(value, path)


@pytest.fixture
def strange(monkeypatch: pytest.MonkeyPatch) -> Language:
    """The made-up language, with a plural rule that no file of ours has."""
    monkeypatch.setitem(PLURALS, "odd-even", lambda n: "odd" if n % 2 else "even")
    return Language("xx", {**made_up(ENGLISH.phrases), "plural": "odd-even", "thousands": "’"})


# --- everything a reader can see


def everything(strange: Language) -> Iterator[tuple[str, str]]:
    """Every display, problem and answer of a page in a language, each with a name; HTML and plain text alike."""
    for one in [*map(protocol, protocol_ids()), demo()]:
        for choices in list(courses.ends(one))[:: max(1, len(list(courses.ends(one))) - 1)]:
            for start in (None, date(2026, 3, 7)):
                schedule = courses.schedule(one, choices, start)
                for name, show in FORMATS.items():
                    yield f"{one.id}, {name}", show(schedule, strange)
    for kind, make in FILES.items():
        schedule = courses.schedule(demo(), demo().examples[0].choices, date(2026, 3, 7))
        yield f"the file {kind}", make(schedule, strange)["text"]
    for number, request in enumerate(page_requests()):
        found = page(request, strange)
        html = found.pop("html", {})
        assert isinstance(html, Mapping)
        for part, text in html.items():
            yield f"page {number} {request}, {part}", text
        yield f"page {number}, its title", str(found.get("title", ""))
        yield f"page {number}, what is said", str(found.get("say", ""))
        problems = found.get("problems_shown", [])
        assert isinstance(problems, list)
        yield from ((f"page {number}, a problem", problem["sentence"]) for problem in problems)
    for request in wrong_requests():
        for sentence in refusals(request, strange):
            yield f"the answer to {request}", sentence
    yield from ((f"the words for {name}", words) for name, words in rare_words(strange))


def page_requests() -> Iterator[dict[str, object]]:
    """Every state of a page, right and wrong."""
    dates = (
        ("", "3", "2027"), ("2", "", "2027"), ("2", "3", ""), ("2", "3", "27"), ("31", "2", "2027"), ("", "", ""),
        ("3/4/2027", "", ""), ("27/3/2027", "4", ""), ("2", "3", "1999"), ("2", "3", "2027"),
    )  # fmt: skip
    for one in map(protocol, protocol_ids()):
        asked: dict[str, object] = {
            "protocol": one.id,
            "choices": one.examples[0].choices,
            "today": "2026-11-22",
        }
        asked["address"] = ADDRESS
        yield asked
        yield {**asked, "hash": "v=1&start=2027-03-02&months=24"}
        misspelt = [f"v=1&months=24&{choice.key}s=2" for choice in open_choices(one)[:1]]
        yield from ({**asked, "hash": link} for link in ("v=1&start=2027-03", "v=2&months=24", *misspelt))
        lengths = {choice.key: "99" for choice in open_choices(one) if choice.what == "until"}
        yield {**asked, "entry": {**lengths, "months": "99"}}
    for typed in dates:
        for do in ("show", "text", "code", *FILES):
            yield {**asked, "entry": courses.dated(*typed), "do": do}


def wrong_requests() -> Iterator[dict[str, Any]]:
    """Requests with every problem that an answer can tell."""
    norway = {"protocol": "no-hydroxocobalamin-no-neuro"}
    yield {"protocol": ""}
    yield {"protocol": "nowhere", "start": "x", "months": 0, "show": ["x"]}
    yield {**norway, "start": "2026-02-30", "choices": {"x": "1", "loading.period": "9"}}
    yield {**norway, "start": "1999-01-01", "choices": []}
    yield {"protocol": "us-kuzminski-1998-trial", "choices": {"x": "1"}}
    yield {"ask": "nothing"}


def refusals(request: dict[str, Any], strange: Language) -> list[str]:
    """The sentences that refuse a request."""
    try:
        read_ask(request)(request, strange)
    except Refused as refused:
        return [told(problem, strange)["sentence"] for problem in refused.problems]
    pytest.fail(f"{request} was answered")


def rare_words(strange: Language) -> Iterator[tuple[str, str]]:
    """The small phrases that no protocol of today needs: every unit, every form."""
    for unit in Unit:
        for span in (Range(1, 1), Range(2, 2), Range(2, 3)):
            yield f"{span} {unit}", span_words(span, unit, strange)
            for place in ("first", "next"):
                yield f"{place} {unit}", strange.say(f"summary.{place}.{unit}", number=1, n=span.low)
            yield f"after {unit}", strange.say(f"because.after.{unit}", n=span.low, base=1)
            yield f"before {unit}", strange.say(f"because.before.{unit}", n=span.low)
        for often, every in ((1, 1), (1, 2), (1, 3), (2, 1)):
            timing = Timing(Range(often, often), Range(every, every), unit, {})
            yield f"{timing}", often_words(timing, strange)
        for low, high, least in ((1, 2, False), (2, 3, False), (2, 3, True)):
            timing = Timing(Range(1, 1), Range(low, high), unit, {}, period_is_minimum=least)
            yield f"{timing}", often_words(timing, strange)
        yield f"times {unit}", often_words(Timing(Range(2, 3), Range(1, 1), unit, {}), strange)
    for one in [*map(protocol, protocol_ids()), demo()]:
        yield from ((f"{one.id} {phase.name}", phase_words(phase, strange)) for phase in one.phases)
        for choice in open_choices(one):
            yield from (
                (f"{choice.key}={value}", choice_words(choice, value, strange)) for value in choice.options
            )
    monthly = made('name = "m"\nperiod_unit = "mo"\ncount = 3')
    yield "days that hang on months", summary(courses.schedule(monthly, {}, None), strange)
    for name in Ours:
        yield name, strange.say(f"ours.{name}")
        yield name, strange.say(f"ours_full.{name}")
    for problem in (Problem("engine", "engine"), Problem("request", "request-json")):
        yield problem.code, told(problem, strange)["sentence"]
    unknown = Problem("language", "language-unknown", {"given": "x", "near": "list"})
    yield unknown.code, told(unknown, strange)["sentence"]


# --- what may be shown as it is: the sources' own words


@cache
def data() -> list[str]:
    """Every text of protocols and sources, the longest first: shown as it is in every language."""
    demo()
    found: set[str] = set()
    everybody: list[Any] = [*map(protocol, protocol_ids()), demo(), *sources().values()]
    for one in everybody:
        found |= set(texts(one))
    for one in [*map(protocol, protocol_ids()), demo()]:
        found |= {one.id, *(choice.key for choice in open_choices(one))}
        found |= {value for choice in open_choices(one) for value in choice.options}
    found |= {ADDRESS, "nowhere", "nothing", "2026-02-30", "start=2027-03", *LINKS, *FORMATS, *FILES, *ASKS}
    return sorted((text for text in found if len(text) > 3), key=len, reverse=True)


def texts(value: Any) -> Iterator[str]:
    """Every text in plain data."""
    if isinstance(value, str):
        yield " ".join(value.split())
    elif isinstance(value, Mapping):
        yield from (text for inner in value.values() for text in texts(inner))
    elif isinstance(value, (list, tuple)):
        yield from (text for inner in value for text in texts(inner))


TEXT = re.compile(r">([^<]+)<")
HEARD = re.compile(r' (?:title|aria-label|alt|placeholder|data-label)="([^"]*)"')


def shown_texts(text: str) -> Iterator[str]:
    """Every stretch of text that a reader sees or hears, from HTML or from plain text."""
    if not text.lstrip().startswith("<"):
        yield from text.splitlines()
        return
    yield from map(unescape, TEXT.findall(text))
    yield from map(unescape, HEARD.findall(text))


def fault(text: str) -> str:
    """What of this text was not said by the language file; "" when all was."""
    text = " ".join(re.sub(r"\{(bytes|total)\}|\u00ad", "", text).split())
    depth, outside = 0, ""
    for letter in text:
        depth += (letter == OPEN) - (letter == CLOSE)
        if depth < 0:
            return f"a phrase was cut: {text!r}"
        outside += letter if not depth and letter != CLOSE else " "
    if depth:
        return f"a phrase was cut: {text!r}"
    for piece in re.split(r"\s{2,}", outside.strip()):
        if piece and not re.fullmatch(r"[\d’]+|\d{4}-\d\d(-\d\d)?", piece) and piece.strip() not in data():
            return f"{piece!r} stands outside every phrase in {text!r}"
    for known in data():
        text = text.replace(known, "")
    left = re.search(r"[A-Za-z]{2,}", text)
    return f"{left[0]!r} was written in code: {text!r}" if left else ""


# --- the claims


def test_no_text_is_left_in_code_and_no_phrase_is_cut(strange: Language) -> None:
    faults = dict[str, str]()
    seen: set[str] = set()
    for name, text in everything(strange):
        if name in ("the file ics", "the file csv") or name.endswith(", csv"):
            continue  # a calendar file has its own test below, and a sheet is read cell by cell
        for stretch in shown_texts(text):
            if stretch not in seen and (wrong := fault(stretch)):
                faults.setdefault(wrong, name)
            seen.add(stretch)
    assert not faults, "\n".join(f"{name}: {wrong}" for wrong, name in list(faults.items())[:20])


def test_every_cell_of_a_sheet_comes_from_the_language_file(strange: Language) -> None:
    for start in (None, date(2026, 3, 7)):
        schedule = courses.schedule(demo(), demo().examples[0].choices, start)
        for row in csv.reader(io.StringIO(FORMATS["csv"](schedule, strange).removeprefix(BYTE_ORDER_MARK))):
            assert not [wrong for cell in row if (wrong := fault(cell))]


def test_every_phrase_is_shown_somewhere(strange: Language) -> None:
    shown = "".join(text for _, text in everything(strange)).replace("\r\n ", "")
    build = [path for path in SCRIPTS.rglob("*") if path.suffix in (".py", ".html")]
    code = "".join(path.read_text("utf-8") for path in [*build, LANGUAGES.parent / "language.py"])
    unused = [
        key for number, key in enumerate(KEYS) if chr(FIRST + number) not in shown and not asked(key, code)
    ]
    assert not unused, f"nobody ever reads these phrases: {unused}"


def asked(key: str, code: str) -> bool:
    """True when the build asks for a phrase by its key, or for one of its family by a name that it puts together."""
    begun = (f"{mark}{key[:end]}{{" for end in range(4, len(key)) for mark in "\"'")
    asks = [f'"{key}"', f"'{key}'", f'phrases["{key.partition(".")[0]}"]', f'"{key.rpartition(".")[0]}." ~']
    return any(ask in code for ask in [*asks, *begun])


def test_no_blank_is_left_open() -> None:
    for name, text in everything(ENGLISH):
        plain = re.sub(r"<template.*?</template>", "", text)
        assert not re.search(r"\{\w*\}", plain), f"{name}: a blank stands open in {plain[:200]!r}"


def test_a_number_never_stands_where_the_language_writes_numbers_in_its_own_way(strange: Language) -> None:
    schedule = courses.schedule(demo(), demo().examples[0].choices, None)
    assert "1’000" in FORMATS["table"](schedule, strange)
    assert "1,000" not in FORMATS["table"](schedule, strange)


# --- every language file


@pytest.mark.parametrize("file", PHRASES)
@pytest.mark.parametrize("code", languages())
def test_every_language_says_everything_with_the_same_blanks(code: str, file: str) -> None:
    theirs, ours = (
        blanks(tomllib.loads((LANGUAGES / one / file).read_text("utf-8"))) for one in (code, "en")
    )
    theirs.pop("alphabet", None)
    assert theirs.keys() == ours.keys(), f"{code} lacks or has too much: {theirs.keys() ^ ours.keys()}"
    for key, names in ours.items():
        assert theirs[key] <= names, f"{code}: {key} has a blank that nobody fills: {theirs[key] - names}"


@pytest.mark.parametrize("code", languages())
def test_a_phrase_holds_no_tag_but_strong_and_then_its_key_says_so(code: str) -> None:
    for file in PHRASES:
        for key, phrase in leaves(tomllib.loads((LANGUAGES / code / file).read_text("utf-8"))):
            tags = set(re.findall(r"<[^>]*>|&\w+;", phrase))
            assert tags == ({"<strong>", "</strong>"} if key.endswith("_html") else set()), f"{code}: {key}"


def test_in_english_the_data_say_what_they_say() -> None:
    assert {file.name for file in (LANGUAGES / "en").iterdir()} == set(PHRASES)


def blanks(phrases: Mapping[str, Any]) -> dict[str, set[str]]:
    """The names of the blanks of every phrase, over all its forms."""
    found: dict[str, set[str]] = {}
    for key, phrase in leaves(phrases):
        found.setdefault(key, set()).update(re.findall(r"\{(\w+)\}", phrase))
    return found


@pytest.mark.parametrize("code", languages())
def test_every_language_has_a_known_plural_and_seven_days_and_twelve_months(code: str) -> None:
    phrases = tomllib.loads((LANGUAGES / code / "calculator.toml").read_text("utf-8"))
    assert phrases["plural"] in PLURALS
    assert len(set(phrases["weekdays"])) == 7
    assert len(set(phrases["months"])) == 12
    assert len(phrases["csv"]["header"]) == len(ENGLISH.phrases["csv"]["header"])


def test_every_phrase_that_counts_has_every_form_of_its_plural() -> None:
    assert ENGLISH.say("unit.wk", n=1) == "1 week"
    assert ENGLISH.say("unit.wk", n=2) == "2 weeks"
    assert ENGLISH.say("unit.wk", n=1000) == "1,000 weeks"


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("2018-10-28", "28 October 2018"), ("2020-02-02", "2 February 2020"), ("2018-10", "October 2018"),
        ("2018", "2018"), ("undated", "undated"), ("2018-2019", "2018-2019"), ("2018-13", "2018-13"), ("", ""),
    ],
)  # fmt: skip
def test_a_date_of_a_source_is_said_in_words_and_anything_else_as_it_is(written: str, said: str) -> None:
    assert ENGLISH.published(written) == said


def test_every_language_can_say_how_a_source_was_seen() -> None:
    for code in languages():
        assert all(language(code).say(f"seen.{seen}") for seen in SEEN)


def test_an_unknown_phrase_or_language_stops_at_once() -> None:
    with pytest.raises(KeyError):
        ENGLISH.say("result.nothing")
    with pytest.raises(KeyError):
        language("xx")
