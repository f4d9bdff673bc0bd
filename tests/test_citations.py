"""A number beside a sentence leads to its source, and nothing that cannot be cited gets on a page."""

import re
from collections.abc import Iterator

import pytest
from bs4 import BeautifulSoup
from markdown import Markdown
from pymdownx.superfences import SuperFencesException

from calculator.language import language
from calculator.source import sources
from calculator.strict import BadData
from scripts.content.checks import read_checks
from scripts.content.claims import disagreements, read_disagreement
from scripts.content.reader import read
from scripts.pages.citations import BadCitation
from scripts.pages.disagreements import BadDisagreement
from scripts.pages.fences import FENCES, formatter
from scripts.pages.page_context import NOWHERE, PAGE, Page
from scripts.paths import ROOT

OLD = next(one for one in sources().values() if one.superseded_by)
ONE, TWO, THREE = [one.id for one in sources().values() if not one.superseded_by][:3]


@pytest.fixture(autouse=True)
def nowhere() -> Iterator[None]:
    """Each test reads its own page."""
    token = PAGE.set(NOWHERE)
    yield
    PAGE.reset(token)


def page(text: str, path: str = "docs/test.md") -> BeautifulSoup:
    """A page of Markdown as a reader gets it."""
    PAGE.set(Page(path, text))
    md = Markdown(
        extensions=["attr_list", "md_in_html", "scripts.pages.disagreements", "scripts.pages.citations"]
    )
    return BeautifulSoup(md.convert(text), "html5lib")


def test_an_unknown_source_stops_the_build_and_says_where() -> None:
    with pytest.raises(BadCitation, match=r"docs/test\.md:3: cites 'no-such-source'"):
        page("# Title\n\nA claim [@no-such-source].\n")


def test_a_replaced_source_stops_the_build_and_names_the_newer_one() -> None:
    with pytest.raises(BadCitation, match=rf"docs/test\.md:2: cites '{OLD.id}', which '{OLD.superseded_by}'"):
        page(f"A line.\nA claim [@{OLD.id}].\n")


def test_a_replaced_source_may_be_named_as_history() -> None:
    found = page(f"It once said so [@!{OLD.id}].\n")
    assert found.select_one(f"#source-{OLD.id}")


def test_sources_are_numbered_in_the_order_in_which_the_page_cites_them() -> None:
    found = page(f"First [@{TWO}]. Then both [@{ONE}; @{TWO}].\n")
    assert [link.text for link in found.select(".cite a")] == ["[1]", "[2]", "[1]"]
    assert [item["id"] for item in found.select("ol.sources > li")] == [f"source-{TWO}", f"source-{ONE}"]


def test_numbers_run_from_the_top_of_the_page_through_boxes_and_lists() -> None:
    box = f"<div class='facts' markdown>\n\nBox [@{THREE}]\n\n</div>"
    text = f"- Item [@{ONE}]\n- Item [@{TWO}]\n\n{box}\n\nEnd [@{ONE}]\n"
    assert [link.text for link in page(text).select(".cite a")] == ["[1]", "[2]", "[3]", "[1]"]


def test_each_reference_leads_to_a_source_whose_title_leads_to_it() -> None:
    found = page(f"A claim [@{ONE}].\n")
    link = found.select_one(".cite a")
    assert link is not None
    item = found.select_one(str(link["href"]))
    assert item is not None
    assert sources()[ONE].short in str(link["title"])
    title = item.select_one("a[rel=noreferrer]")
    assert title is not None
    assert (title.text, title["href"]) == (sources()[ONE].title, sources()[ONE].url)


def test_a_source_that_was_not_seen_itself_says_so() -> None:
    for one in sources().values():
        item = page(f"A claim [@!{one.id}].\n").select("ol.sources li")[0].text
        assert (f"Seen {one.seen}." in item) == (one.seen != "in the source itself")
        assert one.url or one.note in item, f"{one.id}: no address, and no word why"


def test_each_source_leads_back_to_every_place_that_cites_it() -> None:
    found = page(f"One [@{ONE}; @{TWO}]. Two [@{ONE}].\n")
    for number, id in enumerate((ONE, TWO), 1):
        ways = found.select(f"#source-{id} .back a")
        cited = found.select(f".cite a[href='#source-{id}']")
        assert [way["href"] for way in ways] == [f"#{one['id']}" for one in cited]
        assert all(f"source {number}" in way.text for way in ways)
    names = [way.text for way in found.select(".back a")]
    assert len(set(names)) == len(names) == 3, f"whoever hears the links cannot tell them apart: {names}"


def test_a_reference_stands_after_the_full_stop() -> None:
    """A lone full stop after links was read as a line of its own."""
    found = page(f"One [@{ONE}]. Two [@{ONE}; @{TWO}]; three, [@{TWO}] and four\n")
    paragraph = found.p
    assert paragraph is not None
    assert paragraph.text == "One.[1] Two;[1] [2] three,[2] and four"


def test_a_title_that_ends_with_a_mark_of_its_own_is_given_no_full_stop() -> None:
    for one in sources().values():
        item = page(f"A claim [@!{one.id}].\n").select("ol.sources li")[0].text
        end = "" if one.title[-1] in ".?!…" else "."
        assert item.startswith(f"{one.title}{end} {one.author}, ")


def test_the_date_of_a_source_is_told_in_words() -> None:
    dated = [one for one in sources().values() if len(one.issued) == len("2026-11-22")]
    for one in dated:
        item = page(f"A claim [@!{one.id}].\n").select("ol.sources li")[0].text
        assert not re.search(r"\d{4}-\d\d-\d\d", item.replace(one.url, ""))
        assert f"{language('en').published(one.issued)}. " in item


def test_where_else_a_source_is_cited_stands_on_the_page_of_all_sources_only() -> None:
    for path, address in (("docs/a.md", "../sources/"), ("docs/about/a.md", "../../sources/")):
        found = page(f"A claim [@{ONE}; @{TWO}].\n", path)
        assert [link["href"] for link in found.select("a[href*='/sources/']")] == [address]


def test_a_page_without_citations_has_no_list_of_sources() -> None:
    assert not page("No claim.\n").select("ol.sources")


def test_sources_that_differ_are_numbered_together_with_the_rest_of_the_page() -> None:
    id, one = next(iter(disagreements().items()))
    first = one.sides[0].sources[0]
    found = page(f"A claim [@{first}].\n\n```disagreement\nid = '{id}'\n```\n")
    box = found.select_one(".differ")
    assert box is not None
    assert box.select_one(f"#{id}")
    assert one.question in box.text
    assert [link.text for link in found.select(".cite a")][:2] == ["[1]", "[1]"]
    for side in one.sides:
        assert side.who in box.text
    cited = {str(link["href"]) for link in box.select(".cite a")}
    assert cited == {f"#source-{id}" for side in one.sides for id in side.sources}


def test_a_box_that_does_not_exist_stops_the_build_with_a_near_miss() -> None:
    with pytest.raises(BadDisagreement, match=r"docs/test\.md:4: .*'rout'.*Did you mean: .*route"):
        page("# Title\n\n```disagreement\nid = 'rout'\n```\n")


def test_a_box_shown_as_a_specimen_is_left_as_it_is() -> None:
    shown = "````markdown\n```disagreement\nid = 'rout'\n```\n````\n"
    assert not page(shown).select(".differ")


def test_an_unknown_source_in_a_data_file_is_told_with_file_and_line() -> None:
    text = '\n[one]\ntopic = "dose"\nquestion = "?"\nchecked_on = 2026-11-22\nnext_review = 2027-11-22\n'
    text += '[[one.sides]]\nsays = "a"\nwho = "b"\nsources = ["no-such-source"]\n' * 2
    with pytest.raises(BadData, match=r"docs/_data/disagreements\.toml:2: .*no-such-source"):
        read("disagreements", read_disagreement, text)


def test_a_check_whose_source_is_not_in_the_register_is_refused() -> None:
    text = (ROOT / "docs/_data/checks.toml").read_text("utf-8").replace('"papergp-b12"', '"papergp"')
    with pytest.raises(BadData, match=r"checks\.toml:\d+: blood-count-on-day-10\.sources: .*'papergp'"):
        read_checks(text)


def test_every_display_with_an_unknown_name_stops_the_build() -> None:
    for name in ("picture", "pattern"):
        with pytest.raises(SuperFencesException, match="nothing is called 'worlds'"):
            formatter(FENCES[name])("name = 'worlds'")


def test_a_fence_with_a_key_that_it_does_not_know_stops_the_build() -> None:
    for name in ("hazards", "cost"):
        with pytest.raises(SuperFencesException, match="'colour'"):
            formatter(FENCES[name])("colour = 'red'")


def test_a_fence_with_nothing_in_it_can_still_say_where_it_went_wrong() -> None:
    PAGE.set(Page("docs/test.md", "```sources\n```\n"))
    with pytest.raises(SuperFencesException, match=r"^docs/test\.md: ZeroDivisionError"):
        formatter(lambda: 1 // 0)("")
