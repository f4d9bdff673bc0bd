"""Build the site into `site/`, step by step: the same commit gives the same bytes.

`make site`, or `python -m scripts.build` from the top of the repository. A step that fails stops the build, so nothing
half-made is served. Each step is a plain function `step(site)` and can be run alone once those before it have run:
`python -m scripts.build handouts precompress`. README.md in this folder says what each reads and writes.
"""

import argparse
import os
import shutil
import sys
from collections.abc import Callable
from pathlib import Path

from mkdocs.exceptions import MkDocsException

from calculator.strict import BadData
from scripts.clinics.embeds import embeds
from scripts.clinics.handouts import handouts
from scripts.clinics.illustrated import illustrated
from scripts.clinics.short_links import short_links
from scripts.delivery.hosts import hosts
from scripts.delivery.offline import offline
from scripts.delivery.precompress import precompress
from scripts.delivery.published import published
from scripts.delivery.sbom import sbom
from scripts.open_data.export import open_data
from scripts.pages.build import pages
from scripts.runtime.build import runtime, runtime_files
from scripts.site import Site, Stop, commit_time

STEPS: tuple[Callable[[Site], None], ...] = (
    runtime,
    pages,
    runtime_files,
    short_links,
    handouts,
    illustrated,
    embeds,
    open_data,
    sbom,
    offline,
    hosts,
    published,
    precompress,
)


def build(site: Site, only: tuple[str, ...] = ()) -> None:
    """Run the steps in order: all into an emptied folder, or those named. Raises Stop, or BadData from a data file."""
    os.environ.setdefault("SOURCE_DATE_EPOCH", str(commit_time()))  # MkDocs reads it
    if not only:
        shutil.rmtree(site.folder, ignore_errors=True)
    for step in STEPS:
        if not only or step.__name__ in only:
            print(f"==> {(step.__doc__ or '').partition('.')[0]}", flush=True)
            step(site)


def main() -> int:
    """Run every step, or those that are named. Exit code 1 when one fails."""
    parser = argparse.ArgumentParser(description="Build the site into site/.")
    parser.add_argument(
        "step", nargs="*", choices=[*(step.__name__ for step in STEPS), []], help="only these"
    )
    asked = parser.parse_args()
    site = Site()
    try:
        build(site, tuple(asked.step))
    except (Stop, BadData, MkDocsException) as error:
        print(f"STOP: {error}", file=sys.stderr)
        return 1
    if not asked.step:
        print(f"==> The site is in {site.folder.relative_to(Path.cwd(), walk_up=True)}/")
    return 0


if __name__ == "__main__":
    sys.exit(main())
