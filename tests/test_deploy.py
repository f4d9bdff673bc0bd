"""The recipes for hosts: Debian's nginx is started and asked for every file; the others are compared with the table."""

import configparser
import gzip
import http.client
import json
import os
import re
import shlex
import shutil
import signal
import socket
import subprocess
import sys
import time
import tomllib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from fnmatch import fnmatch
from pathlib import Path
from typing import Any

import brotli
import pytest
import yaml

from scripts.delivery.dev_server import TYPES
from scripts.delivery.headers import CHECK_EACH_TIME, part_of, table
from scripts.delivery.hosts import cloudfront, files, nginx, upload
from scripts.paths import ROOT, SITE

DEPLOY = ROOT / "scripts/delivery/recipes"
FILES = [file.relative_to(SITE).as_posix() for file in files(SITE)]
UNPACK = {"br": brotli.decompress, "gzip": gzip.decompress, "": bytes}
TWIN = {"br": ".br", "gzip": ".gz"}


@dataclass(frozen=True)
class Answer:
    """What a server sent."""

    status: int
    headers: dict[str, str]
    body: bytes


class Server:
    """A running nginx, asked over one connection."""

    def __init__(self, port: int) -> None:
        self.connection = http.client.HTTPConnection("127.0.0.1", port, timeout=10)

    def ask(self, path: str, **headers: str) -> Answer:
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        self.connection.request("GET", path, headers=named)
        answer = self.connection.getresponse()
        told = {name.lower(): value for name, value in answer.getheaders()}
        return Answer(answer.status, told, answer.read())


def free_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])


def answers(port: int) -> bool:
    """Whether somebody listens there."""
    with socket.socket() as one:
        return one.connect_ex(("127.0.0.1", port)) == 0


@contextmanager
def running(folder: Path, prefix: str = "/", site: Path = SITE, port: int = 0) -> Iterator[Server]:
    """The recipe's own configuration on a free port of this machine."""
    port = port or free_port()
    folder.mkdir(exist_ok=True)
    text = nginx(str(site), listen=f"127.0.0.1:{port}", prefix=prefix).replace("/tmp/b12-", f"{folder}/b12-")
    (folder / "nginx.conf").write_text(text)
    words = ["nginx", "-c", str(folder / "nginx.conf"), "-e", "stderr", "-g", "daemon off; user root;"]
    with subprocess.Popen(words) as process:
        try:
            for _ in range(100):
                if answers(port):
                    break
                assert process.poll() is None, "nginx did not start"
                time.sleep(0.05)
            yield Server(port)
        finally:
            process.terminate()


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    with running(tmp_path_factory.mktemp("nginx")) as one:
        yield one


def wrong_headers(path: str, answer: Answer) -> list[str]:
    expected = part_of(path).headers
    return [
        f"/{path}: {name} is {answer.headers.get(name.lower())!r}"
        for name, value in expected.items()
        if answer.headers.get(name.lower()) != value
    ]


@pytest.mark.slow
def test_every_file_has_its_type_its_headers_and_its_bytes(server: Server) -> None:
    """Plain, gzip and brotli: the header table, the type, and after unpacking the very bytes of the build."""
    faults: list[str] = []
    for path in FILES:
        data = (SITE / path).read_bytes()
        for encoding, unpack in UNPACK.items():
            answer = server.ask(f"/{path}", Accept_Encoding=encoding)
            twin = encoding and (SITE / (path + TWIN[encoding])).is_file()
            if answer.status != 200 or answer.headers.get("content-encoding", "") != (
                encoding if twin else ""
            ):
                faults.append(
                    f"/{path}: {answer.status}, {answer.headers.get('content-encoding')} for {encoding!r}"
                )
                continue
            faults += wrong_headers(path, answer)
            if (
                answer.headers["content-type"].replace("; charset=utf-8", "")
                != TYPES[Path(path).suffix].partition(";")[0]
            ):
                faults.append(f"/{path}: type {answer.headers['content-type']}")
            if (unpack(answer.body) if twin else answer.body) != data:
                faults.append(f"/{path}: other bytes as {encoding or 'plain'}")
            if twin and "accept-encoding" not in answer.headers.get("vary", "").lower():
                faults.append(f"/{path}: a cache may give packed bytes to a browser that cannot unpack")
    assert not faults, "\n".join(faults[:20])


def test_nobody_s_address_is_written_down_also_where_there_is_no_page(
    tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    with running(tmp_path / "nginx") as server:
        for path in ("/", "/data/v1/", "/runtime/", "/nothing", "/%2e%2e/%2e%2e/x"):
            server.ask(path)
    assert "client" not in capfd.readouterr().err


def test_every_kind_of_file_has_a_type() -> None:
    unknown = {Path(path).suffix for path in FILES} - set(TYPES)
    assert not unknown, f"add these to TYPES in scripts/delivery/dev_server.py: {unknown}"


def test_folders_are_pages_and_missing_pages_are_404(server: Server) -> None:
    assert server.ask("/late-or-missed/").body == (SITE / "late-or-missed/index.html").read_bytes()
    for path in (
        "nothing/", "embed/nothing.html", "runtime/gone.js", "data/v1/gone.json",
        "assets/", "_headers", "index.html.br", "assets/site.css.gz",
    ):  # fmt: skip
        answer = server.ask(f"/{path}")
        assert (answer.status, answer.body) == (404, (SITE / "404.html").read_bytes())
        assert not wrong_headers("404.html", answer)
        assert "immutable" not in answer.headers["cache-control"], "a missing file may come back"


def test_an_address_typed_from_paper_is_sent_on_within_the_site(server: Server) -> None:
    answer = server.ask("/s/gb1")
    assert (answer.status, answer.headers["location"]) == (301, "/s/gb1/")


def test_ranges_and_unchanged_files(server: Server) -> None:
    data = (SITE / "data/v1/protocols.json").read_bytes()
    part = server.ask("/data/v1/protocols.json", Range="bytes=10-19")
    assert (part.status, part.body) == (206, data[10:20])
    assert part.headers["content-range"] == f"bytes 10-19/{len(data)}"
    beyond = server.ask("/data/v1/protocols.json", Range=f"bytes={len(data)}-")
    assert beyond.status == 416
    tag = server.ask("/index.html").headers["etag"]
    again = server.ask("/index.html", If_None_Match=tag)
    assert (again.status, again.body) == (304, b"")


def test_nothing_outside_the_site_and_no_version_is_told(server: Server) -> None:
    for path in ("/../Makefile", "/%2e%2e/Makefile", "/data/../../Makefile", "/embed../index.html"):
        assert server.ask(path).status in (400, 404)
    assert server.ask("/").headers["server"] == "nginx"


def test_nginx_sends_nobody_to_another_host(server: Server) -> None:
    """An address that leads back into a folder of the site, behind what a browser takes for a host's name."""
    locations = []
    for start in (
        "//",
        "///",
        "/\\",
        "/%2f",
        "/%5c",
        "/..//",
        "/.//",
        "/%2e%2e//",
        "/%09/",
        "/%0d%0a",
        "/@",
        "/:@",
    ):
        for end in (
            "evil.example/%2e%2e/s/gb1",
            "evil.example/../s/gb1",
            "evil.example/x",
            "s/gb1",
            "evil.example",
        ):
            answer = server.ask(start + end)
            assert answer.status in (301, 400, 404), (start, end)
            locations += [answer.headers["location"]] if answer.status == 301 else []
    assert set(locations) == {"/s/gb1/"}


def test_only_embed_views_may_be_framed(server: Server) -> None:
    for path in ("", "calculator/", "handout/late.html", "data/v1/protocols.json"):
        assert "frame-ancestors 'none'" in server.ask(f"/{path}").headers["content-security-policy"]
    assert "frame-ancestors *" in server.ask("/embed/gb1.html").headers["content-security-policy"]


def test_data_may_be_read_by_programs_elsewhere_and_pages_may_not(server: Server) -> None:
    assert server.ask("/data/v1/protocols.json").headers["access-control-allow-origin"] == "*"
    assert "access-control-allow-origin" not in server.ask("/").headers


def test_a_corrected_number_arrives_at_once() -> None:
    for part in table():
        forever = "immutable" in part.headers["Cache-Control"]
        assert forever == (part.folder == "runtime")
        assert forever or part.headers["Cache-Control"] == CHECK_EACH_TIME


def test_the_site_works_below_a_folder(tmp_path: Path) -> None:
    with running(tmp_path, "/guide/") as server:
        for path in ("", "late-or-missed/", "s/gb1/", "handout/gb1.html", "data/v1/protocols.json"):
            answer = server.ask(f"/guide/{path}")
            assert answer.status == 200, path
            assert not wrong_headers(path, answer)
        for short, whole in (("", "/guide/"), ("?a=%20b", "/guide/?a=%20b"), ("/s/gb1", "/guide/s/gb1/")):
            answer = server.ask(f"/guide{short}")
            assert (answer.status, answer.headers["location"]) == (301, whole)
        for path in (
            "/guide/nothing/",
            "/guide/_headers",
            "/",
            "/index.html",
            "/embed/gb1.html",
            "/guidebook/",
        ):
            answer = server.ask(path)
            assert (answer.status, answer.body) == (404, (SITE / "404.html").read_bytes()), path
            assert not wrong_headers("404.html", answer)
        page = server.ask("/guide/late-or-missed/").body.decode()
    absolute = re.findall(r'(?:href|src)="(/[^"]*)"', page)
    assert not absolute, f"these would leave the folder: {absolute}"


def test_a_folder_may_be_named_with_or_without_its_slashes() -> None:
    assert nginx("/x", prefix="guide") == nginx("/x", prefix="/guide") == nginx("/x", prefix="/guide/")
    assert nginx("/x", prefix="") == nginx("/x", prefix="/") == nginx("/x")


# --- installing on Debian, and updating --------------------------------------------------------------


class Machine:
    """A checkout with a small built site, and the folder that stands for the root of a Debian machine."""

    def __init__(self, folder: Path) -> None:
        self.checkout, self.root, self.port = folder / "checkout", folder / "root", free_port()
        self.now = self.root / "srv/b12/now"
        for name in ("install.sh", "b12.service"):
            to = self.checkout / "scripts/delivery/recipes" / name
            to.parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(DEPLOY / name, to)

    def build(self, **pages: str) -> None:
        """A whole new build: these pages and no others."""
        shutil.rmtree(self.checkout / "site", ignore_errors=True)
        for name, text in {"index": "", "404": "missing", **pages}.items():
            file = self.checkout / "site" / f"{name}.html"
            file.parent.mkdir(exist_ok=True)
            file.write_text(text)
        to = self.checkout / "build/deploy/nginx.conf"
        to.parent.mkdir(parents=True, exist_ok=True)
        to.write_text(nginx(str(self.now)))

    def install(self, path: str = "") -> int:
        """Run the recipe; `path` is searched for commands before all others."""
        command = self.checkout / "scripts/delivery/recipes/install.sh"
        words = {**os.environ, "ROOT": str(self.root), "PATH": f"{path}:{os.environ['PATH']}"}
        return subprocess.run([command], env=words, capture_output=True, check=False).returncode

    def builds(self) -> int:
        """How many are kept."""
        return len(list(self.now.parent.glob("build-*")))


def test_the_second_install_replaces_the_first_while_nginx_runs(tmp_path: Path) -> None:
    """H2: `cp -r site /srv/b12` a second time made /srv/b12/site, and the old pages were served on."""
    machine = Machine(tmp_path)
    machine.build(index="first", gone="only in the first")
    assert machine.install() == 0
    with running(tmp_path / "nginx", site=machine.now, port=machine.port) as server:
        assert (server.ask("/").body, server.ask("/gone.html").status) == (b"first", 200)
        machine.build(index="second")
        assert machine.install() == 0
        assert (server.ask("/").body, server.ask("/gone.html").status) == (b"second", 404)
        assert (server.ask("/now/").status, server.ask("/site/").status) == (404, 404), "a copy in the copy"
        for number in range(3):
            machine.build(index=f"{number}")
            assert machine.install() == 0
        assert server.ask("/").body == b"2"
    assert machine.builds() == 2, "the newest build, and the one before it to go back to"
    assert machine.now.resolve().stat().st_mode & 0o005 == 0o005, "nginx's user cannot read the site"


def test_an_update_that_is_cut_short_changes_nothing_for_a_reader(tmp_path: Path) -> None:
    machine = Machine(tmp_path)
    machine.build(index="first", other="first")
    assert machine.install() == 0
    machine.build(index="second", other="second")
    broken = tmp_path / "bin/cp"
    broken.parent.mkdir()
    broken.write_text('#!/bin/sh\n/bin/cp site/index.html "$3" && exit 1  # the disk is full\n')
    broken.chmod(0o755)
    assert machine.install(str(broken.parent)) != 0
    assert {file.read_text() for file in machine.now.glob("[io]*.html")} == {"first"}
    assert machine.builds() == 1, "half a copy is left behind"
    shutil.rmtree(machine.checkout / "site")
    assert machine.install() != 0, "there is no site to install"
    assert (machine.now / "index.html").read_text() == "first"


def test_the_site_is_there_again_after_nginx_was_killed(tmp_path: Path) -> None:
    """As after a power cut: the old process id and the old folders still lie about."""
    with running(tmp_path) as server:
        port, number = server.connection.port, (tmp_path / "b12-nginx.pid").read_text().strip()
        workers = Path(f"/proc/{number}/task/{number}/children").read_text().split()
        for one in (number, *workers):
            os.kill(int(one), signal.SIGKILL)
        while answers(port):
            time.sleep(0.05)
    assert (tmp_path / "b12-nginx.pid").read_text().strip() == number, "this tests nothing"
    with running(tmp_path, port=port) as server:
        assert server.ask("/").status == 200


def test_debian_starts_nginx_with_the_installed_configuration_at_every_start(tmp_path: Path) -> None:
    machine = Machine(tmp_path)
    machine.build()
    assert machine.install() == 0
    unit = configparser.ConfigParser(interpolation=None)
    unit.optionxform = str  # type: ignore[assignment,method-assign]
    unit.read(machine.root / "etc/systemd/system/b12.service")
    command = shlex.split(unit["Service"]["ExecStart"])
    assert (machine.root / command[2].lstrip("/")).read_text() == nginx(str(machine.now))
    assert command == [f"/usr/sbin/{container_command()[0]}", *container_command()[1:]]
    assert unit["Service"]["User"] == "www-data"
    assert unit["Install"]["WantedBy"] == "multi-user.target", "it would not come back after a restart"


def test_a_configuration_for_the_installed_site_follows_every_update(tmp_path: Path) -> None:
    """Printed with the link, not with the build to which the link leads today."""
    (tmp_path / "build-1").mkdir()
    (tmp_path / "now").symlink_to("build-1")
    words = [sys.executable, "-m", "scripts.delivery.hosts", "--nginx", str(tmp_path / "now")]
    printed = subprocess.run(words, cwd=ROOT, capture_output=True, text=True, check=True).stdout
    assert f'root "{tmp_path}/now";' in printed


# --- other hosts -----------------------------------------------------------------------------------


def rules(text: str) -> list[tuple[str, dict[str, str]]]:
    """`_headers` as its hosts read it."""
    found: list[tuple[str, dict[str, str]]] = []
    for line in text.splitlines():
        if line.startswith("/"):
            found.append((line, {}))
        elif line:
            name, value = line.strip().split(": ", 1)
            found[-1][1][name] = value
    return found


PUBLISHED = SITE / "_headers"
ALONE = "frame-ancestors 'none'"
EXPECTED = {
    "index.html": (ALONE, "no-cache", None),
    "calculator/index.html": (ALONE, "no-cache", None),
    "handout/gb1.html": (ALONE, "no-cache", None),
    "embed/gb1.html": ("frame-ancestors *", "no-cache", None),
    "data/v1/protocols.json": (ALONE, "no-cache", "*"),
    "sw.js": (ALONE, "no-cache", None),
    "runtime/x/worker.js": (ALONE, "public, max-age=31536000, immutable", None),
}
"""By hand: who may frame a file, how long a browser may keep it, and which other sites may read it."""


def published(path: str) -> dict[str, str]:
    """The headers of one file, as a host reads the published `_headers`: the rule for all, and the file's own."""
    found = [headers for pattern, headers in rules(PUBLISHED.read_text()) if fnmatch(f"/{path}", pattern)]
    assert len(found) == 2, f"/{path}: {len(found)} rules"
    every, own = found
    assert set(every) & set(own) == {"Content-Security-Policy"}, "hosts join or replace what is named twice"
    loose, strict = (set(one["Content-Security-Policy"].split("; ")) for one in found)
    assert loose < strict, "joined, the two policies must be no stricter than the file's own"
    return every | own


def test_the_published_headers_file_has_one_rule_of_its_own_for_every_file() -> None:
    assert len(rules(PUBLISHED.read_text())) <= 100, "Cloudflare Pages reads no more than 100 rules"
    assert len(FILES) > 100
    for path in ["", *FILES]:
        assert published(path) == dict(part_of(path).headers), path


@pytest.mark.parametrize("path", ["nothing/", "late-or-missed", "S/GB1", ".well-known/x", "embedded/x"])
def test_the_published_headers_file_protects_pages_that_are_not_there(path: str) -> None:
    (found,) = [headers for pattern, headers in rules(PUBLISHED.read_text()) if fnmatch(f"/{path}", pattern)]
    assert found["Content-Security-Policy"].startswith("default-src 'none'; ")
    assert found["Referrer-Policy"] == "no-referrer"
    assert found["X-Content-Type-Options"] == "nosniff"
    assert found["Strict-Transport-Security"] == "max-age=31536000"
    assert "Cache-Control" not in found, "a missing page may come to be"


@pytest.mark.parametrize("path", EXPECTED)
def test_the_published_headers_file_protects_the_reader(path: str) -> None:
    framing, kept, readers = EXPECTED[path]
    headers = published(path)
    policy = headers["Content-Security-Policy"].split("; ")
    assert policy[0] == "default-src 'none'"
    assert "script-src 'self' 'wasm-unsafe-eval'" in policy
    assert framing in policy
    assert headers["Cache-Control"] == kept
    assert headers.get("Access-Control-Allow-Origin") == readers
    assert headers["Referrer-Policy"] == "no-referrer"
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Strict-Transport-Security"] == "max-age=31536000"


def test_a_cloudfront_policy_sends_all_that_the_table_says() -> None:
    """The headers that a browser would get, read back from the policy; Cache-Control travels with each file."""
    for part in table():
        policy = cloudfront(part)
        sent = {one["Header"]: one["Value"] for one in policy["CustomHeadersConfig"]["Items"]}
        assert policy["CustomHeadersConfig"]["Quantity"] == len(sent)
        secure = policy["SecurityHeadersConfig"]
        for name, key in (
            ("Content-Security-Policy", "ContentSecurityPolicy"),
            ("Referrer-Policy", "ReferrerPolicy"),
        ):
            sent[name] = secure[key][key]
        sent["Strict-Transport-Security"] = (
            f"max-age={secure['StrictTransportSecurity']['AccessControlMaxAgeSec']}"
        )
        sent |= {"X-Content-Type-Options": "nosniff"} if "ContentTypeOptions" in secure else {}
        assert sent | {"Cache-Control": part.headers["Cache-Control"]} == dict(part.headers), part.folder


def cloudfront_function(*asked: tuple[str, dict[str, Any]]) -> list[dict[str, Any]]:
    """What the function makes of requests: each a path and its query, as CloudFront hands them over."""
    requests = [{"uri": uri, "querystring": query} for uri, query in asked]
    function = (DEPLOY / "cloudfront-function.js").read_text("utf-8")
    call = f"JSON.stringify({json.dumps(requests)}.map((request) => handler({{ request }})))"
    node = subprocess.run(
        ["node", "-p", "--input-type=commonjs"],
        input=f"{function}\n{call}",
        capture_output=True,
        text=True,
        check=True,
    )
    answers: list[dict[str, Any]] = json.loads(node.stdout)
    return answers


def test_cloudfront_reads_a_code_in_any_case() -> None:
    asked = ["/S/GB1", "/s/Gb1/", "/handout/GB1.html"]
    sent_on, *asked_for = cloudfront_function(*((uri, {}) for uri in asked))
    assert sent_on["headers"]["location"]["value"] == "/s/gb1/"
    assert [one["uri"] for one in asked_for] == ["/s/gb1/index.html", "/handout/GB1.html"]


def test_cloudfront_sends_every_folder_of_the_site_on_to_itself() -> None:
    folders = sorted(
        f"/{Path(path).parent}" for path in FILES if "/" in path and path.endswith("/index.html")
    )
    sent_on = cloudfront_function(*((folder, {}) for folder in folders))
    assert [one["headers"]["location"]["value"] for one in sent_on] == [f"{folder}/" for folder in folders]
    answered = cloudfront_function(*((f"{folder}/", {}) for folder in folders))
    assert [one["uri"] for one in answered] == [f"{folder}/index.html" for folder in folders]
    assert any("." in folder for folder in folders), "the hard case: a folder whose name looks like a file's"
    unchanged = cloudfront_function(*((f"/{path}", {}) for path in FILES))
    assert [one["uri"] for one in unchanged] == [f"/{path}" for path in FILES]


STARTS = [
    "//", "///", "/\\", "\\\\", "\\/", "/%2f", "/%2F%2f", "/%5c", "/..//", "/.//", "/%2e%2e//", "/\t/", "/\n/",
    "/\r\n/", "/ /", "/\x00/", "/@", "/:@", "/http://", "https://", "//user@", "/;//", "/\u3000//", "/\u2044/",
]  # fmt: skip
"""What an address may begin with so that a browser, a proxy or a careless rule takes what follows for a host."""


def test_cloudfront_sends_nobody_to_another_host() -> None:
    """H3, an open redirect: //evil.example/x was sent on to //evil.example/x/, which is another host's."""
    ends = ["evil.example", "evil.example/", "evil.example/x", "evil.example/%2e%2e/x", "evil", "x" * 8000]
    hostile = [start + end for start in STARTS for end in ends]
    base = "https://b12.example.org"
    locations = []
    for path, answer in zip(hostile, cloudfront_function(*((path, {}) for path in hostile)), strict=True):
        if "statusCode" in answer:
            to = answer["headers"]["location"]["value"]
            locations.append(to)
            assert re.fullmatch(r"/(?![/\\])[!-~]+/", to), (path, to)
        else:
            assert re.match(r"/(?![/\\])", answer["uri"]), (path, answer["uri"])
    assert "/evil.example/x/" in locations, "this tests nothing"
    where = f"JSON.stringify({json.dumps(locations)}.map((to) => new URL(to, '{base}/s/').origin))"
    origins = subprocess.run(["node", "-p"], input=where, capture_output=True, text=True, check=True).stdout
    assert set(json.loads(origins)) == {base}, "as a browser reads it"


def test_cloudfront_keeps_the_query_as_it_was_asked() -> None:
    query = {
        "a": {"value": "%2F%2Fevil.example%20x"},
        "b": {"value": ""},
        "c": {"value": "1", "multiValue": [{"value": "1"}, {"value": "2%26"}]},
        "d": {"value": "x\r\nSet-Cookie: y"},
    }
    plain, hostile, folder = cloudfront_function(
        ("/compare", query), ("//evil.example/x", query), ("/compare/", query)
    )
    kept = "?a=%2F%2Fevil.example%20x&b&c=1&c=2%26&d=xSet-Cookie:y"
    assert plain["headers"]["location"]["value"] == f"/compare/{kept}"
    assert hostile["headers"]["location"]["value"] == f"/evil.example/x/{kept}"
    assert folder["querystring"] == query


def test_upload_copies_every_file_once_with_its_type(tmp_path: Path) -> None:
    script = tmp_path / "upload.sh"
    script.write_text(upload(SITE))
    subprocess.run(["bash", "-n", str(script)], check=True)
    copied: dict[str, list[tuple[str, str]]] = {path: [] for path in FILES}
    for line in script.read_text().splitlines():
        if not line.startswith("aws "):
            continue
        words = shlex.split(line.replace('"$SITE/', '"').replace('"s3://$BUCKET/', '"'))
        told = {words[at]: words[at + 1] for at in range(len(words) - 1) if words[at].startswith("--")}
        kept_out = [words[at + 1] for at in range(len(words) - 1) if words[at] == "--exclude"][1:]
        for path in FILES:
            below = path.removeprefix(words[4]) if path.startswith(words[4]) else None
            if (
                below
                and fnmatch(below, told["--include"])
                and not any(fnmatch(below, out) for out in kept_out)
            ):
                copied[path].append((told["--content-type"], told["--cache-control"]))
    for path, found in copied.items():
        assert found == [(TYPES[Path(path).suffix], part_of(path).headers["Cache-Control"])], path


def test_recipes_of_hosts_can_be_read_and_build_the_site_from_its_whole_history() -> None:
    assert tomllib.loads((DEPLOY / "netlify.toml").read_text())["build"]["publish"] == "site"
    assert tomllib.loads((DEPLOY / "wrangler.toml").read_text())["pages_build_output_dir"] == "site"
    github = yaml.safe_load((DEPLOY / "github-pages.yml").read_text())
    steps = github["jobs"]["publish"]["steps"]
    assert steps[0]["with"]["fetch-depth"] == 0
    assert any("make site" in step.get("run", "") for step in steps)
    gitlab = yaml.safe_load((DEPLOY / "gitlab-ci.yml").read_text())["pages"]
    assert (gitlab["variables"]["GIT_DEPTH"], gitlab["artifacts"]["paths"]) == ("0", ["public"])


def test_no_recipe_prints_the_address_of_one_deployment_on_paper() -> None:
    """Codes last for years: a variable that names a preview or one frozen deployment is no address for them."""
    built = r"make site SITE_URL=(\S+)"
    addresses = {file.name: re.findall(built, file.read_text("utf-8")) for file in DEPLOY.iterdir()}
    assert addresses["wrangler.toml"] == ["https://b12.example.org/"]
    assert addresses["netlify.toml"] == ['$URL/"'], "Netlify's main address; $DEPLOY_URL is one deployment's"
    frozen = ("CF_PAGES_URL", "DEPLOY_URL", "DEPLOY_PRIME_URL")
    assert not [name for name, found in addresses.items() if any(word in str(found) for word in frozen)]


def container_command() -> list[str]:
    """What the container runs."""
    text = (DEPLOY / "Containerfile").read_text("utf-8")
    command: list[str] = json.loads(next(line for line in text.splitlines() if line.startswith("CMD"))[4:])
    return command


def test_container_holds_what_the_tested_recipe_needs() -> None:
    text = (DEPLOY / "Containerfile").read_text()
    for package in ("nginx", "libnginx-mod-http-brotli-static"):
        assert package in text
    command = container_command()
    assert command[:2] == ["nginx", "-c"]
    assert f"build/deploy/nginx.conf {command[2]}" in text
    assert "USER www-data" in text
    assert "COPY site /srv/b12/now" in text
    assert 'root "/srv/b12/now";' in (ROOT / "build/deploy/nginx.conf").read_text("utf-8")
