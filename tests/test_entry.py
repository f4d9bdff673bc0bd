"""The form: what is typed is understood where the meaning is plain, explained where it is not, and never lost."""

import re
import sys
import unicodedata
from datetime import date

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from calculator.choices import open_choices
from calculator.entry import PARTS, read_date
from calculator.language import Language, language
from calculator.problem import Refused
from calculator.protocol import protocol, protocol_ids
from calculator.render.words import date_words
from tests import courses, hostile, markup
from tests.courses import TODAY, page

KUZMINSKI = "us-kuzminski-1998-trial"


def show(*typed: str, id: str = KUZMINSKI, **more: str) -> dict[str, object]:
    """Press "show" with these three texts in the date fields."""
    return page({"ask": "show", "protocol": id, **dict(zip(PARTS, typed, strict=True)), **more})


def shown_start(*typed: str) -> str:
    """The start that the answer shows, as the link spells it; "" when there is a problem."""
    found = show(*typed)
    match = re.search(r"start=([0-9-]+)", str(found.get("hash", "")))
    return match[1] if match else ""


# --- typed dates (D1): sensible typing is understood

MEANT = [
    ("2", "3", "2027", "2027-03-02"),
    ("02", "03", "2027", "2027-03-02"),
    (" 2 ", " 3 ", " 2027 ", "2027-03-02"),
    ("\t2", "3\n", "2027\u00a0", "2027-03-02"),
    ("2.", "3.", "2027", "2027-03-02"),
    ("2,", "3", "2027.", "2027-03-02"),
    ("2", "March", "2027", "2027-03-02"),
    ("2", "march", "2027", "2027-03-02"),
    ("2", "MARCH", "2027", "2027-03-02"),
    ("2", " mArCh ", "2027", "2027-03-02"),
    ("2", "Mar", "2027", "2027-03-02"),
    ("2", "mar.", "2027", "2027-03-02"),
    ("2nd", "March", "2027", "2027-03-02"),
    ("1st", "1", "2027", "2027-01-01"),
    ("3RD", "1", "2027", "2027-01-03"),
    ("4 th", "1", "2027", "2027-01-04"),
    ("21st", "Feb", "2027", "2027-02-21"),
    ("22nd", "Febr", "2027", "2027-02-22"),
    ("31", "December", "2026", "2026-12-31"),
    ("31", "dec", "2026", "2026-12-31"),
    ("29", "2", "2028", "2028-02-29"),
    ("29th", "february", "2028", "2028-02-29"),
    ("7", "Sept", "2027", "2027-09-07"),
    ("7", "Sep", "2027", "2027-09-07"),
    ("7", "Septemb", "2027", "2027-09-07"),
    ("7", "June", "2027", "2027-06-07"),
    ("7", "jun", "2027", "2027-06-07"),
    ("7", "jul", "2027", "2027-07-07"),
    ("7", "may", "2027", "2027-05-07"),
    ("7", "Apr", "2027", "2027-04-07"),
    ("7", "aug", "2027", "2027-08-07"),
    ("7", "Oct.", "2027", "2027-10-07"),
    ("7", "Nov", "2027", "2027-11-07"),
    ("7", "Jan", "2027", "2027-01-07"),
    ("007", "05", "2027", "2027-05-07"),
    ("30", "4", "2027", "2027-04-30"),
    ("1", "11", "2025", "2025-11-01"),
    ("1", "11", "2028", "2028-11-01"),
    ("２", "３", "２０２７", "2027-03-02"),
    ("٢٧", "٣", "٢٠٢٧", "2027-03-27"),
    ("\u200e27\u200e", "3\ufeff", "20\u200b27", "2027-03-27"),
    ("27/3/2027", "", "", "2027-03-27"),
    ("", "", "2027-03-27", "2027-03-27"),
]

# --- and what is not a date is explained at the field that would mend it
NOT_MEANT = [
    ("", "3", "2027", "start-day", "must include a day"),
    ("2", "", "2027", "start-month", "must include a month"),
    ("2", "3", "", "start-year", "must include a year"),
    ("2", "", "", "start-month", "must include a month"),
    ("", "", "2027", "start-day", "must include a day"),
    (" ", "3", "2027", "start-day", "must include a day"),
    (".", "3", "2027", "start-day", "must include a day"),
    ("31", "2", "2027", "start-day", "must be a real date"),
    ("29", "2", "2027", "start-day", "must be a real date"),
    ("30", "feb", "2028", "start-day", "must be a real date"),
    ("31", "4", "2027", "start-day", "must be a real date"),
    ("31", "June", "2027", "start-day", "must be a real date"),
    ("0", "3", "2027", "start-day", "must be a real date"),
    ("32", "3", "2027", "start-day", "must be a real date"),
    ("-2", "3", "2027", "start-day", "must be a real date"),
    ("1.3", "3", "2027", "start-day", "must be a real date"),
    ("1,5", "3", "2027", "start-day", "must be a real date"),
    ("2 7", "3", "2027", "start-day", "must be a real date"),
    ("2", "1.2", "2027", "start-month", "must be a real date"),
    ("2", "3", "20 27", "start-year", "must have 4 numbers"),
    ("two", "3", "2027", "start-day", "must be a real date"),
    ("2½", "3", "2027", "start-day", "must be a real date"),
    ("99999", "3", "2027", "start-day", "must be a real date"),
    ("2", "0", "2027", "start-month", "must be a real date"),
    ("2", "13", "2027", "start-month", "must be a real date"),
    ("2", "Ma", "2027", "start-month", "must be a real date"),
    ("2", "Ju", "2027", "start-month", "must be a real date"),
    ("2", "M", "2027", "start-month", "must be a real date"),
    ("2", "Maart", "2027", "start-month", "must be a real date"),
    ("2", "Marching", "2027", "start-month", "must be a real date"),
    ("2", "3/2027", "2027", "start-month", "must be a real date"),
    ("2", "3", "27", "start-year", "must have 4 numbers"),
    ("2", "3", "02027", "start-year", "must have 4 numbers"),
    ("2", "3", "0000", "start-year", "must have 4 numbers"),
    ("2", "3", "MMXX", "start-year", "must have 4 numbers"),
    ("2", "3", "2o27", "start-year", "must have 4 numbers"),
    ("2²", "3", "2027", "start-day", "must be a real date"),
    ("②", "3", "2027", "start-day", "must be a real date"),
    ("2", "3", "-202", "start-year", "must have 4 numbers"),
    ("31", "10", "2025", "start-year", "between 1 November 2025 and 1 November 2028"),
    ("2", "11", "2028", "start-year", "between 1 November 2025 and 1 November 2028"),
    ("2", "3", "1999", "start-year", "between 1 November 2025 and 1 November 2028"),
    ("2", "3", "9999", "start-year", "between 1 November 2025 and 1 November 2028"),
    ("2", "3", "0001", "start-year", "between 1 November 2025 and 1 November 2028"),
]


@pytest.mark.parametrize(("day", "month", "year", "meant"), MEANT)
def test_a_date_is_understood_as_it_is_typed(day: str, month: str, year: str, meant: str) -> None:
    assert shown_start(day, month, year) == meant


@pytest.mark.parametrize(("day", "month", "year", "field", "words"), NOT_MEANT)
def test_what_is_no_date_is_explained_and_shows_nothing(
    day: str, month: str, year: str, field: str, words: str
) -> None:
    found = show(day, month, year)
    told = found["problems_shown"]
    assert isinstance(told, list)
    assert [one["field"] for one in told] == [field]
    assert words in told[0]["sentence"]
    assert parts(found)["result"] == ""


def test_sixty_typed_dates_are_tried() -> None:
    assert len(MEANT) + len(NOT_MEANT) >= 60


def test_every_month_is_known_by_its_name_and_by_three_letters_of_it() -> None:
    for number in range(1, 13):
        name = date(2027, number, 1).strftime("%B")
        for typed in (name, name[:3], name[:4], str(number), f"{number:02}"):
            assert shown_start("5", typed, "2027") == f"2027-{number:02}-05", typed


def parts(found: dict[str, object]) -> dict[str, str]:
    """The HTML of an answer, by part of the page."""
    html = found["html"]
    assert isinstance(html, dict)
    return html


# --- any digits, marks that nobody sees, a whole date in one box: rules, tried on dates drawn anew

ENGLISH = language("en")
ZEROS = [letter for letter in map(chr, range(sys.maxunicode + 1)) if unicodedata.decimal(letter, None) == 0]
UNSEEN = ["\u200e", "\u200f", "\u2066", "\u2069", "\u202a", "\u202c", "\u200b", "\u2060", "\ufeff", "\u00ad"]
dates = st.dates(date(2000, 1, 1), date(2099, 12, 31))
boxes = st.sampled_from(PARTS)


def read(**boxes: str) -> date:
    """The date that the boxes `day`, `month` and `year` spell; what is not given is empty."""
    return read_date({f"start-{name}": typed for name, typed in boxes.items()}, ENGLISH, None)


def problem(**boxes: str) -> tuple[str, str, str]:
    """The field, the kind and the sentence of what is wrong with the boxes."""
    with pytest.raises(Refused) as refused:
        read(**boxes)
    (one,) = refused.value.problems
    return one.field, one.code, ENGLISH.say(f"problem.{one.code}", **one.values)


def in_digits(text: str, zero: str) -> str:
    """The text with its digits in the script of a zero."""
    return "".join(
        chr(ord(zero) + int(letter)) if letter.isascii() and letter.isdigit() else letter for letter in text
    )


def written(day: date) -> list[str]:
    """A date as people and programs write it, in ways that can mean nothing else."""
    name = f"{day:%B}"
    forms = [
        f"{day.day} {name} {day.year}",
        f"{day.day:02} {name[:3].upper()} {day.year}",
        f"{name} {day.day}, {day.year}",
        f"{name[:3]}. {day.day} {day.year}",
        f"{day.day}-{name[:3].lower()}-{day.year}",
        f"the {day.day}th of {name}, {day.year}",
        f"{day.year} {name} {day.day}",
        f"{day.year}-{day.month:02}-{day.day:02}",
        f"{day.year}/{day.month}/{day.day}",
        f"{day.year}.{day.month}.{day.day}.",
        ENGLISH.date(day, "short"),
        date_words(day, ENGLISH),
        f"{day:%a} {day.day} {name} {day.year}",
    ]
    if day.day > 12 or day.day == day.month:
        forms += numeric(day)
    return forms


def numeric(day: date) -> list[str]:
    """A date in numbers with the year last: the day first, or the month."""
    pairs = ((day.day, day.month), (day.month, day.day))
    return [
        f"{a}{sign}{b}{sign}{day.year}" for a, b in pairs for sign in ("/", ".", "-", " ", " / ", "‑", "–")
    ]


def test_the_digits_of_every_script_are_known() -> None:
    assert len(ZEROS) > 60
    for zero in ZEROS:
        assert read(
            day=in_digits("27", zero), month=in_digits("3", zero), year=in_digits("2027", zero)
        ) == date(2027, 3, 27), f"the digits of {unicodedata.name(zero)}"


@hostile.many(200)
@given(dates, st.sampled_from(ZEROS), st.data())
def test_any_digits_with_unseen_marks_anywhere_mean_what_they_look_like(
    day: date, zero: str, data: st.DataObject
) -> None:
    def typed(text: str) -> str:
        place = data.draw(st.integers(0, len(text)))
        mark = data.draw(st.sampled_from(UNSEEN))
        return in_digits(text[:place], zero) + mark + in_digits(text[place:], zero)

    assert read(day=typed(str(day.day)), month=typed(str(day.month)), year=typed(str(day.year))) == day
    assert read(day=typed(data.draw(st.sampled_from(written(day))))) == day


@pytest.mark.parametrize("raised", ["²", "₂", "②", "⑵", "🄃", "½"])
def test_a_digit_that_is_raised_circled_or_part_of_a_fraction_is_no_digit(raised: str) -> None:
    for boxes in ({"day": f"2{raised}"}, {"month": f"1{raised}"}, {"year": f"202{raised}"}):
        assert problem(**{"day": "2", "month": "3", "year": "2027", **boxes})[1] in (
            "date-unreal",
            "date-year",
        )
    assert problem(day=f"2{raised}/3/2027")[1] == "date-unreal"


@hostile.many(300)
@given(dates, boxes, st.data())
def test_a_whole_date_in_any_one_box_is_read_and_the_others_may_say_the_same(
    day: date, box: str, data: st.DataObject
) -> None:
    text = data.draw(st.sampled_from(written(day)))
    parts = {
        "start-day": f"{day.day}",
        "start-month": data.draw(st.sampled_from([f"{day.month}", f"{day:%B}"])),
    }
    parts["start-year"] = f"{day.year}"
    beside = data.draw(st.sets(boxes))
    entry = {part: words for part, words in parts.items() if part in beside} | {box: text}
    assert read_date(entry, ENGLISH, None) == day, entry
    assert read_date(dict.fromkeys({*beside, box}, text), ENGLISH, None) == day


@hostile.many(200)
@given(dates, dates, boxes, boxes, st.data())
def test_a_box_that_says_something_else_than_the_whole_date_beside_it_is_told(
    day: date, other: date, box: str, beside: str, data: st.DataObject
) -> None:
    name = beside.removeprefix("start-")
    assume(box != beside and getattr(day, name) != getattr(other, name))
    text = data.draw(st.sampled_from(written(day)))
    found = problem(**{box.removeprefix("start-"): text, name: str(getattr(other, name))})
    assert found[:2] == (box, "date-differs"), text


@hostile.many(200)
@given(dates, boxes, st.data())
def test_a_date_that_can_be_read_two_ways_is_asked_about_in_words_and_never_guessed(
    day: date, box: str, data: st.DataObject
) -> None:
    assume(day.day <= 12 and day.day != day.month)
    text = data.draw(st.sampled_from(numeric(day)))
    field, code, words = problem(**{box.removeprefix("start-"): text})
    other = day.replace(month=day.day, day=day.month)
    assert (field, code) == (box, "date-which")
    assert words.startswith(f"Does {unicodedata.normalize('NFKC', text)} mean ")
    assert ENGLISH.date(day, "short") in words
    assert ENGLISH.date(other, "short") in words
    if box == "start-day":
        assert read(day=text, month=f"{day:%B}") == day, "the box for the month says which"
        assert read(day=text, month=str(other.month)) == other


@hostile.many(100)
@given(dates, st.data())
def test_a_date_over_two_boxes_is_read_and_what_it_lacks_is_named(day: date, data: st.DataObject) -> None:
    some = data.draw(st.sampled_from([f"{day.day} {day:%B}", f"{day:%B} {day.day}"]))
    assert read(day=some, year=str(day.year)) == day
    assert problem(day=some)[:2] == ("start-year", "date-without-year")
    assert problem(day=f"{day:%B} {day.year}")[:2] == ("start-day", "date-without-day")
    assert problem(month=f"{day:%B} {day.year}")[:2] == ("start-day", "date-without-day")
    assert problem(day=f"{some} {day:%y}")[:2] == ("start-day", "date-year")
    assert problem(day=f"{day.day}/{day.month}/{day:%y}")[:2] == ("start-day", "date-year")


@pytest.mark.parametrize(
    "typed",
    ["31/2/2027", "2027-02-30", "30 February 2027", "13/13/2027", "Monday 27 March 2027", "0/3/2027", "27 mars 2027",
     "2½/3/2027", "27:3:2027", "27/3/2027 or later", "27 March or April 2027", "2027-03-27T10:00"],
)  # fmt: skip
def test_several_words_that_are_no_date_are_told_as_such_and_not_as_a_missing_month(typed: str) -> None:
    assert problem(day=typed)[:2] == ("start-day", "date-unreal")


FRENCH = Language(
    "fr",
    {
        **ENGLISH.phrases,
        "months": ["janvier", "février", "mars", "avril", "mai", "juin", "juillet", "août", "septembre", "octobre",
                   "novembre", "décembre"],
        "weekdays": ["lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche"],
        "weekdays_short": ["lu", "ma", "me", "je", "ve", "sa", "di"],
        "ordinals": ["er"],
    },
)  # fmt: skip


@pytest.mark.parametrize(
    "typed",
    ["27 février 2027", "27 FÉVRIER 2027", "27 fe\u0301vrier 2027", "27 fevrier 2027", "27 févr. 2027",
     "samedi 27 février 2027", "sa 27.02.2027"],
)  # fmt: skip
def test_months_and_weekdays_are_those_of_the_language_with_their_marks_or_without(typed: str) -> None:
    assert read_date({"start-day": typed}, FRENCH, None) == date(2027, 2, 27)


def test_a_name_that_two_months_begin_with_is_no_month() -> None:
    for typed in ("1er jui 2027", "1 ju 2027"):
        with pytest.raises(Refused):
            read_date({"start-day": typed}, FRENCH, None)
    assert read_date({"start-day": "1er juin 2027"}, FRENCH, None) == date(2027, 6, 1)


# --- the fields (D1)


def test_the_date_is_three_text_fields_in_one_fieldset() -> None:
    form = parts(page({"ask": "protocol", "protocol": KUZMINSKI}))["form"]
    soup = markup.parsed(form)
    fields = [soup.select_one(f"[name={part}]") for part in PARTS]
    assert all(one is not None and one["type"] == "text" for one in fields)
    assert all(one is not None and one["inputmode"] == "numeric" for one in fields[::2])
    groups = {id(one.find_parent("fieldset")) for one in fields if one}
    assert len(groups) == 1
    assert 'type="date"' not in form
    assert 'type="number"' not in form


def test_the_date_s_hint_cannot_be_read_two_ways() -> None:
    form = markup.parsed(parts(page({"ask": "protocol", "protocol": KUZMINSKI}))["form"])
    hint = form.select_one("#start-about")
    assert hint
    found = re.search(r"(\d+) (\d+) (\d{4})", hint.get_text())
    assert found, "the hint shows no example"
    assert int(found[1]) >= 13
    assert int(found[2]) <= 9


def test_nothing_typed_means_day_numbers_and_no_problem() -> None:
    found = show("", "  ", "")
    assert "Day 3" in parts(found)["result"]
    assert "start=" not in str(found["hash"])


# --- errors (D2): on top, linked, in the same words at the field, with what was typed


@pytest.mark.parametrize(("day", "month", "year", "field", "words"), NOT_MEANT[::6])
def test_an_error_stands_on_top_and_at_its_field_in_the_same_words(
    day: str, month: str, year: str, field: str, words: str
) -> None:
    found = show(day, month, year)
    form = markup.parsed(parts(found)["form"])
    link = form.select_one(".problems a")
    told = form.select_one("fieldset.question--problem .problem")
    assert link
    assert told
    assert link.get_text() == told.get_text()
    assert form.select_one(str(link["href"])), "the link on top leads nowhere"
    assert link["href"] == f"#{field}"
    assert str(found["title"]).startswith("Error: ")
    assert found["focus"] == "problems"
    assert "There is 1 problem" in str(found["say"])
    wrong = form.select_one(f"#{field}")
    assert wrong
    assert wrong.get("aria-invalid") == "true"


@pytest.mark.parametrize("typed", hostile.NASTY)
def test_what_was_typed_stays_in_its_field_and_does_nothing(typed: str) -> None:
    for part in PARTS:
        values = {**dict.fromkeys(PARTS, "2"), part: typed}
        found = page({"ask": "show", "protocol": KUZMINSKI, **values})
        html = parts(found)["form"]
        kept = typed.encode("utf-8", "replace").decode()
        for name, value in {**values, part: kept}.items():
            assert tidy(markup.value(html, name)) == tidy(value)
        assert markup.faults(html) == []


def tidy(text: str | None) -> str:
    """Text without what an HTML parser may change by itself."""
    return re.sub(r"[\r\n\x00\ufffd]", "", text or "")


def test_every_unanswered_question_is_told_at_once() -> None:
    for one in map(protocol, protocol_ids()):
        found = page({"ask": "show", "protocol": one.id, "start-day": "31", "months": "x"})
        told = found["problems_shown"]
        assert [problem["field"] for problem in told] == [
            "months", *(choice.key for choice in open_choices(one)), "start-month",
        ]  # fmt: skip
        form = markup.parsed(found["html"]["form"])
        for link in form.select(".problems a"):
            assert form.select_one(str(link["href"])), f"{one.id}: the problem {link} leads nowhere"


def test_an_answer_that_is_no_option_is_told_in_words_not_keys() -> None:
    found = page({"ask": "show", "protocol": "no-hydroxocobalamin-no-neuro", "loading.period": "3"})
    for problem in found["problems_shown"]:
        assert problem["field"] not in problem["sentence"]


# --- the conversation: one question at a time, nothing preselected, no question about health


def test_the_first_question_asks_for_a_country_or_a_pattern() -> None:
    for request in ({"ask": "page"}, {"ask": "page", "entry": {}}, {"ask": "page", "hash": ""}):
        form = courses.door(request)["html"]["form"]
        assert names(form) == {"group", "ask"}


def names(form: str) -> set[str]:
    """The names of everything that a form sends."""
    return {str(tag["name"]) for tag in markup.parsed(form).select("[name]")}


ALLOWED = {"group", "protocol", "second", "ask", "months", *PARTS}
"""Rule C1: which published example, and when it starts. Nothing about a person."""


@pytest.mark.parametrize("id", protocol_ids())
def test_the_form_asks_for_nothing_but_the_example(id: str) -> None:
    one = protocol(id)
    keys = {choice.key for choice in open_choices(one)}
    for ask in ("", "group", "protocol", "show", "compare", "compare-show"):
        found = page({"ask": ask, "group": one.country, "protocol": id})
        assert names(found["html"]["form"]) <= ALLOWED | keys, f"{id}, {ask}: the form asks for something new"


@pytest.mark.parametrize("id", protocol_ids())
def test_nothing_is_preselected(id: str) -> None:
    one = protocol(id)
    for ask in ("", "group", "protocol", "compare"):
        entry = {"ask": ask, "group": one.country, "protocol": id} if ask == "protocol" else {"ask": ask}
        form = markup.parsed(page({**entry, "group": one.country})["html"]["form"])
        ticked = {str(tag["name"]) for tag in form.select("[checked], [selected]")}
        assert ticked <= {"months", "group"}, f"{id}, {ask}: {ticked} is chosen before the reader chose"


@pytest.mark.parametrize("id", protocol_ids())
def test_every_way_through_the_questions_ends_in_the_example(id: str) -> None:
    one = protocol(id)
    for choices in courses.ends(one):
        found = page({"ask": "show", "protocol": id, **choices, "months": "12"})
        assert "problems_shown" not in found, f"{id} {choices}: {found.get('problems_shown')}"
        assert found["html"]["result"]
        assert found["focus"] == "result"
        assert markup.faults(found["html"]["form"] + found["html"]["result"]) == []
        for key, value in choices.items():
            field = markup.value(found["html"]["form"], key)
            assert field == value, f"{id}: {key} was {value}, the form now says {field}"


@pytest.mark.parametrize("id", protocol_ids())
def test_every_option_on_the_page_can_be_taken(id: str) -> None:
    one = protocol(id)
    base = next(courses.ends(one))
    form = markup.parsed(page({"ask": "protocol", "protocol": id})["html"]["form"])
    for choice in open_choices(one):
        offered = [str(tag["value"]) for tag in form.select(f'[name="{choice.key}"]')]
        assert offered, f"{id}: nothing on the page answers {choice.key}"
        assert set(offered) <= set(choice.options)
        assert len(set(offered)) == len(offered)
        if choice.what != "until":
            assert tuple(offered) == choice.options, f"{id}: the page hides what the source allows"
        for value in offered:
            found = page({"ask": "show", "protocol": id, **base, choice.key: value})
            assert "problems_shown" not in found


def test_every_protocol_is_found_by_its_country_and_by_its_pattern() -> None:
    for one in map(protocol, protocol_ids()):
        for group in (one.country, f"pattern-{one.pattern}"):
            form = markup.parsed(page({"ask": "group", "group": group})["html"]["form"])
            values = [str(tag["value"]) for tag in form.select("input[name=protocol]")]
            assert one.id in values


def test_protocols_stand_in_a_neutral_order() -> None:
    for group in ("GB", "US", "pattern-A", "pattern-B", "pattern-C"):
        form = markup.parsed(page({"ask": "group", "group": group})["html"]["form"])
        found = [protocol(str(tag["value"])) for tag in form.select("input[name=protocol]")]
        for country in {one.country for one in found}:
            titles = [one.title for one in found if one.country == country]
            assert titles == sorted(titles, key=str.casefold), f"{group}: the order says that some are better"


def test_the_sample_button_shows_every_protocol_whatever_the_year() -> None:
    for id in protocol_ids():
        for today in ("2026-11-22", "2033-06-01"):
            found = page({"ask": f"sample:{id}"}, today=today)
            assert "problems_shown" not in found, f"{id} in {today[:4]}: {found.get('problems_shown')}"
            assert found["hash"].startswith(f"v=1&protocol={id}&start=2027-01-04")


def test_what_an_old_bookmark_shows_can_be_kept_and_changed() -> None:
    """A link is good for years, so its start is no slip when the next button is pressed; another old one still is."""
    link = {
        "ask": "page",
        "today": TODAY,
        "address": "",
        "hash": f"v=1&protocol={KUZMINSKI}&start=2019-03-20&months=12",
    }
    form = courses.door(link)["html"]["form"]
    entry = {str(one["name"]): str(one["value"]) for one in markup.parsed(form).select("input[name^=start]")}
    entry |= {"protocol": KUZMINSKI, "months": "12"}
    assert "file" in page({**entry, "ask": "csv"}, today=TODAY)
    assert "problems_shown" not in page({**entry, "ask": "show", "months": "24"}, today=TODAY)
    slip = page({**entry, "ask": "show", "start-day": "21"}, today=TODAY)
    assert slip["problems_shown"][0]["field"] == "start-year"


def test_a_choice_beside_a_missing_one_is_kept() -> None:
    found = page({"ask": "compare-show", "protocol": KUZMINSKI})
    assert found["hash"] == f"v=1&protocol={KUZMINSKI}&second="


def test_the_start_is_told_back_in_words() -> None:
    assert "Monday 1 March 2027" in parts(show("1", "3", "2027"))["result"]


def test_the_day_s_own_date_stands_on_the_sheet_only_where_the_browser_told_it() -> None:
    entry = {"ask": "show", "protocol": KUZMINSKI}
    assert "22 November 2026" in page(entry)["html"]["result"].split("<tfoot>")[1]
    for today in (None, "", "yesterday", "1999-01-01", 5):
        foot = courses.door({"ask": "page", "entry": entry, "today": today})["html"]["result"]
        assert "Made on" not in foot


# --- whatever is entered


def holds(found: dict[str, object]) -> None:
    """What is true of every answer: a state of the page, or one file or text beside the example that is there."""
    html = found.get("html", {})
    assert isinstance(html, dict)
    for part in html.values():
        assert markup.faults(part) == []
    if set(found) - {"version"} in ({"file", "say"}, {"html", "focus"}):
        assert set(html) <= {"kept", "plain"}, "the example on the page is replaced"
        return
    assert found["title"]
    assert bool(html["result"]) != bool(found.get("problems_shown")) or not html["result"]


@hostile.many(200)
@given(hostile.entries())
def test_every_entry_gets_an_answer_or_its_problems(entry: dict[str, str]) -> None:
    holds(page(entry, address="https://example.org/calculator/", today=TODAY))


@pytest.mark.slow
@pytest.mark.timeout(900)
@hostile.many(2_500)
@given(hostile.entries())
def test_thousands_of_entries_get_an_answer_or_their_problems(entry: dict[str, str]) -> None:
    holds(page(entry, address='https://example.org/"><script>', today=TODAY))
