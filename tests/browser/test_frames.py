"""A view in a clinic's page, in every browser: as tall as its text at any width, and the same in a sandbox."""

import threading
import time
from collections.abc import Iterator

import pytest

from scripts.clinics.embeds import embeds, snippet
from scripts.clinics.short_links import register
from scripts.content.edition import edition
from scripts.delivery.dev_server import SiteServer
from scripts.paths import SITE
from scripts.site import Site
from tests.browser.tab import Tab
from tests.test_deploy import free_port, running

pytestmark = pytest.mark.browser

SANDBOXES = {"free": "", "boxed": 'sandbox="allow-scripts"', "shut": "sandbox"}
SEEN = "iframe { position: absolute; top: 0; width: 360px }"  # Chromium lets a frame out of sight rest
HEIGHTS = (
    "Object.fromEntries([...document.querySelectorAll('iframe')].map((one) => [one.id, one.clientHeight]))"
)


@pytest.fixture(scope="module")
def clinic(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A page with the copied lines 3 times: as they are, in a sandbox that lets scripts run, and in one that does not.

    The guide stands on another host, and was built for its address there.
    """
    top, site, port = tmp_path_factory.mktemp("clinic"), tmp_path_factory.mktemp("guide"), free_port()
    address = f"http://127.0.0.1:{port}/"
    for each in SITE.iterdir():
        if each.name != "embed":
            (site / each.name).symlink_to(each)
    with pytest.MonkeyPatch.context() as here:
        here.setenv("SITE_URL", address)
        edition.cache_clear()
        embeds(Site(site))
        lines = snippet(register()["gb3"], edition())
        lines = lines.replace('loading="lazy" ', "")  # a frame further down is not in sight
        frames = (lines.replace("<iframe ", f'<iframe id="{id}" {how} ') for id, how in SANDBOXES.items())
        (top / "index.html").write_text(
            f"<!doctype html><title>A clinic</title><style>{SEEN}</style>{''.join(frames)}"
        )
        with running(tmp_path_factory.mktemp("nginx"), site=site, port=port), SiteServer(top) as host:
            threading.Thread(target=host.serve_forever, daemon=True).start()
            yield host.address.replace("127.0.0.1", "localhost")
            host.shutdown()
    edition.cache_clear()


def heights(tab: Tab, width: int, before: dict[str, int]) -> dict[str, int]:
    """The frames' heights once they are that wide and their views have answered, with all their letters."""
    tab.js(f"document.querySelectorAll('iframe').forEach((one) => {{ one.style.width = '{width}px'; }})")
    answered = f"""((now) => ["free", "boxed"].every((id) => now[id] !== ({before})[id]) && now)({HEIGHTS})"""
    found: dict[str, int] = {}
    while found != (now := tab.until(answered, f"a view {width} px wide does not tell how tall it is")):
        found = now
        time.sleep(0.5)
    return found


def test_a_frame_grows_and_shrinks_with_its_text_and_is_the_same_in_a_sandbox(tab: Tab, clinic: str) -> None:
    tab.open(clinic)
    narrow = heights(tab, 360, {"free": 700, "boxed": 700})
    wide = heights(tab, 1000, narrow)
    assert wide["free"] < narrow["free"] - 500, "blank space is left below the text"
    again = heights(tab, 360, wide)
    assert abs(again["free"] - narrow["free"]) < narrow["free"] / 25
    for one in (narrow, wide):
        # letters that come late are not taken for ones that are there (font-display), which is a few lines' difference
        assert abs(one["boxed"] - one["free"]) < one["free"] / 25, "in a sandbox a view lacks its styles"
    assert narrow["shut"] == 700, "without scripts the frame keeps its height, and scrolls"
