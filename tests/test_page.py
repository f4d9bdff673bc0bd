"""What the reader's own dates change on the page of a schedule: all problems at once, nothing guessed or lost."""

import re
from datetime import date
from typing import Any

import pytest
from bs4 import Tag
from hypothesis import given

from calculator.choices import usual_months
from calculator.entry import PARTS
from calculator.protocol import protocol, protocol_ids
from calculator.regimen import Protocol
from calculator.render.form import HORIZONS, field_id, lengths
from tests import courses, hostile, markup
from tests.courses import dated, page

KUZMINSKI = "us-kuzminski-1998-trial"
OPEN_END = "uk-bnf-hydroxocobalamin-neuro"
ADDRESS = "https://example.org/schedules/one/"
GOOD = dated("27", "3", "2027", "24")
every_protocol = pytest.mark.parametrize("id", protocol_ids())


def form(found: dict[str, Any]) -> Tag:
    """The form of an answer as a tree."""
    return markup.parsed(found["html"]["form"])


def told(found: dict[str, Any]) -> list[str]:
    """The fields of the problems in an answer."""
    return [one["field"] for one in found["problems_shown"]]


def days(found: dict[str, Any]) -> list[int]:
    """The day numbers of the rows in an answer."""
    return [
        int(str(row["data-day"])) for row in markup.parsed(found["html"]["example"]).select("tr[data-day]")
    ]


def printed(one: Protocol) -> dict[str, str]:
    """The choices of a protocol's own page."""
    return dict(one.examples[0].choices)


# --- the example as it is printed, and with the reader's own dates


@every_protocol
def test_the_page_as_printed_is_the_protocol_s_own_first_example_in_day_numbers(id: str) -> None:
    one = protocol(id)
    found = page(id)
    own = courses.schedule(one, printed(one), None, usual_months(one))
    assert days(found) == [row.day for row in own.administrations]
    assert (found["hash"], found["title"]) == ("", "")
    assert not re.search(r"\b20\d\d\b", markup.parsed(found["html"]["example"]).select("tbody")[0].get_text())


@every_protocol
def test_a_start_date_gives_the_dates_and_the_months_that_were_asked_for(id: str) -> None:
    one = protocol(id)
    found = page(id, GOOD, address=ADDRESS)
    asked = courses.schedule(one, printed(one), date(2027, 3, 27), 24)
    assert days(found) == [row.day for row in asked.administrations]
    assert found["hash"] == "v=2&start=2027-03-27&months=24&check=5049"
    assert found["title"] == "Example from Saturday 27 March 2027 (weekend)"
    assert found["focus"] == "result"
    assert markup.parsed(found["html"]["example"]).select("#result[tabindex]"), "the focus has nowhere to go"
    assert found["say"].startswith(f"Example shown. {len(asked.administrations)} injection")
    for part in found["html"].values():
        assert markup.faults(f"<div>{part}</div>") == []


@every_protocol
def test_the_ends_of_every_length_that_a_reader_may_choose_are_shown(id: str) -> None:
    one = protocol(id)
    for choice in lengths(one):
        for value in {*choice.options[:2], *choice.options[-2:]}:
            found = page(id, {**GOOD, choice.key: value})
            asked = courses.schedule(one, {**printed(one), choice.key: value}, date(2027, 3, 27), 24)
            assert days(found) == [row.day for row in asked.administrations], f"{id} {choice.key} {value}"
            assert markup.value(found["html"]["form"], choice.key) == value


def test_what_is_chosen_by_links_is_not_taken_from_the_form() -> None:
    found = page("no-hydroxocobalamin-no-neuro", {**GOOD, "loading.period": "1"})
    assert found["hash"] == "v=2&start=2027-03-27&months=24&check=5049"


def test_a_length_of_the_reader_s_own_stands_in_the_link_and_the_page_s_own_does_not() -> None:
    own = printed(protocol(OPEN_END))["loading.until"]
    other = "5" if own != "5" else "6"
    assert (
        page(OPEN_END, {**GOOD, "loading.until": own})["hash"] == "v=2&start=2027-03-27&months=24&check=5049"
    )
    assert (
        page(OPEN_END, {**GOOD, "loading.until": other})["hash"]
        .partition("&check=")[0]
        .endswith(f"&loading.until={other}")
    )


# --- the address on paper


@every_protocol
def test_the_address_on_paper_leads_back_to_that_very_example(id: str) -> None:
    one = protocol(id)
    for choices in courses.ends(one):
        request: dict[str, Any] = {"choices": choices, "address": ADDRESS}
        found = page(id, {**dated("29", "2", "2028", "13")}, **request)
        foot = markup.parsed(found["html"]["example"]).select("tfoot")[0].get_text()
        address = re.search(r"Page: (\S+)$", foot)
        assert address, f"{id}: no address in {foot!r}"
        place, _, link = address[1].partition("#")
        assert place == ADDRESS
        assert page(id, hash=link, **request)["html"] == found["html"]


def test_the_address_of_a_printed_example_is_the_page_s_own_and_nothing_more() -> None:
    foot = markup.parsed(page(KUZMINSKI, address=ADDRESS)["html"]["example"]).select("tfoot")[0].get_text()
    assert foot.endswith(f"Page: {ADDRESS}")


@pytest.mark.parametrize("address", [None, 5, "", "javascript:alert(1)", "https://" + "a" * 300])
def test_what_is_no_address_of_a_page_is_not_put_on_paper(address: object) -> None:
    assert "Page:" not in page(KUZMINSKI, GOOD, address=address)["html"]["example"]


def test_the_day_s_own_date_stands_on_the_sheet_only_where_the_browser_told_it() -> None:
    assert "Made on 22 November 2026." in page(KUZMINSKI, GOOD)["html"]["example"]
    for today in (None, "", "yesterday", "1999-01-01", "2098-01-01", 5):
        assert "Made on" not in page(KUZMINSKI, GOOD, today=today)["html"]["example"]


# --- problems: all at once, each at its field, with what was typed


def test_a_start_that_is_missing_is_asked_for_and_nothing_is_shown_again() -> None:
    for typed in (dated("", "", ""), dated(" ", "\t", ""), {}):
        for id in protocol_ids():
            entry = {**typed, "months": str(usual_months(protocol(id)))}
            found = page(id, entry)
            assert told(found) == ["start-day"]
            assert found["say"] == "Type a start date."


def test_without_a_start_another_number_of_months_is_shown_in_day_numbers() -> None:
    found = page(KUZMINSKI, dated("", "", "", "6"))
    assert found["hash"] == "v=2&months=6&check=0884"
    assert found["title"] == ""


@every_protocol
def test_every_problem_is_told_at_once_each_at_its_field_and_what_was_typed_is_kept(id: str) -> None:
    keys = [choice.key for choice in lengths(protocol(id))]
    typed = {
        "start-day": "31",
        "start-month": "",
        "start-year": "2027",
        "months": "61",
        **dict.fromkeys(keys, "99"),
    }
    found = page(id, typed)
    assert told(found) == ["start-month", "months", *keys]
    shown = form(found)
    links = [str(link["href"]) for link in shown.select("#problems li a")]
    assert links == [f"#{field_id(field)}" for field in told(found)]
    for field, one in zip(told(found), found["problems_shown"], strict=True):
        wrong = shown.select_one(f"#{field_id(field)}")
        assert wrong, f"{id}: the problem of {field} leads nowhere"
        assert wrong["aria-invalid"] == "true"
        said = [shown.select_one(f"#{about}") for about in str(wrong["aria-describedby"]).split()]
        assert said[0], f"{id}: what {field} is described by is not there"
        assert said[0].get_text() == one["sentence"], f"{id}: {field} is heard without its problem"
    assert [markup.value(str(shown), part) for part in PARTS] == ["31", "", "2027"]
    assert set(found["html"]) == {"form"}, "the example that was shown does not stay"
    assert found["title"] == "There is a problem"
    assert found["say"] == " ".join(one["sentence"] for one in found["problems_shown"])


@pytest.mark.parametrize(
    ("typed", "field"),
    [
        (("", "3", "2027"), "start-day"), (("31", "2", "2027"), "start-day"), (("2", "", "2027"), "start-month"),
        (("2", "13", "2027"), "start-month"), (("2", "3", ""), "start-year"), (("2", "3", "27"), "start-year"),
        (("2", "3", "1999"), "start-year"),
    ],
)  # fmt: skip
def test_only_the_wrong_one_of_the_three_fields_is_called_wrong(
    typed: tuple[str, str, str], field: str
) -> None:
    shown = form(page(KUZMINSKI, dated(*typed)))
    assert [str(one["id"]) for one in shown.select("[aria-invalid]")] == [field]
    for part in PARTS:
        about = str(shown.select(f"#{part}")[0]["aria-describedby"]).split()
        assert about == (["start-problem"] if part == field else []) + ["start-hint"]


def test_the_box_of_problems_is_a_group_with_a_name_and_takes_the_focus() -> None:
    found = page(KUZMINSKI, dated("31", "2", "2027"))
    box = form(found).select_one(f"#{found['focus']}")
    assert box
    assert (box["role"], box["tabindex"]) == ("group", "-1")
    name = form(found).select_one(f"#{box['aria-labelledby']}")
    assert name
    assert name.name == "h3"
    assert name.get_text() == "There is a problem"


def test_a_problem_that_is_mended_leaves_no_trace() -> None:
    assert not form(page(KUZMINSKI, GOOD)).select(".problems, .problem, .question--problem, [aria-invalid]")


def test_a_length_that_is_no_option_is_told_by_its_question_and_not_by_its_key() -> None:
    (one,) = page(OPEN_END, {**GOOD, "loading.until": "99"})["problems_shown"]
    assert one["sentence"] == "Choose one answer to: Starting phase: length to show"


def test_a_calendar_file_without_a_start_asks_for_one() -> None:
    found = page(KUZMINSKI, dated("", "", "", "6"), "ics")
    assert told(found) == ["start-day"]
    assert found["say"] == "A calendar file needs a start date."


def test_what_is_wrong_in_the_form_is_told_whatever_button_is_pressed() -> None:
    for do in ("show", "ics", "csv", "text", "code"):
        found = page(KUZMINSKI, dated("31", "2", "2027"), do)
        assert told(found) == ["start-day"]
        assert "file" not in found


@pytest.mark.parametrize("typed", hostile.NASTY)
def test_what_was_typed_stays_in_its_field_and_does_nothing(typed: str) -> None:
    kept = typed.encode("utf-8", "replace").decode()
    for part in PARTS:
        values = {**dict.fromkeys(PARTS, "2"), part: typed}
        html = page(KUZMINSKI, values)["html"]["form"]
        for name, value in {**values, part: kept}.items():
            assert tidy(markup.value(html, name)) == tidy(value)
        assert markup.faults(html) == []


def tidy(text: str | None) -> str:
    """Text without what an HTML parser may change by itself."""
    return re.sub(r"[\r\n\x00\ufffd]", "", text or "")


@pytest.mark.parametrize("change", [{"protocol": None}, {"protocol": "nowhere"}, {"protocol": ["x"]}])
def test_a_page_that_there_is_not_is_a_problem_of_its_own(change: dict[str, Any]) -> None:
    found = courses.door({"ask": "page", "choices": {}, **change})
    assert [one["field"] for one in found["problems"]] == ["protocol"]


def test_choices_that_no_page_has_are_a_problem_and_never_completed() -> None:
    wrong: list[object] = [{}, {"loading.period": "9"}, None, []]
    for choices in wrong:
        found = page("no-hydroxocobalamin-no-neuro", GOOD, choices=choices)
        assert "maintenance.period" in [one["field"] for one in found["problems"]]
        assert "html" not in found


# --- the form asks for nothing but the example


@every_protocol
def test_the_form_asks_for_a_date_months_and_lengths_and_nothing_about_a_person(id: str) -> None:
    one = protocol(id)
    names = {str(tag["name"]) for tag in form(page(id)).select("[name]")}
    assert names == {*PARTS, "months", *(choice.key for choice in lengths(one))}
    buttons = [str(tag.get("data-do")) for tag in form(page(id)).select("button")]
    assert buttons == ["show"]


@every_protocol
def test_nothing_is_preselected_but_what_the_page_itself_has_printed(id: str) -> None:
    one = protocol(id)
    for choices in courses.ends(one):
        shown = form(page(id, choices=choices))
        assert not shown.select("[checked]")
        assert [tag["value"] for tag in shown.select("input")] == ["", "", ""]
        chosen = {str(tag["name"]): tag.select("option[selected]") for tag in shown.select("select")}
        wanted = {"months": str(usual_months(one))}
        wanted |= {one.key: choices[one.key] for one in lengths(one) if one.key in choices}
        assert {name: [str(tag["value"]) for tag in found] for name, found in chosen.items()} == {
            name: [value] for name, value in wanted.items()
        }


@every_protocol
def test_a_length_is_asked_beside_what_its_source_says_and_offers_all_of_it(id: str) -> None:
    shown = form(page(id))
    for choice in lengths(protocol(id)):
        field = shown.select_one(f"select[name='{choice.key}']")
        assert field
        assert tuple(str(tag["value"]) for tag in field.select("option")) == choice.options
        hint = shown.select_one(f"#{field['aria-describedby']}")
        assert hint
        assert hint.get_text().startswith("The source says: ")
        ours = "no fixed length" if choice.phase.bounds is None else "The longest one shown here is ours."
        assert ours in hint.get_text()


def test_a_horizon_from_a_link_is_offered_beside_the_usual_ones() -> None:
    shown = form(page(KUZMINSKI, hash="v=1&start=2027-03-27&months=13"))
    offered = [str(tag["value"]) for tag in shown.select("#months option")]
    assert sorted(offered, key=int) == offered == sorted({*HORIZONS, "13"}, key=int)
    assert [str(tag["value"]) for tag in shown.select("#months option[selected]")] == ["13"]


def test_the_date_is_three_labelled_text_fields_in_one_fieldset_with_a_name() -> None:
    shown = form(page(KUZMINSKI))
    (group,) = shown.select("fieldset")
    assert group.find("legend")
    for part in PARTS:
        field = group.select_one(f"input#{part}")
        assert field
        assert (field["type"], field["autocomplete"]) == ("text", "off")
        assert group.select_one(f"label[for={part}]")
    assert not shown.select("form, [type=date], [type=number]"), (
        "a browser could send or change what is typed"
    )


def test_the_hint_of_the_date_cannot_be_read_two_ways() -> None:
    hint = form(page(KUZMINSKI)).select("#start-hint")[0].get_text()
    found = re.search(r"(\d+) (\d+) (\d{4})", hint)
    assert found, "the hint shows no example"
    assert int(found[1]) > 12 >= int(found[2])


# --- files and text


@every_protocol
@pytest.mark.parametrize("entry", [GOOD, dated("", "", "", "24")])
def test_a_file_holds_the_rows_of_the_example_and_leaves_the_page_as_it_is(
    id: str, entry: dict[str, str]
) -> None:
    found = page(id, entry, "csv")
    assert set(found) == {"version", "file", "say"}
    rows = found["file"]["text"].splitlines()[1:]
    assert len(rows) == len(days(page(id, entry)))
    kept = page(id, entry, "text")
    assert set(kept) == {"version", "html", "focus"}
    assert set(kept["html"]) == {"kept"}
    text = markup.parsed(kept["html"]["kept"])
    assert text.select(f"button#{kept['focus']}[data-copy]")
    lines = [
        line for line in text.select("pre[data-text]")[0].get_text().splitlines() if re.match(r"\d+\. ", line)
    ]
    assert len(lines) == len(rows)


@every_protocol
def test_ways_to_take_the_example_along_fit_the_example(id: str) -> None:
    def offered(found: dict[str, Any]) -> list[str]:
        ways = markup.parsed(found["html"]["keep"]).select("button, a")
        return [str(way.get("data-do") or way.get("href") or "link") for way in ways]

    assert offered(page(id)) == ["#start-day", "example.txt", "link"]
    assert offered(page(id, dated("", "", "", "5"))) == ["#start-day", "text", "csv", "link"]
    assert offered(page(id, GOOD)) == ["ics", "text", "csv", "link"]


# --- whatever is entered


def holds(found: dict[str, Any]) -> None:
    """What is true of every answer: an example, or a file, or text, or the problems; one of them alone."""
    html = found.get("html", {})
    for part in html.values():
        assert markup.faults(f"<div>{part}</div>") == []
    if set(found) - {"version"} in ({"file", "say"}, {"needs"}, {"html", "focus"}):
        assert set(html) <= {"kept"}, "the example on the page is replaced"
    elif "problems_shown" in found:
        assert set(html) == {"form"}
    elif set(found) - {"version"} == {"html"}:
        assert set(html) == {"code"}
    else:
        assert set(html) == {"example", "form", "keep", "why"} | ({"code"} if found["hash"] else set())


@hostile.many(200)
@given(hostile.entries(KUZMINSKI))
def test_every_entry_gets_an_answer_or_its_problems(entry: dict[str, str]) -> None:
    holds(page(KUZMINSKI, entry, address=ADDRESS))


@pytest.mark.slow
@pytest.mark.timeout(900)
@hostile.many(600)
@given(hostile.pages())
def test_hundreds_of_requests_of_pages_get_an_answer_or_their_problems(request: dict[str, Any]) -> None:
    found = courses.door({**request, "address": 'https://example.org/"><script>'})
    if "problems" not in found:
        holds(found)
