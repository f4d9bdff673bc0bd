"""The pictures say what the engine and the data say: every mark counted, in its place, and told in words beside it."""

import re
import tomllib
from collections import Counter
from functools import cache
from itertools import pairwise

import pytest
from bs4 import BeautifulSoup, Tag

from calculator.choices import open_choices
from calculator.course import make_course
from calculator.dates import MEAN_MONTH
from calculator.protocol import protocol, protocol_ids
from calculator.regimen import Range, Role
from calculator.render.words import dose_words, phase_often
from calculator.schedule import make_schedule
from calculator.source import sources
from scripts.content.catalogue import country
from scripts.content.checks import checks
from scripts.content.claims import responses
from scripts.content.phrases import site_language, tie
from scripts.pages.pictures import PICTURES, loading
from scripts.pages.pictures.hero import FIVE, TWO
from scripts.pages.pictures.moments import DAYS, Axis
from scripts.pages.pictures.rows import MONTHS, first_months
from scripts.pages.pictures.strip import EDGE, LINE, Scale, injections, months
from scripts.paths import DATA

NAMES = sorted(PICTURES)


@cache
def picture(name: str) -> BeautifulSoup:
    """A picture as a browser reads it."""
    return BeautifulSoup(PICTURES[name](), "html5lib")


def rows(name: str) -> list[Tag]:
    """The rows of a picture."""
    return picture(name).select(".picture__rows > li")


def said(node: Tag) -> str:
    """The words of a part, without the difference between spaces."""
    return re.sub(r"\s+", " ", node.get_text(" ")).replace("\u00a0", " ")


@cache
def world_row(id: str) -> Tag:
    """The row of one protocol in the picture of the world."""
    return next(row for row in rows("world") if row.select(f"a[href$='schedules/{id}/']"))


def linked(row: Tag) -> list[str]:
    """The protocols to whose pages a row leads."""
    return [str(a["href"]).split("/")[-2] for a in row.select("a[href*='schedules/']")]


@pytest.mark.parametrize("name", NAMES)
def test_every_drawing_has_a_name_and_the_same_in_words_beside_it(name: str) -> None:
    for row in rows(name):
        for drawing in row.select("svg[role=img]"):
            assert drawing["aria-label"], "a drawing without a name"
        assert row.select_one(".row__words"), f"a row without words: {said(row)}"
        assert len(said(row).split()) >= 5, f"too few words: {said(row)}"


@pytest.mark.parametrize("name", NAMES)
def test_every_drawing_is_either_named_or_hidden_from_those_who_hear_the_page(name: str) -> None:
    for drawing in picture(name).select("svg:not(svg svg)"):
        assert drawing.get("role") == "img" or drawing.get("aria-hidden") == "true"


@pytest.mark.parametrize("name", NAMES)
def test_no_picture_carries_a_style_or_a_colour_of_its_own(name: str) -> None:
    markup = PICTURES[name]()
    assert not re.search(
        r"<style|\sstyle=|\son\w+=|#[0-9a-f]{3,6}\b|rgb\(", markup.replace('href="#', 'href="')
    )
    assert set(re.findall(r'(?:fill|stroke)="([^"]+)"', markup)) <= {"currentColor"}


@pytest.mark.parametrize("name", NAMES)
def test_no_letter_shrinks_with_the_window(name: str) -> None:
    """Letters in a drawing without a viewBox keep the size that the stylesheet gives them: 16 px."""
    assert not picture(name).select("svg[viewBox] text, svg[viewbox] text")


@pytest.mark.parametrize("name", NAMES)
def test_every_link_of_a_picture_has_its_place(name: str) -> None:
    for link in picture(name).select("a[href]"):
        folder, _, page = str(link["href"]).partition("#")[0].rpartition("/")
        anchor = str(link["href"]).partition("#")[2]
        assert not page
        if anchor.startswith("source-"):
            assert anchor.removeprefix("source-") in sources()
        elif "schedules/" in folder:
            assert folder.rpartition("/")[2] in protocol_ids()


def test_the_world_leads_once_to_every_published_schedule() -> None:
    assert sorted(id for row in rows("world") for id in linked(row)) == sorted(protocol_ids())


@pytest.mark.parametrize("id", protocol_ids())
def test_a_schedule_stands_under_the_words_for_its_start(id: str) -> None:
    first, *later = protocol(id).phases
    often, section = phase_often(first, site_language()), world_row(id).find_parent("section")
    assert section
    heading = said(section.select_one("h2") or section)
    if first.role is Role.MAINTENANCE:
        assert heading == "No loading doses"
    elif often.startswith(("every day", "every other day", "every 2 to 3 days")):
        pace = "Every day" if often.startswith("every day") else "Every 2 to 3 days"
        assert heading == f"{pace}, then {'a middle phase' if len(later) > 1 else 'long gaps'}"
    elif often.endswith("times a week"):
        assert heading == "2 or 3 times a week at first"
    else:
        assert heading == "Other ways to start"


def test_each_way_to_start_lists_its_countries_in_the_order_of_the_alphabet() -> None:
    sections = picture("world").select("section")
    assert len(sections) == len({said(one.select_one("h2") or one) for one in sections}) == 7
    for section in sections:
        names = [
            country(protocol(linked(row)[0]), site_language())
            for row in section.select(".picture__rows > li")
        ]
        assert names == sorted(names)


@pytest.mark.parametrize("id", protocol_ids())
def test_a_row_says_country_group_schedule_medicine_and_every_amount(id: str) -> None:
    one, words = protocol(id), said(world_row(id))
    assert words.strip().startswith(country(one, site_language()))
    assert one.title.rpartition(": ")[2] in words
    assert one.plain in words
    assert site_language().say(f"drug.{one.drug}") in words
    for phase in one.phases:
        assert dose_words(phase.dose, site_language()) in words


def test_only_schedules_that_read_alike_share_a_row_and_each_other_link_has_its_own_words() -> None:
    shared = [linked(row) for row in rows("world") if len(linked(row)) > 1]
    assert shared
    for ids in shared:
        assert len({(protocol(id).country, protocol(id).plain, protocol(id).drug) for id in ids}) == 1
    for section in picture("world").select("section"):
        names = [a.text for a in section.select("a")]
        assert len(names) == len(set(names)), "two links with the same words lead to two places"


@pytest.mark.parametrize("row", rows("world"), ids=lambda row: linked(row)[0])
def test_every_mark_of_a_row_lies_on_the_day_that_the_engine_gives(row: Tag) -> None:
    places = [float(str(mark["x"]).rstrip("%")) for mark in row.select(".marks > rect")]
    days = [(place - EDGE) / (100 - 2 * EDGE) * months(12).days + 1 for place in places]
    assert [round(day) for day in days] == [
        one.day for one in first_months(protocol(linked(row)[0]), 12).administrations
    ]


@pytest.mark.parametrize("id", FIVE)
def test_the_first_page_says_which_end_of_each_range_a_row_shows(id: str) -> None:
    one = protocol(id)
    lines = [said(line) for line in picture("hero").select("details li")]
    words = "".join(line for line in lines if line.startswith(country(one, site_language())))
    drawn = {row.phase.name for row in first_months(one, MONTHS).administrations}
    chosen = one.examples[0].choices
    open_now = [choice for choice in open_choices(one) if choice.key in chosen and choice.phase.name in drawn]
    assert ("Shown here:" in words) == bool(open_now)
    phases = {(choice.phase.name, choice.what == "only_if") for choice in open_now}
    assert words.count("the source says:") + words.count("the condition as") == len(phases)


def test_phases_are_told_apart_without_colour() -> None:
    shapes = {}
    for role in Role:
        drawn = BeautifulSoup(injections([(role, "50%")]), "html5lib")
        bar = drawn.select_one("rect")
        assert bar is not None
        shapes[role] = (str(bar["height"]), len(drawn.select("circle")))
    assert len(set(shapes.values())) == len(Role)
    key = said(picture("world").select_one(".key") or Tag(name="p"))
    for role in Role:
        assert site_language().say(f"role_short.{role}").lower() in key.lower()


def test_the_line_is_dashed_where_the_source_gives_no_more() -> None:
    assert world_row("us-kuzminski-1998-trial").select("[stroke-dasharray]")
    assert not world_row("uk-scot-east-hydroxocobalamin-no-neuro").select("[stroke-dasharray]")


def test_the_first_page_shows_five_countries_and_names_their_sources() -> None:
    assert len({protocol(id).country for id in FIVE}) == len(FIVE) == len(rows("hero")) == 5
    for id, row in zip(FIVE, rows("hero"), strict=True):
        assert sources()[protocol(id).source.id].short in said(row)
        assert len(row.select(".marks > rect")) == len(first_months(protocol(id), MONTHS).administrations)
    assert [country(protocol(id), site_language()) for id in FIVE] == sorted(
        country(protocol(id), site_language()) for id in FIVE
    ), "an order that recommends nothing"


def test_the_picture_of_2_schedules_explains_only_the_marks_that_it_has() -> None:
    assert [linked(row) for row in rows("two-schedules")] == [[id] for id in TWO]
    drawn = {one.phase.role for id in TWO for one in first_months(protocol(id), MONTHS).administrations}
    key = said(picture("two-schedules").select_one(".key") or Tag(name="p"))
    for role in Role:
        assert (site_language().say(f"picture.shape.{role}") in key) == (role in drawn)
    assert drawn != set(Role)


def amounts(id: str) -> set[Range]:
    """Every amount that a schedule prints."""
    phases = protocol(id).phases
    ways = {way.dose for phase in phases for way in (phase.either or {}).values() if way.dose}
    return {phase.dose for phase in phases} | ways


def test_the_commonest_amount_is_said_with_the_number_of_schedules_that_use_no_other() -> None:
    usual = Range(1000, 1000)
    many = [id for id in protocol_ids() if amounts(id) == {usual}]
    assert len(many) > len(protocol_ids()) / 2
    caption = picture("dose-by-country").select_one("figcaption")
    assert caption
    words = f"{len(many)} of {len(protocol_ids())} schedules use 1,000 micrograms (1 mg) in every injection."
    assert words in said(caption)
    assert len(caption.select("circle")) == len(many)


def test_every_other_amount_has_a_dot_for_each_of_its_schedules_and_names_their_sources() -> None:
    others = sorted({dose for id in protocol_ids() for dose in amounts(id)} - {Range(1000, 1000)})
    assert len(rows("dose-by-country")) == len(others)
    for dose, row in zip(others, rows("dose-by-country"), strict=True):
        ids = [id for id in protocol_ids() if dose in amounts(id)]
        assert said(row).strip().startswith(dose_words(dose, site_language()))
        assert len(row.select("circle")) == len(ids)
        for id in ids:
            source = protocol(id).title.rpartition(": ")[0].rpartition(", ")[0]
            assert f"{country(protocol(id), site_language())}, {source}" in said(row)


def test_an_amount_says_when_in_a_schedule_it_is_used() -> None:
    words = {said(row).split(" micrograms")[0].strip(): said(row) for row in rows("dose-by-country")}
    assert "At the start: Germany, Vitamin B12 forte Hevert" in words["1,500"]
    assert "Later on: Germany" in words["100"]
    assert "In every injection: USA, Cyanocobalamin" in words["100"]
    assert "In the middle: Australia" in words["250"]


def test_the_box_of_the_ampoule_has_the_name_the_strength_and_the_ml_of_its_source() -> None:
    box = said(picture("ampoule").select_one(".carton") or Tag(name="p")).replace("\u00ad", "")
    known = tomllib.loads((DATA / "facts.toml").read_text("utf-8"))["strength-gb-hydroxocobalamin"]
    amount, liquid = known["strength"].split(" in ")
    assert f"1 {known['medicine'].capitalize()} 2 {amount} (1 mg) 3 in {liquid} " in box
    assert known["ml_per_1000"] == 1, "the whole ampoule holds what the box says"
    for id in known["sources"]:
        assert picture("ampoule").select(f"a[href$='#source-{id}']")


@pytest.mark.parametrize(
    ("name", "points"), [("ampoule", 3), ("where-given", 2), ("how-b12-gets-in", 3), ("sheet-code", 2)]
)
def test_every_number_on_a_drawing_is_told_in_the_list_beside_it(name: str, points: int) -> None:
    numbers = [str(number) for number in range(1, points + 1)]
    assert [row.select(".callout")[0].text for row in rows(name)] == numbers
    assert {node.text for node in picture(name).select(".drawn .callout")} == set(numbers)


def test_the_picture_of_places_has_a_source_for_each_and_teaches_no_technique() -> None:
    for row in rows("where-given"):
        assert row.select("a[href*='#source-']"), f"no source: {said(row)}"
    assert "does not teach you how to inject" in said(picture("where-given"))
    assert not re.search(r"needle|syringe|angle|degrees|\bcm\b|inch|finger", said(picture("where-given")))


def test_loading_and_maintenance_are_drawn_on_the_days_and_in_the_months_of_the_engine() -> None:
    start, *years = rows("loading-maintenance")
    one = protocol(loading.ID)
    assert len(years) == len(one.phases[-1].timings[0].period.options) == 2
    for row, gap in zip(years, ("2", "3"), strict=True):
        asked = {"months": 12, "choices": {loading.OPEN: gap}}
        days = [each.day for each in make_schedule(make_course(one, asked)).administrations]
        assert [int(cell.text) for cell in start.select(".held")] == [day for day in days if day <= 14]
        months = Counter(int((day - 1) / MEAN_MONTH) + 1 for day in days)
        cells = row.select(".cells > li")
        assert [int(cell.text) for cell in cells] == list(range(1, 13)), "every month is drawn"
        assert [len(cell.select("rect")) for cell in cells] == [months[month] for month in range(1, 13)]
        none = [str(month) for month in range(1, 13) if not months[month]]
        assert f"None in months {site_language().list(none, 'and')}." in said(row)


def test_every_check_is_in_the_picture_with_all_its_sources() -> None:
    words = said(picture("checks"))
    for check in checks().values():
        assert check.plain in words
        for id in check.sources:
            assert picture("checks").select(f"a[href$='#source-{id}']")
    same_bar = {(one.what, one.when, one.counts, one.span, one.unit) for one in checks().values()}
    assert len(rows("checks")) == len(same_bar)


def test_checks_on_which_sources_differ_say_so_on_both_sides() -> None:
    opposed = [one for one in checks().values() if one.opposes]
    assert len(opposed) >= 2
    assert said(picture("checks")).count("Sources differ on this.") == len(opposed)


def test_every_response_is_in_the_picture_with_all_its_sources() -> None:
    words = said(picture("responses"))
    for one in responses():
        assert tie(one.plain).replace("\u00a0", " ") in words
        for id in one.sources:
            assert picture("responses").select(f"a[href$='#source-{id}']")
    assert len(rows("responses")) == len(responses())


def test_the_words_of_a_row_say_the_time_that_its_bar_shows() -> None:
    for one in responses():
        if one.counts:
            numbers = {f"{number:g}" for number in (one.low, one.high) if number}
            assert numbers <= set(re.findall(r"[\d.]*\d", one.plain)), one.id
    for check in checks().values():
        if check.time:
            assert check.time.lower() in check.plain.lower(), check.id
        elif check.span and f"first {check.span.high} days" in check.plain:
            assert check.span.low == 1, check.id
        elif check.span:
            assert {str(number) for number in check.span} <= set(re.findall(r"\d+", check.plain)), check.id


def test_a_range_begins_and_ends_where_its_words_say() -> None:
    row = next(row for row in rows("responses") if "3 weeks to 2 months" in said(row))
    bar = row.select_one(".marks > rect")
    assert bar is not None
    first, width = (float(str(bar[key]).rstrip("%")) for key in ("x", "width"))
    scale = 100 - 2 * EDGE
    # The second quarter of the axis is day 7 to 30.4: 14 of its 23.4 days lie before day 21.
    assert (first - EDGE) / scale == pytest.approx(0.25 + 0.25 * 14 / 23.4, abs=0.002)
    # The second half is month 1 to 4: one third of it lies before month 2.
    assert (first + width - EDGE) / scale == pytest.approx(0.5 + 0.5 / 3, abs=0.002)


@pytest.mark.parametrize("name", ["checks", "responses"])
def test_what_is_not_counted_from_the_start_has_no_place_on_the_axis(name: str) -> None:
    counted = {"day of treatment", "time since the start"}
    data = checks().values() if name == "checks" else responses()
    for one in data:
        row = next(row for row in rows(name) if tie(one.plain).replace("\u00a0", " ") in said(row))
        assert bool(row.select(".marks")) == (one.counts in counted), one.id


def test_days_weeks_and_months_grow_on_the_axis_and_never_go_back() -> None:
    axis = Axis(3 * DAYS["mo"])
    assert [axis.part(day) for day in (0, 7, DAYS["mo"], 3 * DAYS["mo"], 999)] == [0, 0.25, 0.5, 1, 1]
    assert [round(step / 7) for step in axis.steps() if 7 < step < DAYS["mo"]] == [2, 3, 4]
    places = [axis.part(day) for day in range(-5, 120)]
    assert all(a <= b for a, b in pairwise(places))


def test_what_goes_on_ends_in_an_arrow_and_what_lies_within_has_no_left_end() -> None:
    onward = next(row for row in rows("responses") if "at least 3 months for a response" in said(row))
    within = next(row for row in rows("responses") if "within the first 3 months" in said(row))
    assert onward.select("svg svg path")
    assert not within.select("svg svg path")
    assert len(within.select(".marks > rect")) == 2, "the bar and its right end"


@pytest.mark.parametrize("name", ["checks", "responses"])
def test_the_key_explains_each_mark_that_is_drawn_and_no_other(name: str) -> None:
    drawn = picture(name).select(".marks")
    bars = [[float(str(rect["width"]).rstrip("%")) for rect in one.select("rect")] for one in drawn]
    there = {
        "A dot is one day.": any(one.select("circle") for one in drawn),
        "An arrow means from then on.": any(one.select("path") for one in drawn),
        "A bar is a span of time.": any(len(widths) == 3 for widths in bars),
        "A bar without a left end means within that time.": any(
            len(widths) == 2 and not one.select("path") for one, widths in zip(drawn, bars, strict=True)
        ),
        "The scale gives more room to the first days than to the later months.": True,
    }
    for sentence, is_there in there.items():
        assert (sentence in said(picture(name))) == is_there, sentence


def test_pictures_forecast_nothing_for_one_person() -> None:
    assert "the marks show one example" in said(picture("world"))
    assert "They forecast nothing for one person" in said(picture("responses"))
    assert "Your clinic decides" in said(picture("checks"))
    assert "Your clinic chooses yours" in said(picture("dose-by-country"))


def test_a_later_day_never_lies_left_of_an_earlier_one() -> None:
    scale = Scale(100)
    places = [float(scale.at(day).rstrip("%")) for day in range(-5, 120, 5)]
    assert all(a <= b for a, b in pairwise(places))
    assert min(places) == EDGE
    assert max(places) == 100 - EDGE
    assert LINE > 0
