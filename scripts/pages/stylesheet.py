"""The site's one stylesheet, joined from the parts in docs/assets/css in the order of their numbers."""

import re

from scripts.paths import DOCS

PARTS = DOCS / "assets" / "css"
COMMENT = re.compile(r"/\*.*?\*/\s*", re.DOTALL)


def stylesheet() -> str:
    """All parts one after the other, without comments and indents."""
    text = "\n".join(part.read_text("utf-8") for part in sorted(PARTS.glob("*.css")))
    return "\n".join(line.strip() for line in COMMENT.sub("", text).splitlines() if line.strip()) + "\n"
