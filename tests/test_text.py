"""The words of the pages: rules T1 to T6, C10 and G4 of the content rules, sentence by sentence.

Every message names file, line and the words, and says what a reader would have stumbled over.
"""

import re
from collections.abc import Callable, Iterator

from tests import prose
import pytest
from tests.prose import Block, Page, plain, sentences, words

LONGEST_SENTENCE = 20
LONGEST_PARAGRAPH = 3

# Words that many patients do not know, or that readers of the NHS are not asked to know (rule T3).
INSTEAD = {
    r"clinicians?": "doctor or nurse",
    r"regimens?": "schedule",
    r"repletion": "the first injections",
    r"adherence": "keeping to it",
    r"parenteral(?:ly)?": "by injection",
    r"malabsorption": "absorbing poorly",
    r"IM|SC|i\.m\.|s\.c\.": "into a muscle, under the skin",
    r"prophyla\w+": "prevention",
    r"contraindicat\w+": "must not have",
    r"chronic": "for a long time",
    r"serum": "blood",
    r"haematolog\w*|hematolog\w*": "blood",
    r"neuropath\w*": "nerve damage",
    r"hypokal\w+": "low potassium",
    r"medications?": "medicine",
    r"jabs?(?! \()": "injection (the word may stand once, where people's own words are listed)",
    r"biweekly|bimonthly": "twice a week, or every 2 weeks",
    r"utili[sz]e\w*": "use",
    r"ensure": "make sure",
}
# A page that explains a word, or shows the word printed on a box, may use it. Each has its reason.
MAY_EXPLAIN = {
    ("questions.md", "jab"): "the search word people use",
    ("index.md", "jab"): "the search word people use",
    ("words.md", "jab"): "the word explained",
    ("words.md", "IM"): "printed on boxes",
    ("words.md", "SC"): "printed on boxes",
    ("words.md", "clinician"): "explained",
    ("words.md", "regimen"): "explained",
    ("words.md", "parenteral"): "explained",
    ("words.md", "malabsorption"): "explained",
    ("words.md", "serum"): "explained",
    ("words.md", "prophylaxis"): "explained",
    ("words.md", "neuropathy"): "explained",
    ("words.md", "repletion"): "explained",
}
US_SPELLING = {
    r"hemoglobin": "haemoglobin",
    r"diarrhea": "diarrhoea",
    r"edema": "oedema",
    r"fiber": "fibre",
    r"color\w*": "colour",
    r"cent(?:er)s?": "centre",
    r"licens(?:ed by)?e(?= says| text)": "licence",
    r"organi[z]\w+|recogni[z]\w+|speciali[z]\w+|normali[z]\w+": "with s",
    r"program": "programme",
    r"pediatric\w*": "paediatric",
}
# Claims and words that would turn a page about published schedules into advice to one person (rule C10).
FORBIDDEN = {
    r"your (?:own )?(?:dose|dosage|schedule|regimen)\b": "no page knows a reader's dose or schedule",
    r"recommended for you": "nothing here is chosen for one person",
    r"calculate your": "nothing is worked out for one person",
    r"you should inject": "treatment is decided by the clinic",
    r"you (?:need|require) (?:\w+ ){0,3}injections?": "treatment is decided by the clinic",
    r"next due": "no page says when an injection is due",
    r"\bsafe(?:ly|st|r)?\b": "no claim that anything is safe",
    r"\bbest\b": "no claim that anything is best",
    r"\bproven\b|\bguarantee\w*": "no promise",
    r"\bcures?\b": "no promise",
    r"HON ?code": "the badge scheme has closed",
    r"(?:approved|endorsed|certified|accredited) by": "no claim of approval",
}
FIRST_PERSON = r"\b(?:in (?:my|our) (?:experience|practice|clinic)|hands-on|(?:my|our) patients|I|I've|we(?:'ve| have) seen)\b"
MICROGRAM_SIGN = r"\bmcg\b|[\u00b5\u03bc]g"
EXPLAINS_MICROGRAM = "how-much.md"

Rule = Callable[[str], Iterator[str]]


def lines(kinds: str = "heading paragraph item row definition") -> Iterator[tuple[Page, Block, str]]:
    """Every sentence of every page: page, block, sentence."""
    for page in prose.pages():
        for block in page.blocks:
            if block.kind in kinds:
                for sentence in sentences(block.text):
                    yield page, block, sentence


def found(pattern: str, kinds: str = "heading paragraph item row definition", flags: int = re.I) -> list[str]:
    """Where `pattern` stands in the words of a page, in a form that can be read and clicked."""
    return [
        f"docs/{page.name}:{block.line}: {match.group(0)!r} in: {plain(sentence)}"
        for page, block, sentence in lines(kinds)
        for match in re.finditer(pattern, plain(sentence), flags)
    ]


def metadata() -> Iterator[tuple[Page, str]]:
    for page in prose.pages():
        for key in ("title", "description", "question"):
            if page.meta.get(key):
                yield page, str(page.meta[key])


def nothing(hits: list[str], why: str) -> None:
    assert not hits, f"{why}:\n" + "\n".join(hits)


def test_sentences_are_short_enough_to_read_when_tired() -> None:
    hits = [
        f"docs/{page.name}:{block.line}: {words(sentence)} words: {plain(sentence)}"
        for page, block, sentence in lines("paragraph item row definition")
        if words(sentence) > LONGEST_SENTENCE and block.kind != "row"
    ]
    nothing(hits, f"sentences of more than {LONGEST_SENTENCE} words")


def test_paragraphs_are_short() -> None:
    hits = [
        f"docs/{page.name}:{block.line}: {len(sentences(block.text))} sentences"
        for page in prose.pages()
        for block in page.blocks
        if block.kind in ("paragraph", "item", "definition") and len(sentences(block.text)) > LONGEST_PARAGRAPH
    ]
    nothing(hits, f"paragraphs of more than {LONGEST_PARAGRAPH} sentences")


@pytest.mark.parametrize("word", INSTEAD)
def test_words_are_ones_that_patients_know(word: str) -> None:
    case = 0 if word.startswith("IM") else re.I
    hits = [
        f"docs/{page.name}:{block.line}: write {INSTEAD[word]!r}, not {match.group(0)!r}: {plain(sentence)}"
        for page, block, sentence in lines()
        for match in re.finditer(rf"\b(?:{word})\b", plain(sentence), case)
        if (page.name, match.group(0)) not in MAY_EXPLAIN and (page.name, match.group(0).lower()) not in MAY_EXPLAIN
    ]
    nothing(hits, "a word that many readers do not know")


@pytest.mark.parametrize("word", US_SPELLING)
def test_spelling_is_british(word: str) -> None:
    nothing(found(rf"\b(?:{word})\b"), f"write {US_SPELLING[word]!r}")


@pytest.mark.parametrize("phrase", FORBIDDEN)
def test_nothing_promises_or_prescribes(phrase: str) -> None:
    hits = found(phrase)
    hits += [f"docs/{page.name}: metadata: {text}" for page, text in metadata() if re.search(phrase, text, re.I)]
    hits += [f"docs/{page.name}: file name" for page in prose.pages() if re.search(phrase, page.name, re.I)]
    nothing(hits, FORBIDDEN[phrase])


def test_nobody_claims_experience() -> None:
    """Headings ask in the reader's voice, quotation marks hold words to say, and sheets are the reader's own."""
    hits = [
        f"docs/{page.name}:{block.line}: {match.group(0)!r} in: {plain(block.text)}"
        for page in prose.pages()
        for block in page.blocks
        if block.kind in ("paragraph", "item", "definition") and page.meta.get("print") != "sheet"
        for match in re.finditer(FIRST_PERSON, re.sub(r'"[^"]*"', "", plain(block.text)))
    ]
    nothing(hits, "a first-person claim that no reader can check")


def test_micrograms_are_written_in_full() -> None:
    hits = [hit for hit in found(MICROGRAM_SIGN) if EXPLAINS_MICROGRAM not in hit and "docs/words.md" not in hit]
    nothing(hits, "a short form that is misread as mg, a 1,000-fold error")
    explained = [s for p, _, s in lines() if p.name == EXPLAINS_MICROGRAM and re.search(MICROGRAM_SIGN, plain(s))]
    assert len(explained) == 1, f"the one sentence that explains mcg is written {len(explained)} times"


def test_milligrams_stand_beside_micrograms() -> None:
    hits = [
        f"docs/{page.name}:{block.line}: {plain(block.text)}"
        for page in prose.pages()
        for block in page.blocks
        if re.search(r"\d\s*mg\b", plain(block.text)) and not re.search(r"\d\s*micrograms?\b", plain(block.text))
    ]
    nothing(hits, "mg without micrograms in the same paragraph")


NUMBER_FORMS = {
    r"(?<![\d.,/])(?<!Attribution )(?<!Licence )\d+\.\d*0(?!\d)": "no trailing zero: 1.0 is misread as 10",
    r"(?<![\d\w])\.\d": "a zero before the point: .5 is misread as 5",
    r"(?<![\w/.-])(?!(?:19|20)\d\d(?!\d))\d{4,}(?![\w/-])": "a comma from 1,000 up",
    r"\d\s?[\u2013\u2014-]\s?\d": "a range is written with 'to'",
    r"~\s?\d": "say about, not ~",
    r"\d(?:st|nd|rd|th)\b": "no ordinals in figures",
    r"\b\d{1,2}/\d{1,2}/\d{2,4}\b": "a date is written 6 August 2018",
    r"\b(?:Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)\b\.? \d": "months are written in full",
    r"\b(?:January|February|March|April|May|June|July|August|September|October|November|December) \d{1,2}\b(?! ?to| micro)": (
        "the day comes first: 6 August 2018"
    ),
    r"\b\d{1,2}[:.]?\d{0,2} (?:am|pm)\b": "a time is written 5pm or 5:30pm",
    r"\d+ ?(?:micrograms?|mg|ml)\b(?<!\u00a0micrograms)(?<!\u00a0microgram)(?<!\u00a0mg)(?<!\u00a0ml)": (
        "a no-break space between number and unit"
    ),
    r"\b(?:two|three|four|five|six|seven|eight|nine|ten|twelve)\b(?!-)": "numerals, also for small numbers",
}


@pytest.mark.parametrize("form", NUMBER_FORMS)
def test_numbers_are_written_so_that_they_cannot_be_misread(form: str) -> None:
    nothing(found(form, flags=0), NUMBER_FORMS[form])


MEDICINES = (
    r"hydroxocobalamin|cyanocobalamin|mecobalamin|methylcobalamin|methylmalonic acid|homocysteine|micrograms?|"
    r"pernicious anaemia|autoimmune gastritis|nitrous oxide|metformin|vitamin B12|deficiency|injections?|medicines?"
)


def test_readability_is_shown(capsys: pytest.CaptureFixture[str]) -> None:
    """A warning, not a gate: no formula can tell whether a page is understood, but an outlier is worth a look."""
    textstat = pytest.importorskip("textstat").textstat
    rows = []
    for page in prose.pages():
        text = " ".join(
            s if s.endswith((".", "?", "!")) else f"{s}."
            for block in page.blocks
            if block.kind in ("paragraph", "item", "definition")
            for s in map(plain, sentences(block.text))
        )
        if words(text) > 50:
            masked = re.sub(MEDICINES, "word", text, flags=re.I)
            rows.append((textstat.flesch_kincaid_grade(masked), words(page.prose), page.name))
    with capsys.disabled():
        print("\nReading grade with medicine names masked (8 or lower is the aim; a warning, not a verdict)")
        for grade, count, name in sorted(rows, reverse=True):
            print(f"  {grade:5.1f} {'!' if grade > 8 else ' '} {count:5d} words  {name}")
