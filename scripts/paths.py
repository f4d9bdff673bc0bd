"""Where things lie: said here once, for every script."""

from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
DOCS = ROOT / "docs"
DATA = DOCS / "_data"
SCRIPTS = ROOT / "scripts"
NODE_MODULES = ROOT / "node_modules"
SITE = ROOT / "site"
"""What is published."""
BUILD = ROOT / "build"
"""What a build leaves beside the site: the runtime with its list, recipes for hosts, pictures, measurements."""
CACHE = ROOT / ".cache"
"""Work that is slow to do and the same each time, kept by content. May be deleted."""
