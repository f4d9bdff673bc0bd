"""A date as people write it: any script's digits, marks that nobody sees, a whole date in one box."""

import sys
import unicodedata
from datetime import date

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from calculator.entry import PARTS, read_date
from calculator.language import Language, language
from calculator.problem import Refused
from calculator.render.words import date_words
from tests import hostile

ENGLISH = language("en")
ZEROS = [letter for letter in map(chr, range(sys.maxunicode + 1)) if unicodedata.decimal(letter, None) == 0]
UNSEEN = ["\u200e", "\u200f", "\u2066", "\u2069", "\u202a", "\u202c", "\u200b", "\u2060", "\ufeff", "\u00ad",
          "\u034f", "\u061c", "\u180e", "\u2800", "\u3164", "\uffa0", "\ufe0f", "\U000e0100", "\x00"]  # fmt: skip
dates = st.dates(date(2000, 1, 1), date(2099, 12, 31))
two_ways = st.builds(date, st.integers(2000, 2099), st.integers(1, 12), st.integers(1, 12)).filter(
    lambda day: day.day != day.month
)
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
        f"{day.year}年{day.month}月{day.day}日",
        f"{day.year}년 {day.month}월 {day.day}일",
        f"{day.year}{day.month:02}{day.day:02}",
        f"{day.year}\\{day.month}\\{day.day}",
        f"{day.day}、{name}、{day.year}。",
    ]
    if day.day > 12 or day.day == day.month:
        forms += numeric(day)
    return forms


def numeric(day: date) -> list[str]:
    """A date in numbers with the year last: the day first, or the month."""
    pairs = ((day.day, day.month), (day.month, day.day))
    signs = ("/", ".", "-", " ", " / ", "‑", "–", "\\", "／", "．", "،", "・", "⁄", "٫")
    return [f"{a}{sign}{b}{sign}{day.year}" for a, b in pairs for sign in signs]


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
    assert problem(day=f"{raised}/2027")[1] == "date-unreal", "1⁄2 is no first of February"


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
@given(two_ways, boxes, st.data())
def test_a_date_that_can_be_read_two_ways_is_asked_about_in_words_and_never_guessed(
    day: date, box: str, data: st.DataObject
) -> None:
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
@given(dates, boxes)
def test_eight_numbers_in_a_row_are_a_date_and_asked_about_where_they_are_two(day: date, box: str) -> None:
    typed = {box.removeprefix("start-"): f"{day:%d%m%Y}"}
    if day.day > 12 or day.day == day.month:
        assert read(**typed) == day
    else:
        assert problem(**typed)[:2] == (box, "date-which")


@pytest.mark.parametrize(
    ("typed", "code"),
    [("31022027", "date-unreal"), ("20270230", "date-unreal"), ("2732027", "date-unreal"), ("270327", "date-year"),
     ("27032127", "date-unreal")],
)  # fmt: skip
def test_numbers_in_a_row_that_are_no_date_are_told_as_such_and_not_as_a_missing_month(
    typed: str, code: str
) -> None:
    assert problem(day=typed)[:2] == ("start-day", code)


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
     "2½/3/2027", "27:3:2027", "2027年2月30日",
     "27/3/2027 or later", "27 March or April 2027", "2027-03-27T10:00",
     "27 March 2027 or later", "a week after 27 March 2027", "not 27 March 2027", "27 March 2027 BC"],
)  # fmt: skip
def test_several_words_that_are_no_date_are_told_as_such_and_not_as_a_missing_month(typed: str) -> None:
    assert problem(day=typed)[:2] == ("start-day", "date-unreal")


@pytest.mark.parametrize("typed", ["tomorrow", "next Monday", "in 2 weeks", "1e3", "①/②/2027", "1806105600"])
def test_what_is_no_part_of_a_date_is_told_in_its_own_box_and_not_as_a_missing_month(typed: str) -> None:
    assert problem(day=typed)[:2] == ("start-day", "date-unreal")


def test_a_day_and_a_year_in_one_box_lack_a_month() -> None:
    assert problem(day="27 2027")[:2] == ("start-month", "date-without-month")


@pytest.mark.parametrize(
    "typed", ['"27/3/2027"', "“27 March 2027”", "«27.3.2027»", "<27-3-2027>;", "27·3·2027", "27 • 3 • 2027"]
)
def test_quotation_marks_around_a_date_and_dots_in_it_change_nothing(typed: str) -> None:
    assert read(day=typed) == date(2027, 3, 27)


FRENCH = Language(
    "fr",
    {
        **ENGLISH.phrases,
        "months": ["janvier", "février", "mars", "avril", "mai", "juin", "juillet", "août", "septembre", "octobre",
                   "novembre", "décembre"],
        "weekdays": ["lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche"],
        "ordinals": ["er"],
    },
)  # fmt: skip


@pytest.mark.parametrize(
    "typed",
    ["27 février 2027", "27 FÉVRIER 2027", "27 fe\u0301vrier 2027", "27 fevrier 2027", "27 févr. 2027", "27 fév 2027",
     "samedi 27 février 2027", "sa 27.02.2027"],
)  # fmt: skip
def test_months_and_weekdays_are_those_of_the_language_with_their_marks_or_without(typed: str) -> None:
    assert read_date({"start-day": typed}, FRENCH, None) == date(2027, 2, 27)


def test_a_name_that_two_months_begin_with_is_no_month() -> None:
    for typed in ("1er jui 2027", "1 ju 2027"):
        with pytest.raises(Refused):
            read_date({"start-day": typed}, FRENCH, None)
    assert read_date({"start-day": "27 mar 2027"}, FRENCH, None) == date(2027, 3, 27), "mars, and not mardi"
    assert read_date({"start-day": "1er juin 2027"}, FRENCH, None) == date(2027, 6, 1)
