"""The strict reader of data files: each kind of key takes its own kind of value and no other.

In Python 1 == True and 1 == 1.0, and a bool is an int. A file that says `dose = true` or `period_is_minimum = 1` was
mistyped, and its author must be told so, with file and key.
"""

from collections.abc import Callable
from datetime import date, datetime
from typing import Any

import pytest

from calculator.protocol import read_protocol
from calculator.strict import BadData, Table
from scripts.content.reader import amount
from tests import demo

DAY = date(2026, 11, 22)
VALUES: list[Any] = [
    True, False, 0, 1, 2, -1, 0.0, 1.0, 2.5, float("nan"), "", "true", "1", "a", DAY, datetime(2026, 11, 22, 10),
    [], [0], [1], [1.0], [True], [False], [1, 2], [True, 2], ["a"], [""], ["a", 1], [DAY], [datetime(2026, 11, 22)],
    [{}], [[]], {}, {"a": 1},
]  # fmt: skip
READERS: dict[str, tuple[Callable[[Table, str], object], list[Any]]] = {
    "text": (Table.text, ["true", "1", "a"]),
    "word": (lambda table, key: table.word(key, ("a", "b")), ["a"]),
    "slug": (Table.slug, ["true", "1", "a"]),
    "texts": (Table.texts, [[], ["a"]]),
    "number": (Table.number, [1, 2]),
    "numbers": (Table.numbers, [[1], [1, 2]]),
    "range": (Table.range, [1, 2]),
    "day": (Table.day, [DAY]),
    "days": (Table.days, [[DAY]]),
    "flag": (Table.flag, [True, False]),
    "table": (Table.table, [{}, {"a": 1}]),
    "tables": (lambda table, key: table.tables(key), [[], [{}]]),
    "amount": (amount, [0, 1, 2, -1, 0.0, 1.0, 2.5]),
}
"""Every reader with the values of the list above that it takes."""


def same(one: object, other: object) -> bool:
    """Equal and of the same type all the way down: repr tells 1, 1.0 and True apart."""
    return repr(one) == repr(other)


@pytest.mark.parametrize("value", VALUES, ids=repr)
@pytest.mark.parametrize("reader", READERS)
def test_a_value_of_another_kind_is_refused_with_file_and_key(reader: str, value: object) -> None:
    read, taken = READERS[reader]
    table = Table("x.toml", {"key": value})
    read(table, "key")
    if any(same(value, one) for one in taken):
        assert table.problems == [], f"{reader} must take {value!r}"
    else:
        assert table.problems, f"{reader} took {value!r}"
        assert table.problems[0].startswith("x.toml: key"), "the problem does not name file and key"


def test_every_reader_of_the_strict_table_is_tried_here() -> None:
    """A new kind of key must be added to READERS, or nothing says what it refuses."""
    others = {"problem", "take", "refuse_leftovers"}
    readers = {name for name in vars(Table) if not name.startswith("_")} - others
    assert readers == set(READERS) - {"amount"}


@pytest.mark.parametrize("written", ["1", "0", "1.0", '"true"', "[]"])
def test_a_least_gap_that_is_marked_with_anything_but_true_or_false_stops_the_build(written: str) -> None:
    """The nurse would read "at least every week" as "every week", or the other way round."""
    phase = f'name = "a"\nperiod_unit = "wk"\nperiod_max = 2\nperiod_is_minimum = {written}'
    with pytest.raises(
        BadData, match=r"made\.toml: phases\[1\]\.period_is_minimum: must be true or false, not "
    ):
        demo.made(phase)


@pytest.mark.parametrize("written", ["false", "0", '""', "[]"])
def test_choices_of_an_example_that_are_no_table_stop_the_build(written: str) -> None:
    text = demo.text('name = "a"\nperiod_unit = "wk"').replace(
        "total = 1", f"total = 1\nchoices = {written}", 1
    )
    with pytest.raises(BadData, match=r"^made\.toml: examples\[1\]\.choices: must be a table of texts$"):
        read_protocol("made", text, demo.register())
