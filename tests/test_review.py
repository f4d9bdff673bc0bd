"""Nothing is out of date, and a change to the data can be read before it is published. No test asks the network."""

from datetime import date
from pathlib import Path

from scripts.content.front_matter import front_matter
from scripts.paths import ROOT
from scripts.upkeep.evidence_diff import Files, now, report
from scripts.upkeep.review import dates_in, everything, overdue, soon

SCOTLAND = "calculator/protocols/uk-scot-east-hydroxocobalamin-no-neuro.toml"


def changed(path: str, *changes: tuple[str, str]) -> list[str]:
    """What the report says when each text in one data file became another."""
    before: Files = now()
    text = before[path]
    for old, new in changes:
        assert old in text, f"{path} no longer says {old!r}; write the test anew"
        text = text.replace(old, new)
    return list(report(before, {**before, path: text}))


def test_nothing_waits_for_a_review_whose_day_has_passed() -> None:
    late = overdue(everything(), date.today())
    assert not late, "due for review:\n" + "\n".join(map(str, late))


def test_every_schedule_and_every_page_says_when_it_must_be_looked_at_again() -> None:
    dated = {one.file for one in everything()}
    wanted = {file.relative_to(ROOT) for file in ROOT.glob("calculator/protocols/*.toml")}
    missing = sorted(str(file) for file in wanted if file.as_posix() not in dated)
    assert not missing, f"no review date in {missing}"


def test_every_check_fact_and_response_says_when_it_must_be_looked_at_again() -> None:
    named = {(one.file, one.name) for one in everything()}
    for file in ("docs/_data/checks.toml", "docs/_data/facts.toml", "docs/_data/responses.toml"):
        ids = {line[1:-1] for line in (ROOT / file).read_text("utf-8").splitlines() if line.startswith("[")}
        missing = sorted(id for id in ids if (file, id) not in named)
        assert not missing, f"{file}: no review date in {missing}"


def test_what_is_due_soon_is_told_before_it_is_overdue() -> None:
    every = everything()
    nearest = every[0].day
    assert soon(every, nearest, days=0), "the nearest date is due on its own day"
    assert not overdue(every, nearest), "on its own day it is not yet overdue"
    assert overdue(every, date(2100, 1, 1)) == every


def test_a_review_date_is_found_wherever_it_stands_in_a_file() -> None:
    day = date(2027, 11, 22)
    data = {"one": {"next_review": day}, "list": [{"deep": {"next_review": day}}], "next": "no date"}
    assert list(dates_in(data)) == [("one", day), ("list[1].deep", day)]
    assert front_matter("---\nnext_review: 2027-11-22\n---\n# Title\n")["next_review"] == day


def test_a_changed_gap_is_told_injection_by_injection() -> None:
    lines = changed(SCOTLAND, ("period = 3\n", "period = 2\n"))
    assert lines[0] == SCOTLAND
    assert any("injections 7 to" in line and "3 months became 2 months" in line for line in lines), lines
    assert any("injections in 24 months became" in line for line in lines), lines


def test_a_changed_dose_is_told_with_both_amounts() -> None:
    lines = changed(SCOTLAND, ("dose = 1000", "dose = 100"))
    assert any("1,000 micrograms became 100 micrograms" in line for line in lines), lines


def test_a_changed_check_is_told_by_its_name() -> None:
    lines = changed("docs/_data/checks.toml", ("to = 10\n", "to = 11\n"))
    assert "  young-red-cells-on-days-7-to-10.to: 10 became 11" in lines


def test_data_that_did_not_change_tells_nothing() -> None:
    assert list(report(now(), now())) == []


def test_no_test_can_reach_the_network_through_the_review() -> None:
    callers = [
        file.name
        for file in Path(__file__).parent.glob("test_*.py")
        if file != Path(__file__)
        and ("broken_links(" in file.read_text() or "check_url(" in file.read_text())
    ]
    assert not callers
