"""Lay Python beside the pages, and tell each page that has a calculator where it is.

The fence prints the calculator without knowing any of this: the engine travels in the runtime, so its words
cannot hold the runtime's hash. Pages without a calculator are not touched and load nothing.
"""

import json
import os
import re
import shutil
import sys
from html import escape
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
ELEMENT = re.compile(r"<injection-calculator\b(?![^>]*\bdata-runtime=)")


def stamp(html: str, to_root: str, made: dict[str, Any]) -> str:
    """A page that knows where Python is, its weight, and the answer it must give; other pages unchanged."""
    if "<keep-site" in html:
        keep = f'<script type="module" src="{to_root}assets/calculator/keep.js"></script>'
        html = html.replace("</head>", keep + "</head>", 1).replace(
            "{size}", f"{made['wire'] / 1e6:.0f} MB", 1
        )
    if not ELEMENT.search(html):
        return html
    told = {
        "data-runtime": to_root + made["directory"],
        "data-golden": made["golden"],
        "data-size": made["wire"],
    }
    attributes = "".join(f' {name}="{escape(str(value))}"' for name, value in told.items())
    scripts = f"{to_root}assets/calculator/"
    head = (
        f'<link rel="modulepreload" href="{scripts}python.js">'
        f'<script type="module" src="{scripts}element.js"></script>'
    )
    return ELEMENT.sub(rf"<injection-calculator{attributes}", html).replace("</head>", head + "</head>", 1)


def publish(site: Path, build: Path) -> None:
    """Copy the runtime into the site and stamp its pages."""
    made = json.loads((build / "runtime.json").read_text("utf-8"))
    shutil.rmtree(site / "runtime", ignore_errors=True)
    shutil.copytree(build / "runtime", site / "runtime")
    (site / "assets/calculator/worker.js").unlink(
        missing_ok=True
    )  # it lives in the runtime, with its manifest
    for page in sorted(site.rglob("*.html")):
        to_root = "../" * (len(page.relative_to(site).parts) - 1)
        html = page.read_text("utf-8")
        stamped = stamp(html, to_root, made)
        if stamped != html:
            page.write_text(stamped, "utf-8")


def main() -> int:
    """Publish into `site/`."""
    publish(Path(os.environ.get("SITE", ROOT / "site")), ROOT / "build")
    return 0


if __name__ == "__main__":
    sys.exit(main())
