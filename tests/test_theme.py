"""The theme, looked at without a browser: the theme's version, its overrides, colours as printed, the built markup."""

import json
import re
import subprocess
from functools import cache
from importlib.metadata import version
from pathlib import Path
from urllib.parse import unquote, urljoin, urlsplit

import pytest
from bs4 import BeautifulSoup

from scripts.paths import ROOT, SITE
from scripts.upkeep.screenshots import sample

THEME = ROOT / "scripts" / "theme"
TEMPLATES = sorted(THEME.rglob("*.html"))
CHECKED_AGAINST = "9.8.1"
VNU = ("java", "-Xss4m", "-jar", "node_modules/vnu-jar/build/dist/vnu.jar")


@cache
def soup(path: str) -> BeautifulSoup:
    """One built page, `path` as in its address."""
    return BeautifulSoup((SITE / path / "index.html").read_text("utf-8"), "html5lib")


def test_theme_version_is_the_one_the_overrides_were_checked_against() -> None:
    assert version("mkdocs-material") == CHECKED_AGAINST, (
        f"Material changed: read its base.html and the defects in docs/about/design.md again, "
        f"then write the new version here and in scripts/theme (was {CHECKED_AGAINST})."
    )


@pytest.mark.parametrize("template", TEMPLATES, ids=lambda path: path.name)
def test_override_is_small_and_says_why(template: Path) -> None:
    text = template.read_text("utf-8")
    assert len(text.splitlines()) < 40, f"{template.name} has 40 lines or more"
    assert text.startswith("{#-"), f"{template.name} does not begin with a comment that says what it mends"
    replaces = {
        "base.html",
        "head.html",
        "header.html",
        "search.html",
        "nav.html",
        "content.html",
        "footer.html",
    }
    if template.name in replaces:
        assert CHECKED_AGAINST in text, f"{template.name} does not name Material's version"


def contrast(one: str, two: str) -> float:
    """Contrast of two colours as WCAG defines it, 1 to 21."""

    def light(colour: str) -> float:
        digits = colour[1:] if len(colour) == 7 else "".join(digit * 2 for digit in colour[1:])
        parts = [int(digits[at : at + 2], 16) / 255 for at in (0, 2, 4)]
        red, green, blue = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
        return 0.2126 * red + 0.7152 * green + 0.0722 * blue

    low, high = sorted((light(one), light(two)))
    return (high + 0.05) / (low + 0.05)


def tokens() -> tuple[dict[str, str], dict[str, str]]:
    """Colours by name, in light and in dark."""
    text = (ROOT / "docs/assets/css/1-tokens.css").read_text("utf-8")
    light, dark = (dict(re.findall(r"--([\w-]+): (#\w+)", half)) for half in text.split("@media"))
    return light, light | dark


def test_design_page_prints_the_contrast_of_the_tokens() -> None:
    light, dark = tokens()
    row = re.compile(
        r"\| ([^|]+) \| `--([\w-]+)` (\S+), (\S+) \| `--([\w-]+)` (\S+), (\S+) \| ([\d.]+) \| ([\d.]+) \|"
    )
    rows = row.findall((ROOT / "docs/about/design.md").read_text("utf-8"))
    assert len(rows) >= 15
    for use, front, front_light, front_dark, back, back_light, back_dark, in_light, in_dark in rows:
        assert (front_light, front_dark) == (light[front], dark[front]), f"{use}: colour of {front}"
        assert (back_light, back_dark) == (light[back], dark[back]), f"{use}: colour of {back}"
        for scheme, printed in ((light, in_light), (dark, in_dark)):
            real = contrast(scheme[front], scheme[back])
            assert f"{real:.1f}" == printed, f"{use}: the page says {printed}, the colours give {real:.1f}"
            assert real >= (3 if front == "line" else 7), f"{use}: contrast {real:.1f}"


def test_stylesheets_are_clean() -> None:
    done = subprocess.run(
        [
            ".venv/bin/node",
            "node_modules/stylelint/bin/stylelint.mjs",
            "--config",
            "tests/stylelint.json",
            "docs/assets/**/*.css",
            "scripts/review/**/*.css",
        ],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.slow
def test_html_checker_finds_nothing() -> None:
    done = subprocess.run(
        [*VNU, "--skip-non-html", "--format", "json", "--exit-zero-always", str(SITE)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    # Files on disk have no origin, so to the checker nothing is 'self'; browsers hold the policy in other tests.
    errors = [m for m in json.loads(done.stderr)["messages"] if m["type"] == "error"]
    found = [m for m in errors if "violates Content Security Policy" not in m["message"]]
    lines = [f"{Path(m['url']).parent.name}: {m['message']} near {m.get('extract', '')!r}" for m in found]
    assert not lines, "\n".join(sorted(set(lines)))


@pytest.mark.parametrize("path", sample(SITE))
def test_page_markup(path: str) -> None:
    """One h1, a review line, whole tables (A9), and nothing that a strict security policy forbids."""
    page = soup(path)
    faults = [f"{len(page.select('h1'))} titles (h1)"] if len(page.select("h1")) != 1 else []
    review = page.select_one(".review")
    if not review or "not for medical help" not in review.text or "Last checked" not in review.text:
        faults.append("no review line or feedback line at its end")
    for table in page.select("table"):
        label = table.caption.get_text(" ", strip=True) if table.caption else ""
        if not label:
            faults.append(f"A9: a table without caption: {table.get_text(' ', strip=True)[:60]}")
        faults += [f"A9: {label}: th without scope" for cell in table.select("th:not([scope])")]
        faults += [
            f"A9: {label}: empty cell" for cell in table.select("td, th") if not cell.get_text(strip=True)
        ]
    faults += [f"inline style on <{node.name}>" for node in page.select("[style]")]
    faults += ["a <style> element"] * len(page.select("style"))
    faults += [
        f"inline script {s.text[:40]!r}"
        for s in page.select("script:not([src])")
        if "json" not in str(s.get("type"))
    ]
    faults += [
        f"event attribute {key}" for node in page.find_all(True) for key in node.attrs if key.startswith("on")
    ]
    faults += [f"request off the site: {address}" for address in outside(page)]
    faults += head(page)
    assert not faults, f"/{path}\n" + "\n".join(faults)


def head(page: BeautifulSoup) -> list[str]:
    """What search engines and phones need to find in a page's head (Lighthouse asks the same)."""
    wanted = {
        "a language": "html[lang|=en]",
        "a title": "title:not(:empty)",
        "a description": "meta[name=description][content]:not([content=''])",
        "the width of the screen": "meta[name=viewport][content*='width=device-width']",
        "its character set": "meta[charset=utf-8 i]",
    }
    faults = [f"the head lacks {what}" for what, where in wanted.items() if not page.select_one(where)]
    if page.select_one("meta[name=robots][content*=noindex]"):
        faults.append("search engines are turned away")
    vague = {"click here", "here", "this", "more", "read more", "learn more", "link"}
    links = [link.get_text(" ", strip=True) for link in page.select("a[href]")]
    return faults + [f"a link that says only {words!r}" for words in links if words.lower() in vague]


def outside(page: BeautifulSoup) -> list[str]:
    """Addresses on other hosts that the page would fetch by itself."""
    links = page.select("script[src], img[src], link[href]:not([rel=canonical])")
    return [a for node in links if urlsplit(a := str(node.get("src") or node.get("href"))).netloc]


@pytest.mark.parametrize("path", sample(SITE))
def test_links_and_anchors_resolve(path: str) -> None:
    faults = []
    for node in soup(path).select("a[href], link[href], script[src], img[src]"):
        address = str(node.get("href") or node.get("src"))
        parts = urlsplit(urljoin(f"http://site/{path}", address))
        if parts.netloc != "site" or parts.scheme != "http":
            continue
        target = unquote(parts.path).lstrip("/")
        file = SITE / target / "index.html" if parts.path.endswith("/") else SITE / target
        if not file.is_file():
            faults.append(f"{address}: nothing is there")
        elif parts.fragment and file.name == "index.html" and not has_anchor(target, unquote(parts.fragment)):
            faults.append(f"{address}: no such place on the page")
    assert not faults, f"/{path}\n" + "\n".join(faults)


def has_anchor(path: str, name: str) -> bool:
    """Whether a page has an element with this id. The calculator's own states begin with something else."""
    return "=" in name or name in ids(path)


@cache
def ids(path: str) -> frozenset[str]:
    """Every id of a built page."""
    return frozenset(str(node["id"]) for node in soup(path).select("[id]"))
