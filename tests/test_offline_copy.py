"""The site without a network: what a device keeps at once, and the whole as one zip file, to read from a disk."""

import json
import posixpath
import re
import zipfile

from bs4 import BeautifulSoup

from calculator.protocol import protocol_ids
from scripts.delivery.offline import PAGES_WEIGH, for_a_disk, with_it
from scripts.paths import SITE


def test_a_link_to_a_folder_names_its_page_and_no_other_link_changes() -> None:
    for written, wanted in (
        ('<a href="../dose/">', '<a href="../dose/index.html">'),
        ('<a class="x" href="..">', '<a class="x" href="../index.html">'),
        ('<a href="../..">', '<a href="../../index.html">'),
        ('<a href="../words/#dose">', '<a href="../words/index.html#dose">'),
        ('<a href="#dose">', '<a href="#dose">'),
        ('<a href="https://example.org/">', '<a href="https://example.org/">'),
        ('<link href="../assets/site.css">', '<link href="../assets/site.css">'),
    ):
        assert for_a_disk(written) == wanted


def test_every_link_of_the_offline_copy_leads_to_a_file_in_it() -> None:
    with zipfile.ZipFile(SITE / "offline.zip") as packed:
        names = set(packed.namelist())
        pages = [name for name in names if name.endswith(".html") and not name.endswith("/404.html")]
        assert len(pages) > 500
        broken = []
        for page in sorted(pages):
            for link in BeautifulSoup(packed.read(page), "lxml").select("a[href], link[href], script[src]"):
                target = str(link.get("href") or link.get("src")).partition("#")[0].partition("?")[0]
                if target and "://" not in target and not target.startswith(("mailto:", "tel:")):
                    path = posixpath.normpath(posixpath.join(posixpath.dirname(page), target))
                    itself = path.endswith("/offline.zip")
                    if path not in names and not itself and link.get("rel") != ["canonical"]:
                        broken.append(f"{page}: {target}")
    assert not broken, broken[:10]


def test_a_device_keeps_every_schedule_at_once_and_its_variants_only_when_they_are_read() -> None:
    kept = re.search(r"const KEPT = (\{.+\});", (SITE / "sw.js").read_text("utf-8"))
    assert kept
    pages = [one["url"] for one in json.loads(kept[1])["files"] if one["url"].endswith("/")]
    assert {f"schedules/{id}/" for id in protocol_ids()} <= set(pages)
    assert not [page for page in pages if page.count("/") > 2]


def test_the_button_counts_the_pages_that_are_kept() -> None:
    weight = sum((SITE / page / "index.html.br").stat().st_size for page in with_it())
    assert abs(weight - PAGES_WEIGH) < 50_000, (
        f"scripts/delivery/offline.py says {PAGES_WEIGH:,}, it is {weight:,}"
    )
