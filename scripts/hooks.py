"""All that MkDocs needs to know of us: which fences there are, and which page is being read."""

import sys
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))  # a bare `mkdocs build` does not look here

from mkdocs.exceptions import PluginError  # noqa: E402
from pymdownx.superfences import SuperFencesException  # noqa: E402

from calculator.strict import BadData  # noqa: E402  (after the path is known)
from scripts import costs, displays, fence, place  # noqa: E402
from scripts.care import BadCare  # noqa: E402
from scripts.citations import BadCitation  # noqa: E402
from scripts.differ import BadDiffer  # noqa: E402

TO_MEND = (SuperFencesException, BadCare, BadCitation, BadDiffer, BadData)
"""Faults of a page or a data file: their message says where, so nobody needs to see our own code."""


def on_config(config: Any) -> Any:
    """Register the fences."""
    fences = [
        {"name": name, "class": name, "format": getattr(module, name)}
        for module, names in (
            (fence, ("schedule", "protocols", "calculator")),
            (displays, ("picture", "pattern", "sources")),
            (costs, ("cost", "files", "keep")),
        )
        for name in names
    ]
    config.mdx_configs.setdefault("pymdownx.superfences", {}).setdefault("custom_fences", []).extend(fences)
    return config


def on_page_markdown(markdown: str, *, page: Any, **_: Any) -> str:
    """Remember where we are, for errors in fences: the file as it stands on disk, front matter and all."""
    source = Path(page.file.abs_src_path).read_text("utf-8") if page.file.abs_src_path else markdown
    place.PAGE.set(place.Page(f"docs/{page.file.src_uri}", source))
    return markdown


def on_build_error(*, error: Exception, **_: Any) -> None:
    """What is the writer's to mend is told in one line."""
    if isinstance(error, TO_MEND):
        raise PluginError(str(error)) from None
