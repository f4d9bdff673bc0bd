"""The questions, as a reader meets them: rules C1 to C4, C12, C14, D1, D2 and A5, and what Back and a reload keep."""

import pytest

from calculator.choices import open_choices
from calculator.protocol import protocol
from calculator.regimen import Protocol
from tests.browser.reader import STARTING, Reader, until

pytestmark = pytest.mark.browser

ID, COUNTRY = "uk-bnf-hydroxocobalamin-no-neuro", "GB"
ONE: Protocol = protocol(ID)
(OPEN,) = open_choices(ONE)
LINK = f"v=1&protocol={ID}&start=2027-03-27&months=12&{OPEN.key}=2"
NAMES = "[...document.querySelectorAll('[data-form] [name]')].map((field) => field.name)"
CHOSEN = (
    "[...document.querySelectorAll('[data-form] :checked')].filter((it) => it.value).map((it) => it.name)"
)
TYPED = "['day', 'month', 'year'].map((part) => document.getElementById(`start-${part}`).value)"
# From here on, everything that the status line says is remembered.
LISTEN = """() => {
    window.said = [];
    window.listener?.disconnect();
    const status = document.querySelector("[data-status]");
    window.listener = new MutationObserver(() => window.said.push(status.textContent));
    window.listener.observe(status, { childList: true });
}"""
# And every message that goes to Python.
ASKED = """() => {
    const [real, asked] = [Worker.prototype.postMessage, window.asked = []];
    Worker.prototype.postMessage = function (message) {
        asked.push(message.request);
        real.call(this, message);
    };
}"""
RESULT = "document.querySelector('[data-result]').textContent"


def at_the_last_question(reader: Reader) -> None:
    """The third question, with nothing in it yet."""
    reader.go("")
    reader.page.wait_for_selector("input[name=group]")
    reader.go(f"v=1&group={COUNTRY}&protocol={ID}")
    reader.page.wait_for_selector("#start-day")


def filled(reader: Reader) -> None:
    """The third question, answered."""
    at_the_last_question(reader)
    reader.choose(OPEN.key, "2")
    reader.start_at("27", "3", "2027")


@pytest.fixture(autouse=True, scope="module")
def awake(reader: Reader) -> None:
    """Python runs before the first test."""
    reader.open(f"v=1&group={COUNTRY}")
    reader.page.wait_for_selector("input[name=protocol]")


def test_what_the_page_does_not_do_stands_before_the_first_control(reader: Reader) -> None:
    found = reader.page.evaluate(
        """() => {
            const says = [...document.querySelectorAll("main p")].find((p) => p.textContent.includes("does not:"));
            const control = document.querySelector("injection-calculator :is(input, select, button)");
            const before = says.compareDocumentPosition(control) & Node.DOCUMENT_POSITION_FOLLOWING;
            return [Boolean(before), says.nextElementSibling.children.length];
        }"""
    )
    assert found[0], "the first control comes before the limits of the page (C12)"
    assert 1 <= found[1] <= 4


def test_only_the_example_and_a_start_are_asked_for(reader: Reader) -> None:
    reader.go("")
    reader.page.wait_for_selector("input[name=group]")
    assert set(reader.page.evaluate(NAMES)) == {"group", "ask"}
    reader.go(f"v=1&group={COUNTRY}")
    reader.page.wait_for_selector("input[name=protocol]")
    assert set(reader.page.evaluate(NAMES)) == {"group", "protocol", "ask"}
    at_the_last_question(reader)
    fields = {"group", "protocol", "ask", OPEN.key, "start-day", "start-month", "start-year", "months"}
    assert set(reader.page.evaluate(NAMES)) == fields


def test_nothing_is_chosen_before_the_reader_chooses(reader: Reader) -> None:
    for place, selector in (("", "input[name=group]"), (f"v=1&group={COUNTRY}", "input[name=protocol]")):
        reader.go(place)
        reader.page.wait_for_selector(selector)
        assert reader.page.evaluate(CHOSEN) == []
    at_the_last_question(reader)
    assert reader.page.evaluate(CHOSEN) == ["months"]
    reader.go("v=1&protocol=&second=")
    reader.page.wait_for_selector("#second")
    assert reader.page.evaluate(CHOSEN) == []


def test_without_a_start_the_example_has_day_numbers(reader: Reader) -> None:
    at_the_last_question(reader)
    reader.choose(OPEN.key, "2")
    reader.show()
    rows = reader.rows()
    assert rows[0]["day"] == 1
    assert all(row["when"].lower().removeprefix("about ").startswith("day ") for row in rows)


@pytest.mark.parametrize(
    ("day", "month", "year"),
    [("27", "3", "2027"), (" 27. ", "MARCH", "2027 "), ("027", "mar", " 2027"), ("27th", "03", "2027")],
)
def test_any_sensible_typing_is_understood(reader: Reader, day: str, month: str, year: str) -> None:
    at_the_last_question(reader)
    reader.choose(OPEN.key, "2")
    reader.start_at(day, month, year)
    reader.show()
    assert reader.rows()[0]["when"].startswith("Saturday 27 March 2027")
    assert (
        "Start: Saturday 27 March 2027 (a weekend day)." in reader.page.locator("[data-result]").inner_text()
    )


def test_the_start_can_be_changed_from_beside_the_example(reader: Reader) -> None:
    filled(reader)
    reader.show()
    reader.page.locator("[data-result] .answered a").click()
    assert reader.focus() == "start-day"
    assert "start=2027-03-27" in reader.page.url, "the way to a field took the address of the example"


@pytest.mark.parametrize(
    "change", [f"[name='{OPEN.key}'][value='3']", "[name=months][value='24']", "#start-day"]
)
def test_a_changed_entry_removes_the_old_example_and_does_nothing_else(reader: Reader, change: str) -> None:
    filled(reader)
    reader.show()
    before = reader.page.evaluate(NAMES)
    reader.page.evaluate(LISTEN)
    if change == "#start-day":
        reader.page.locator(change).press_sequentially("1")
    else:
        reader.page.locator(f".choice:has({change}) label").click()
    assert reader.page.evaluate(RESULT) == "", "an entry was changed and the old example still stands (C4)"
    reader.page.keyboard.press("Tab")  # away from the field
    reader.page.wait_for_timeout(150)
    assert reader.page.evaluate(RESULT) == ""
    assert not any(reader.page.evaluate("window.said")), "the reader hears of what nobody asked for"
    assert reader.page.evaluate(NAMES) == before
    assert reader.page.locator("#problems").count() == 0, "told on leaving the field, not on sending (D2)"


def test_what_is_wrong_is_told_on_top_and_at_its_field(reader: Reader) -> None:
    at_the_last_question(reader)
    place = reader.page.url
    reader.start_at("31", "feb", "2027")
    told = reader.problems()
    assert len(told) == 2
    assert reader.page.title().startswith("Error: ")
    assert reader.focus() == "problems"
    assert reader.status() == "There are 2 problems."
    assert reader.page.evaluate(RESULT) == "", "a result beside an error (C3)"
    assert reader.page.evaluate(TYPED) == ["31", "feb", "2027"]
    assert reader.page.locator(".problem").all_text_contents() == told
    for number, sentence in enumerate(told):
        reader.page.locator("#problems a").nth(number).click()
        question = reader.page.locator("fieldset:focus-within .problem")
        assert question.text_content() == sentence, "the link leads to another question"
    assert reader.page.url == place, "a link of the list took the place of the question's address"
    assert reader.page.evaluate(TYPED) == ["31", "feb", "2027"]


@pytest.mark.parametrize(
    ("day", "month", "year", "words"),
    [
        ("", "3", "2027", "must include a day"),
        ("27", "", "2027", "must include a month"),
        ("27", "3", "", "must include a year"),
        ("27", "13", "2027", "must be a real date"),
        ("27", "3", "27", "must have 4 numbers"),
        ("27", "3", "2199", "must be between"),
    ],
)
def test_each_kind_of_wrong_date_is_explained(
    reader: Reader, day: str, month: str, year: str, words: str
) -> None:
    at_the_last_question(reader)
    reader.choose(OPEN.key, "2")
    reader.start_at(day, month, year)
    (told,) = reader.problems()
    assert words in told
    assert reader.page.evaluate(TYPED) == [day, month, year]
    assert reader.rows() == []


def test_the_date_is_three_plain_fields(reader: Reader) -> None:
    at_the_last_question(reader)
    for part in ("day", "month", "year"):
        field = reader.page.locator(f"#start-{part}")
        assert (field.get_attribute("type"), field.get_attribute("inputmode")) == ("text", "numeric")
    reader.page.locator("#start-day").press_sequentially("27")
    assert reader.focus() == "start-day", "the focus jumped to the next field by itself"


def test_the_example_is_said_once_and_takes_the_focus_only_after_a_press(reader: Reader) -> None:
    filled(reader)
    assert reader.focus() == "start-year"
    reader.page.evaluate(LISTEN)
    reader.show()
    reader.page.wait_for_timeout(150)
    said = reader.page.evaluate("window.said")
    assert len([one for one in said if one.startswith("Example shown: ")]) == 1
    assert len(said) == 1
    assert reader.focus() == "result"
    live = "[aria-live], [role=alert], [role=status], [role=log]"
    assert reader.page.locator("injection-calculator").locator(live).count() == 1
    reader.go("")
    reader.page.wait_for_selector("input[name=group]")
    reader.go(LINK)
    reader.page.wait_for_selector("#result")
    assert reader.focus() == "", "a link moved the focus by itself"


def test_enter_in_a_field_asks_for_the_example(reader: Reader) -> None:
    filled(reader)
    reader.page.press("#start-year", "Enter")
    reader.page.wait_for_selector("#result")
    assert reader.page.locator("#start-day").count() == 1


def test_back_and_forward_keep_what_was_typed(reader: Reader) -> None:
    filled(reader)
    reader.show()
    reader.page.go_back()
    until(reader.page, "!document.querySelector('#result')")
    assert reader.page.evaluate(TYPED) == ["27", "3", "2027"]
    assert set(reader.page.evaluate(CHOSEN)) == {OPEN.key, "months"}
    assert reader.page.title() == "Example schedules"
    reader.page.go_forward()
    reader.page.wait_for_selector("#result")
    assert reader.page.evaluate(TYPED) == ["27", "3", "2027"]
    assert reader.rows()[0]["when"].startswith("Saturday 27 March 2027")


def test_a_place_on_the_page_is_no_new_question(reader: Reader) -> None:
    filled(reader)
    reader.go("content")
    reader.page.wait_for_timeout(150)
    assert reader.page.evaluate(TYPED) == ["27", "3", "2027"]


def test_a_reload_keeps_what_was_typed_and_not_sent(reader: Reader) -> None:
    filled(reader)
    reader.page.reload()
    reader.page.wait_for_selector("#start-day", timeout=STARTING)
    assert reader.page.evaluate(TYPED) == ["27", "3", "2027"]
    assert set(reader.page.evaluate(CHOSEN)) == {OPEN.key, "months"}
    assert reader.page.evaluate("Boolean(document.querySelector('#result'))") is False


def test_a_bookmark_opens_the_same_course(reader: Reader) -> None:
    filled(reader)
    reader.show()
    rows, place = reader.rows(), reader.page.url
    assert reader.page.locator(".keep a").get_attribute("href") == "#" + LINK
    assert place.endswith("#" + LINK)
    reader.open(LINK)
    reader.page.wait_for_selector("#result")
    assert reader.rows() == rows
    reader.page.reload()
    reader.page.wait_for_selector("#result", timeout=STARTING)
    assert reader.rows() == rows


def test_calendars_come_after_the_rows_and_never_to_a_changed_entry(reader: Reader) -> None:
    filled(reader)
    reader.show()
    reader.page.wait_for_selector("table.month")
    seen = reader.page.evaluate(
        """async () => {
            const result = document.querySelector("[data-result]");
            const rows = new Promise((done) => new MutationObserver((_, watch) => {
                if (result.querySelector("tr[data-day]")) { watch.disconnect(); done(); }
            }).observe(result, { childList: true, subtree: true }));
            document.querySelector("[name=months][value='24']").click();
            document.querySelector("button[value=show]").click();
            await rows;
            const months = result.querySelectorAll("table.month").length;
            document.querySelector("[name=months][value='6']").click();
            await new Promise((done) => setTimeout(done, 500));
            return [months, result.textContent, document.querySelectorAll("table.month").length];
        }"""
    )
    assert seen == [0, "", 0]


def test_what_is_likely_asked_next_is_worked_out_in_silence_and_asked_only_once(reader: Reader) -> None:
    filled(reader)
    reader.show()
    reader.page.evaluate(ASKED)
    reader.choose("months", "24")
    reader.page.wait_for_timeout(500)
    assert len(reader.page.evaluate("asked")) == 1
    assert reader.page.locator("[data-result]").text_content() == "", "an example that nobody asked for"
    assert reader.status() == "", "the reader hears of what nobody asked for"
    reader.show()
    assert "months=24" in reader.page.url
    assert len(reader.page.evaluate("asked")) == 1, "the same was asked twice"


def test_what_was_worked_out_in_silence_is_never_shown_for_another_entry(reader: Reader) -> None:
    filled(reader)
    reader.show()
    reader.page.evaluate(
        """() => {
            const form = document.querySelector("[data-form]");
            for (const months of [24, 6, 24]) form.querySelector(`[name=months][value="${months}"]`).click();
            form.querySelector("[name=months][value='6']").checked = true; // no event: nobody foresaw this
            form.querySelector("button[value=show]").click();
        }"""
    )
    reader.page.wait_for_selector("#result")
    assert "months=6" in reader.page.url
    assert reader.page.is_checked("[name=months][value='6']")
    rows = len(reader.rows())
    reader.page.reload()
    reader.page.wait_for_selector("#result", timeout=STARTING)
    assert len(reader.rows()) == rows
