"""A health service publishes its own edition by changing one file."""

import re
from pathlib import Path

import pytest

from calculator.strict import BadData
from scripts.content.edition import FILE, edition, read_edition, written_with
from scripts.paths import ROOT

TEXT = FILE.read_text("utf-8")
NUMBERS = re.compile(r"\b(?:999|112|911|111)\b")
PAGES = [page for page in sorted((ROOT / "docs").rglob("*.md")) if "about/components" not in page.as_posix()]
OURS = """
site_url = "https://b12.health.example/"
publisher = "Example Health Board"
contact = "https://health.example/contact"
clinical_reviewer = "A. Example, pharmacist"
[emergency]
call = "000"
in_words = "000 in Exampleland"
closed = "the night line"
[[emergency.numbers]]
where = "Exampleland"
countries = ["XX"]
number = "000"
sources = ["nhs-anaphylaxis"]
"""


def test_the_project_itself_claims_nothing() -> None:
    """Honest defaults: no address, no reviewer and no body behind it."""
    ours = read_edition(TEXT)
    assert (ours.site_url, ours.contact, ours.clinical_reviewer) == ("", "", "")
    assert "maintainers" in ours.publisher
    assert ours.emergency == written_with(), "the pages are written with these words"


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_every_emergency_number_comes_from_the_edition(page: Path) -> None:
    """In another edition no number of this one is left on any page."""
    text = read_edition(OURS).localise(page.read_text("utf-8"))
    left = [line for line in text.splitlines() if NUMBERS.search(re.sub(r"\[@[^\]]*\]", "", line))]
    assert not left, "write the numbers in the words of docs/_data/edition.toml"


def test_an_edition_is_read_whole() -> None:
    ours = read_edition(OURS)
    assert ours.address == "https://b12.health.example/"
    assert ours.which == "The number is 000 in Exampleland"
    assert ours.localise("Call 999, 112 or 911 if:") == "Call 000 if:"


def test_the_environment_names_the_address_of_a_build() -> None:
    assert read_edition(TEXT, "https://b12.example.org/guide").address == "https://b12.example.org/guide/"


def test_without_an_address_paper_leads_to_this_computer() -> None:
    assert read_edition(TEXT).address == "http://127.0.0.1:8000/"


@pytest.mark.parametrize("address", ["http://b12.example.org/", "b12.example.org", "ftp://b12.example.org/"])
def test_an_address_that_browsers_warn_about_is_refused(address: str) -> None:
    with pytest.raises(BadData, match="https"):
        read_edition(TEXT, address)


def test_a_misspelt_setting_is_refused() -> None:
    with pytest.raises(BadData, match="emergency"):
        read_edition(TEXT.replace("closed =", "shut ="))


def test_an_edition_whose_usual_words_name_every_number_has_nothing_to_say_of_elsewhere() -> None:
    text = FILE.read_text("utf-8")
    numbers = ", ".join(sorted({one.number for one in edition().numbers}))
    assert edition().elsewhere("NZ") == "111 in New Zealand"
    assert edition().elsewhere("GB") == ""
    everything = read_edition(text.replace('call = "999, 112 or 911"', f'call = "{numbers}"'))
    assert everything.elsewhere() == ""
