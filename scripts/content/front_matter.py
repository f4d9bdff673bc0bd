"""The front matter of a page: the YAML between `---` lines at its top, read here and nowhere else."""

from typing import Any

import yaml


def front_matter(text: str) -> dict[str, Any]:
    """The front matter of a Markdown file's whole text; empty when it has none."""
    return dict(yaml.safe_load(text.split("---\n")[1]) or {}) if text.startswith("---\n") else {}
