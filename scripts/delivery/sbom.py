"""What the site is made of: a CycloneDX list of the files that run in the reader's browser, written into the site.

CycloneDX 1.6, https://cyclonedx.org/docs/1.6/json/. No clock and no serial number: the same build, the same bytes.
"""

import json
from importlib.metadata import version
from typing import Any

from scripts.paths import NODE_MODULES
from scripts.site import Site


def package(name: str) -> str:
    """The version of an installed npm package."""
    return str(json.loads((NODE_MODULES / name / "package.json").read_text("utf-8"))["version"])


def bill(made: dict[str, Any], python: str) -> dict[str, Any]:
    """The bill of materials for a runtime that scripts/runtime/build.py has made."""
    pyodide, minisearch = package("pyodide"), package("minisearch")
    return {
        "bomFormat": "CycloneDX",
        "specVersion": "1.6",
        "version": 1,
        "metadata": {"component": {"type": "application", "name": "calculator", "version": made["engine"]}},
        "components": [
            part("pyodide", pyodide, f"pkg:npm/pyodide@{pyodide}", "MPL-2.0"),
            part("minisearch", minisearch, f"pkg:npm/minisearch@{minisearch}", "MIT"),
            part("cpython", python, f"pkg:generic/cpython@{python}", "Python-2.0"),
            *(
                part(name, version(name), f"pkg:pypi/{name}@{version(name)}", said)
                for name, said in LIBRARIES.items()
            ),
            *(file(one) for one in made["files"]),
        ],
    }


LIBRARIES = {
    "icalendar": "BSD-2-Clause", "python-dateutil": "Apache-2.0", "qrcodegen": "MIT", "tzdata": "Apache-2.0",
}  # fmt: skip


def part(name: str, number: str, purl: str, licence: str) -> dict[str, Any]:
    """A library or a runtime."""
    told = {"type": "library", "name": name, "version": number, "purl": purl, "bom-ref": purl}
    return {**told, "licenses": [{"license": {"id": licence}}]}


def file(one: dict[str, Any]) -> dict[str, Any]:
    """A file that is fetched."""
    hashes = [{"alg": "SHA-256", "content": one["sha256"]}]
    return {"type": "file", "name": one["url"], "bom-ref": one["url"], "hashes": hashes}


def sbom(site: Site) -> None:
    """The list of what it is made of."""
    lock = json.loads((NODE_MODULES / "pyodide" / "pyodide-lock.json").read_text("utf-8"))
    site.write("sbom.cdx.json", json.dumps(bill(site.runtime(), lock["info"]["python"]), indent=1) + "\n")
