"""The step that turns docs/ into pages: MkDocs with Material, told what it needs by hooks.py and the theme."""

import logging
import os

from mkdocs.commands.build import build
from mkdocs.config import load_config

from scripts.paths import ROOT
from scripts.site import Site, Stop

os.environ["NO_MKDOCS_2_WARNING"] = "1"  # Material's notice about its own future says nothing about this site


def pages(site: Site) -> None:
    """Pages, their assets and the search index, in an emptied folder. Any warning is a fault."""
    log = logging.getLogger("mkdocs")
    if not log.handlers:
        told = logging.StreamHandler()
        told.setFormatter(logging.Formatter("%(levelname)s: %(message)s"))
        log.addHandler(told)
    log.setLevel(logging.WARNING)
    try:
        build(load_config(str(ROOT / "mkdocs.yml"), site_dir=str(site.folder), strict=True))
    except SystemExit as error:  # MkDocs' Abort; what is wrong has been printed
        raise Stop(str(error)) from None
