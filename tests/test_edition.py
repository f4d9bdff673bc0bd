"""A health service publishes its own edition by changing one file."""

import json
import re
from html import unescape
from pathlib import Path

import pytest
from markdown import markdown

from calculator.strict import BadData
from scripts.content.edition import FILE, as_markdown, edition, read_edition, written_with
from scripts.content.phrases import edition_text, site_language
from scripts.paths import ROOT

TEXT = FILE.read_text("utf-8")
NUMBERS = re.compile(r"\b(?:999|112|911|111)\b")
PAGES = [page for page in sorted((ROOT / "docs").rglob("*.md")) if "about/components" not in page.as_posix()]
OURS = """
site_url = "https://b12.health.example/"
language = "en"
publisher = "Example Health Board"
contact = "https://health.example/contact"
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
    """Honest defaults: no address and no body behind it."""
    ours = read_edition(TEXT)
    assert (ours.site_url, ours.contact) == ("", "")
    assert "maintainers" in ours.publisher
    assert ours.emergency == written_with(), "the pages are written with these words"


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_every_emergency_number_comes_from_the_edition(page: Path) -> None:
    """In another edition no number of this one is left on any page."""
    text = read_edition(OURS).localise(page.read_text("utf-8"), markdown=True)
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
    with pytest.raises(BadData, match=r"site_url \(SITE_URL\): must begin with https"):
        read_edition(TEXT, address)


LONG = "a" * 2000
JUST_TOO_LONG = "a" * 71
HOSTILE = {
    "publisher": [
        "'<script>alert(1)</script>'",
        "'{{ config }}'",
        "'{: .care #x}'",
        f"'{LONG}'",
        f"'{JUST_TOO_LONG}'",
        "'   '",
        '"\\u00a0"',
        "'...'",
        '"Health\\nBoard"',
        '"Health\\u0000Board"',
        '"Health\\u202eBoard"',
        '"Health\\u200bBoard"',
        '"\\u0301Health Board"',
        '"\\u3164"',
        '"Health\\u2800Board"',
        "5",
        "['Health Board']",
        "''",
    ],
    "contact": [
        "'javascript:alert(1)'",
        "'data:text/html,<b>x</b>'",
        "'mailto:a@example.org?bcc=b@example.org'",
        "'mailto:a@example.org,b@example.org'",
        "'mailto:'",
        "'a@example.org'",
        "'http://example.org/'",
        "'//example.org/'",
        "'https://user:pw@example.org/'",
        "'https://example.org/a b'",
        "'https://example.org/\"onclick=x'",
        "'https://'",
        "'HTTPS:example.org'",
        "'https://example..org/'",
        "'https://-example.org/'",
        "'https://example.org:99999/'",
        "'https://1.2.3.4.5/'",
        '"https://example.org/\\u202e"',
        f"'https://example.org/{LONG}'",
        "1",
    ],
    "site_url": [
        "'http://b12.example.org/'",
        "'https://b12.example.org/?edition=2'",
        "'https://b12.example.org/#top'",
        "'https://user:pw@b12.example.org/'",
        "'https://b12.example.org@evil.example/'",
        "'http://localhost:8000@evil.example/'",
        "'https://b12.example.org/a b/'",
        "'https://b12.example.org/../'",
        "'https://b12.example.org//guide/'",
        "'https://b12.example.org/\"><script>'",
        "'https://b12.example.org/$(id)/'",
        "'https://[::1'",
        "'https://b12.example.org:99999999/'",
        "'https://b12.example.org:65536/'",
        "'https://b12.example.org:0/'",
        "'https://b12-.example.org/'",
        "'https://300.1.1.1/'",
        "'https://b12.example.org/guide/index.html'",
        "'https://b12.example.org/index.php/'",
        "'https://'",
        "'   '",
        "'javascript:alert(1)'",
        f"'https://b12.example.org/{LONG}'",
        "8000",
    ],
    "call": [
        "'112'",
        "'000 or 99'",
        "'<b>000</b>'",
        "'{n}'",
        "0.5",
        "''",
        "'  '",
        f"'{LONG}'",
        "'triple zero'",
        "'٠٠٠'",
        "'000 or ９９９'",
    ],
    "in_words": [
        "'triple zero in Exampleland'",
        "'99 in Exampleland'",
        '"000 in Exampleland\\nor so"',
        '"000 in \\u2066Exampleland"',
        "0",
    ],
    "closed": ["'<a>the night line</a>'", "''", "3"],
    "number": ["999", "'nine'", "'00o'", "'000 or 112'", "'1-1-2'", "'0000 0000 0000 0000'", "' '", "'٠٠٠'"],
    "where": ["'<i>Exampleland</i>'", "''", "1"],
    "countries": ["['xx']", "['XX', 'XX']", "['Exampleland']", "'XX'", "[1]"],
    "sources": ["['no-such-source']", "[]", "'nhs-anaphylaxis'"],
}


@pytest.mark.parametrize(
    ("key", "value"), [(key, value) for key, values in HOSTILE.items() for value in values]
)
def test_a_value_that_pages_cannot_show_stops_with_file_and_key(key: str, value: str) -> None:
    text = re.sub(rf"(?m)^{key} = .*$", lambda _: f"{key} = {value}", OURS)
    assert text != OURS
    with pytest.raises(BadData, match=rf"^docs/_data/edition\.toml: [\w.\[\]]*\b({key}|numbers)\b: "):
        read_edition(text)


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("publisher", 'O\'Neill & "Sons" [Health] *Board* `x` | y'),
        ("publisher", "קופת חולים"),
        ("publisher", "مؤسسة\u200cها"),
        ("publisher", "Sante\u0301 🏥"),
        ("publisher", "a" * 70),
        ("contact", "https://example.org/tell?about=a&from=b#here"),
        ("contact", "HTTPS://EXAMPLE.ORG:8443"),
        ("contact", "mailto:first.last+b12@mail.example.org"),
        ("contact", ""),
        ("site_url", "https://b12.example.org"),
        ("site_url", "https://b12.example.org:8443/a/b-c/~d"),
        ("site_url", "http://localhost:8000/guide/"),
        ("closed", "116 117 & *your* GP"),
        ("number", "00 000"),
    ],
)
def test_an_unusual_value_that_pages_can_show_is_kept_letter_by_letter(key: str, value: str) -> None:
    quoted = f"{key} = {json.dumps(value, ensure_ascii=False)}"
    text = re.sub(rf"(?m)^{key} = .*$", lambda _: quoted, OURS)
    text = (
        text.replace('call = "000"', 'call = "00 000"').replace('in_words = "000', 'in_words = "00 000')
        if key == "number"
        else text
    )
    ours = read_edition(text)
    kept = {**vars(ours), **ours.emergency, "number": ours.numbers[0].number}[key]
    assert kept == (f"{value.rstrip('/')}/" if key == "site_url" else value)


@pytest.mark.parametrize(
    "text",
    ["publisher = ", "{", "\x00", "publisher = 'a'\npublisher = 'b'", "[emergency", "x = " + "[" * 9999],
)
def test_a_file_that_is_no_toml_stops_with_its_name(text: str) -> None:
    with pytest.raises(BadData, match=r"^docs/_data/edition\.toml: "):
        read_edition(text)


def test_a_file_in_other_letters_than_utf_8_stops_with_its_name(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As an old editor of Windows saves an é; the same editor's mark before UTF-8 is no fault."""
    file = tmp_path / "edition.toml"
    monkeypatch.setattr("scripts.content.phrases.EDITION", file)
    file.write_bytes(OURS.replace("Example Health", "Santé").encode("latin-1"))
    with pytest.raises(BadData, match=r"^docs/_data/edition\.toml: must be saved as UTF-8"):
        edition_text()
    assert read_edition(f"\ufeff{OURS}") == read_edition(OURS)


def test_an_empty_file_is_told_of_every_setting_that_it_lacks() -> None:
    with pytest.raises(BadData) as told:
        read_edition("")
    for key in ("language", "publisher", "emergency", "emergency.call", "emergency.numbers"):
        assert f"docs/_data/edition.toml: {key}: " in str(told.value)


def test_a_country_or_a_place_stands_in_one_row_only() -> None:
    row = OURS[OURS.index("[[") :]
    for again, told in (
        (row, "where: Exampleland"),
        (row.replace('"Exampleland"', '"Elsewhere"'), "countries: XX"),
    ):
        with pytest.raises(BadData, match=f"numbers: {told} stands there twice"):
            read_edition(OURS + again)


def test_words_of_an_edition_are_shown_in_markdown_as_they_are() -> None:
    words = "A & B *c* _d_ [e](f) `g` | h # i ~j~ ^k^ \\l [@nhs] ![m] http://n {o}"
    assert unescape(markdown(as_markdown(words))) == f"<p>{words}</p>"
    assert as_markdown("999, 112 or 911") == "999, 112 or 911"


def test_every_sentence_that_an_edition_replaces_stands_on_a_page() -> None:
    """In English exactly as pages.toml has it: a page that is reworded would keep the first edition's words."""
    text = "\n".join(page.read_text("utf-8") for page in PAGES)
    written = site_language().phrases["written"]
    assert written["publisher"] == edition().publisher
    sentences = [written["publisher"], *written["contact"].values()]
    assert not [sentence for sentence in sentences if sentence not in text]


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
