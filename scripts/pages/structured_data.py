"""What search engines are told of a page, in schema.org's words: MedicalWebPage, FAQPage for the questions, and
Dataset on the page of the data for programs.

Everything comes from the front matter, the page's own Markdown, the source register and
the edition, so that nothing is claimed here that the page does not say. https://schema.org/MedicalWebPage
"""

import re
from collections.abc import Sequence
from typing import Any

from calculator import __version__
from calculator.protocol import protocol_ids
from scripts.content.edition import Edition
from scripts.content.in_language import protocol, sources
from scripts.content.phrases import site_language
from scripts.content.plain_text import cited_in, plain
from scripts.content.reviews import Reviewer

LICENCE = "https://creativecommons.org/licenses/by/4.0/"
DOWNLOADS = {
    "protocols.json": "application/json",
    "schedules.json": "application/json",
    "protocols.csv": "text/csv",
    "schedules.csv": "text/csv",
}
"""The files of the dataset below data/v1/, with their media types."""
QUESTION = re.compile(r"^### ([^\n]+\?)\s*\n(.*?)(?=^##|\Z)", re.MULTILINE | re.DOTALL)


def structured(
    meta: dict[str, Any],
    markdown: str,
    address: str | None,
    edition: Edition,
    reviewers: Sequence[Reviewer] = (),
) -> dict[str, Any]:
    """One page as a schema.org object. `address` is its public address, or None when the copy has none.

    `reviewers` have reviewed all of it between them: nobody is named for a part.
    """
    questions = QUESTION.findall(markdown) if meta.get("faq") else []
    said: dict[str, Any] = {
        "@context": "https://schema.org",
        "@type": ["MedicalWebPage", "FAQPage"] if questions else "MedicalWebPage",
        "name": meta["title"],
        "description": meta["description"],
        "inLanguage": site_language().tag,
        "isAccessibleForFree": True,
        "license": LICENCE,
        "lastReviewed": meta["checked_on"].isoformat(),
        "audience": {
            "@type": "PeopleAudience",
            "audienceType": site_language().say("structured.audience"),
            "requiredMinAge": 16,
        },
        "publisher": {"@type": "Organization", "name": edition.publisher},
    }
    if address:
        said["url"] = address
    if reviewers:
        said["reviewedBy"] = [{"@type": "Person", "name": one.name} for one in reviewers]
    cited = cited_sources(markdown)
    if cited:
        said["citation"] = cited
    if questions:
        said["mainEntity"] = [question(asked, answer) for asked, answer in questions]
    if meta.get("dataset"):
        said["mainEntity"] = dataset(address, edition)
    return said


def dataset(address: str | None, edition: Edition) -> dict[str, Any]:
    """The data for programs; where its files lie only in a copy that has a public address."""
    say = site_language().say
    said: dict[str, Any] = {
        "@type": "Dataset",
        "name": say("data.name"),
        "description": say("data.notice"),
        "inLanguage": site_language().tag,
        "isAccessibleForFree": True,
        "license": LICENCE,
        "version": __version__,
        "dateModified": max(protocol(id).review.checked_on for id in protocol_ids()).isoformat(),
        "creator": {"@type": "Organization", "name": edition.publisher},
    }
    if address:
        said["url"] = address
        said["distribution"] = [
            {"@type": "DataDownload", "contentUrl": f"{address}v1/{name}", "encodingFormat": kind}
            for name, kind in DOWNLOADS.items()
        ]
    return said


def question(asked: str, answer: str) -> dict[str, Any]:
    """One question with its answer as plain text."""
    text = " ".join(plain(answer).split())
    return {"@type": "Question", "name": plain(asked), "acceptedAnswer": {"@type": "Answer", "text": text}}


def cited_sources(markdown: str) -> list[dict[str, str]]:
    """The sources that a page cites, each once, in the order of their first mention."""
    register = sources()
    found = (register[id] for id in cited_in(markdown) if id in register)
    return [
        {"@type": "CreativeWork", "name": one.title, **({"url": one.url} if one.url else {})} for one in found
    ]
