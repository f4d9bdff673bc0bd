"""What a page of this site may do, said to the browser: nothing but load its own files and compile Python's wasm.

There is no inline script and no inline style in any page, so no hash and no 'unsafe-inline' is needed. Pyodide 0.29.5
needs 'wasm-unsafe-eval' and no 'unsafe-eval'. The policy goes into every page as a <meta>, for hosts that cannot send
headers (scripts/theme and scripts/clinics/templates print it), and into the header table, headers.py.
"""

import re

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
    "form-action": "'none'",
    "require-trusted-types-for": "'script'",
    "trusted-types": "calculator compare door keep",
}
HEADER_ONLY = {"frame-ancestors": "'none'"}  # a <meta> may not say this
VIEW_LOADS = ("script-src", "style-src", "img-src", "font-src")
"""What a view in a frame loads, all of it from assets/."""

HEADERS = {
    "Referrer-Policy": "no-referrer",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=(), interest-cohort=()",
    "X-Content-Type-Options": "nosniff",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Strict-Transport-Security": "max-age=31536000",
}
FOR_EVER = "public, max-age=31536000, immutable"


def policy(*, header: bool, assets: str = "") -> str:
    """The policy in one line, as a header or as a <meta> says it.

    `assets` is the public address of the folder assets/, for views in frames: in a frame with the attribute `sandbox`,
    Safari takes 'self' for no host at all.
    """
    parts = POLICY | (HEADER_ONLY if header else {})
    if assets:
        parts |= {name: f"{parts[name]} {assets}" for name in VIEW_LOADS}
    return "; ".join(f"{name} {value}" for name, value in parts.items())


def headers() -> dict[str, str]:
    """Every header that each answer should carry."""
    return {"Content-Security-Policy": policy(header=True), **HEADERS}


def without_policy(html: str) -> str:
    """The page without it: opened from a disk, a page has no 'self' to load from."""
    return re.sub(r'\n?<meta http-equiv="Content-Security-Policy"[^>]*>', "", html)
