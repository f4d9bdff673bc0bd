"""The words of the pages, sentence by sentence: short, plain, British, and promising nothing.

Every message names file and line and what a reader would have stumbled over. The lists are in `style.toml`.
"""

import re
import tomllib
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

from scripts.content.edition import edition
from scripts.paths import DATA, ROOT
from tests import prose
from tests.prose import Block, Page, plain, sentences, words

STYLE = tomllib.loads(Path(__file__).with_name("style.toml").read_text(encoding="utf-8"))
SOURCES = ROOT / "calculator" / "sources.toml"  # titles are the sources' own
LONGEST_SENTENCE = 20
LONGEST_PARAGRAPH = 3
PROSE = ("paragraph", "item", "definition")
ALL = (*PROSE, "heading", "row")
FIRST_PERSON = (
    r"\b(?:(?:my|our) (?:experience|practice|clinic|patients)|hands-on|I|I've|we(?:'ve| have) seen)\b"
)
MICROGRAM_SIGN = r"\bmcg\b|[\u00b5\u03bc]g"
EXPLAINS_MICROGRAM = "how-much.md"
AMOUNTS = r"(\d[\d.,]*)(?:\s(?:to|or|and)\s(\d[\d.,]*))?"
MILLIGRAMS = re.compile(rf"(?<![\w.,]){AMOUNTS}[\s-]?(?:mg|milligrams?)\b", re.IGNORECASE)
MICROGRAMS_BEFORE = re.compile(rf"{AMOUNTS}\smicrogram(?:s|\(s\))?\s\($")
DEFINES_MG = {
    "1\u00a0mg is 1,000\u00a0micrograms.",
    "Is 1\u00a0mg the same as 1,000\u00a0micrograms?",
    "Yes, 1\u00a0mg is 1,000\u00a0micrograms.",
}
"""The sentences that say what mg is."""


def lines(kinds: tuple[str, ...] = ALL) -> Iterator[tuple[Page, Block, str]]:
    """Every sentence of every page: page, block, the sentence as a reader sees it."""
    for page in (*prose.pages(), prose.every_sign()):
        for block in page.blocks:
            if block.kind in kinds:
                for sentence in sentences(block.text):
                    yield page, block, plain(sentence)


def found(pattern: str, flags: int = re.IGNORECASE) -> list[str]:
    """Where `pattern` stands on a page, in a form that can be read and clicked."""
    return [
        f"{page.path}:{block.line}: {match[0]!r} in: {sentence}"
        for page, block, sentence in lines()
        for match in re.finditer(pattern, sentence, flags)
    ]


def nothing(hits: list[str], why: str) -> None:
    assert not hits, f"{why}:\n" + "\n".join(hits)


def test_sentences_are_short_enough_to_read_when_tired() -> None:
    hits = [
        f"{page.path}:{block.line}: {words(sentence)} words: {sentence}"
        for page, block, sentence in lines(PROSE)
        if words(sentence) > LONGEST_SENTENCE
    ]
    nothing(hits, f"sentences of more than {LONGEST_SENTENCE} words")


def test_paragraphs_are_short() -> None:
    hits = [
        f"{page.path}:{block.line}: {len(sentences(block.text))} sentences"
        for page in prose.pages()
        for block in page.blocks
        if block.kind in PROSE and len(sentences(block.text)) > LONGEST_PARAGRAPH
    ]
    nothing(hits, f"paragraphs of more than {LONGEST_PARAGRAPH} sentences")


@pytest.mark.parametrize("word", STYLE["instead"])
def test_words_are_ones_that_patients_know(word: str) -> None:
    hits = [
        f"{page.path}:{block.line}: write {STYLE['instead'][word]!r}, not {match[0]!r}: {sentence}"
        for page, block, sentence in lines()
        for match in re.finditer(rf"\b(?:{word})\b", sentence, re.IGNORECASE)
        if match[0].lower() not in STYLE["explained"].get(page.name, ())
    ]
    nothing(hits, "a word that many readers do not know")


@pytest.mark.parametrize("word", STYLE["british"])
def test_spelling_is_british(word: str) -> None:
    nothing(found(rf"\b(?:{word})\b"), f"write {STYLE['british'][word]!r}")


@pytest.mark.parametrize("phrase", STYLE["forbidden"])
def test_nothing_promises_or_prescribes(phrase: str) -> None:
    """On any page, in what search engines show, in addresses, and in what the calculator and the sheets say."""
    hits = [
        f"{where}: {words}" for where, words in everything_said() if re.search(phrase, words, re.IGNORECASE)
    ]
    nothing(hits, STYLE["forbidden"][phrase])


@pytest.mark.parametrize("phrase", STYLE["cited"])
def test_nothing_is_called_safe_without_the_source_that_says_so(phrase: str) -> None:
    """The citation stands in the sentence itself. Titles, addresses and what the engine says carry none."""
    hits = [
        f"{page.path}:{block.line}: {plain(sentence)}"
        for page in prose.every_page()
        for block in page.blocks
        for sentence in sentences(block.text)
        if says_without_a_source(phrase, sentence)
    ]
    blocks = {f"{page.path}:{block.line}" for page in prose.every_page() for block in page.blocks}
    hits += [
        f"{where}: {words}"
        for where, words in everything_said()
        if where not in blocks and re.search(phrase, words, re.IGNORECASE)
    ]
    nothing(hits, STYLE["cited"][phrase])


def says_without_a_source(phrase: str, sentence: str) -> bool:
    return bool(re.search(phrase, plain(sentence), re.IGNORECASE)) and not prose.CITATION.search(sentence)


@cache
def everything_said() -> tuple[tuple[str, str], ...]:
    """Every sentence that the site shows, and where it stands."""
    said = [
        (f"{page.path}:{block.line}", plain(sentence))
        for page in prose.every_page()
        for block in page.blocks
        for sentence in sentences(block.text)
    ]
    for page in prose.every_page():
        said += [(page.path, page.name)]
        said += [(page.path, str(page.meta.get(key, ""))) for key in ("title", "description", "question")]
    for file in sorted({*ROOT.glob("calculator/**/*.toml"), *ROOT.glob("scripts/**/*.toml")} - {SOURCES}):
        said += [(file.name, words) for words in strings(tomllib.loads(file.read_text(encoding="utf-8")))]
    return tuple(said)


def strings(data: object) -> Iterator[str]:
    """Every text in a data file."""
    if isinstance(data, str):
        yield data
    elif isinstance(data, dict | list):
        for value in data.values() if isinstance(data, dict) else data:
            yield from strings(value)


def test_nobody_claims_experience() -> None:
    """In the reader's voice are headings, rows to press, links that bear a page's title, words to say, and sheets."""
    hits = [
        f"{page.path}:{block.line}: {match[0]!r} in: {plain(block.text)}"
        for page in prose.pages()
        for block in page.blocks
        if block.kind in PROSE and page.meta.get("print") != "sheet" and not is_row_to_press(block)
        for match in re.finditer(FIRST_PERSON, our_voice(block.text))
    ]
    nothing(hits, "a first-person claim that no reader can check")


def is_row_to_press(block: Block) -> bool:
    """Whether an item of a list is a link and nothing else: "I missed one" leads to the answer."""
    return block.kind == "item" and re.fullmatch(r"\[[^]]+\]\([^)]+\)", block.text) is not None


def our_voice(text: str) -> str:
    """What is left without words to say and without links whose whole text is the title of a page."""
    titles = {page.meta.get("title") for page in prose.pages()}
    text = re.sub(r"\[([^]]+)\]\([^)]*\)", lambda link: "" if link[1] in titles else link[0], text)
    return re.sub(r'"[^"]*"', "", plain(text))


def test_a_link_hides_a_first_person_claim_only_behind_a_title() -> None:
    title = prose.read("high-b12.md").meta["title"]
    assert not re.search(FIRST_PERSON, our_voice(f"See [{title}](high-b12.md)."))
    assert re.search(FIRST_PERSON, our_voice(f'See [I felt better](high-b12.md). Say: "{title}"'))


def test_micrograms_are_written_in_full() -> None:
    signs = [
        (page.name, f"{page.path}:{block.line}: {sentence}")
        for page, block, sentence in lines()
        if page.name != "words.md" and re.search(MICROGRAM_SIGN, sentence)
    ]
    nothing([hit for name, hit in signs if name != EXPLAINS_MICROGRAM], "misread as mg, a 1,000-fold error")
    assert len(signs) == 1, f"mcg is explained in {len(signs)} sentences, not in one"


def test_an_amount_is_in_micrograms_first_with_mg_in_brackets() -> None:
    """On every page and in every data file, also where another medicine or a source's title is named."""
    every = [
        (where, words)
        for where, words in everything_shown()
        if words not in DEFINES_MG and " " in words  # neither an id nor an address
    ]
    hits = [
        f"{where}: {words}"
        for where, words in every
        for match in MILLIGRAMS.finditer(words)
        if not the_same_in_micrograms(match, words[: match.start()].replace("**", ""))
    ]
    nothing(hits, "an amount in mg without the same amount in micrograms before it")


def the_same_in_micrograms(milligrams: re.Match[str], before: str) -> bool:
    """Whether the words before an amount in mg end with the same amount in micrograms, and a bracket."""
    found = MICROGRAMS_BEFORE.search(before)
    return found is not None and [1000 * number(mg) for mg in milligrams.groups()] == [
        number(micrograms) for micrograms in found.groups()
    ]


def number(written: str | None) -> float:
    return float((written or "0").rstrip(".,").replace(",", ""))


@pytest.mark.parametrize(
    "amount",
    [
        "25 mg",
        "1,000 mg",
        "0.5 mg",
        "1mg",
        "1 to 2 mg",
        "25-mg",
        "25 MG",
        "25 milligrams",
        "100 micrograms (1 mg)",
    ],
)
def test_a_bare_or_wrong_amount_in_mg_is_seen(amount: str) -> None:
    found = MILLIGRAMS.search(f"It holds {amount} in a vial.")
    assert found
    assert not the_same_in_micrograms(found, found.string[: found.start()])


@pytest.mark.parametrize("amount", ["1,000 micrograms (1 mg)", "100 to 250 micrograms (0.1 to 0.25 mg)"])
def test_an_amount_in_both_units_passes(amount: str) -> None:
    found = MILLIGRAMS.search(amount)
    assert found
    assert the_same_in_micrograms(found, amount[: found.start()])


def everything_shown() -> Iterator[tuple[str, str]]:
    """What pages, data files and the register of sources show, with the place of each."""
    yield from everything_said()
    for file in (SOURCES, *sorted(DATA.glob("*.toml"))):
        yield from ((file.name, words) for words in strings(tomllib.loads(file.read_text(encoding="utf-8"))))


@pytest.mark.parametrize("form", STYLE["numbers"])
def test_numbers_cannot_be_misread(form: str) -> None:
    """Telephone numbers have forms of their own; they stand in the table of emergency numbers only."""
    telephones = [one.advice for one in edition().numbers if one.advice]
    table = prose.every_sign().path
    hits = [
        hit
        for hit in found(form, flags=0)
        if not (hit.startswith(table) and any(telephone in hit for telephone in telephones))
    ]
    nothing(hits, STYLE["numbers"][form])
