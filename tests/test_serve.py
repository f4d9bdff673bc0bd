"""The local server behaves as a careful host would, so what works here works there."""

import gzip
import http.client
import subprocess
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from scripts.build import STEPS
from scripts.delivery.dev_server import SiteServer
from scripts.delivery.preview import QUICK, Preview, open_server, steps_for
from scripts.paths import ROOT


@pytest.fixture
def server(tmp_path: Path) -> Iterator[SiteServer]:
    site = tmp_path / "site"
    (site / "page").mkdir(parents=True)
    (site / "index.html").write_text("home")
    (site / "404.html").write_text("no such page")
    (site / "page" / "index.html").write_text("a page")
    (site / "worker.mjs").write_text("0")
    (site / "python-0123456789abcdef").mkdir()
    (site / "python-0123456789abcdef" / "library.zip").write_text("0")
    (site / "engine.wasm").write_bytes(b"\0asm")
    (site / "dates.ics").write_text("BEGIN:VCALENDAR")
    (site / "style.0123abcd.css").write_text("b{}")
    (site / "style.0123abcd.css.gz").write_bytes(gzip.compress(b"b{}"))
    (tmp_path / "secret").write_text("not for readers")
    with SiteServer(site) as running:
        threading.Thread(target=running.serve_forever, args=[0.02], daemon=True).start()
        yield running
        running.shutdown()


def ask(
    server: SiteServer, path: str, *, method: str = "GET", **headers: str
) -> tuple[int, dict[str, str], bytes]:
    connection = http.client.HTTPConnection("127.0.0.1", server.server_port, timeout=10)
    try:
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        connection.request(method, path, headers=named)
        response = connection.getresponse()
        return (
            response.status,
            {name.lower(): value for name, value in response.getheaders()},
            response.read(),
        )
    finally:
        connection.close()


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        ("/", "text/html; charset=utf-8"),
        ("/page/", "text/html; charset=utf-8"),
        ("/worker.mjs", "text/javascript; charset=utf-8"),
        ("/engine.wasm", "application/wasm"),
        ("/dates.ics", "text/calendar; charset=utf-8"),
    ],
)
def test_files_are_sent_with_the_type_that_browsers_insist_on(
    server: SiteServer, path: str, kind: str
) -> None:
    status, headers, body = ask(server, path)
    assert (status, headers["content-type"], len(body)) == (200, kind, int(headers["content-length"]))


def test_a_missing_page_is_a_404_with_the_sites_own_words(server: SiteServer) -> None:
    assert ask(server, "/nothing/")[::2] == (404, b"no such page")


def test_a_folder_without_its_slash_is_sent_on(server: SiteServer) -> None:
    status, headers, _ = ask(server, "/page")
    assert (status, headers["location"]) == (301, "/page/")


@pytest.mark.parametrize("path", ["/../secret", "/%2e%2e/secret", "/page/..%2f..%2fsecret", "//secret"])
def test_nothing_outside_the_site_is_sent(server: SiteServer, path: str) -> None:
    assert ask(server, path)[0] == 404


def test_a_compressed_twin_goes_only_to_a_browser_that_takes_it(server: SiteServer) -> None:
    _, headers, body = ask(server, "/style.0123abcd.css", Accept_Encoding="gzip, br")
    assert (headers["content-encoding"], gzip.decompress(body)) == ("gzip", b"b{}")
    for refusal in ("", "br", "gzip;q=0"):
        _, headers, body = ask(server, "/style.0123abcd.css", Accept_Encoding=refusal)
        assert ("content-encoding" in headers, body) == (False, b"b{}")


def test_only_a_file_named_for_its_content_is_kept_for_ever(server: SiteServer) -> None:
    assert "immutable" in ask(server, "/style.0123abcd.css")[1]["cache-control"]
    assert "immutable" in ask(server, "/python-0123456789abcdef/library.zip")[1]["cache-control"]
    assert ask(server, "/worker.mjs")[1]["cache-control"] == "no-cache"
    assert ask(server, "/gone.0123abcd.css")[1]["cache-control"] == "no-cache"


def test_an_unchanged_file_is_not_sent_twice(server: SiteServer) -> None:
    tag = ask(server, "/worker.mjs")[1]["etag"]
    assert ask(server, "/worker.mjs", If_None_Match=tag)[::2] == (304, b"")


def test_head_sends_the_same_headers_and_nothing_else(server: SiteServer) -> None:
    got, head = ask(server, "/engine.wasm"), ask(server, "/engine.wasm", method="HEAD")
    assert head[2] == b""
    assert {**got[1], "date": ""} == {**head[1], "date": ""}


# --- make serve: what is saved is built anew and shown


def test_a_saved_page_needs_the_quick_steps_and_a_saved_engine_the_whole_build() -> None:
    quick, whole = (QUICK[:1], QUICK[1:]), ((),)
    assert steps_for({"docs/stopping.md"}) == steps_for({"scripts/theme/base.html"}) == quick
    assert steps_for({"docs/_data/signs.toml", "docs/assets/css/2-type.css"}) == quick
    assert steps_for({"calculator/schedule.py"}) == steps_for({"docs/a.md", "scripts/build.py"}) == whole
    assert steps_for({"docs/assets/calculator/worker.js"}) == whole
    assert set(QUICK) <= {step.__name__ for step in STEPS}


def test_a_page_reloads_itself_when_a_build_has_finished(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "index.html").write_text("<html><head></head><body>home</body></html>")
    built: list[tuple[str, ...]] = []

    def build(command: list[str], **_: object) -> subprocess.CompletedProcess[str]:
        built.append(tuple(command[3:]))
        return subprocess.CompletedProcess(command, 0)

    monkeypatch.setattr(subprocess, "run", build)
    preview = Preview()
    threading.Thread(target=preview.build_for_ever, daemon=True).start()
    with open_server(tmp_path, 0, preview) as server:
        threading.Thread(target=server.serve_forever, args=[0.02], daemon=True).start()
        assert b'<script type="module" src="/-/reload.js"></script></head>' in ask(server, "/")[2]
        assert b"location.reload()" in ask(server, "/-/reload.js")[2]
        assert ask(server, "/-/state?known=")[2] == b"0"
        preview.saved(str(ROOT / "docs/stopping.md"))
        assert int(ask(server, "/-/state?known=0")[2]) > 0  # answered once the build has finished
        server.shutdown()
    assert built[0] == QUICK[:1]


def test_what_editors_and_python_leave_behind_starts_no_build() -> None:
    preview = Preview()
    for name in ("docs/.a.md.swp", "docs/a.md~", "calculator/__pycache__/a.pyc"):
        preview.saved(str(ROOT / name))
    assert not preview.changed
