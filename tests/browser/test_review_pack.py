"""The review pack driven as a clinician would: from a disk, by keys, closed and opened again, on screen and paper."""

import json
import re
import unicodedata
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import BrowserContext, Page
from pypdf import PdfReader

from scripts.content.reviews import AGREE, CHANGE, NOT_MINE, Review, read_review
from scripts.content.statement_ids import statements
from scripts.content.statements import Statement
from scripts.review.contents import Item, parts
from scripts.review.pack import Pack, Place, page, print_pack
from scripts.upkeep.screenshots import CHROMIUM
from tests.browser.chromium import FLAGS, Chromium
from tests.browser.tab import Tab
from tests.browser.test_states import RUN_AXE, faults

pytestmark = [pytest.mark.browser, pytest.mark.timeout(300)]

BAD = "</p><script>document.title = 'run'</script><img src=x onerror=\"document.title = 'run'\"> & \"'"
HOSTILE = Statement("fact/hostile", "warning", BAD, (BAD, BAD), shown=(BAD,))
UK, FOREIGN = "uk-bnf-hydroxocobalamin-no-neuro", "no-hydroxocobalamin-prophylaxis"
KINDS = ("sign/", "number/", "step/", "fact/", "check/", "response/", "disagreement/route/", "get-help/")
SIZES = {360: 740, 1280: 800}
HAND = "document.querySelector('.hand')?.dataset.number ?? ''"
FOCUSED = "document.activeElement"
DRAWN = "new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))"
SIGHT = """() => {
  const { top } = document.querySelector(".hand").getBoundingClientRect();
  return [top - document.querySelector(".bar").getBoundingClientRect().bottom, innerHeight - top];
}"""
ANSWERS = """() => Object.fromEntries([...document.querySelectorAll(".one")]
  .map((one) => [one.dataset.number, [one.querySelector(":checked").value, one.querySelector("textarea").value]])
  .filter(([, said]) => said.join("")))"""
NUMBERS = "all => all.filter((one) => !one.hidden).map((one) => one.dataset.number)"
OVER_THE_EDGE = """() => [...document.querySelectorAll("body *")].filter((one) => one.checkVisibility()
  && !one.closest(".visually-hidden") && one.getBoundingClientRect().right > innerWidth + 1)
  .map((one) => one.outerHTML.slice(0, 200))"""
NO_STORAGE = "Object.defineProperty(window, 'localStorage', { get() { throw new DOMException('', 'SecurityError'); } })"
KEY = """(document.activeElement ?? document.body)
  .dispatchEvent(new KeyboardEvent("keydown", { key: "%s", bubbles: true }))"""


def some() -> list[Statement]:
    """A few statements of every kind, two schedules, and one whose words try to be markup."""
    every = list(statements().values())
    few = [one for kind in KINDS for one in [one for one in every if one.id.startswith(kind)][:4]]
    return [*few, *(one for one in every if one.protocol in (UK, FOREIGN)), HOSTILE]


@pytest.fixture(scope="module")
def pack() -> Pack:
    """A pack that a test can go through in seconds."""
    ones = some()
    at = {one.id: [Place("When to call for help", "get-help/"), Place(BAD, f"{BAD}/")] for one in ones}
    return Pack(parts(ones), at)


@pytest.fixture(scope="module")
def file(pack: Pack, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The pack's one file."""
    html = tmp_path_factory.mktemp("pack") / "index.html"
    html.write_text(page(pack), "utf-8")
    return html


@pytest.fixture
def sheet(chromium: Chromium, file: Path) -> Iterator[Page]:
    """The pack in a window that forgets it afterwards."""
    context = chromium.browser.new_context(viewport={"width": 1280, "height": 800}, reduced_motion="reduce")
    opened = context.new_page()
    opened.goto(file.as_uri())
    yield opened
    context.close()


def press(sheet: Page, *keys: str) -> None:
    """Keys one after the other."""
    for key in keys:
        sheet.keyboard.press(key)


def tab_to(sheet: Page, selector: str, key: str = "Tab") -> None:
    """Go by Tab until a control has the focus."""
    for _ in range(80):
        press(sheet, key)
        if sheet.evaluate(f"{FOCUSED}.matches({json.dumps(selector)})"):
            return
    raise AssertionError(f"Tab does not lead to {selector}")


def saved(sheet: Page) -> tuple[str, Review]:
    """The name and the text of the file that Enter writes, as the repository reads it."""
    with sheet.expect_download() as waiting:
        press(sheet, "Enter")
    return waiting.value.suggested_filename, read_review(waiting.value.path().read_text("utf-8"), "the file")


def answers(sheet: Page) -> dict[str, list[str]]:
    """What is ticked and written, by number; nothing for a statement without either."""
    found: dict[str, list[str]] = sheet.evaluate(ANSWERS)
    return found


def said(sheet: Page) -> str:
    """What the bar tells."""
    return sheet.locator(".bar__said").inner_text()


def items(pack: Pack, protocol: str) -> list[Item]:
    """A schedule's statements that stand together with its doses."""
    groups = [group for part in pack.parts if part.id.startswith("dose-") for group in part.groups]
    [found] = [group.items for group in groups if group.items[0].one.protocol == protocol]
    return list(found)


def to(sheet: Page, item: Item) -> None:
    """Take a statement in hand, from its comment."""
    sheet.evaluate(f"document.querySelector('#s{item.number}').closest('details').open = true")
    sheet.locator(f"#c{item.number}").focus()
    press(sheet, "Escape")
    assert sheet.evaluate(HAND) == str(item.number)


def again(chromium: Chromium, profile: Path, width: int) -> BrowserContext:
    """A browser with a profile on disk, as a reader has."""
    context: BrowserContext = chromium.playwright.chromium.launch_persistent_context(
        profile,
        executable_path=CHROMIUM,
        args=FLAGS,
        viewport={"width": width, "height": SIZES[width]},
    )
    return context


# --- by keys


@pytest.mark.parametrize("width", SIZES)
def test_by_keys_alone_answers_are_given_kept_over_a_restart_and_written_into_a_file(
    chromium: Chromium, pack: Pack, file: Path, tmp_path: Path, width: int
) -> None:
    asked: list[str] = []
    first = again(chromium, tmp_path, width)
    first.on("request", lambda request: asked.append(request.url))
    sheet = first.new_page()
    sheet.goto(file.as_uri())
    tab_to(sheet, "[data-do=begin]")
    press(sheet, "Enter")
    for number, key in (("1", "a"), ("2", "n"), ("3", "")):
        assert sheet.evaluate(HAND) == number
        below_bar, above_end = sheet.evaluate(SIGHT)
        assert 0 <= below_bar < 40 < above_end, "the one in hand is not just below the bar"
        if key:
            press(sheet, key)
    press(sheet, "c")
    assert sheet.evaluate(f"{FOCUSED}.id") == "c3"
    sheet.keyboard.type("Say a, c, n, u, j, k and ? so that a patient knows.")
    press(sheet, "Escape", "j")
    given = {
        "1": ["agree", ""],
        "2": ["not-mine", ""],
        "3": ["change", "Say a, c, n, u, j, k and ? so that a patient knows."],
    }
    assert answers(sheet) == given
    left = f"{len(pack.items) - 3} left in all."
    assert sheet.locator("[data-left]").inner_text().endswith(left)
    first.close()

    second = again(chromium, tmp_path, width)
    second.on("request", lambda request: asked.append(request.url))
    sheet = second.new_page()
    sheet.goto(file.as_uri())
    assert answers(sheet) == given, "something was lost when the browser was closed"
    assert sheet.locator("[data-left]").inner_text().endswith(left)
    tab_to(sheet, "[data-do=begin]")
    press(sheet, "Enter")
    assert sheet.evaluate(HAND) == "4", "it does not go on where the reviewer stopped"
    tab_to(sheet, "a[href='#send']", "Shift+Tab")
    press(sheet, "Enter")
    for id, text in (
        ("name", "Ann O'Ther"),
        ("role", "Haematology nurse"),
        ("body", "NMC"),
        ("number", "12"),
    ):
        tab_to(sheet, f"#{id}")
        sheet.keyboard.type(text)
    tab_to(sheet, "[data-do=save]")
    name, review = saved(sheet)
    day = sheet.locator("#day").input_value()
    assert name == f"b12-review-{day}-ann-o-ther.json"
    assert str(review.day) == day
    assert (review.reviewer.shown, review.language) == ("Ann O'Ther, Haematology nurse", "en")
    expected = [(item.one.id, item.one.digest) for item in pack.items[:3]]
    assert [(id, one.digest) for id, one in review.answers.items()] == expected
    assert [one.says for one in review.answers.values()] == [AGREE, NOT_MINE, CHANGE]
    assert [one.comment for one in review.answers.values()] == ["", "", given["3"][1]]
    assert name in sheet.locator("[data-saved]").inner_text()
    assert asked
    assert not [url for url in asked if not url.startswith(("file:", "data:", "blob:"))]
    second.close()


def test_keys_are_listed_and_can_be_turned_off(sheet: Page) -> None:
    sheet.locator("[data-do=begin]").click()
    press(sheet, "?")
    assert sheet.locator("dialog").is_visible()
    press(sheet, "a")
    sheet.locator("#keys-on").uncheck()
    press(sheet, "Escape", "a", "j")
    assert not sheet.locator("dialog").is_visible()
    assert (answers(sheet), sheet.evaluate(HAND)) == ({}, "1")


def test_an_answer_is_undone_by_key_by_press_and_by_choosing_none(sheet: Page) -> None:
    press(sheet, "u")
    assert said(sheet) == "There is nothing to undo."
    sheet.locator("[data-do=begin]").click()
    press(sheet, "a", "n", "u")
    assert answers(sheet) == {"1": ["agree", ""]}
    assert sheet.evaluate(HAND) == "2"
    sheet.locator("[data-do=undo]").click()
    assert answers(sheet) == {}
    sheet.locator("#s2 input[value=agree]").check()
    assert answers(sheet) == {"2": ["agree", ""]}
    sheet.locator("#s2 input[value='']").check()
    assert answers(sheet) == {}


# --- a schedule as a whole


def test_a_schedule_is_agreed_with_as_a_whole_only_once_all_of_it_was_on_the_screen(
    sheet: Page, pack: Pack
) -> None:
    for protocol in (UK, FOREIGN):
        before, them = answers(sheet), items(pack, protocol)
        to(sheet, them[0])
        press(sheet, "Shift+A")
        assert "not on your screen yet" in said(sheet)
        assert answers(sheet) == before
        sheet.evaluate(DRAWN)  # a key can be quicker than the screen: no eye would have seen the first one
        press(sheet, "n")
        for item in them[1:]:
            to(sheet, item)
            sheet.locator(f"#s{item.number} .one__answer").scroll_into_view_if_needed()
            sheet.evaluate(DRAWN)
        press(sheet, "Shift+A")
        before[str(them[0].number)] = ["not-mine", ""]
        assert answers(sheet) == {**before, **{str(item.number): ["agree", ""] for item in them[1:]}}
        press(sheet, "u")
        assert answers(sheet) == before


def test_nothing_but_a_schedule_can_be_agreed_with_as_a_whole(sheet: Page) -> None:
    sheet.locator("[data-do=begin]").click()
    press(sheet, "Shift+A")
    assert said(sheet) == "Only a schedule can be agreed with as a whole."
    assert answers(sheet) == {}
    together = sheet.locator(".group:has([data-do=all])")
    titles = together.evaluate_all("all => all.map((one) => one.dataset.title)")
    assert set(titles) == {one.heading for one in some() if one.protocol}
    assert sheet.locator("[data-do=all]").count() == len(titles)


# --- the file


def test_the_registration_is_in_the_file_when_the_reviewer_wishes_it_shown(sheet: Page) -> None:
    sheet.locator("[data-do=begin]").click()
    press(sheet, "a")
    for id, text in (("name", "Ann"), ("role", "Nurse"), ("body", "NMC"), ("number", "12")):
        sheet.locator(f"#{id}").fill(text)
    sheet.locator("#show").check()
    sheet.locator("[data-do=save]").focus()
    assert saved(sheet)[1].reviewer.shown == "Ann, Nurse (NMC 12)"


def test_no_file_is_written_while_something_is_missing_and_each_fault_leads_to_its_place(sheet: Page) -> None:
    sheet.locator("[data-do=begin]").click()
    press(sheet, "c", "Escape")
    sheet.locator("[data-do=save]").click()
    assert sheet.locator("[data-errors] p").all_inner_texts() == [
        "Write your name.",
        "Write your role.",
        "Say what should change in statement 1.",
    ]
    assert sheet.evaluate(f"{FOCUSED}.matches('[data-errors]')")
    assert sheet.locator("#c1").get_attribute("aria-invalid") == "true"
    sheet.locator("[data-errors] a").nth(2).click()
    assert sheet.evaluate(f"{FOCUSED}.id") == "c1"


def test_a_saved_file_is_opened_on_another_device_and_what_no_longer_fits_is_named(
    sheet: Page, pack: Pack, tmp_path: Path
) -> None:
    one, two = (item.one for item in pack.items[:2])
    found: dict[str, Any] = {
        "format": "b12-review/1",
        "reviewer": {"name": BAD, "role": "Nurse"},
        "reviewed_on": "2026-12-01",
        "answers": {
            one.id: {"digest": one.digest, "answer": "change", "comment": BAD},
            two.id: {"digest": "other words", "answer": "agree"},
            BAD: {"digest": "x", "answer": "agree"},
        },
    }
    for text, told in (
        (json.dumps({**found, "language": "de"}), "This file is about another language."),
        ("{}", "This file is not one that was saved here."),
        (json.dumps(found), f"1 answers taken from the file. 2 answers no longer fit, .*: {two.id}, "),
    ):
        (tmp_path / "saved.json").write_text(text, "utf-8")
        sheet.locator("#file").set_input_files(tmp_path / "saved.json")
        sheet.locator("[data-opened]:not([hidden])").filter(has_text=re.compile(told)).wait_for()
    assert answers(sheet) == {"1": ["change", BAD]}
    assert sheet.locator("#name").input_value() == BAD
    assert BAD in sheet.locator("[data-opened]").inner_text()
    assert sheet.title() != "run"


# --- what a reviewer sees


def test_a_reviewer_can_look_at_what_is_not_answered_or_to_change_only(sheet: Page, pack: Pack) -> None:
    sheet.locator("[data-do=begin]").click()
    press(sheet, "a", "c")
    sheet.keyboard.type("No.")
    for filter, shown in (
        ("change", ["2"]),
        ("open", [str(n) for n in range(3, len(pack.items) + 1)]),
        ("all", [str(n) for n in range(1, len(pack.items) + 1)]),
    ):
        sheet.locator("#filter").select_option(filter)
        assert sheet.locator(".one").evaluate_all(NUMBERS) == shown


def test_hostile_words_are_read_and_never_run(sheet: Page, pack: Pack) -> None:
    [item] = [item for item in pack.items if item.one.id == HOSTILE.id]
    to(sheet, item)
    press(sheet, "c")
    sheet.keyboard.insert_text(BAD)
    sheet.reload()
    assert answers(sheet) == {str(item.number): ["change", BAD]}
    assert sheet.locator(f"#w{item.number} p").first.inner_text() == BAD
    assert sheet.title() != "run"
    assert sheet.locator("img, body script:not([type=module])").count() == 0


def test_where_the_browser_keeps_nothing_that_is_said_and_the_file_can_be_saved(
    chromium: Chromium, sheet: Page, file: Path
) -> None:
    assert not sheet.locator("[data-forgets]").is_visible()
    context = chromium.browser.new_context()
    context.add_init_script(NO_STORAGE)
    sheet = context.new_page()
    sheet.goto(file.as_uri())
    assert "Save the file before you close" in sheet.locator("[data-forgets]").inner_text()
    sheet.locator("[data-do=begin]").click()
    press(sheet, "a")
    sheet.locator("#name").fill("Ann")
    sheet.locator("#role").fill("Nurse")
    sheet.locator("[data-do=save]").focus()
    assert len(saved(sheet)[1].answers) == 1
    context.close()


@pytest.mark.slow
def test_the_pack_can_be_read_and_pressed_in_every_light_and_size(sheet: Page) -> None:
    sheet.evaluate("document.querySelectorAll('details').forEach((part) => (part.open = true))")
    sheet.locator("[data-do=save]").click()
    sheet.locator("[data-do=begin]").click()
    press(sheet, "a", "c", "Escape")
    assert not faults(sheet)
    press(sheet, "?")
    assert not sheet.evaluate(RUN_AXE)  # what lies behind the list of keys cannot be pressed now


def test_letters_twice_as_large_fit_on_a_phone(sheet: Page) -> None:
    sheet.set_viewport_size({"width": 360, "height": 740})
    sheet.evaluate("document.documentElement.style.setProperty('font-size', '200%')")
    sheet.locator("[data-do=begin]").click()
    assert sheet.evaluate(OVER_THE_EDGE) == []
    assert sheet.evaluate("document.documentElement.scrollWidth") == 360


def test_on_paper_every_number_stands_with_its_words_and_three_boxes(
    chromium: Chromium, pack: Pack, file: Path
) -> None:
    print_pack(file, pack, chromium.browser)
    leaves = PdfReader(file.with_name("review-pack.pdf")).pages
    pages = [unicodedata.normalize("NFKC", leaf.extract_text()) for leaf in leaves]  # "ff" may be one letter
    text = re.sub(r"\s+", "", "".join(pages))
    at = 0
    for item in pack.items:  # in the order of the screen, each number before its words
        after = f"Stands after: {item.one.after}" if item.one.after else ""
        words = re.sub(r"\s+", "", f"{item.number}{after}{''.join(item.one.words)}")
        at = text.find(words, at)
        assert at >= 0, f"statement {item.number} is not on paper in its place: {item.one.words}"
    assert text.count("AgreeChangeNotmineComment") == len(pack.items)
    for n, leaf in enumerate(pages, 1):
        assert f"Page {n} of {len(pages)}" in leaf
        assert pack.digest in leaf
    resources: Any = leaves[1]["/Resources"]
    letters = [font.get_object()["/BaseFont"] for font in resources["/Font"].values()]
    assert any("Atkinson" in name for name in letters), "other letters than the site's"
    assert "Signature" in pages[-1]
    assert "Undo" not in text


def test_every_browser_opens_it_from_a_disk_and_keeps_an_answer(tab: Tab, file: Path) -> None:
    tab.open(file.as_uri())
    tab.until("document.body.classList.contains('ready')", "the pack's script does not run")
    for letter in "jan":
        tab.js(KEY % letter)
    tab.open("about:blank")
    tab.open(file.as_uri())
    kept = "[...document.querySelectorAll('.one :checked')].slice(0, 3).map((one) => one.value)"
    assert tab.until(kept, "nothing is kept") == ["agree", "not-mine", ""]
    assert tab.js("getComputedStyle(document.querySelector('.bar')).position") == "sticky"
