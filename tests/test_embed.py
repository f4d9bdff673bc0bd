"""Views in a clinic's own page: they say who speaks, they fit their frame, and nothing else may be framed (rule G7)."""

import shutil
import threading
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from playwright.sync_api import Browser, Page

from scripts.clinics.embeds import snippet
from scripts.clinics.handouts import printable
from scripts.clinics.short_links import Address, register
from scripts.content.edition import FILE, read_edition
from scripts.delivery.dev_server import SiteServer
from scripts.paths import SITE
from tests.browser.faulty import FaultyServer
from tests.test_deploy import running

VIEWS = printable()


@cache
def view(one: Address) -> BeautifulSoup:
    return BeautifulSoup((SITE / "embed" / f"{one.code}.html").read_text("utf-8"), "html5lib")


@pytest.mark.parametrize("one", VIEWS, ids=lambda one: one.code)
def test_view_says_who_publishes_it_and_where_it_comes_from(one: Address) -> None:
    page = view(one)
    bar = page.select_one("header.bar")
    assert bar
    for words in ("B12 Injection Guide", "published by", "Checked on", "reviewed by"):
        assert words in bar.text
    assert bar.select_one(f'a[href="../s/{one.code}/"][target=_blank]')
    end = page.select_one("footer.end")
    brief, full = (page.select_one(f"header.bar .{which}") for which in ("brief", "full"))
    assert end
    assert brief
    assert full
    assert end.text.split() == full.text.split(), "a frame as tall as the view shows the same at its end"
    for words in ("B12 Injection Guide", "Checked on", "next check"):
        assert words in brief.text
    assert ("Source: " in brief.text) == bool(one.protocol)
    assert "not an instruction" in page.text
    assert not page.select("button, [hidden], details, [style], style, script:not([src])"), (
        "the bar must stay"
    )
    if one.protocol:
        assert "Source: " in bar.text
        foot = page.select_one("table.schedule tfoot")
        assert foot
        assert "EXAMPLE from" in foot.text


@pytest.fixture(scope="module")
def clinic(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, str]]:
    """A clinic's page on one host that holds the copied lines, and the guide on another."""
    top = tmp_path_factory.mktemp("clinic")
    with running(tmp_path_factory.mktemp("nginx")) as guide, SiteServer(top) as host:
        address = f"http://127.0.0.1:{guide.connection.port}/"
        ours = read_edition(FILE.read_text("utf-8"), address)
        start = "<!doctype html><title>A clinic</title>"
        (top / "index.html").write_text(start + snippet(register()["gb3"], ours))
        (top / "home.html").write_text(f'{start}<iframe src="{address}"></iframe>')
        lines = snippet(register()["late"], ours).replace(' loading="lazy"', "")
        theme = "<style>* { box-sizing: border-box } iframe { border: 6px solid }</style>"
        (top / "theme.html").write_text(start + theme + lines * 2)
        folded = '<div id="fold" style="width: 0; overflow: hidden">'
        (top / "folded.html").write_text(f"{start}{folded}{lines}</div>")
        threading.Thread(target=host.serve_forever, daemon=True).start()
        yield host.address.replace("127.0.0.1", "localhost"), address
        host.shutdown()


def framed(page: Page, address: str) -> str:
    """The text in the frame of the page at `address`."""
    page.goto(address)
    page.wait_for_timeout(1000)
    return page.frames[1].locator("body").inner_text()


@pytest.mark.browser
def test_copied_lines_show_the_view_at_its_full_height(clinic: tuple[str, str], browser: Browser) -> None:
    page = browser.new_page(viewport={"width": 320, "height": 640})
    assert "East Region Formulary" in framed(page, clinic[0])
    height = page.evaluate("document.querySelector('iframe').clientHeight")
    inside = page.frames[1].evaluate("document.documentElement.scrollHeight")
    assert height != 700, "no message has arrived"
    assert inside <= height + 1, f"{inside} px in a frame of {height} px"
    assert page.frames[1].evaluate("document.documentElement.scrollWidth <= innerWidth")
    page.close()


@pytest.mark.browser
def test_a_border_that_a_theme_counts_as_height_cuts_nothing_off_and_2_frames_do_not_disturb_each_other(
    clinic: tuple[str, str], browser: Browser
) -> None:
    page = browser.new_page(viewport={"width": 600, "height": 900})
    page.goto(f"{clinic[0]}theme.html")
    for number, view in enumerate(page.frames[1:]):
        frame = page.locator("iframe").nth(number)
        frame.scroll_into_view_if_needed()  # out of sight, a frame rests
        page.wait_for_function("(one) => one.offsetHeight !== 700", arg=frame.element_handle())
        view.wait_for_function("innerHeight >= document.documentElement.scrollHeight")
    one, other = page.evaluate("[...document.querySelectorAll('iframe')].map((one) => one.offsetHeight)")
    assert one == other
    page.close()


@pytest.mark.browser
def test_a_view_that_is_folded_away_leaves_its_frame_as_it_is_until_it_is_opened(
    clinic: tuple[str, str], browser: Browser
) -> None:
    page = browser.new_page(viewport={"width": 600, "height": 900})
    page.goto(f"{clinic[0]}folded.html")
    page.wait_for_timeout(1000)
    height = "document.querySelector('iframe').clientHeight"
    assert page.evaluate(height) == 700, "a view without width tells how tall one letter a line would be"
    page.evaluate("document.querySelector('#fold').style.width = 'auto'")
    page.wait_for_function(f"{height} > 700")
    page.frames[1].wait_for_function("innerHeight >= document.documentElement.scrollHeight")
    opened = page.evaluate(height)
    assert opened < 4000
    page.evaluate("document.querySelector('#fold').style.width = 0")
    page.wait_for_timeout(1000)
    assert page.evaluate(height) == opened
    page.close()


@pytest.mark.browser
def test_a_page_that_isolates_itself_shows_the_view_with_its_styles(
    clinic: tuple[str, str], browser: Browser, tmp_path: Path
) -> None:
    (tmp_path / "index.html").write_text(f'<!doctype html><iframe src="{clinic[1]}embed/gb3.html"></iframe>')
    with FaultyServer(tmp_path) as host:
        host.extra_headers = {"Cross-Origin-Embedder-Policy": "require-corp"}
        page = browser.new_page(viewport={"width": 600, "height": 900})
        assert "East Region Formulary" in framed(page, host.address.replace("127.0.0.1", "localhost"))
        assert (
            page.frames[1].evaluate("getComputedStyle(document.querySelector('.bar')).borderBottomWidth")
            == "4px"
        )
        page.close()


@pytest.mark.browser
@pytest.mark.parametrize("code", ["gb3", "late"])
def test_in_the_narrowest_frame_the_bar_leaves_room_and_no_row_breaks_a_word(
    clinic: tuple[str, str], browser: Browser, code: str
) -> None:
    """200 px wide: where the bar would take more than 6 parts of 10, it stands still, and the end says the same."""
    page = browser.new_page()
    for height in (200, 300, 400, 700):
        page.set_viewport_size({"width": 200, "height": height})
        page.goto(f"{clinic[1]}embed/{code}.html")
        page.evaluate("scrollTo(0, 900)")
        box = page.locator(".bar").bounding_box()
        assert box
        assert (box["y"] == 0) == (height > 200), f"{height} px high"
        assert box["y"] < 0 or box["height"] <= height * 0.6, f"{height} px high: no room to read"
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    each = page.locator(".schedule .each")
    for box in (one.bounding_box() for one in each.all()):
        assert box
        assert box["width"] > 120, "a dose breaks in the middle of a word"
    page.close()


@pytest.mark.browser
@pytest.mark.parametrize(("width", "height"), [(600, 400), (320, 400), (320, 200), (240, 200), (800, 200)])
@pytest.mark.parametrize("code", ["gb3", "late"])
def test_source_and_review_date_stay_in_sight_in_a_frame_that_is_too_low(
    clinic: tuple[str, str], browser: Browser, code: str, width: int, height: int
) -> None:
    """Also in one of 200 px, and there they leave half of it to read in."""
    page = browser.new_page(viewport={"width": width, "height": height})
    page.goto(f"{clinic[1]}embed/{code}.html")
    for place in ("0", "document.documentElement.scrollHeight / 2", "document.documentElement.scrollHeight"):
        page.evaluate(f"scrollTo(0, {place})")
        box = page.locator(".bar").bounding_box()
        assert box
        assert box["y"] == 0
        assert box["height"] <= max(height * 0.6, 120), "the bar leaves no room to read"
        seen = page.locator(".bar").inner_text()
        assert "Checked on" in seen
        assert ("Source: " in seen) == (code == "gb3")
    page.close()


@pytest.mark.browser
def test_a_bar_that_would_cover_the_whole_frame_does_not_stay(
    clinic: tuple[str, str], browser: Browser
) -> None:
    """As with letters twice as large: the frame's height is counted in lines of text."""
    page = browser.new_page(viewport={"width": 320, "height": 160})
    page.goto(f"{clinic[1]}embed/gb3.html")
    page.evaluate("scrollTo(0, 600)")
    box = page.locator(".bar").bounding_box()
    assert box
    assert box["y"] < -box["height"]
    page.close()


@pytest.mark.browser
def test_other_pages_refuse_to_be_framed(clinic: tuple[str, str], browser: Browser) -> None:
    page = browser.new_page()
    page.goto(clinic[1])
    assert "How much" in page.locator("body").inner_text(), "this tests nothing"
    assert "How much" not in framed(page, f"{clinic[0]}home.html")
    page.close()


def test_the_page_about_framing_states_the_policy() -> None:
    text = (Path(__file__).resolve().parent.parent / "docs/embed.md").read_text("utf-8")
    assert "Anybody may frame the views below `embed/`" in text
    assert "No other page of this site may be framed" in text


def test_words_to_use_call_the_sheet_the_instruction_and_the_site_background() -> None:
    text = (Path(__file__).resolve().parent.parent / "docs/link-to-us.md").read_text("utf-8")
    assert "Your clinic's sheet is your instruction. For background" in text
    assert shutil.which("nginx"), "make browsers installs nginx"
