"""The step that turns docs/ into pages: MkDocs with Material, told what it needs by hooks.py and the theme."""

import logging
import os

from mkdocs.commands.build import build
from mkdocs.config import load_config

from scripts.content.reviews import losses
from scripts.content.statement_places import record
from scripts.paths import ROOT
from scripts.site import Site, Stop

os.environ["NO_MKDOCS_2_WARNING"] = "1"  # Material's notice about its own future says nothing about this site


def pages(site: Site) -> None:
    """Pages, their assets and the search index. Any warning is a fault.

    MkDocs empties the folder it writes to, so it gets one of its own: what other steps have written stays in place, and
    this step can be run alone.
    """
    log = logging.getLogger("mkdocs")
    if not log.handlers:
        told = logging.StreamHandler()
        told.setFormatter(logging.Formatter("%(levelname)s: %(message)s"))
        log.addHandler(told)
    log.setLevel(logging.WARNING)
    fresh = site.build / "pages"
    try:
        config = load_config(str(ROOT / "mkdocs.yml"), site_dir=str(fresh), strict=True)
        build(config)
    except SystemExit as error:  # MkDocs' Abort; what is wrong has been printed
        raise Stop(str(error)) from None
    for file in sorted(fresh.rglob("*")):
        if file.is_file():
            site.replace(str(file.relative_to(fresh)), file.read_bytes())
    record(site.build, "pages", config.extra["statements"])
    for line in losses():
        print(f"    {line}")
