"""Every date that one text can mean, in the words of a language.

>>> from calculator.language import language
>>> dates_in("saturday 27 march 2027", language("en"))
[datetime.date(2027, 3, 27)]
>>> dates_in("3/4/2027", language("en"))
[datetime.date(2027, 4, 3), datetime.date(2027, 3, 4)]
>>> dates_in("2027年3月27日", language("en")) == dates_in("27032027", language("en"))
True
"""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from datetime import date

from calculator.language import Language

WORD = re.compile(r"[0-9]+|[^\W\d_]+")
BETWEEN = re.compile(
    r"[\w\s.,/\\()\u00b7\u2022\u060c\u060d\u066b\u2010-\u2015\u2044\u2212\u2215\u3001\u3002\u30fb-]*"
)
"""What a date is written with: letters, digits, and spaces, dots, commas, strokes, brackets or dashes between them."""
UNSEEN = re.compile(
    "[\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180f\u2800\u3164\ufe00-\ufe0f\U000e0100-\U000e01ef]"
)
"""Marks that nobody sees and Unicode does not call format characters: fillers, joiners, choices of a letter's shape."""
EDGE = r"""[\s.,;:!"'<>()\[\]\u00ab\u00bb\u2018-\u201e\u3002]+"""
AROUND = re.compile(f"^{EDGE}|{EDGE}$")
"""Points, quotation marks and brackets around a date that was copied from a sentence."""
YEAR_MONTH_DAY = re.compile("(?<=[0-9])\\s?[年月日년월일]")
"""What stands behind the numbers of a date in Chinese, Japanese and Korean."""


def tidy(typed: str) -> str:
    """Typing with its digits as 0 to 9, without case, marks that nobody sees, or spaces, dots and commas around it.

    Inside, "1.3" must never become 13, nor a raised 2 a 2, nor a half a 1 and a 2.
    """
    text = "".join("\ufffd" if unicodedata.category(letter) == "No" else letter for letter in typed)
    text = UNSEEN.sub("", unicodedata.normalize("NFKC", UNSEEN.sub("", text)))
    seen = (letter for letter in text if letter.isspace() or unicodedata.category(letter) not in ("Cf", "Cc"))
    text = "".join(str(unicodedata.decimal(letter, letter)) for letter in seen)
    return re.sub(r"^[\s.,\u3002]+|[\s.,\u3002]+$", "", text).lower()


def without_ordinals(text: str, language: Language) -> str:
    """The text with "2nd" as 2."""
    ordinals = "|".join(map(re.escape, language.phrases["ordinals"]))
    return re.sub(rf"([0-9])\s?({ordinals})(?!\w)", r"\1", text)


def words_in(text: str, language: Language) -> list[str]:
    """The numbers and words of a tidy text; "2nd" is the number 2."""
    return WORD.findall(without_ordinals(YEAR_MONTH_DAY.sub(" ", text), language))


def dates_in(text: str, language: Language) -> list[date]:
    """The dates that a tidy text can mean: two where day and month can change places; none where it is no date."""
    text = AROUND.sub("", text)
    if not BETWEEN.fullmatch(text):
        return []
    words = words_in(text, language)
    numbers = [word for word in words if word.isdecimal()]
    months = [month for word in words if (month := month_number(word, language)) and word not in numbers]
    others = [word for word in words if not month_number(word, language)]
    weekdays = [day for word in others if (day := weekday_number(word, language)) is not None]
    small = [word for word in others if word in language.phrases["beside_dates"]]
    if len(words) > len(numbers) + len(months) + len(weekdays) + len(small):
        return []  # a word that nobody here knows may change the date: "a week after 27 March 2027"
    found = dict.fromkeys(real_dates(numbers, months))
    return [day for day in found if all(day.weekday() == weekday for weekday in weekdays)]


def real_dates(numbers: list[str], months: list[int]) -> Iterator[date]:
    """Every real date that the numbers of a text can mean, beside the months that it names."""
    values = [*map(int, numbers), *months]
    match [len(number) for number in numbers], len(months):
        case [1 | 2, 4], 1:
            orders = [(1, 2, 0)]
        case [4, 1 | 2], 1:
            orders = [(0, 2, 1)]
        case [4, 1 | 2, 1 | 2], 0:
            orders = [(0, 1, 2)]
        case [1 | 2, 1 | 2, 4], 0:
            orders = [(2, 1, 0), (2, 0, 1)]
        case [8], 0:  # nothing between the numbers
            (one,) = numbers
            for parts in ([one[:4], one[4:6], one[6:]], [one[:2], one[2:4], one[4:]]):
                yield from (day for day in real_dates(parts, []) if day.year // 100 == 20)
            return
        case _:
            orders = []
    for year, month, day in orders:
        try:
            yield date(values[year], values[month], values[day])
        except ValueError:
            continue


def month_number(word: str, language: Language) -> int | None:
    """A month, 1 to 12, by its name or by the first three letters or more of it."""
    place = place_of(word, language.phrases["months"], 3, language)
    return None if place is None else place + 1


def weekday_number(word: str, language: Language) -> int | None:
    """A day of the week, 0 for Monday, by its name or by the first two letters or more of it."""
    return place_of(word, language.phrases["weekdays"], 2, language)


def place_of(word: str, names: Sequence[str], least: int, language: Language) -> int | None:
    """The place of the one name that is the word, or begins with it where it has letters enough."""
    key, keys = language.sort_key(word), [language.sort_key(name) for name in names]
    if key in keys:
        return keys.index(key)
    found = [place for place, one in enumerate(keys) if len(word) >= least and one.startswith(key)]
    return found[0] if len(found) == 1 else None
