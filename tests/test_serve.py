"""The local server behaves as a careful host would, so what works here works there."""

import gzip
import http.client
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from scripts.delivery.dev_server import SiteServer


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
