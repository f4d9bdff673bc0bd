"""What a page of this site may do, said to the browser: nothing but load its own files and compile Python's wasm.

There is no inline script and no inline style in any page, so no hash and no 'unsafe-inline' is needed. Pyodide 0.29.5
needs 'wasm-unsafe-eval' and no 'unsafe-eval'. The policy goes into every page as a <meta>, for hosts that cannot send
headers, and with the other headers into `site/_headers`, which some hosts read; docs/about/hosting.md has the rest.
"""

import re
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent

POLICY = {
    "default-src": "'none'",
    "script-src": "'self' 'wasm-unsafe-eval'",
    "style-src": "'self'",
    "img-src": "'self'",
    "font-src": "'self'",
    "connect-src": "'self'",
    "worker-src": "'self'",
    "manifest-src": "'self'",
    "base-uri": "'none'",
    "form-action": "'self'",
    "require-trusted-types-for": "'script'",
    "trusted-types": "calculator keep search",
}
HEADER_ONLY = {"frame-ancestors": "'none'"}  # a <meta> may not say this

HEADERS = {
    "Referrer-Policy": "no-referrer",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=(), interest-cohort=()",
    "X-Content-Type-Options": "nosniff",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Strict-Transport-Security": "max-age=31536000",
}
FOR_EVER = "public, max-age=31536000, immutable"
MARK = '<meta charset="utf-8">'


def policy(*, header: bool) -> str:
    """The policy in one line, as a header or as a <meta> says it."""
    parts = POLICY | (HEADER_ONLY if header else {})
    return "; ".join(f"{name} {value}" for name, value in parts.items())


def headers() -> dict[str, str]:
    """Every header that each answer should carry."""
    return {"Content-Security-Policy": policy(header=True), **HEADERS}


def stamp(html: str) -> str:
    """A page with the policy before anything that it governs."""
    meta = f'<meta http-equiv="Content-Security-Policy" content="{policy(header=False)}">'
    if meta in html or MARK not in html:
        return html
    return html.replace(MARK, MARK + "\n" + meta, 1)


def unstamp(html: str) -> str:
    """The page without it: opened from a disk, a page has no 'self' to load from."""
    return re.sub(r'\n?<meta http-equiv="Content-Security-Policy"[^>]*>', "", html)


def header_file() -> str:
    """The headers in the format that Netlify and Cloudflare Pages read."""
    lines = ["/*", *(f"  {name}: {value}" for name, value in headers().items())]
    return "\n".join([*lines, "/runtime/*", f"  Cache-Control: {FOR_EVER}"]) + "\n"


def main() -> int:
    """Stamp every page of the site and write `_headers`."""
    site = ROOT / "site"
    for page in sorted(site.rglob("*.html")):
        page.write_text(stamp(page.read_text("utf-8")), "utf-8")
    (site / "_headers").write_text(header_file(), "utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
