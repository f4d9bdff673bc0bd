"""A hard word leads to its meaning the first time it appears, and nowhere that it would be in the way."""

import markdown
import pytest

from scripts.content.glossary import marked
from scripts.pages.page_context import PAGE, Page
from tests import prose


def html(text: str) -> str:
    return markdown.markdown(text, extensions=["md_in_html", "tables", "scripts.pages.glossary"])


def test_the_first_use_is_marked_and_explained_once() -> None:
    page = html("Pernicious anaemia is common. **Many** have pernicious anaemia.\n\nAnd pernicious anaemia.")
    assert page.count("<dfn>") == 1
    link = '<a href="#word-pernicious-anaemia" id="used-pernicious-anaemia">Pernicious anaemia</a>'
    assert f"<dfn>{link}</dfn> is common. <strong>" in page
    assert page.count('<dt id="word-pernicious-anaemia">Pernicious anaemia</dt>') == 1


def test_the_longer_word_wins_and_other_forms_count_as_the_same_word() -> None:
    page = html("Autoimmune gastritis, then anemia, then anaemia; MMA.")
    assert ' id="used-autoimmune-gastritis">Autoimmune gastritis<' in page
    assert '#word-autoimmune"' not in page
    assert page.count("#word-anaemia") == 1
    assert ">MMA</a>" in page


def test_a_meaning_leads_back_to_the_word_in_the_text() -> None:
    page = html("Potassium, then folate.")
    for id, word in (("potassium", "potassium"), ("folic-acid", "folic acid")):
        assert page.count(f'id="used-{id}"') == 1
        assert f'<a href="#used-{id}">Back to the text<span class="visually-hidden"> from {word}<' in page


def test_several_words_in_one_sentence_keep_their_order_and_their_neighbours() -> None:
    page = html("First potassium, *then* folate and an ampoule; end.")
    plain = page.split("<section")[0]
    for tag in ("<dfn>", "</dfn>", "</a>"):
        plain = plain.replace(tag, "")
    for anchor in ("potassium", "folic-acid", "ampoule"):
        plain = plain.replace(f'<a href="#word-{anchor}" id="used-{anchor}">', "")
    assert plain.strip() == "<p>First potassium, <em>then</em> folate and an ampoule; end.</p>"


@pytest.mark.parametrize(
    "text",
    [
        "## Potassium",
        "[potassium](a.md)",
        "`potassium`",
        '<section class="care care--emergency" markdown>\n\n- potassium\n\n</section>',
        "Hydroxocobalaminish words.",
        "Nothing hard.",
    ],
)
def test_headings_links_code_and_care_cards_are_left_alone(text: str) -> None:
    assert "<dfn>" not in html(text)


def test_table_cells_and_items_are_marked() -> None:
    assert "<td><dfn>" in html("| a | b |\n|---|---|\n| x | Potassium |")
    assert "<li><dfn>" in html("- Potassium")


def test_the_page_of_words_is_left_alone() -> None:
    token = PAGE.set(Page("docs/words.md", ""))
    try:
        assert "<dfn>" not in html("Potassium")
    finally:
        PAGE.reset(token)


def test_every_marked_word_is_used_on_some_page() -> None:
    text = " ".join(page.prose for page in prose.pages() if page.name != "words.md").lower()
    unused = [term.word for term in marked() if not any(form.lower() in text for form in term.forms)]
    assert not unused, f"explained, and used nowhere: {unused}"
