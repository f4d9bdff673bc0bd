"""The site without a network: the list that sw.js keeps on a reader's device, and the whole site as one zip file.

Opened from a disk, a page has no origin: its modules, workers and policy do not work there. So the pages in the zip
name index.html in their links, carry no policy, and say above the calculator why it is off.
"""

import base64
import hashlib
import json
import re
import zipfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from calculator.protocol import protocol_ids
from scripts.content.catalogue import FOLDER, address, groups
from scripts.content.phrases import say_html, site_language
from scripts.delivery import csp
from scripts.paths import DOCS
from scripts.site import TWINS, Site, Stop

PAGES_WEIGH = 380_000
"""Bytes of the pages that are kept at once, compressed; runtime_cost.py prints them with Python's."""
FOR_A_HOST = {"_headers", "offline.zip"}
LINK = re.compile(r'(href=")(?![a-z]+:|//|#)([^"#?]*/|(?:[^"#?]*/)?\.{1,2})(#[^"]*)?"')
STATUS = re.compile(r"(<injection-calculator\b[^>]*>.*?<p\b[^>]*\bdata-status>)[^<]*(</p>)", re.DOTALL)


def with_it() -> list[str]:
    """The pages kept at once: every schedule's own and the ways to it. Others, variants too, when they are read."""
    lists = (f"{FOLDER}/{name}/" for name in groups(site_language()))
    own = (address(id) for id in protocol_ids())
    return ["about/offline/", "calculator/", "compare/", f"{FOLDER}/", *lists, *own]


def keep_list(made: Mapping[str, Any], site: Path) -> dict[str, object]:
    """What is kept at once: Python, the schedules' pages, and all that they load. Named by the whole of it."""
    pages = with_it()
    assets = sorted(re.findall(r'(?:href|src)="(?:\.\./)+(assets/[^"]+)"', text(site, pages)))
    files = [file["url"] for file in made["files"]]
    scripts = ["assets/calculator/python.js", "assets/calculator/element.js"]
    paths = list(dict.fromkeys([*files, *pages, *assets, *scripts]))
    content = hashlib.sha256(b"".join(bytes_of(site, path) for path in paths)).hexdigest()
    return {"build": content[:16], "files": [listed(site, path) for path in paths]}


def listed(site: Path, path: str) -> dict[str, str]:
    """A file with the hash that a browser must find. Pages have none: those in the zip are written differently."""
    if path.endswith("/"):
        return {"url": path}
    digest = base64.b64encode(hashlib.sha256(bytes_of(site, path)).digest()).decode()
    return {"url": path, "integrity": f"sha256-{digest}"}


def text(site: Path, pages: list[str]) -> str:
    """The pages' HTML, one after the other."""
    return "".join((site / page / "index.html").read_text("utf-8") for page in pages)


def bytes_of(site: Path, path: str) -> bytes:
    """A file of the site, or the index of a folder."""
    file = site / path
    return (file / "index.html" if file.is_dir() else file).read_bytes()


def write_worker(site: Site) -> None:
    """sw.js at the top of the site (its reach is its folder), with its list."""
    source = (DOCS / "assets/calculator/sw.js").read_text("utf-8")
    kept = json.dumps(keep_list(site.runtime(), site.folder))
    site.write("sw.js", source.replace('"KEPT"', kept, 1))


def for_a_disk(html: str) -> str:
    """A page as it goes into the zip."""
    html = LINK.sub(
        lambda link: f'{link[1]}{link[2].rstrip("/")}/index.html{link[3] or ""}"', csp.without_policy(html)
    )
    html, told = STATUS.subn(rf"\g<1>{say_html('offline.off')}\g<2>", html)
    if told != html.count("<injection-calculator"):
        raise Stop("a calculator has no status where scripts/delivery/offline.py could say why it is off")
    return html


def write_zip(site: Path) -> None:
    """offline.zip: every file of the site once, in order and without a clock."""
    files = [file for file in sorted(site.rglob("*")) if file.is_file() and file.suffix not in TWINS]
    with zipfile.ZipFile(site / "offline.zip", "w", zipfile.ZIP_DEFLATED, compresslevel=9) as packed:
        for file in files:
            if file.name in FOR_A_HOST:
                continue
            page = file.suffix == ".html"
            data = for_a_disk(file.read_text("utf-8")).encode() if page else file.read_bytes()
            name = f"b12-injection-guide/{file.relative_to(site)}"
            packed.writestr(zipfile.ZipInfo(name), data, zipfile.ZIP_DEFLATED)


def offline(site: Site) -> None:
    """What works without a network."""
    write_worker(site)
    write_zip(site.folder)
