"""Search engines are told what the page says, in schema.org's words, and nothing more."""

import json
import re
from datetime import date
from pathlib import Path
from types import SimpleNamespace

import pytest

from scripts.content.edition import edition
from scripts.content.plain_text import plain
from scripts.content.reviews import Reviewer
from scripts.delivery.dev_server import TYPES
from scripts.open_data.export import files
from scripts.pages.hooks import on_post_page
from scripts.pages.structured_data import structured
from tests import prose
from tests.prose import Page

# From https://schema.org/version/latest: the properties that we use, and the types that may carry them.
PROPERTIES = {
    "MedicalWebPage": {
        "@context", "@type", "name", "description", "inLanguage", "isAccessibleForFree", "license", "lastReviewed",
        "audience", "publisher", "url", "reviewedBy", "citation", "mainEntity",
    },
    "PeopleAudience": {"@type", "audienceType", "requiredMinAge"},
    "Organization": {"@type", "name"},
    "Person": {"@type", "name"},
    "CreativeWork": {"@type", "name", "url"},
    "Question": {"@type", "name", "acceptedAnswer"},
    "Answer": {"@type", "text"},
    "Dataset": {
        "@type", "name", "description", "url", "inLanguage", "isAccessibleForFree", "license", "version",
        "dateModified", "creator", "distribution",
    },
    "DataDownload": {"@type", "contentUrl", "encodingFormat"},
}  # fmt: skip
ADDRESS = "https://b12.example.org/questions/"
DESCRIBED = [page for page in prose.pages() if "checked_on" in page.meta]


def said(page: Page) -> dict[str, object]:
    return structured(page.meta, page.whole, ADDRESS, edition())


def faults(value: object) -> list[str]:
    """Properties that schema.org does not know for a type, and empty values."""
    if isinstance(value, list):
        return [fault for one in value for fault in faults(one)]
    if not isinstance(value, dict):
        return [] if value not in ("", None) else ["an empty value"]
    kind = value["@type"][0] if isinstance(value["@type"], list) else value["@type"]
    unknown = [f"{kind} has no {key}" for key in value.keys() - PROPERTIES[kind]]
    return unknown + [fault for key, one in value.items() if not key.startswith("@") for fault in faults(one)]


@pytest.mark.parametrize("page", DESCRIBED, ids=lambda page: page.name)
def test_every_page_is_a_medical_web_page_with_known_properties(page: Page) -> None:
    data = said(page)
    assert not faults(data), page.path
    assert date.fromisoformat(str(data["lastReviewed"])) == page.meta["checked_on"]
    assert "reviewedBy" not in data, "no reviewer is claimed while there is none"


def test_the_questions_and_answers_are_those_of_the_page() -> None:
    page = prose.read("questions.md")
    data = said(page)
    asked = data["mainEntity"]
    assert isinstance(asked, list)
    assert data["@type"] == ["MedicalWebPage", "FAQPage"]
    headings = [plain(block.text) for block in page.blocks[1:] if block.kind == "heading"]
    assert [one["name"] for one in asked] == [text for text in headings if text.endswith("?")]
    for one in asked:
        answer = one["acceptedAnswer"]["text"]
        assert len(answer) > 3
        assert answer in " ".join(plain(page.whole).split()), f"not on the page: {answer}"
        assert not re.search(r"\[@|\]\(|\*\*|<", answer), f"markup in: {answer}"


def test_the_page_of_the_data_describes_a_dataset_whose_files_are_there() -> None:
    page, address = prose.read("data.md"), "https://b12.example.org/below/data/"
    data = structured(page.meta, page.whole, address, edition())["mainEntity"]
    assert not faults(data)
    assert data["@type"] == "Dataset"
    assert 50 <= len(data["description"]) <= 5000, "Google leaves out a dataset with less or more"
    published = files(edition())
    checked = [one["review"]["checked_on"] for one in json.loads(published["protocols.json"])["protocols"]]
    assert data["dateModified"] == max(checked)
    for one in data["distribution"]:
        name = one["contentUrl"].removeprefix(f"{address}v1/")
        assert name in published, f"{one['contentUrl']} is no file"
        assert f'href="v1/{name}"' in page.whole, f"{name}: the page does not offer it"
        assert one["encodingFormat"] == TYPES[Path(name).suffix].partition(";")[0]
    alone = structured(page.meta, page.whole, None, edition())["mainEntity"]
    assert not alone.keys() & {"url", "distribution"}, "a copy without a public address claims one"


def test_a_reviewer_is_named_when_there_is_one() -> None:
    page = prose.read("stopping.md")
    nurse = Reviewer("A. Nurse", "practice nurse", "", "")
    data = structured(page.meta, page.body, None, edition(), [nurse])
    assert data["reviewedBy"] == [{"@type": "Person", "name": "A. Nurse"}]
    assert "url" not in data, "a copy without a public address claims none"


def test_it_stands_in_the_head_as_data_that_cannot_close_its_own_tag() -> None:
    meta = {**prose.read("stopping.md").meta, "title": "</script><b>"}
    page = SimpleNamespace(
        meta=meta, markdown="Text [@nhs-anaphylaxis].", canonical_url=ADDRESS, url="stopping/"
    )
    config = SimpleNamespace(extra={"statements": {"stopping/": []}})
    html = on_post_page("<head></head><body></body>", page=page, config=config)
    inside = html.split('<script type="application/ld+json">')[1].split("</script>")[0]
    assert html.index("ld+json") < html.index("</head>")
    assert json.loads(inside)["name"] == "</script><b>"
    assert json.loads(inside)["citation"][0]["url"].startswith("https://")
