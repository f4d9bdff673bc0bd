"""A link opens the example it was made from, for years; and what in it cannot be read is said, never guessed."""

import re
import tomllib
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given

from calculator.course import make_course
from calculator.link import LONGEST, Link, check, read_link, write_link
from calculator.protocol import protocol, protocol_ids
from scripts.content.catalogue import FOLDER, address, groups, pages
from scripts.content.phrases import site_language
from scripts.pages.old_links import folders
from tests import courses, damaged, hostile, markup

PUBLISHED = tomllib.loads((Path(__file__).parent / "links.toml").read_text("utf-8"))["links"]
SHOWN = [one for one in PUBLISHED if "shows" in one]
KUZMINSKI = "us-kuzminski-1998-trial"
OLD = "v=1&start=2027-03-02&months=24"
GOOD = "v=2&start=2027-03-02&months=24&check=4140"
DOUBT = (
    "This link is of an older kind. If its end was cut off, it may show another example than the one sent."
)
PAGES = {address(id, choices): (id, choices) for id, choices in pages()}


def opened(link: object, id: str = KUZMINSKI, **more: Any) -> dict[str, Any]:
    """What the page of a schedule shows for what stands after the #."""
    return courses.page(id, hash=link, **more)


# --- links are stable for years


@pytest.mark.parametrize("today", ["2026-11-22", "2031-05-01"])
@pytest.mark.parametrize("link", SHOWN, ids=lambda one: one["page"])
def test_every_link_ever_published_opens_its_example(link: dict[str, Any], today: str) -> None:
    place, _, hash = link["page"].partition("#")
    id, choices = PAGES[place]
    found = opened(hash, id, today=today, **({"choices": choices} if choices else {}))
    assert "problems_shown" not in found, found.get("problems_shown")
    rows = markup.table_rows(found["html"]["example"], "table.schedule")
    assert len(rows) == link["shows"]
    assert rows[0][1].startswith(link["first"])
    assert rows[-1][1].startswith(link["last"])


@pytest.mark.parametrize("link", [one for one in SHOWN if "hash" in one], ids=lambda one: one["hash"])
def test_the_page_of_an_old_link_shows_the_course_that_the_link_named(link: dict[str, Any]) -> None:
    pairs = dict(pair.split("=") for pair in link["hash"].split("&"))
    choices = {key: value for key, value in pairs.items() if "." in key}
    start = date.fromisoformat(pairs["start"]) if "start" in pairs else None
    named = courses.schedule(protocol(pairs["protocol"]), choices, start, int(pairs["months"]))
    place, _, hash = link["page"].partition("#")
    id, printed = PAGES[place]
    found = opened(hash, id, choices=printed or dict(protocol(id).examples[0].choices))
    rows = markup.parsed(found["html"]["example"]).select("tr[data-day]")
    assert [int(str(row["data-day"])) for row in rows] == [row.day for row in named.administrations]


def test_a_link_to_a_question_leads_to_the_list_or_the_schedule_that_it_was_about() -> None:
    places = {*PAGES, "compare/", *(f"{FOLDER}/{name}/" for name in groups(site_language()))}
    for link in PUBLISHED:
        assert link["page"].partition("#")[0] in places, link["page"]


def test_the_script_that_renames_old_links_knows_every_page_and_how_many_months_it_shows() -> None:
    known = folders()
    lists = known.pop("")
    assert sorted(f"{FOLDER}/{name}/" for names in known.values() for name in names) == sorted(PAGES)
    assert lists == list(groups(site_language()))
    for months, names in known.items():
        for name in names:
            id = name.partition("/")[0]
            rows = markup.table_rows(courses.page(id)["html"]["example"])
            shown = courses.schedule(protocol(id), protocol(id).examples[0].choices, None, int(months))
            assert len(rows) == len(shown.administrations), f"{name} does not show {months} months"


@pytest.mark.parametrize("id", protocol_ids())
@pytest.mark.parametrize("start", [None, date(2027, 1, 31), date(2024, 2, 29)])
def test_a_link_is_short_and_brings_back_the_same_example(id: str, start: date | None) -> None:
    one = protocol(id)
    printed = dict(one.examples[0].choices)
    for choices in courses.ends(one):
        course = courses.schedule(one, choices, start, 13).course
        for short, shown in ((write_link(course, printed), printed), (write_link(course, choices), choices)):
            found = opened(short, id, choices=shown)
            assert found["hash"] == short, f"{id}: a link does not lead back to itself"
            rows = markup.parsed(found["html"]["example"]).select("tr[data-day]")
            days = [row.day for row in courses.schedule(one, choices, start, 13).administrations]
            assert [int(str(row["data-day"])) for row in rows] == days
        own = "&".join([*([f"start={start}"] if start else []), "months=13"])
        own = f"v=2&{own}&check={check(own)}"
        assert write_link(course, choices) == own, "the choices of the page stand in its address already"
        assert found["carry"] == own, "a link to another choice would bring this page's choices"


@pytest.mark.parametrize("id", protocol_ids())
def test_the_full_form_of_old_opens_the_same_course_on_every_page_of_its_schedule(id: str) -> None:
    one = protocol(id)
    for choices in courses.ends(one):
        course = courses.schedule(one, choices, date(2027, 1, 31)).course
        full = f"v=1&protocol={id}&start=2027-01-31&months=12&" + "&".join(
            f"{key}={value}" for key, value in choices.items()
        )
        days = [row.day for row in courses.schedule(one, choices, course.start).administrations]
        for printed in courses.ends(one):
            found = opened(full, id, choices=printed)
            assert "problems_shown" not in found, f"{id} {choices} on {printed}: {found['problems_shown']}"
            rows = markup.parsed(found["html"]["example"]).select("tr[data-day]")
            assert [int(str(row["data-day"])) for row in rows] == days, f"{id} {choices} on {printed}"


@pytest.mark.parametrize("id", protocol_ids())
def test_a_link_can_be_read_aloud(id: str) -> None:
    for choices in courses.ends(protocol(id)):
        course = make_course(protocol(id), {"start": "2027-01-31", "months": 60, "choices": choices})
        link = write_link(course)
        assert re.fullmatch(r"[a-z0-9=&._-]+", link)
        assert len(link) < 300, f"{id}: a link as long as this breaks in a letter"


# --- damage on the way


def examples() -> list[tuple[str, str, str]]:
    """Links to all kinds of examples, new and old: the schedule, the link, and the link that its page then shows."""
    found = []
    for id, choices, start, months in (
        (KUZMINSKI, {}, date(2027, 3, 2), 24),
        ("uk-bnf-hydroxocobalamin-neuro", {"loading.until": "12"}, date(2027, 12, 27), 60),
        ("fr-cyanocobalamin-malabsorption", {}, None, 18),
    ):
        printed = dict(protocol(id).examples[0].choices)
        link = write_link(
            courses.schedule(protocol(id), {**printed, **choices}, start, months).course, printed
        )
        found += [(id, link, link), (id, link.partition("&check")[0].replace("v=2", "v=1"), link)]
    return found


@pytest.mark.parametrize("rule", damaged.HARMLESS, ids=lambda rule: rule.__name__)
def test_what_is_done_to_a_link_on_its_way_does_not_change_what_it_opens(rule: damaged.Rule) -> None:
    for id, link, shown in examples():
        for text in rule(link):
            found = opened(text, id)
            assert "problems_shown" not in found, f"{text!a}: {found['problems_shown']}"
            assert found["hash"] == shown, f"{text!a}: the address would keep what was hung on to it"


@pytest.mark.parametrize("rule", damaged.HARMFUL, ids=lambda rule: rule.__name__)
def test_a_damaged_link_opens_the_same_example_or_says_that_it_is_damaged(rule: damaged.Rule) -> None:
    told = 0
    for id, link, shown in examples():
        for text in rule(link):
            found = opened(text, id)
            if "problems_shown" in found:
                told += 1
                (problem,) = found["problems_shown"]
                assert set(found["html"]) == {"form"}, f"{text!a}: an example beside the problem"
                assert problem["sentence"], f"{text!a}: not a word"
            elif found["hash"] != shown:
                assert link.startswith("v=1"), f"{text!a} opens another example: {found['hash']}"
                assert DOUBT in found["say"] and DOUBT in found["html"]["example"], (
                    f"{text!a} opens in silence"
                )
    assert told or rule is damaged.quoted_printable, "nothing was damaged"


def test_hundreds_of_damaged_links_are_tried() -> None:
    for id, link, _ in examples()[::2]:
        assert len({text for rule in (*damaged.HARMLESS, *damaged.HARMFUL) for text in rule(link)}) > 200, id


@pytest.mark.parametrize(
    "link", ["v=1&months=24", "v=1&start=2027-03-02&months=12", f"v=1&protocol={KUZMINSKI}&months=12"]
)
def test_a_link_without_a_check_number_opens_and_says_that_its_end_may_be_missing(link: str) -> None:
    found = opened(link)
    assert DOUBT in found["say"] and DOUBT in found["html"]["example"]
    again = opened(found["hash"] or None)
    assert DOUBT not in str(again), "the new link to what was seen and checked is doubted too"


def test_the_check_number_differs_where_one_letter_does_or_two_change_places() -> None:
    for _, link, _ in examples()[::2]:
        words = link[4:].partition("&check")[0]
        changed = {
            words[:at] + letter + words[at + 1 :] for at in range(len(words)) for letter in "0123456789a-=&"
        }
        changed |= {words[:at] + words[at + 1] + words[at] + words[at + 2 :] for at in range(len(words) - 1)}
        changed |= {words[:at] for at in range(len(words))}
        assert not [one for one in changed - {words} if check(one) == check(words)]


DAMAGED = [
    "v=1&start=2027-03-02", "v=1&start=2027-03-02&", "v=1&start=2027-03-02&mon", "v=1&start=2027-03-02&months",
    "v=1&start=2027-03-02&months=", "v=1&start=2027-03&months=24", "v=1&start=2027-03-2&months=24",
    "v=1&start=&months=24", "v=1&start=02-03-2027&months=24", "v=1&start=2027-03-02T00:00&months=24",
    f"{OLD}&mnths=12", f"{OLD}&months=12", f"{GOOD}&mnths=12", f"{GOOD}&months=12", f"{GOOD}&check=4140",
    f"{OLD}&loading", f"{OLD}&loading.until=3", f"{OLD}&start-day=9", f"{OLD}²", f"{OLD[:-1]}½",
    f"v=1&protocol=no-hydroxocobalamin-no-neuro&{OLD[4:]}", "months=24", "v", "v=1", f"v=1&protocol={KUZMINSKI}",
    "v=1&protocol=uk-withdrawn&months=24", GOOD.replace("v=2", "v=3"), f"protocol={KUZMINSKI}", "v=2&months=24",
    "v=1&months=24&start=%32%30", "v=1&months=24&x=" + "a" * LONGEST, "v=1&months=24%", "v=1&months=2%3", GOOD[4:],
    GOOD.replace("v=2", "v=1"), GOOD.replace("24", "2"), GOOD[:-1], GOOD.replace("4140", ""),
]  # fmt: skip


@pytest.mark.parametrize("link", DAMAGED, ids=lambda link: link[:60])
def test_a_damaged_link_says_what_cannot_be_read_and_opens_no_other_example(link: str) -> None:
    found = opened(link)
    (told,) = found["problems_shown"]
    assert told["field"] == "link"
    said = r"This link is damaged or not complete\. (This part cannot be read: .+|Its check number .+)\. Type the start"
    assert re.match(said, told["sentence"])
    form = markup.parsed(found["html"]["form"])
    (linked,) = form.select("#problems a")
    assert linked["href"] == "#start-day", "the sentence asks for a start date and does not lead there"
    assert form.select_one("#start-day")


@pytest.mark.parametrize(
    ("link", "field"),
    [
        ("v=1&start=2027-02-30&months=24", "start-day"), ("v=1&start=2027-13-01&months=24", "start-month"),
        ("v=1&start=1999-12-31&months=24", "start-year"), ("v=1&start=2027-03-02&months=61", "months"),
        ("v=1&start=2027-03-02&months=024", "months"), ("v=1&months=0", "months"),
    ],
)  # fmt: skip
def test_a_link_to_what_cannot_be_is_told_at_its_field(link: str, field: str) -> None:
    found = opened(link)
    assert [one["field"] for one in found["problems_shown"]] == [field]
    assert set(found["html"]) == {"form"}


def test_a_choice_that_the_source_does_not_allow_is_named() -> None:
    norway = "no-hydroxocobalamin-no-neuro"
    for pair in ("loading.period=3", "loading.until=3", "maintenance.period=0"):
        (told,) = opened(f"v=1&months=24&{pair}", norway)["problems_shown"]
        assert pair in told["sentence"]


@pytest.mark.parametrize(
    ("pair", "near"),
    [("maintenance.perod=2", "maintenance.period"), ("mnths=12", "months"), ("loading.period=22", "loading.period=2"),
     ("protocol=no-hydroxocobalamin-neuro", "protocol=no-hydroxocobalamin-no-neuro"), ("chek=1", "check")],
)  # fmt: skip
def test_what_cannot_be_read_is_told_with_the_nearest_thing_that_is_known(pair: str, near: str) -> None:
    (told,) = opened(f"v=1&months=24&{pair}", "no-hydroxocobalamin-no-neuro")["problems_shown"]
    assert f"{pair} (nearest known: {near})." in told["sentence"]
    (told,) = opened("v=1&months=24&something=else", "no-hydroxocobalamin-no-neuro")["problems_shown"]
    assert "nearest" not in told["sentence"], "something is called near that is not"


def test_what_hangs_behind_a_whole_link_is_told_by_name_and_the_rest_is_filled_in() -> None:
    found = opened(f"{GOOD}&mnths=12")
    assert "mnths=12 (nearest known: months)." in found["problems_shown"][0]["sentence"]
    fields = markup.parsed(found["html"]["form"])
    assert [field["value"] for field in fields.select("input")] == ["2", "3", "2027"]


def test_of_a_link_whose_check_number_does_not_fit_nothing_is_filled_in() -> None:
    fields = markup.parsed(opened(GOOD.replace("24", "2"))["html"]["form"])
    assert not [field["value"] for field in fields.select("input") if field.get("value")]


def test_a_link_to_an_example_of_long_ago_or_far_ahead_opens_it() -> None:
    for start in ("2001-03-02", "2098-03-02"):
        words = f"start={start}&months=24"
        assert opened(f"v=1&{words}")["hash"] == f"v=2&{words}&check={check(words)}"


# --- a link is untrusted input


@pytest.mark.parametrize("link", [3, [], {}, True, 1.5])
def test_what_is_no_text_is_no_link(link: object) -> None:
    assert opened(link)["problems_shown"][0]["field"] == "link"


def test_a_link_cannot_press_a_button() -> None:
    for pair in ("do=csv", "do=ics", "ask=text"):
        assert set(opened(f"{GOOD}&{pair}")["html"]) == {"form"}


@hostile.many(150)
@given(hostile.links(KUZMINSKI))
def test_every_link_opens_a_page(link: str) -> None:
    opens_safely(link)


@pytest.mark.slow
@pytest.mark.timeout(900)
@hostile.many(800)
@given(hostile.ids.flatmap(hostile.links))
def test_hundreds_of_links_open_a_page(link: str) -> None:
    opens_safely(link)


def opens_safely(link: str) -> None:
    """No exception, no script, no example beside a problem, and never another link than one of ours."""
    found = opened(link)
    assert "problems" not in found, found
    assert not [fault for part in found["html"].values() for fault in markup.faults(f"<div>{part}</div>")]
    assert ("example" in found["html"]) != ("problems_shown" in found)
    assert re.fullmatch(r"|v=2(&[a-z0-9._-]+=[a-z0-9-]+)+&check=[0-9]{4}", found.get("hash", "")), found[
        "hash"
    ]


def test_a_link_says_nothing_that_it_does_not_mean() -> None:
    assert read_link(None) == read_link("") == Link({}, "", whole=False)
    pairs = {"start-year": "2027", "start-month": "3", "start-day": "2", "months": "24"}
    assert read_link(GOOD) == Link(pairs, "", whole=True)
    assert read_link(OLD) == Link(pairs, "", whole=False)
