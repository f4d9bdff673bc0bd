"""Every clinical statement has an id that lasts, and statements.tsv is the list of them."""

import re
from collections import Counter
from dataclasses import replace
from datetime import date

import pytest

from calculator.protocol import protocol_ids
from calculator.strict import BadData
from scripts.content.checks import checks
from scripts.content.claims import disagreements, facts, responses
from scripts.content.in_language import sources
from scripts.content.signs import signs
from scripts.content.statement_ids import kept, named, read, renewed, statements, written
from scripts.content.statement_places import recorded, standing_in
from scripts.content.statements import RISKS, Statement, found, is_clinical, of_page, risk_of
from scripts.paths import BUILD

TODAY = date(2027, 3, 1)
LATE = Statement(
    "late/", "rest", "Late", ("If it is late, ask your clinic for a new date.",), ("nhs-hydroxocobalamin",)
)
SOON = Statement("late/", "rest", "Late", ("Call within 2 days.",))


def first() -> dict[str, object]:
    """The lines of two sentences when they are new."""
    return dict(renewed([LATE, SOON], {}, date(2026, 11, 26))[0])


def ids(ones: list[Statement]) -> list[str]:
    """The ids of sentences after an edit."""
    return list(renewed(ones, renewed([LATE, SOON], {}, date(2026, 11, 26))[0], TODAY)[0])


def test_the_list_of_statements_is_up_to_date() -> None:
    told = renewed(found(), kept(), TODAY)[1]
    assert not told, "run make statements, and read what it says:\n" + "\n".join(told)


def test_no_statement_is_without_an_id_and_no_id_stands_twice() -> None:
    every = list(named(found(), kept()))
    assert not [one.text for one in every if one.id.endswith("/")]
    assert [id for id, n in Counter(one.id for one in every).items() if n > 1] == []
    assert all(re.fullmatch(r"[a-z0-9-]+(/[a-z0-9-]+)+", one.id) for one in every)
    assert all(one.risk in RISKS and one.heading and all(one.words) for one in every)


def test_everything_that_the_data_says_is_a_statement() -> None:
    now = statements()
    assert {f"sign/{id}" for id in signs()} <= now.keys()
    assert {f"check/{id}" for id in checks()} <= now.keys()
    assert {f"fact/{one.id}" for one in facts()} | {f"response/{one.id}" for one in responses()} <= now.keys()
    assert set(disagreements()) <= {id.split("/")[1] for id in now if id.startswith("disagreement/")}
    assert set(protocol_ids()) == {one.protocol for one in now.values() if one.protocol}


def test_every_sign_is_reviewed_first_and_with_its_level() -> None:
    told = {
        "emergency": "An ambulance now",
        "same day": "The clinic the same day",
        "soon": "The clinic within days",
    }
    for id, sign in signs().items():
        one = statements()[f"sign/{id}"]
        assert one.risk == "emergency"
        assert one.words[0].startswith(told[sign.level])
        assert sign.says in one.text
        assert sign.short in one.text


@pytest.mark.parametrize(
    "sentence",
    [
        "It takes 2 to 3 months.",
        "It takes two weeks.",
        "Have it once a year.",
        "Do not take extra.",
        "Ask your nurse.",
        "If it hurts, tell your nurse.",
        "You must not stop.",
        "“Call your clinic.”",
    ],
)
def test_a_number_or_an_instruction_makes_a_sentence_clinical(sentence: str) -> None:
    assert is_clinical(sentence)


@pytest.mark.parametrize("sentence", ["Both are normal.", "No blame, and no panic.", "Your B12 was low."])
def test_a_sentence_with_neither_is_none(sentence: str) -> None:
    assert not is_clinical(sentence)


@pytest.mark.parametrize(
    ("words", "risk"),
    [
        ("Call at once for signs that cannot wait.", "emergency"),
        ("It can be fatal.", "warning"),
        ("Use with caution.", "warning"),
        ("Better avoided, as a precaution.", "warning"),
        ("It can hide the deficiency while nerves are harmed.", "warning"),
        ("Serious allergic reactions are rare.", "warning"),
        ("It starts to work at once.", "rest"),
    ],
)
def test_what_can_harm_is_reviewed_before_the_rest(words: str, risk: str) -> None:
    assert risk_of(words) == risk


def test_a_fact_is_a_warning_by_its_words_too() -> None:
    assert statements()["fact/side-effect-allergy"].risk == "warning"


def test_no_statement_is_half_of_a_quotation() -> None:
    """A mark that opens is closed: what was cut off is judged by nobody."""
    halves = [
        one.words[0]
        for one in statements().values()
        if one.words[0].count('"') % 2 or one.words[0].count("“") != one.words[0].count("”")
    ]
    assert not halves


def test_a_sentence_is_read_after_what_it_goes_on_from() -> None:
    """An item after what opens its list, a sentence after the one before it, the first of a paragraph alone."""
    pages = [*of_page("how-much.md"), *of_page("what-it-depends-on.md")]
    after = {" ".join(one.words[0].split()): " ".join(one.after.split()) for one in pages}
    assert after["1,500 micrograms (1.5 mg) in Germany"] == "A few say more:"
    assert after["One in Australia has 10,000 micrograms (10 mg) in 2 ml."].startswith("One in Germany has")
    assert after["1 mg is 1,000 micrograms."] == ""
    assert after["Cyanocobalamin is on labels in the USA, France, Belgium and Germany."] == ""
    assert after["severe kidney disease."].endswith(":")


def test_a_sentence_stands_on_the_sources_that_it_or_its_paragraph_names() -> None:
    said = {one.words[0]: one.sources for one in [*of_page("pregnancy.md"), *of_page("late-or-missed.md")]}
    own = "NICE sets a first review after 1 month of treatment if you are pregnant or breastfeeding."
    paragraph_s = "If you miss an injection, ask your doctor or nurse when you should have the next one."
    assert said[own] == ("nasgp-ng239-2024",)
    assert said[paragraph_s] == ("nhs-hydroxocobalamin-injection",)


def test_every_source_of_a_statement_is_in_the_register() -> None:
    assert {id for one in statements().values() for id in one.sources} <= sources().keys()


def test_a_reworded_sentence_keeps_its_id_and_gets_a_new_day() -> None:
    lines = renewed([LATE, SOON], {}, date(2026, 11, 26))[0]
    other = replace(LATE, words=("If it is late, ask your nurse for a new date.",))
    now, told = renewed([other, SOON], lines, TODAY)
    assert list(now) == list(lines)
    assert [line.since for line in now.values()] == [TODAY, date(2026, 11, 26)]
    assert len(told) == 1
    assert "was: If it is late, ask your clinic" in told[0]


def test_a_changed_number_or_source_is_a_change_too() -> None:
    for other in (replace(SOON, words=("Call within 3 days.",)), replace(SOON, sources=("bmj-2023",))):
        lines = renewed([LATE, SOON], {}, date(2026, 11, 26))[0]
        now, told = renewed([LATE, other], lines, TODAY)
        assert list(now) == list(lines)
        assert len(told) == 1
        assert other.digest != SOON.digest


def test_a_space_that_keeps_a_line_together_changes_no_word() -> None:
    assert replace(SOON, words=("Call within 2\u00a0days.",)).digest == SOON.digest


def test_another_sentence_gets_another_id_and_the_old_one_is_told_to_be_gone() -> None:
    lines = renewed([LATE, SOON], {}, date(2026, 11, 26))[0]
    now, told = renewed(
        [LATE, replace(SOON, words=("Bring the box with you to the practice.",))], lines, TODAY
    )
    assert len(now.keys() & lines.keys()) == 1
    assert [line.split()[0] for line in told] == ["new", "gone"]


def test_ids_do_not_depend_on_order() -> None:
    assert sorted(ids([SOON, LATE])) == sorted(ids([LATE, SOON])) == sorted(first())


def test_what_is_written_is_read_back() -> None:
    assert read(written(kept())) == kept()


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("a/b\t2026-11-26\n", "statements.tsv: 1: must be id, day and words"),
        ("a/b\tyesterday\twords\n", "statements.tsv: 1: must be id, day and words"),
        ("\ufeffa/b\t2026-11-26\twords\n", "statements.tsv: 1: must be id, day and words"),
        ("a/b\t2026-11-26\t \n", "statements.tsv: 1: must be id, day and words"),
        ("a\t2026-11-26\twords\n", "statements.tsv: 1: must be id, day and words"),
        ("a/b\t2026-11-26\two\u202erds\n", "statements.tsv: 1: must be id, day and words"),
        ("a/b\t2026-11-26\tx\na/b\t2026-11-26\ty\n", "statements.tsv: 2: there are two of a/b"),
    ],
)
def test_a_spoilt_list_stops_the_build_with_file_and_line(text: str, says: str) -> None:
    with pytest.raises(BadData, match=re.escape(says)):
        read(text)


def test_every_statement_but_those_of_data_alone_stands_on_a_page() -> None:
    placed = {id for _, page in recorded(BUILD) for id in page}
    nowhere = [id for id in statements() if id not in placed and not id.startswith("fact/")]
    assert len(nowhere) < len(statements()) / 50, nowhere


def test_what_says_little_by_itself_stands_only_below_its_question() -> None:
    question = disagreements()["gap-2-or-3-months"]
    says = next(side.says for side in question.sides if len(side.says) < 20)
    alone = standing_in(f"<p>{says}</p>")
    asked = standing_in(f"<p>{question.question}</p><p>{says}</p>")
    assert not any(one.heading == question.question for one in alone)
    assert any(one.words[0] == says for one in asked)


def test_a_form_is_not_read_within_a_longer_number_or_word() -> None:
    sign = signs()["stroke-side"]
    assert standing_in(f"<li>{sign.says}</li>")
    assert not standing_in(f"<li>x{sign.says}x</li>")
