"""Every clinical number on a page can be traced: it stands in a sentence or table row with a citation.

What is not clinical, or is only arithmetic on units, is named in `REVIEWED` with its reason.
"""

import re
import tomllib

from scripts.paths import ROOT
from tests import prose
from tests.prose import CITATION, plain, sentences

PROTOCOLS = ROOT / "calculator" / "protocols"
USUAL = 1000  # micrograms
UNIT = (
    r"(?:micrograms?|mg|ml|millilitres?|%|per cent|ng/L|pmol/L|nmol/L|cm|hours?|days?|weeks?|months?|years?|"
    r"times|doses?|ampoules?|injections?|people|patients|in \d+)"
)
CLINICAL = re.compile(
    rf"(?<![\w.,])\d[\d,.]*(?:\u00a0| )?(?:(?:or|to|and) \d[\d,.]*(?:\u00a0| ))?"
    rf"(?:calendar |starting |loading |more |other )?{UNIT}(?!\w)"
)

# page, start of the sentence as a reader sees it: why it needs no source
REVIEWED = {
    ("how-much.md", "1 mg is 1,000 micrograms"): "the definition of the unit",
    ("how-much.md", "The same 1,000 micrograms (1 mg) comes"): "every item of its list has its own source",
    ("how-much.md", "Check whether the strength is for 1 ml"): "tells how to read a label",
    ("questions.md", "Is 1 mg the same as 1,000 micrograms?"): "the question",
    ("questions.md", "Yes, 1 mg is 1,000 micrograms."): "the definition of the unit",
    ("words.md", "A small weight, written mg; it is 1,000 micrograms."): "the definition of the unit",
    ("about/accessibility.md", "read everything at 400% zoom"): "not clinical",
}
# The starting article's claims are told as claims; what the sources say stands beneath, with citations.
CLAIM = "The article:"


def readable(text: str) -> str:
    return plain(text).replace("\u00a0", " ")


def reviewed(page: str, sentence: str) -> bool:
    return any(page == name and readable(sentence).startswith(start) for name, start in REVIEWED)


def pieces(block: prose.Block) -> list[str]:
    """What must carry its own source: a whole row, or a sentence with the bold label before it."""
    if block.kind == "row":
        return [block.text]
    joined: list[str] = []
    for sentence in sentences(block.text):
        if joined and re.fullmatch(r"\*\*[^*]+\*\*", joined[-1]):
            joined[-1] += f" {sentence}"
        else:
            joined.append(sentence)
    return joined


def test_every_clinical_number_has_its_source_beside_it() -> None:
    hits = []
    for page in prose.pages():
        for block in page.blocks:
            for piece in pieces(block):
                match = CLINICAL.search(plain(piece))
                claim = page.name == "about/corrections.md" and readable(piece).startswith(CLAIM)
                if match and not CITATION.search(piece) and not claim and not reviewed(page.name, piece):
                    hits.append(f"{page.path}:{block.line}: {match[0]!r} has no citation: {plain(piece)}")
    assert not hits, "a clinical number without its source:\n" + "\n".join(hits)


def test_a_number_in_a_description_stands_on_its_page_with_a_source() -> None:
    hits = []
    for page in prose.pages():
        for key in ("title", "description", "question"):
            for match in CLINICAL.finditer(str(page.meta.get(key, "")).replace("\u00a0", " ")):
                if match[0] not in page.prose.replace("\u00a0", " "):
                    hits.append(f"{page.path}: {key} says {match[0]!r}, the page does not")
    assert not hits, "a number that search engines show and the page does not support:\n" + "\n".join(hits)


def test_the_list_of_exceptions_is_not_longer_than_the_pages_need() -> None:
    unused = []
    for name, start in REVIEWED:
        page = prose.read(name)
        if not any(readable(s).startswith(start) for block in page.blocks for s in pieces(block)):
            unused.append(f"{name}: {start}")
    assert not unused, f"exceptions that nothing uses any more: {unused}"


def test_most_published_schedules_use_1000_micrograms_as_the_pages_say() -> None:
    """How much, the home page and the questions rest their first sentence on the protocols themselves."""
    schedules = [tomllib.loads(file.read_text("utf-8")) for file in PROTOCOLS.glob("*.toml")]
    usual = [one for one in schedules if all(phase["dose"] == USUAL for phase in one["phases"])]
    assert len(usual) > len(schedules) / 2, (
        f"{len(usual)} of {len(schedules)} schedules use {USUAL} throughout"
    )
