"""Build the site into `site/`, step by step: the same commit gives the same bytes.

Run it as `make site`, or `python -m scripts.build` from the top of the repository. A step that fails stops
the build, so nothing half-made is served.
"""

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
FIRST_ZIP_DAY = "315532800"  # 1 January 1980, the earliest date a zip file can hold


def main() -> int:
    """Run every step in order and return the first exit code that is not zero."""
    env = os.environ | {
        "NO_MKDOCS_2_WARNING": "1",  # Material's notice about its own future says nothing about this site
        "SOURCE_DATE_EPOCH": commit_time(),
    }
    steps = [
        ("Python for the browser", [sys.executable, "-m", "scripts.runtime"]),
        ("pages", [sys.executable, "-m", "mkdocs", "build", "--strict", "--quiet"]),
        ("the calculator's way to Python", [sys.executable, "-m", "scripts.publish"]),
        ("short addresses", [sys.executable, "-m", "scripts.addresses"]),
        ("handouts", [sys.executable, "-m", "scripts.handouts"]),
        ("views for other sites", [sys.executable, "-m", "scripts.embeds"]),
        ("data for programs", [sys.executable, "-m", "scripts.export"]),
        ("the security policy", [sys.executable, "-m", "scripts.csp"]),
        ("the list of what it is made of", [sys.executable, "-m", "scripts.sbom"]),
        ("what works without a network", [sys.executable, "-m", "scripts.offline"]),
        ("recipes for hosts", [sys.executable, "-m", "scripts.hosts"]),
        ("compressed twins", [sys.executable, "-m", "scripts.twins"]),
    ]
    for name, command in steps:
        print(f"==> Building {name}", flush=True)
        code = subprocess.run(command, cwd=ROOT, env=env, check=False).returncode
        if code:
            print(f"STOP: building {name} failed; the lines above say where.", file=sys.stderr)
            return code
    print(f"==> The site is in {(ROOT / 'site').relative_to(Path.cwd(), walk_up=True)}/")
    return 0


def commit_time() -> str:
    """Seconds since 1970 of the last commit: the only clock of the build.

    Outside a git checkout (a downloaded archive) it is the earliest date a zip can hold.
    """
    given = os.environ.get("SOURCE_DATE_EPOCH")
    if given or not (ROOT / ".git").exists():
        return given or FIRST_ZIP_DAY
    git = subprocess.run(
        ["git", "log", "-1", "--format=%ct"], cwd=ROOT, capture_output=True, text=True, check=False
    )
    return git.stdout.strip() or FIRST_ZIP_DAY


if __name__ == "__main__":
    sys.exit(main())
