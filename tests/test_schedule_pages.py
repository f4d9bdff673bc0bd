"""The pages of published schedules, as they stand in the built site: what the engine answers, whole, and for ever.

No page below /schedules/ is ever removed: tests/pages.txt has every address. A schedule that its source takes back
keeps its pages, and a notice stands on them in place of the example, as behind a retired short address. No schedule
has been retired yet, so nothing makes that notice yet.
"""

import json
import re
import subprocess
from collections.abc import Iterator, Mapping
from functools import cache
from hashlib import sha256
from itertools import groupby
from types import SimpleNamespace

import brotli
import pytest
from bs4 import BeautifulSoup, Tag
from mkdocs.config import load_config

from calculator.answer import answer
from calculator.choices import NOT_MET, open_choices
from calculator.language import language
from calculator.protocol import protocol, protocol_ids
from calculator.render.choices import choice_words
from scripts.content.catalogue import LENGTHS, address, groups, offered, pages, variants
from scripts.content.front_matter import front_matter
from scripts.content.phrases import site_language
from scripts.pages import hooks
from scripts.pages.generated import page_of_example
from scripts.paths import ROOT, SITE
from scripts.runtime.pack import sources_of

LISTED = ROOT / "tests/pages.txt"
EXAMPLES = {address(id, choices): (id, choices) for id, choices in pages()}
GROUPS = [f"schedules/{name}/" for name in groups(language("en"))]
MOST_BYTES = 60_000
"""What a phone may be sent, compressed, before the example can be read."""
LINK = "script[src], link[rel~=stylesheet], link[rel~=preload], link[rel~=modulepreload], link[rel~=icon]"
REST = range(0x100, 0x2BA)
"""Letters that stand in the second pair of font files only (docs/assets/css/2-type.css), with a few exceptions."""


@cache
def html(path: str) -> str:
    return (SITE / path / "index.html").read_text("utf-8")


@cache
def main(path: str) -> Tag:
    """The part of a page that differs from page to page."""
    found = BeautifulSoup(html(path), "lxml").select_one("article.prose")
    assert found
    return found


def calculator(path: str) -> Tag:
    found = main(path).select_one("injection-calculator")
    assert found
    return found


@cache
def asked(path: str) -> Mapping[str, object]:
    """What the page asks the engine."""
    found: Mapping[str, object] = json.loads(str(calculator(path)["data-request"]))
    return found


def choices_of(path: str) -> dict[str, str]:
    """The choices that a page shows, by key."""
    found = asked(path)["choices"]
    assert isinstance(found, dict)
    return found


def spelled(path: str) -> dict[str, str]:
    """The choices that an address spells."""
    pairs = [pair.rpartition(".") for pair in path.split("/")[2].split("~") if pair]
    return {key: value for key, _, value in pairs}


# --- what a page is


@pytest.mark.parametrize("id", protocol_ids())
def test_a_page_holds_the_answer_of_the_engine_to_the_byte(id: str) -> None:
    for path in (path for path, (of, _) in EXAMPLES.items() if of == id):
        request = str(calculator(path)["data-request"])
        answered = answer(request)
        assert calculator(path)["data-golden"] == sha256(answered.encode()).hexdigest(), path
        for name, part in json.loads(answered)["html"].items():
            assert f'<div data-part="{name}">{part}</div>' in html(path), f"/{path}: {name}"


def test_every_offered_example_has_its_page_and_there_is_no_other() -> None:
    built = {
        f"{file.parent.relative_to(SITE).as_posix()}/" for file in SITE.glob("schedules/*/**/index.html")
    }
    assert built == {*EXAMPLES, *GROUPS}


@pytest.mark.parametrize("id", protocol_ids())
def test_every_combination_of_what_is_open_is_offered_once(id: str) -> None:
    """Counted by hand: the options multiply, and after "stop before the condition" nothing more is chosen."""
    one = protocol(id)
    count, stopped = 1, 0
    for choice in open_choices(one):
        kept = [value for value in choice.options if choice.what != "until" or value in LENGTHS]
        example = one.examples[0].choices.get(choice.key, "")
        options = {*kept, *({example} & set(choice.options))}
        stopped += count * (NOT_MET in options)
        count *= len(options - {NOT_MET})
    found = variants(one)
    assert len(found) == len({json.dumps(chosen, sort_keys=True) for chosen in found}) == count + stopped


def test_a_page_shows_what_its_address_says() -> None:
    for path, (id, choices) in EXAMPLES.items():
        wanted = protocol(id).examples[0].choices if choices is None else choices
        assert (asked(path)["protocol"], choices_of(path)) == (id, dict(wanted)), path
        assert spelled(path) == (choices or {}), path


def test_the_parts_of_a_page_come_in_one_order() -> None:
    """What it is, its source, signs that cannot wait, choices, the example, one's own dates; then what is folded."""
    parts = ["<h1>", 'class="origin"', 'class="urgent-line"', 'class="options"', "<injection-calculator"]
    parts += [
        'class="example-mark"',
        'class="timeline"',
        '<table class="schedule"',
        'class="own"',
        'class="keep"',
    ]
    folds = ("why", "who", "left_open", "checks", "source")
    say = site_language().say
    for path, (id, _) in EXAMPLES.items():
        wanted = [part for part in parts if choices_of(path) or part != 'class="options"']
        wanted += [
            f"<summary>{say(f'schedule.{fold}')}</summary>"
            for fold in folds
            if fold != "left_open" or left_open(id)
        ]
        places = [html(path).find(part) for part in wanted]
        assert -1 not in places, f"/{path} has no {wanted[places.index(-1)]}"
        assert places == sorted(places), path


def left_open(id: str) -> bool:
    """True for a protocol with something to say about it."""
    return bool(protocol(id).judgement or protocol(id).notes)


def test_a_page_is_whole_without_a_script() -> None:
    """Nothing but what only a script can use is hidden, and the example, its reasons and its source are printed."""
    scripted = {"data-too-old", "data-unreached", "aria-hidden"}
    for path in EXAMPLES:
        hidden = [node.name for node in main(path).select("[hidden]") if not scripted & node.attrs.keys()]
        assert not hidden, f"/{path} hides {hidden}"
        for part in ("table.schedule tr[data-day]", ".why > li"):
            assert main(path).select(part), f"/{path} has no {part}"
        assert main(path).select_one(".own noscript"), f"/{path} does not say what needs a script"


def test_a_page_has_the_data_of_its_own_schedule_and_of_no_other() -> None:
    for path, (id, _) in EXAMPLES.items():
        part = calculator(path).select_one("script[data-files]")
        assert part
        files = json.loads(part.get_text())
        assert files.keys() == {f"protocols/{id}.json", "sources.json"}, path
        data = json.loads(files[f"protocols/{id}.json"])
        assert set(json.loads(files["sources.json"])) == set(sources_of(data["source"])), path


def test_the_plain_text_beside_a_page_has_the_same_rows() -> None:
    for path in EXAMPLES:
        text = (SITE / path / "example.txt").read_text("utf-8")
        told = re.findall(r"^\d+\. (.+?): ", text, re.M)
        assert told == [cell.get_text() for cell in main(path).select("tr[data-day] > td:nth-of-type(1)")], (
            path
        )
        assert main(path).select_one('[data-part="keep"] a[href="example.txt"]'), path


# --- choosing is following links


def options(path: str) -> Iterator[tuple[str, Tag]]:
    """The key and the list of links of everything that is open on a page."""
    names = {f"open-{key.replace('.', '-')}": key for key in choices_of(path)}
    for part in main(path).select("nav.options"):
        yield names[str(part["aria-labelledby"])], part


def target(path: str, link: Tag) -> str:
    """The page that a link leads to."""
    steps = f"{path}{link['href']}".split("/")
    while ".." in steps:
        at = steps.index("..")
        del steps[at - 1 : at + 1]
    return "/".join(steps)


def test_each_option_is_a_link_to_the_page_that_shows_it() -> None:
    english = language("en")
    for path, (id, _) in EXAMPLES.items():
        one = protocol(id)
        by_key = {choice.key: choice for choice in open_choices(one)}
        shown = dict(options(path))
        assert list(shown) == [key for key in by_key if key in choices_of(path)], path
        for key, part in shown.items():
            there = {target(path, link): str(link.contents[0]) for link in part.select("a[href]")}
            values = [choices_of(page)[key] for page in there]
            assert values == offered(by_key[key], one), f"/{path}: {key}"
            words = [choice_words(by_key[key], value, english) for value in values]
            assert list(there.values()) == words, f"/{path}: {key}"


def test_a_link_changes_one_choice_and_no_other() -> None:
    """What a condition opens up after it is as in the protocol's own first example."""
    for path, (id, _) in EXAMPLES.items():
        before = {**protocol(id).examples[0].choices, **choices_of(path)}
        for key, part in options(path):
            for link in part.select("a[href]"):
                after = choices_of(target(path, link))
                kept = {other: before[other] for other in after if other in before and other != key}
                assert {other: after[other] for other in kept} == kept, f"/{path} -> {link['href']}"


def test_the_option_that_is_shown_is_marked_as_the_current_one() -> None:
    for path in EXAMPLES:
        for key, part in options(path):
            marked = part.select("a[aria-current=true]")
            assert [choices_of(target(path, link))[key] for link in marked] == [choices_of(path)[key]], path


# --- found, and found for ever


def test_every_address_that_was_ever_published_is_there() -> None:
    listed = [line for line in LISTED.read_text("utf-8").splitlines() if not line.startswith("#")]
    lost = [path for path in listed if not (SITE / path / "index.html").is_file()]
    assert not lost, f"links to these stand on other sites and on paper: {lost}"
    new = sorted({*EXAMPLES, *GROUPS} - set(listed))
    assert not new, "add to tests/pages.txt:\n" + "\n".join(new)


def test_no_line_of_the_list_of_pages_was_ever_taken_away() -> None:
    log = ["git", "log", "-p", "--format=", "--", "tests/pages.txt"]
    done = subprocess.run(log, cwd=ROOT, capture_output=True, text=True, check=False)
    if done.returncode or not done.stdout:
        pytest.skip("no history here: the list itself is checked above")
    gone = {line[1:] for line in done.stdout.splitlines() if line.startswith("-schedules/")}
    assert not gone - set(LISTED.read_text("utf-8").splitlines()), (
        "pages that history knows and the list does not"
    )


def test_the_search_finds_each_schedule_once_and_no_variant() -> None:
    pages = json.loads((SITE / "search/patients.json").read_text("utf-8"))["pages"]
    found = [address for address, *_ in pages]
    schedules = [one for one in found if one.startswith("schedules/")]
    assert sorted(schedules) == sorted(["schedules/", *GROUPS, *(address(id) for id in protocol_ids())])
    assert "calculator/" not in found, "the old door leads there too"


def test_search_engines_take_a_variant_for_its_protocols_page() -> None:
    config = load_config(str(ROOT / "mkdocs.yml"), site_url="https://b12.example.org/")
    template, listed = config.theme.get_env().get_template("sitemap.xml"), []
    for path, (id, choices) in list(EXAMPLES.items())[:20]:
        file = SimpleNamespace(src_uri=f"{path.rstrip('/')}.md", abs_src_path=None)
        meta = front_matter(page_of_example(id, choices)[1])
        page = SimpleNamespace(file=file, canonical_url=f"https://b12.example.org/{path}", meta=meta)
        hooks.on_page_markdown("", page=page, config=config)
        assert page.canonical_url == f"https://b12.example.org/{address(id)}"
        listed.append(SimpleNamespace(page=page))
    found = re.findall(r"<loc>(.+?)</loc>", template.render(pages=listed))
    own = [path for path, (_, choices) in list(EXAMPLES.items())[:20] if choices is None]
    assert found == [f"https://b12.example.org/{path}" for path in own]


# --- light


def test_an_example_can_be_read_after_60_kilobytes() -> None:
    """All that a browser fetches before anything is pressed, as a host sends it that knows brotli."""
    weights = {path: weight(path) for path in EXAMPLES}
    heaviest = max(weights, key=weights.__getitem__)
    assert weights[heaviest] <= MOST_BYTES, f"/{heaviest}: {weights[heaviest]:,} bytes"


def weight(path: str) -> int:
    """The bytes of a page and of what it names, and of the letters that few pages have."""
    up = "../" * path.count("/")
    head = BeautifulSoup(html(path).partition("</head>")[0], "lxml")
    files = {str(node.get("src") or node.get("href")).removeprefix(up) for node in head.select(LINK)}
    assert len(files) >= 9, "styles, letters, icon and scripts"
    if any(ord(letter) in REST for letter in main(path).get_text()):
        files |= {file.replace("-latin-", "-latin-ext-") for file in files if file.endswith(".woff2")}
    return len(brotli.compress(html(path).encode(), quality=5)) + sum(sent(file) for file in files)


@cache
def sent(file: str) -> int:
    """What travels of a file: its compressed twin where it gains by one."""
    data = (SITE / file).read_bytes()
    return len(data) if file.endswith(".woff2") else len(brotli.compress(data))


def test_the_amounts_under_the_name_are_those_of_the_rows_in_their_order() -> None:
    """Never "1,500 micrograms and 100 micrograms each time": that reads as a sum."""
    for path in EXAMPLES:
        each = [
            part.get_text().removesuffix(" each.").replace("\u00a0", " ")
            for part in main(path).select(".schedule .each")
        ]
        amounts = [words for words, _ in groupby(each)]
        told = main(path).select(".origin p")[1].get_text().replace("\u00a0", " ")
        assert re.findall(r"[\d,]+(?: to [\d,]+)? micrograms?", told)[: len(amounts)] == amounts, path
        assert " and " not in told, path
