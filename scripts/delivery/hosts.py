"""Recipes for hosts, from one header table and one list of file types: written by every build into `build/deploy/`.

`site/_headers` is for Netlify and Cloudflare Pages, `nginx.conf` for nginx, the rest for S3 with CloudFront. What does
not depend on the site stands in scripts/delivery/recipes/. How to use each: docs/about/hosting.md.
"""

import argparse
import json
import shlex
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from scripts.delivery.dev_server import TYPES
from scripts.delivery.headers import Part, everywhere, part_of, table
from scripts.site import Site

CLOUDFRONT = {
    "Content-Security-Policy": "ContentSecurityPolicy",
    "Referrer-Policy": "ReferrerPolicy",
    "Strict-Transport-Security": "StrictTransportSecurity",
    "X-Content-Type-Options": "ContentTypeOptions",
}
"""Headers that CloudFront sets in a place of their own; the others are custom headers there."""

UPLOAD = """#!/usr/bin/env bash
# BUCKET=my-bucket SITE=site ./upload.sh
set -euo pipefail
: "${BUCKET:?}" "${SITE:=site}"
"""


def nginx(root: str, *, listen: str = "8080", prefix: str = "/") -> str:
    """A whole configuration for Debian's nginx. `prefix` is the folder the site stands in.

    Below a folder there is that one copy: its name without the slash leads to it, and all else is a missing page.
    """
    types = "\n".join(f"        {kind.partition(';')[0]:28} {suffix[1:]};" for suffix, kind in types_of())
    prefix = f"/{prefix.strip('/')}/".replace("//", "/")
    places = "\n".join(place(part, root, prefix) for part in table())
    own = f'        root "{root}";'
    if prefix != "/":
        own = f"        location = {prefix.rstrip('/')} {{ return 301 {prefix}$is_args$args; }}\n"
        own += "        location / { return 404; }"
    return f"""# Made by scripts/delivery/hosts.py from the header table in scripts/delivery/headers.py.
# Debian's packages: nginx, libnginx-mod-http-brotli-static.
include /etc/nginx/modules-enabled/*.conf;
worker_processes auto;
pid /tmp/b12-nginx.pid;
error_log stderr crit;                  # what is less grave names the address of who asked
events {{ worker_connections 4096; }}
http {{
    access_log off;                     # nobody's address is written down
    log_not_found off;
    server_tokens off;
    client_body_temp_path /tmp/b12-body;
    proxy_temp_path /tmp/b12-proxy;
    fastcgi_temp_path /tmp/b12-fastcgi;
    uwsgi_temp_path /tmp/b12-uwsgi;
    scgi_temp_path /tmp/b12-scgi;
    sendfile on;
    tcp_nopush on;
    keepalive_timeout 65;
    charset utf-8;
    charset_types text/css text/javascript text/plain text/calendar text/csv;
    types {{
{types}
    }}
    default_type application/octet-stream;
    gzip_static on;                     # the compressed twins that the build has made
    brotli_static on;
    gzip_vary on;
    absolute_redirect off;
    server {{
        listen {listen};
{own}
        error_page 403 404 =404 {prefix}404.html;     # 403: a folder without a page
        location ~ (/_headers|\\.br|\\.gz)$ {{ return 404; }}   # for hosts; nginx opens the twins by itself
{places}
    }}
}}
"""


def place(part: Part, root: str, prefix: str) -> str:
    """One location of nginx, with every header of its part."""
    path = f"{prefix}{part.folder}/" if part.folder else prefix
    lines = [f'            add_header {name} "{value}" always;' for name, value in part.headers.items()]
    where = (
        [f'            alias "{root}/{part.folder + "/" if part.folder else ""}";'] if prefix != "/" else []
    )
    return "\n".join([f"        location {path} {{   # {part.why}", *where, *lines, "        }"])


def types_of() -> list[tuple[str, str]]:
    """Suffix and type of every kind of file."""
    return sorted(TYPES.items())


def header_file(site: Path) -> str:
    """`_headers` of Netlify and Cloudflare Pages: one rule for all, and one for each folder with what differs there.

    The first also reaches pages that are not there. Where 2 rules name the same header, a host may join or replace:
    only the policy is in 2 rules, and both ways are right. Cloudflare reads no more than 100 rules.
    """
    top = sorted(one.name + ("/*" if one.is_dir() else "") for one in site.iterdir() if kept(one.name))
    every = everywhere()
    rules = [rule("/*", every)]
    for path in ("", *top):
        own = part_of(path).headers.items()
        rules.append(rule(f"/{path}", {name: value for name, value in own if every.get(name) != value}))
    return "\n".join(rules)


def kept(name: str) -> bool:
    """Compressed twins are for nginx; such hosts compress by themselves. `_headers` is not a page."""
    return not name.endswith((".br", ".gz")) and name != "_headers"


def rule(path: str, headers: Mapping[str, str]) -> str:
    """One rule of `_headers`."""
    return "\n".join([path, *(f"  {name}: {value}" for name, value in headers.items())]) + "\n"


def cloudfront(part: Part) -> dict[str, Any]:
    """A CloudFront response headers policy."""
    secure: dict[str, Any] = {}
    custom = []
    for name, value in part.headers.items():
        key = CLOUDFRONT.get(name)
        if key == "ContentTypeOptions":
            secure[key] = {"Override": True}
        elif key == "StrictTransportSecurity":
            secure[key] = {"Override": True, "AccessControlMaxAgeSec": int(value.partition("=")[2])}
        elif key:
            secure[key] = {"Override": True, key: value}
        elif name != "Cache-Control":  # travels with each file, see upload()
            custom.append({"Header": name, "Value": value, "Override": True})
    return {
        "Name": f"b12-{part.folder or 'rest'}",
        "Comment": part.why,
        "SecurityHeadersConfig": secure,
        "CustomHeadersConfig": {"Quantity": len(custom), "Items": custom},
    }


def upload(site: Path) -> str:
    """A shell script that copies the site to S3, each file with its type and its time to live."""
    kinds = sorted({(file.suffix, part_of(str(file.relative_to(site))).folder) for file in files(site)})
    lines = []
    for ending, name in kinds:
        part = next(one for one in table() if one.folder == name)
        folder = f"{part.folder}/" if part.folder else ""
        others = [
            f"--exclude {shlex.quote(one.folder + '/*')}" for one in table() if one.folder and not folder
        ]
        words = [
            "aws s3 cp --recursive",
            f'"$SITE/{folder}" "s3://$BUCKET/{folder}"',
            f"--exclude '*' --include {shlex.quote('*' + ending)}",
            *others,
            f"--content-type {shlex.quote(TYPES[ending])}",
            f"--cache-control {shlex.quote(part.headers['Cache-Control'])}",
        ]
        lines.append(" ".join(words))
    return UPLOAD + "\n".join(lines) + "\n"


def files(site: Path) -> list[Path]:
    """Every file that a host without nginx's twins needs."""
    return [file for file in sorted(site.rglob("*")) if file.is_file() and kept(file.name)]


def hosts(site: Site) -> None:
    """Headers and recipes for hosts."""
    to = site.build / "deploy"
    (to / "s3").mkdir(parents=True, exist_ok=True)
    site.write("_headers", header_file(site.folder))
    (to / "nginx.conf").write_text(nginx("/srv/b12/now"), "utf-8")
    for part in table():
        text = json.dumps(cloudfront(part), indent=1) + "\n"
        (to / "s3" / f"headers-{part.folder or 'rest'}.json").write_text(text, "utf-8")
    (to / "s3" / "upload.sh").write_text(upload(site.folder), "utf-8")


def main() -> int:
    """Print an nginx configuration for one folder."""
    parser = argparse.ArgumentParser(description="A configuration of nginx that serves one folder.")
    parser.add_argument("--nginx", metavar="FOLDER", required=True, help="the folder")
    parser.add_argument("--listen", default="8080")
    parser.add_argument("--prefix", default="/", help="where the site stands, such as /guide/")
    asked = parser.parse_args()
    # not resolve(): recipes/install.sh turns the link /srv/b12/now to each new build
    print(nginx(str(Path(asked.nginx).absolute()), listen=asked.listen, prefix=asked.prefix), end="")
    return 0


if __name__ == "__main__":
    sys.exit(main())
