"""What a clinician is sent: every statement once, the worst first, with its source; and translations to judge."""

import hashlib
import json
import os
import re
import subprocess
import sys
from base64 import b64encode
from dataclasses import replace
from datetime import date
from itertools import groupby
from pathlib import Path
from typing import Any

import pytest
from bs4 import BeautifulSoup
from bs4.element import Tag

from calculator.strict import BadData
from scripts.content import reviews
from scripts.content.in_language import protocol, sources
from scripts.content.phrases import site_language
from scripts.content.reviews import FORMAT, read_review
from scripts.content.statement_ids import kept, statements
from scripts.content.statements import RISKS, Statement
from scripts.review import pack as made
from scripts.review.contents import EXAMPLES, FIRST, SECONDS_A_DECISION, WORDS_A_MINUTE, parts, time_words
from scripts.review.pack import Pack, Place, page, places
from scripts.site import Stop
from tests import made_up
from tests.copied import copy_of_project
from tests.made_up import ROOT

WHOLE = Pack(parts(statements().values()))
TEMPLATES = ROOT / "scripts/review/templates"


def soup(pack: Pack) -> BeautifulSoup:
    """A pack's page, read as a browser does."""
    return BeautifulSoup(page(pack), "html5lib")


def of(*begins: str) -> list[Statement]:
    """The statements whose ids begin so."""
    return [one for id, one in statements().items() if id.startswith(begins)]


# --- what is in it, and in which order


def test_every_statement_stands_in_the_pack_once_and_is_numbered() -> None:
    assert sorted(item.one.id for item in WHOLE.items) == sorted(statements())
    assert [item.number for item in WHOLE.items] == list(range(1, len(statements()) + 1))


def test_what_could_do_most_harm_comes_first() -> None:
    order = [part.id.partition("-")[0] for part in WHOLE.parts]
    assert [name for name, _ in groupby(order)] == [*RISKS, EXAMPLES]
    for part in WHOLE.parts:
        if part.id in ("emergency", "warning"):
            assert {item.one.risk for item in part.items} == {part.id}
        else:
            assert not {item.one.risk for item in part.items} & {"emergency", "warning"}, part.id
    assert WHOLE.items[0].one.id.startswith("sign/")


def test_a_first_sitting_holds_emergency_signs_warnings_and_the_schedules_of_the_uk() -> None:
    first = {item.one.id for part in WHOLE.parts if part.first for item in part.items}
    expected = {one.id for one in statements().values() if one.risk in ("emergency", "warning")}
    uk = [one for one in of("schedule/uk-") if not re.search(r"/\d{4}-", one.id)]
    assert first == expected | {one.id for one in uk}
    assert [part.id for part in WHOLE.parts[:3]] == list(FIRST)


def test_all_of_a_schedule_but_its_warnings_and_examples_stands_under_its_title() -> None:
    for id in {one.protocol for one in statements().values() if one.protocol}:
        groups = [
            group
            for part in WHOLE.parts
            if part.id.startswith("dose-")
            for group in part.groups
            if group.items[0].one.protocol == id
        ]
        assert [group.title for group in groups] == [protocol(id).title]
        assert site_language().say(f"country.{protocol(id).country}") in groups[0].line
        assert {item.one.protocol for item in groups[0].items} == {id}


def test_a_statement_shows_its_words_its_source_and_where_it_stands() -> None:
    one = next(one for one in of("schedule/uk-") if one.place)
    at = {one.id: [Place("Late, or <missed>", "late-or-missed/")]}
    shown = soup(Pack(parts([one]), at)).select_one("article")
    assert shown
    source = sources()[one.sources[0]]
    seen = site_language().say(f"seen.{source.seen}")
    for text in (*one.words, source.short, one.place, seen, "Late, or <missed> (late-or-missed/)"):
        assert text in " ".join(shown.get_text().split()), text
    link = shown.select_one("a")
    assert link
    assert (link["href"], link["rel"], link["target"]) == (source.url, ["noreferrer"], "_blank")


def test_a_sentence_shows_what_it_goes_on_from_and_only_its_own_words_are_judged() -> None:
    one = next(one for one in of("how-much/") if one.after.endswith(":"))
    shown = soup(Pack(parts([one]))).select_one("article")
    assert shown
    told = [line.text for line in shown.select(".one__words p")]
    assert told == [f"Stands after: {one.after}", one.words[0]]
    assert one.after not in one.text
    assert shown["data-words"] == str(len(f"{one.after} {one.words[0]}".split())), "it is read too"


def test_a_source_outside_a_schedule_is_told_with_title_author_and_day() -> None:
    one = next(one for one in of("fact/") if one.sources)
    text = " ".join(soup(Pack(parts([one]))).get_text().split())
    source = sources()[one.sources[0]]
    for said in (source.title, source.author, site_language().published(source.accessed)):
        assert said in text


def test_words_of_our_own_are_called_so() -> None:
    ours = next(one for one in statements().values() if not one.sources)
    assert "Our own words: no source is named." in soup(Pack(parts([ours]))).get_text()
    cited = next(one for one in of("fact/") if one.sources)
    assert "Our own words" not in soup(Pack(parts([cited]))).get_text()


def test_nothing_is_agreed_with_beforehand() -> None:
    checked = {str(box["value"]) for box in soup(WHOLE).select("input[type=radio][checked]")}
    assert checked == {""}


def test_the_head_counts_statements_and_minutes_of_each_part() -> None:
    contents = soup(WHOLE).select_one(".contents")
    assert contents
    for part in WHOLE.parts:
        line = contents.select_one(f'a[href="#{part.id}"]')
        assert line and line.parent
        assert re.search(rf"\b{len(part.items)} statements, about \d+ (minute|hour)", line.parent.text)


@pytest.mark.parametrize(
    ("length", "told"),
    [
        (0.2, "about 1 minute"),
        (9.4, "about 9 minutes"),
        (12.6, "about 15 minutes"),
        (99, "about 100 minutes"),
        (100, "about 2 hours"),
        (312, "about 5 hours"),
    ],
)
def test_a_time_is_told_as_roughly_as_it_is_known(length: float, told: str) -> None:
    assert time_words(length) == told  # tests/js/review-pack.test.mjs asks the pack's script the same


def test_page_and_script_take_a_reviewer_to_be_equally_fast_and_say_how_fast() -> None:
    script = (TEMPLATES / "pack.js").read_text("utf-8")
    assert f"words: {WORDS_A_MINUTE}, decision: {SECONDS_A_DECISION}" in script
    assumed = site_language().say("pack.assumed")
    assert f"{WORDS_A_MINUTE} words" in assumed
    assert f"{SECONDS_A_DECISION} seconds" in assumed


def test_what_is_older_than_the_day_asked_for_is_left_out(monkeypatch: pytest.MonkeyPatch) -> None:
    newer = sorted(statements())[7]
    lines = {id: replace(line, since=date(2026, 11, 1)) for id, line in kept().items()}
    lines[newer] = replace(lines[newer], since=date(2026, 12, 1))
    monkeypatch.setattr(made, "kept", lambda: lines)
    monkeypatch.setattr(made, "places", dict)
    for day in (date(2026, 11, 2), date(2026, 12, 1)):
        pack = made.make_pack(since=day)
        assert [item.one.id for item in pack.items] == [newer]
        assert "Only statements whose words are of" in page(pack)
    assert len(made.make_pack(since=date(2026, 11, 1)).items) == len(statements())
    with pytest.raises(Stop, match="nothing to review"):
        made.make_pack(since=date(2026, 12, 2))


def test_answers_of_one_pack_are_not_kept_as_those_of_another() -> None:
    one = of("sign/")[0]
    first, reworded, fewer = (
        Pack(parts(ones))
        for ones in (of("sign/"), [replace(one, words=("Other.",)), *of("sign/")[1:]], [one])
    )
    assert len({first.digest, reworded.digest, fewer.digest, replace(first, language="xx").digest}) == 4


# --- where statements stand


def test_without_a_built_site_there_is_no_pack(tmp_path: Path) -> None:
    with pytest.raises(Stop, match="make site first"):
        places(tmp_path, tmp_path)


def test_pages_are_named_by_their_headings_and_variants_not_beside_their_example(tmp_path: Path) -> None:
    (tmp_path / "a/b").mkdir(parents=True)
    (tmp_path / "a/index.html").write_text("<h1 id='x'>Salt &amp; <b>pepper</b></h1>", "utf-8")
    (tmp_path / "a/b/index.html").write_text("<h1>Salt</h1>", "utf-8")
    at = {"handout/a.html": ["fact/x"], "a/b/": ["fact/x"], "a/": ["fact/x"]}
    (tmp_path / "statements").mkdir()
    (tmp_path / "statements/pages.json").write_text(json.dumps(at), "utf-8")
    found = places(tmp_path, tmp_path)["fact/x"]
    assert [(one.title, one.address) for one in found] == [
        ("Salt & pepper", "a/"),
        ("Salt", "a/b/"),
        ("handout/a.html", "handout/a.html"),
    ]
    shown = re.sub(r"<[^>]+>", "", made.shown_at(found))
    assert shown == "Shown on: Salt &amp; pepper (a/), handout/a.html (handout/a.html), and 1 more pages."


# --- what the page may do


def test_the_page_brings_all_it_needs_and_its_policy_lets_in_nothing_else() -> None:
    html = page(Pack(parts(of("sign/"))))
    text = BeautifulSoup(html, "html5lib")
    policy = text.select_one("meta[http-equiv=Content-Security-Policy]")
    [script], [style] = text.select("script"), text.select("style")
    assert policy
    for tag in (script, style):
        digest = b64encode(hashlib.sha256(str(tag.string).encode()).digest()).decode()
        assert f"{tag.name}-src 'sha256-{digest}'" in str(policy["content"])
    assert str(policy["content"]).startswith("default-src 'none';")
    assert "unsafe" not in str(policy["content"])
    loads = [str(tag) for tag in text.select("[src], link, iframe, object, form, [style]")]
    assert not loads
    assert not re.search(r"url\((?!\"data:)|@import|\bfetch\(|XMLHttpRequest|sendBeacon", html)


def test_hostile_words_are_text() -> None:
    bad = "</p><script>alert(1)</script><img src=x onerror=alert(1)> \"'&amp;"
    one = Statement("fact/bad", "warning", bad, (bad, bad), shown=(bad,))
    shown = soup(Pack(parts([one]), {"fact/bad": [Place(bad, bad)]}))
    assert len(shown.select("script")) == 1
    assert not shown.select("img")
    words = shown.select_one(".one__words p")
    assert words
    assert words.text == bad


def test_the_script_says_only_what_the_page_brings_and_all_of_it() -> None:
    code = "".join((TEMPLATES / name).read_text("utf-8") for name in ("answers.js", "pack.js"))
    brought = {str(tag["data-say"]) for tag in soup(Pack(parts(of("sign/")))).select("template")}
    assert brought == set(site_language().phrases["pack"]["shown"])
    built = {f"no_{key}" for key in ("name", "role") if "`no_${key}`" in code}
    assert {key for key in brought if f'"{key}"' in code} | built == brought
    assert set(re.findall(r'\bsay\("(\w+)"', code)) <= brought


# --- translations


@pytest.fixture(scope="module")
def strange(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """What the pack of a made-up language holds; it lacks one fact, and the page's words for leaflets."""
    project = copy_of_project(tmp_path_factory.mktemp("project"))
    folder = project / "calculator/languages" / made_up.CODE
    made_up.write_language(folder)
    facts = json.loads((folder / "facts.json").read_text("utf-8"))
    facts.pop("caution-psoriasis")
    (folder / "facts.json").write_text(json.dumps(facts), "utf-8")
    (project / "build/statements").mkdir()
    (project / "build/statements/pages.json").write_text('{"a/": []}', "utf-8")
    lines = (
        "import json\nfrom scripts.review.pack import *\n"
        f"pack = make_pack(code={made_up.CODE!r})\n"
        "print(json.dumps({'html': page(pack), 'left_out': pack.left_out, 'items':"
        " [[item.one.id, item.original.words, item.one.words, item.one.digest, item.waits] for item in pack.items]}))"
    )
    command = [sys.executable, "-c", lines]
    done = subprocess.run(command, cwd=project, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    found: dict[str, Any] = json.loads(done.stdout)
    return found


def test_a_translation_stands_beside_the_english_under_the_same_id(strange: dict[str, Any]) -> None:
    ours = [id for id, one in statements().items() if not one.page]
    assert sorted(id for id, *_ in strange["items"]) == sorted(ours)
    assert strange["left_out"] >= len(statements()) - len(ours) > 0
    for id, english, words, digest, waits in strange["items"]:
        assert tuple(english) == statements()[id].words
        if not waits:
            assert words != english
            assert digest != statements()[id].digest, "an answer would count for the English words"
    side = next(item for item in strange["items"] if item[0] == "fact/more-often")
    assert side[2] == [made_up.wide(text) for text in side[1]]
    sentence = next(item for item in strange["items"] if item[0].startswith("step/allergy/"))
    assert sentence[2] == [made_up.wide(text) for text in sentence[1]]


def test_what_is_not_translated_is_marked_and_asks_for_no_answer(strange: dict[str, Any]) -> None:
    waiting = {id for id, *_, waits in strange["items"] if waits}
    assert "fact/caution-psoriasis" in waiting
    assert {id.partition("/")[0] for id in waiting} == {"fact", "leaflet"}
    shown = BeautifulSoup(strange["html"], "html5lib")
    asked = {str(one["data-id"]) for one in shown.select("article[data-id]")}
    assert asked == {id for id, *_ in strange["items"]} - waiting
    left: list[Tag] = list(shown.select("article:not([data-id])"))
    assert len(left) == len(waiting)
    for one in left:
        assert "Not translated yet." in one.text
        assert not one.select("input, textarea")
    assert shown.select_one(f".one__words [lang={made_up.SETTINGS['tag']}]")
    assert f" {len(asked):,} statements, numbered" in f" {' '.join(shown.get_text().split())}"
    assert f"{len(waiting)} statements are not translated yet" in shown.get_text()
    body = shown.select_one("body")
    assert body
    assert body["data-language"] == made_up.CODE


def test_a_language_that_is_not_there_is_refused() -> None:
    for code in ("en", "nowhere", "../en"):
        with pytest.raises(Stop, match="must be a folder"):
            made.make_pack(code=code)


def test_the_language_of_a_desktop_is_not_taken_for_one_to_review() -> None:
    def told(*typed: str) -> str:
        command = ["make", "-n", "review-pack", *typed]
        env = {**os.environ, "LANGUAGE": "en_GB:en"}
        return subprocess.run(command, cwd=ROOT, env=env, capture_output=True, text=True, check=True).stdout

    assert "scripts.review.pack" in told()
    assert "--language" not in told()
    assert "--language de" in told("LANGUAGE=de")
    assert "--since 2026-12-01" in told("SINCE=2026-12-01")


# --- the file that comes back says of which language it is


def returned(**more: str) -> str:
    """A file with one answer."""
    one = of("sign/")[0]
    given = {
        "format": FORMAT,
        "reviewer": {"name": "Ann Other", "role": "Nurse"},
        "reviewed_on": "2026-12-01",
    }
    return json.dumps({**given, "answers": {one.id: {"digest": one.digest, "answer": "agree"}}, **more})


def test_a_file_is_of_the_language_it_names_or_else_of_the_edition() -> None:
    assert read_review(returned(), "f").language == "en"
    assert read_review(returned(language="en"), "f").language == "en"
    with pytest.raises(BadData, match="language: there is no calculator/languages/zz/"):
        read_review(returned(language="zz"), "f")


def test_a_review_of_a_translation_never_counts_for_the_english(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reviews, "FOLDER", tmp_path)
    monkeypatch.setattr(reviews, "languages", lambda: ("en", "xx"))
    (tmp_path / "a.json").write_text(returned(language="xx"), "utf-8")
    reviews.reviews.cache_clear()
    assert reviews.reviews() == ()
    (tmp_path / "b.json").write_text(returned(), "utf-8")
    reviews.reviews.cache_clear()
    assert [one.place for one in reviews.reviews()] == ["docs/_data/reviews/b.json"]
    reviews.reviews.cache_clear()
