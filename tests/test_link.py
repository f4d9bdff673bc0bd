"""A link opens the example it was made from, for years; and whatever else stands after the #, nothing happens."""

import re
import tomllib
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given

from calculator.link import LONGEST, read_link, write_link, write_place
from calculator.protocol import protocol, protocol_ids
from tests import courses, hostile, markup
from tests.courses import TODAY, door

PUBLISHED = tomllib.loads((Path(__file__).parent / "links.toml").read_text("utf-8"))["links"]


def opened(link: object, **more: object) -> dict[str, Any]:
    """What the page shows for what stands after the #."""
    return door({"ask": "page", "hash": link, "today": TODAY, **more})


# --- links are stable for years


@pytest.mark.parametrize("link", [one for one in PUBLISHED if "shows" in one], ids=lambda one: one["hash"])
@pytest.mark.parametrize("today", ["2026-11-22", "2031-05-01"])
def test_every_link_ever_published_opens_its_example(link: dict[str, Any], today: str) -> None:
    found = opened(link["hash"], today=today)
    assert "problems_shown" not in found, found.get("problems_shown")
    rows = markup.table_rows(found["html"]["result"], "table.schedule")
    assert len(rows) == link["shows"]
    assert link["first"] in rows[0][1]
    assert link["last"] in rows[-1][1]


@pytest.mark.parametrize("link", [one for one in PUBLISHED if "compares" in one], ids=lambda one: one["hash"])
def test_every_link_ever_published_to_a_comparison_opens_it(link: dict[str, Any]) -> None:
    result = opened(link["hash"])["html"]["result"]
    for id in link["compares"]:
        assert markup.parsed(protocol(id).title).get_text() in markup.parsed(result).get_text()
    assert opened(link["hash"])["hash"] == link["hash"]


@pytest.mark.parametrize("link", [one for one in PUBLISHED if "asks" in one], ids=lambda one: one["hash"])
def test_every_link_ever_published_to_a_question_asks_it(link: dict[str, Any]) -> None:
    found = opened(link["hash"])
    assert found["html"]["result"] == ""
    assert "problems_shown" not in found
    for name in link["asks"]:
        assert markup.field(found["html"]["form"], name), f"the question has no field {name}"
    assert found["hash"] == link["hash"]


@pytest.mark.parametrize("id", protocol_ids())
def test_a_link_brings_back_the_same_example(id: str) -> None:
    one = protocol(id)
    for choices in courses.ends(one):
        for start, months in ((None, 12), (date(2027, 1, 31), 13), (date(2024, 2, 29), 60)):
            course = courses.schedule(one, choices, start, months).course
            link = write_link(course)
            assert len(link) < LONGEST / 2, f"{id}: a link as long as this breaks in a letter"
            found = opened(link)
            assert found["hash"] == link, f"{id}: a link does not lead back to itself"
            entry = {key: value for key, value in read_link(link).items() if key != "ask"}
            again = courses.page({**entry, "ask": "show"}, today=None)
            assert again["html"] == opened(link, today=None)["html"]


def test_the_link_on_the_page_is_the_page_s_own() -> None:
    for id in protocol_ids():
        found = courses.page({"ask": f"sample:{id}"})
        own = markup.parsed(found["html"]["result"]).select("section a[href^='#v=']")
        assert [str(link["href"]) for link in own] == [f"#{found['hash']}"], id


def test_a_link_can_be_read_aloud() -> None:
    for id in protocol_ids():
        link = courses.page({"ask": f"sample:{id}"})["hash"]
        assert link.isascii()
        assert "%" not in link
        assert " " not in link


# --- a question has a place too, so that a reload comes back to it


@pytest.mark.parametrize("id", protocol_ids())
def test_every_question_comes_back_from_its_place(id: str) -> None:
    chosen = {"group": protocol(id).country, "protocol": id}
    for ask in ("group", "protocol"):
        found = courses.page({"ask": ask, **chosen})
        again = opened(found["hash"])
        assert again["hash"] == found["hash"]
        fields = {tag["name"] for tag in markup.parsed(found["html"]["form"]).select("[name]")}
        assert fields == {tag["name"] for tag in markup.parsed(again["html"]["form"]).select("[name]")}
    assert opened(courses.page({"ask": "compare"})["hash"])["html"]["form"].count("<select") == 2


def test_what_was_typed_over_a_link_is_kept_and_not_yet_answered() -> None:
    link = courses.page({"ask": "sample:us-kuzminski-1998-trial"})["hash"]
    found = opened(link, entry={"start-day": "31", "start-month": "feb", "start-year": "2027"})
    assert found["html"]["result"] == ""
    assert "problems_shown" not in found, "told before it was sent"
    assert [markup.value(found["html"]["form"], f"start-{part}") for part in ("day", "month", "year")] == [
        "31",
        "feb",
        "2027",
    ]


def test_a_place_holds_only_what_a_link_may_hold() -> None:
    assert write_place({"group": "GB", "protocol": '"><script>'}, "group", "protocol") == "v=1&group=GB"


# --- a link is untrusted input


@pytest.mark.parametrize(
    "link",
    [
        "", "#", "v=1", "v=2&protocol=us-kuzminski-1998-trial", "protocol=us-kuzminski-1998-trial", "installation",
        "v=1&v=2&protocol=us-kuzminski-1998-trial", "V=1&protocol=us-kuzminski-1998-trial", "__search",
        "v=1&protocol=us-kuzminski-1998-trial&" + "a=b&" * 400, None, 3, [], {}, True,
    ],
)  # fmt: skip
def test_what_is_no_link_of_ours_opens_a_question_and_no_example(link: object) -> None:
    found = opened(link)
    assert found["html"]["result"] == ""
    assert "<fieldset" in found["html"]["form"]


@pytest.mark.parametrize(
    "start", ["-", "--", "2026", "2026-03", "02-03-2026", "2026-13-01", "2026-02-30", "x", "0-0-0"]
)
def test_a_link_with_a_broken_start_is_told_and_never_shown_without_dates(start: str) -> None:
    found = opened(f"v=1&protocol=us-kuzminski-1998-trial&start={start}&months=12")
    assert found["html"]["result"] == ""
    assert all(one["field"].startswith("start-") for one in found["problems_shown"])


def test_a_link_with_a_missing_or_wrong_choice_asks_and_never_guesses() -> None:
    base = "v=1&protocol=no-hydroxocobalamin-no-neuro&months=12"
    for choices in (
        "",
        "&loading.period=1",
        "&loading.period=3&maintenance.period=2",
        "&loading.period=&x=1",
    ):
        found = opened(base + choices)
        assert found["html"]["result"] == ""
        assert found["problems_shown"]


def test_a_link_to_a_protocol_that_is_gone_asks_which() -> None:
    found = opened("v=1&protocol=uk-withdrawn&months=12")
    assert [one["field"] for one in found["problems_shown"]] == ["protocol"]


def test_a_link_cannot_press_a_button() -> None:
    for ask in ("csv", "ics", "text", "change-group", "sample:us-kuzminski-1998-trial"):
        found = opened(f"v=1&protocol=us-kuzminski-1998-trial&months=12&ask={ask}")
        assert "file" not in found
        assert found["html"]["result"]


@hostile.many(150)
@given(hostile.links())
def test_every_link_opens_a_page(link: str) -> None:
    opens_safely(link)


@pytest.mark.slow
@pytest.mark.timeout(900)
@hostile.many(800)
@given(hostile.links())
def test_hundreds_of_links_open_a_page(link: str) -> None:
    opens_safely(link)


def opens_safely(link: str) -> None:
    """No exception, no script, no result beside an error, and never another link than one of ours."""
    found = opened(link)
    assert "problems" not in found, found
    html = found["html"]
    assert markup.faults(html["form"]) == []
    assert markup.faults(html["result"]) == []
    assert not (html["result"] and found.get("problems_shown"))
    assert re.fullmatch(r"|v=1(&[a-z0-9._-]+=[A-Za-z0-9-]*)+", found.get("hash", "")), found["hash"]
