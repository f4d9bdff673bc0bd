"""The kit for tests with readers, and what came of them: counts that are read strictly and shown where they belong."""

import re
import shutil
import tomllib
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from bs4 import BeautifulSoup, Tag
from mkdocs.commands.build import build
from mkdocs.config import load_config

from calculator.strict import BadData
from scripts.content import reader, reader_tests
from scripts.content.leaflets import leaflets
from scripts.content.plain_text import plain
from scripts.content.reader_tests import tasks
from scripts.content.reading_scores import of_page
from scripts.pages import generated
from scripts.pages.clinic_lists import handout_of
from scripts.paths import DATA, ROOT, SITE
from tests import prose

NOBODY = "No reader has tried these pages yet."
MADE_UP = """
[[tests]]
date = 2026-11-26
on = "phone"
commit = "0a1b2c3"
ran_by = "Elm Street <Surgery>"
readers = 8
[tests.done]
late = 8
high = 6
units = 0
"""
ON_PAPER = """
[[tests]]
date = 2026-11-26
on = "paper"
commit = "0a1b2c3"
ran_by = "Elm"
readers = 1
done = { travel = 0 }
"""
KIT = ("about/reader-tests.md", "about/reader-test-script.md", "about/reader-test-sheet.md")
type Given = Callable[[str], None]


@pytest.fixture
def given(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Given]:
    """Put these results in the place of ours."""

    def put(text: str) -> None:
        shutil.copy(DATA / "reader-tasks.toml", tmp_path)
        (tmp_path / "reader-tests.toml").write_text(text, "utf-8")
        monkeypatch.setattr(reader, "FOLDER", tmp_path)
        reader_tests.reader_tests.cache_clear()

    yield put
    reader_tests.reader_tests.cache_clear()


# --- the kit


def test_readers_get_eight_of_the_fifteen_tasks_with_the_same_answering_pages() -> None:
    fifteen = {one["id"]: one["page"] for one in prose.ours("tasks")["tasks"] if "id" in one}
    assert len(tasks()) == 8
    assert {one.id: one.page for one in tasks()} == {
        id: f"{page.rstrip('/')}.md" for id, page in fifteen.items()
    }


@pytest.mark.parametrize("task", tasks(), ids=lambda task: task.id)
def test_the_page_and_its_handout_say_what_counts_as_success(task: reader_tests.Task) -> None:
    page = prose.read(task.page).prose.replace("\u00a0", " ")
    leaflet = leaflets()[task.page]
    paper = " ".join([leaflet.gist, *(point.says for point in leaflet.points), *leaflet.ask]).replace(
        "\u00a0", " "
    )
    assert not [words for words in task.on_page if words not in page]
    assert not [words for words in task.on_paper if words not in paper]
    assert task.page in handout_of(), "the reader gets paper that nobody can print"


@pytest.mark.parametrize("task", tasks(), ids=lambda task: task.id)
def test_a_task_is_about_sam_and_never_about_the_reader(task: reader_tests.Task) -> None:
    assert "Sam" in task.ask
    assert not re.search(r"\b(?:you|your|yours)\b", task.ask, re.IGNORECASE)
    assert not set(plain(task.done).lower().split()) & {"you", "your"}


def test_what_is_read_out_asks_for_nothing_about_the_reader_and_says_what_it_must() -> None:
    spoken = " ".join(re.findall(r'"([^"]+)"', prose.read(KIT[1]).body))
    for words in (
        "We are testing these pages, not you.",
        "I will not ask about your health.",
        "I write down no name.",
        "stop at any time",
        "Please ask your clinic.",
        "Let us stop here. You did nothing wrong.",
    ):
        assert words in spoken
    asked = re.findall(r"[^.?!]+\?", spoken)
    assert len(asked) >= 6
    about = r"\b(?:name|age|old|born|diagnos\w+|symptoms?|ill|illness|feel|injections?|medicines?|results?)\b"
    assert not [one for one in asked if re.search(about, one)]


def test_the_sheet_has_a_row_for_each_task_and_no_place_for_who_the_reader_is() -> None:
    sheet = shown(SITE, KIT[2]).select_one(".sheet")
    assert sheet
    rows = [row.get_text(" ") for row in sheet.select("tbody tr")]
    assert len(rows) == len(tasks())
    for number, (row, task) in enumerate(zip(rows, tasks(), strict=True), start=1):
        assert row.startswith(f"{number}. {task.short}")
        assert "Yes / No" in row
    labels = [one.get_text().partition(":")[0] for one in sheet.select("p:has(.write-line)")]
    assert labels[:3] == ["Number of the reader", "Date", "Phone or paper"]
    assert not [
        one for one in labels if re.search(r"\b(?:name|age|birth|sex|illness|health)\b", one, re.IGNORECASE)
    ]


def test_the_scores_beside_are_those_of_the_data() -> None:
    table = shown(SITE, KIT[0]).select_one("table:has(th:-soup-contains('PEMAT'))")
    assert table
    kept = tomllib.loads((DATA / "readability.toml").read_text("utf-8"))
    rows = [[cell.get_text() for cell in row.select("th, td")] for row in table.select("tbody tr")]
    expected = [
        [
            one.short,
            *(f"{of_page(one.page)[scale].percent}%" for scale in ("understand", "act")),
            *("{} and {}".format(*kept[what][one.page]) for what in ("pages", "handouts")),
        ]
        for one in tasks()
    ]
    assert rows == expected


def test_clinics_and_the_pages_that_speak_of_testing_lead_to_the_kit() -> None:
    for name in ("clinics.md", "about/how-we-know.md", "about/standards.md"):
        assert "reader-tests.md" in prose.read(name).body, name


# --- the results


def test_nobody_has_tried_the_pages_and_the_site_says_so_once() -> None:
    assert reader_tests.reader_tests() == ()
    assert NOBODY in shown(SITE, KIT[0]).get_text()
    assert "Tried by readers" not in "".join(file.read_text("utf-8") for file in SITE.rglob("index.html"))


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("[[tests]]", "[[test]]", "test: no such key here"),
        ("[[tests]]", "[tests]", "tests: must be a list of tables"),
        ("[[tests]]", "tests = 3\n[[tests]]", "Cannot overwrite a value"),
        ("2026-11-26", "2026-11-25", "date: must be from 2026-11-26 to today"),
        ("2026-11-26", "9999-12-31", "date: must be from 2026-11-26 to today"),
        ("2026-11-26", '"soon"', "date: must be a date"),
        ("2026-11-26", "2026-11-26T10:00:00", "date: must be a date"),
        ('"phone"', '"tablet"', "on: must be one of phone, paper"),
        ('"0a1b2c3"', '"main"', "commit: must be 7 to 40 digits"),
        ('"0a1b2c3"', '"0a1b2c3\\n"', "commit: must be 7 to 40 digits"),
        ('"0a1b2c3"', '""', "commit: must be text"),
        ('ran_by = "Elm Street <Surgery>"', "", "ran_by: is missing"),
        ("Elm Street <Surgery>", "sam@example.org", "ran_by: must be an organisation"),
        ("Elm Street <Surgery>", "x" * 81, "ran_by: must be an organisation"),
        ("Elm Street <Surgery>", "Elm\\u202eStreet", "ran_by: must be an organisation"),
        ("readers = 8", "readers = 0", "readers: must be a whole number of 1 or more"),
        ("readers = 8", "readers = true", "readers: must be a whole number of 1 or more"),
        ("readers = 8", "readers = 8.0", "readers: must be a whole number of 1 or more"),
        ("readers = 8", f"readers = {10**30}", "readers: must be 1000 or fewer"),
        ("late = 8", "late = 9", "done.late: must be a whole number from 0 to 8"),
        ("late = 8", "late = -1", "done.late: must be a whole number from 0 to 8"),
        ("late = 8", "late = true", "done.late: must be a whole number from 0 to 8"),
        ("late = 8", "late = nan", "done.late: must be a whole number from 0 to 8"),
        ("late = 8", 'late = "all"', "done.late: must be a whole number from 0 to 8"),
        ("late = 8", "lte = 8", "done.lte: must be a task of docs/_data/reader-tasks.toml: late, worse"),
        ("late = 8\nhigh = 6\nunits = 0", "", "done: must name at least one task"),
        ("readers = 8", 'readers = 8\nquote = "I am 71 and"', "quote: no such key here"),
        ("\n[[tests]]", MADE_UP + "[[tests]]", r"tests\[2\]: is there twice"),
    ],
)
def test_a_wrong_result_stops_the_build_with_file_and_key(
    given: Given, old: str, new: str, told: str
) -> None:
    assert old in MADE_UP
    given(MADE_UP.replace(old, new, 1))
    with pytest.raises(BadData, match=rf"docs/_data/reader-tests\.toml: .*{told}"):
        reader_tests.reader_tests()


def test_a_task_counts_on_pages_only_if_every_reader_did_it(given: Given) -> None:
    given(MADE_UP)
    (one,) = reader_tests.reader_tests()
    assert (one.readers, one.by_all, len(one.done)) == (8, 1, 3)
    assert one.pages == {"late-or-missed.md": "late", "high-b12.md": "high", "how-much.md": "units"}


@pytest.fixture(scope="module")
def tried(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The pages of docs/ with two made-up tests, the first on a phone and the second on paper."""
    data, site = tmp_path_factory.mktemp("data"), tmp_path_factory.mktemp("site")
    shutil.copytree(DATA, data, dirs_exist_ok=True)
    (data / "reader-tests.toml").write_text(MADE_UP + ON_PAPER, "utf-8")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(reader, "FOLDER", data)
        patch.setattr(generated, "every_file", lambda: iter(()))  # the pages of schedules take long
        reader_tests.reader_tests.cache_clear()
        build(load_config(str(ROOT / "mkdocs.yml"), site_dir=str(site)))
    reader_tests.reader_tests.cache_clear()
    return site


@pytest.mark.slow
def test_made_up_results_stand_on_exactly_their_pages(tried: Path) -> None:
    phone = "Tried by readers on a phone, 26 November 2026: 8 readers, 1 of 3 tasks done by all of them. "
    says = {
        "late-or-missed/": f"{phone}The task on this page: 8 of 8. All results",
        "high-b12/": f"{phone}The task on this page: 6 of 8. All results",
        "how-much/": f"{phone}The task on this page: 0 of 8. All results",
        "travelling/": "Tried by readers on paper, 26 November 2026: 1 reader, 0 of 1 task done by all of them. "
        "The task on this page: 0 of 1. All results",
    }
    found = {
        file.parent.relative_to(tried).as_posix() + "/": BeautifulSoup(text, "lxml")
        for file in tried.rglob("index.html")
        if "Tried by readers" in (text := file.read_text("utf-8"))
    }
    assert set(found) == {*says, "about/reader-tests/"}
    for page, words in says.items():
        end = found[page].select_one(".review")
        assert end
        assert words in " ".join(end.get_text(" ").split()).replace(" .", "."), page
        link = end.select_one("a[href$='#results']")
        assert link and link["href"] == "../about/reader-tests/#results"


@pytest.mark.slow
def test_the_about_page_shows_all_results_and_escapes_a_name(tried: Path) -> None:
    text = " ".join(shown(tried, KIT[0]).get_text(" ").split())
    assert NOBODY not in text
    assert "on paper, 26 November 2026: 1 reader, 0 of 1 task done by all of them." in text
    assert "Run by Elm Street <Surgery>. Commit of the copy: 0a1b2c3." in text
    assert "A blood result is high 6 of 8" in text


def shown(site: Path, name: str) -> Tag:
    """The article of a built page."""
    file = site / name.removesuffix(".md") / "index.html"
    article = BeautifulSoup(file.read_text("utf-8"), "lxml").select_one("article")
    assert article
    return article
