"""What the site is made of: a CycloneDX list of the files that run in the reader's browser, written into the site.

CycloneDX 1.6, https://cyclonedx.org/docs/1.6/json/. No clock and no serial number: the same build, the same bytes.
The list of what builds and tests it is another command, because it describes a machine, not the site:
`cyclonedx-py environment -o build/sbom-build.json .venv`.
"""

import json
import sys
from importlib.metadata import version
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
PACKAGE = ROOT / "node_modules" / "pyodide" / "package.json"


def bill(made: dict[str, Any], python: str) -> dict[str, Any]:
    """The bill of materials for a runtime that scripts/runtime.py has made."""
    pyodide = json.loads(PACKAGE.read_text("utf-8"))["version"]
    return {
        "bomFormat": "CycloneDX",
        "specVersion": "1.6",
        "version": 1,
        "metadata": {"component": {"type": "application", "name": "calculator", "version": made["engine"]}},
        "components": [
            part("pyodide", pyodide, f"pkg:npm/pyodide@{pyodide}", "MPL-2.0"),
            part("cpython", python, f"pkg:generic/cpython@{python}", "Python-2.0"),
            *(
                part(name, version(name), f"pkg:pypi/{name}@{version(name)}", said)
                for name, said in LIBRARIES.items()
            ),
            *(file(one) for one in made["files"]),
        ],
    }


LIBRARIES = {"icalendar": "BSD-2-Clause", "python-dateutil": "Apache-2.0", "tzdata": "Apache-2.0"}


def part(name: str, number: str, purl: str, licence: str) -> dict[str, Any]:
    """A library or a runtime."""
    told = {"type": "library", "name": name, "version": number, "purl": purl, "bom-ref": purl}
    return {**told, "licenses": [{"license": {"id": licence}}]}


def file(one: dict[str, Any]) -> dict[str, Any]:
    """A file that is fetched."""
    hashes = [{"alg": "SHA-256", "content": one["sha256"]}]
    return {"type": "file", "name": one["url"], "bom-ref": one["url"], "hashes": hashes}


def main() -> int:
    """Write site/sbom.cdx.json."""
    made = json.loads((ROOT / "build" / "runtime.json").read_text("utf-8"))
    lock = json.loads((ROOT / "node_modules" / "pyodide" / "pyodide-lock.json").read_text("utf-8"))
    text = json.dumps(bill(made, lock["info"]["python"]), indent=1)
    (ROOT / "site" / "sbom.cdx.json").write_text(text + "\n", "utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
