"""The page of all sources accounts for each one: how it was seen, where it is cited, and what was left out and why."""

import re
from functools import cache

import pytest
from bs4 import BeautifulSoup, Tag

from calculator.protocol import protocol, protocol_ids
from calculator.source import sources
from scripts.content.checks import checks
from scripts.content.claims import disagreements, facts, left_out, responses, unread, used
from scripts.content.phrases import tie
from scripts.pages.page_context import PAGE, Page
from scripts.pages.source_usage import cited_in, citing, of_protocol, shown_questions, usage
from scripts.pages.sources_page import register

CURRENT = [one for one in sources().values() if not one.superseded_by]
REPLACED = [one for one in sources().values() if one.superseded_by]


@cache
def page() -> BeautifulSoup:
    """The page as a browser reads it."""
    token = PAGE.set(Page("docs/sources.md", ""))
    try:
        return BeautifulSoup(register(), "html5lib")
    finally:
        PAGE.reset(token)


@cache
def entries() -> dict[str, list[Tag]]:
    """The entries by the id of their source."""
    found: dict[str, list[Tag]] = {}
    for node in page().select(".register > li"):
        found.setdefault(str(node["id"]).removeprefix("source-"), []).append(node)
    return found


def entry(id: str) -> Tag:
    """The entry of a source."""
    found = entries().get(id, [])
    assert len(found) == 1, f"{id} stands on the page {len(found)} times"
    return found[0]


@cache
def addresses(id: str) -> frozenset[str]:
    """Where the links of an entry lead."""
    return frozenset(str(link["href"]) for link in entry(id).select("a[href]"))


def words(node: Tag) -> str:
    """Its words."""
    return " ".join(node.get_text(" ").split()).replace("\u00a0", " ")


@cache
def said(id: str) -> str:
    """The words of an entry."""
    return words(entry(id))


@pytest.mark.parametrize("id", sources())
def test_every_source_says_what_it_is_and_how_it_was_seen(id: str) -> None:
    one = sources()[id]
    for part in (one.short, one.title, one.author, f"Seen {one.seen}"):
        assert " ".join(part.split()).replace("\u00a0", " ") in said(id)
    links = [str(link["href"]) for link in entry(id).select("a[rel=noreferrer]")]
    assert links == ([one.url] if one.url else [])


def test_no_sentence_about_a_source_has_two_ends() -> None:
    assert not [id for id in sources() if re.search(r"[?!.]\s*\.(\s|$)", said(id))]


def test_every_schedule_stands_under_each_of_its_sources() -> None:
    for one in map(protocol, protocol_ids()):
        for id in of_protocol(one):
            assert f"../schedules/{one.id}/" in addresses(id), f"{one.id} under {id}"


def test_every_check_fact_and_response_stands_under_each_of_its_sources() -> None:
    for check in checks().values():
        for id in check.sources:
            assert check.what in said(id)
    for plain, ids in [(one.plain, one.sources) for one in facts()] + [
        (one.plain, one.sources) for one in responses()
    ]:
        for id in ids:
            assert " ".join(tie(plain).replace("\u00a0", " ").split()) in said(id)


def test_every_page_stands_under_each_source_it_cites() -> None:
    pages = list(citing())
    assert len(pages) >= 15
    for one, ids in pages:
        for id in ids:
            assert one.title.split("&")[0] in said(id), f"{one.path} cites {id}"


def test_citations_are_found_as_the_pages_write_them() -> None:
    assert cited_in("A [@one; @two]. B [@one]. History [@!three]. A [link](x.md).") == ("one", "two", "three")


def test_a_question_that_no_page_shows_cites_nothing() -> None:
    hidden = [one for one in disagreements().values() if one not in shown_questions()]
    for question in hidden:
        assert question.question not in words(page())
    for question in shown_questions():
        assert page().select(f"a[href='../where-sources-differ/#{question.id}']")


def test_a_source_that_nothing_cites_says_so() -> None:
    cited = usage()
    for one in sources().values():
        idle = one.id not in cited or not cited[one.id].anything
        assert ("Nothing current cites it" in said(one.id)) == idle


def test_replaced_sources_stand_under_history_and_name_the_newer_one() -> None:
    assert REPLACED
    heading = page().select_one("#history")
    assert heading is not None
    after = {str(node.get("id")) for node in heading.find_all_next("li") if node.get("id")}
    assert after == {f"source-{one.id}" for one in REPLACED}
    for one in REPLACED:
        assert entry(one.id).select(f"a[href='#source-{one.superseded_by}']")


def test_no_schedule_cites_a_replaced_source() -> None:
    cited = usage()
    assert [one.id for one in REPLACED if one.id in cited and cited[one.id].protocols] == []


def test_every_entry_of_the_evidence_is_used_or_told_with_its_reason() -> None:
    whole = words(page())
    for one in left_out():
        assert " ".join(tie(one.what).replace("\u00a0", " ").split()) in whole
        assert " ".join(tie(one.why).replace("\u00a0", " ").split()) in whole
    for what, why in unread():
        assert what in whole
        assert why in whole
    assert f"ended with {len(used()) + len(left_out())} entries. {len(used())} are on this site" in whole


def test_no_entry_of_the_evidence_is_both_used_and_left_out() -> None:
    ids = [one.id for one in left_out()]
    assert len(set(ids)) == len(ids)
    assert not set(ids) & set(used())


def test_what_is_the_same_as_another_names_one_that_exists() -> None:
    known = {one.id for one in left_out()} | set(used())
    assert [one.id for one in left_out() if one.fate == "same" and one.same_as not in known] == []


def test_links_within_the_page_have_their_place() -> None:
    ids = {str(node["id"]) for node in page().select("[id]")}
    missing = {str(a["href"]) for a in page().select("a[href^='#']")} - {f"#{id}" for id in ids}
    assert not missing


def test_sources_stand_in_the_order_of_the_alphabet() -> None:
    letters = [link.text for link in page().select(".letters a")]
    assert letters == sorted(letters)
    assert len(letters) == len(set(letters))
    assert len(page().select(".register > li")) == len(CURRENT) + len(REPLACED)
