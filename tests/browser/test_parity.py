"""The same question gets the same answer, to the byte, wherever it is asked.

The build's Python printed the pages; the reader's browser computes what they see next. If the two could differ,
the tests of every schedule would say nothing about the one that a reader gets.

Everything there is, once, and random requests, others on each run: the seed is in the header and in a failure, and
SEED=... repeats it. A request that was once answered differently is kept in parity.json, and asked in every run.
"""

import hashlib
import html
import json
import os
import re
import time
from pathlib import Path

import pytest

from calculator.answer import answer
from calculator.protocol import protocol_ids
from scripts.content.phrases import site_code
from scripts.runtime.build import rehearse, runtime_of
from scripts.runtime.pack import pack
from tests.browser.faulty import FaultyServer
from tests.browser.tab import PAGE, Tab
from tests.corpus import ENOUGH, corpus

SEED = int(os.environ["SEED"])  # tests/conftest.py draws it
IN_NODE = int(os.environ.get("PARITY", "5000"))  # make parity asks 100,000
LONGEST = 600.0  # seconds for all requests in a browser on a busy machine
KEPT: list[str] = json.loads((Path(__file__).parent / "parity.json").read_text("utf-8"))

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.timeout(900)]

# One worker with the data of every schedule, asked all requests. Hashes are of UTF-16 units: a lone surrogate has no
# UTF-8. It may take longer than one call of a driver may: the page works, and says when it is done.
ASK_ALL = """(() => { window.answers = (async () => {
    const { requests, start } = await (await fetch("/asked.json")).json();
    const folder = document.querySelector("injection-calculator").dataset.runtime;
    const policy = globalThis.trustedTypes?.createPolicy("keep", { createScriptURL: (url) => url });
    const url = new URL(folder + "worker.js", location).href;
    const worker = new Worker(policy?.createScriptURL(url) ?? url, { type: "module" });
    const answers = [];
    await new Promise((done, broken) => {
        const next = () => {
            const id = answers.length;
            if (id === requests.length) done();
            else worker.postMessage({ kind: "ask", id: id + 1, request: requests[id] });
        };
        worker.onmessage = ({ data }) => {
            if (data.stage === "failed" || data.stage === "stopped") broken(`${data.why} ${data.detail}`);
            if (data.id) next(answers.push(data.answer));
        };
        worker.postMessage({ kind: "start", ...start });
        next();
    });
    worker.terminate();
    const hex = (hash) => [...new Uint8Array(hash)].map((byte) => byte.toString(16).padStart(2, "0")).join("");
    const split = (text) => Uint16Array.from({ length: text.length }, (_, at) => text.charCodeAt(at));
    return Promise.all(answers.map(async (text) => hex(await crypto.subtle.digest("SHA-256", split(text)))));
})().then((hashes) => { window.theirs = hashes; }, (error) => { window.broken = String(error); }); return true; })()"""


def printed(site: Path) -> dict[str, str]:
    """What every page of a schedule asks, as it stands in the file, and the sha256 that stands beside it."""
    found = {}
    for file in site.glob("schedules/**/index.html"):
        attributes = re.findall(r' data-(request|golden)="(.*?)"', file.read_text("utf-8"))
        if attributes:
            one = {name: html.unescape(value) for name, value in attributes}
            found[one["request"]] = one["golden"]
    return found


def asked_in(tab: Tab, site: Path, server: FaultyServer, requests: list[str]) -> list[str]:
    """The hashes of a browser's answers to all requests."""
    question = json.dumps({"ask": "list"})
    start = {
        "files": json.dumps(pack(list(protocol_ids()), site_code())),
        "request": question,
        "golden": hashlib.sha256(answer(question).encode()).hexdigest(),
    }
    (site / "asked.json").write_text(json.dumps({"requests": requests, "start": start}), "utf-8")
    tab.open(server.address + PAGE)
    tab.js(ASK_ALL)
    end = time.monotonic() + LONGEST
    while not (theirs := tab.js("window.theirs")):
        assert not (broken := tab.js("window.broken")), f"SEED={SEED}: {broken}"
        assert time.monotonic() < end, "no answers"
        time.sleep(0.5)
    hashes: list[str] = theirs
    return hashes


def first_difference(requests: list[str], ours: list[str], theirs: list[str], where: str) -> str:
    """One line about the first answer that a reader would have seen differ."""
    pairs = zip(requests, ours, theirs, strict=True)
    told = f"{where} answers differently (SEED={SEED}); to be kept in parity.json:"
    return next((f"{told} {json.dumps(one)}" for one, a, b in pairs if a != b), "")


def test_python_in_the_browser_answers_as_the_build_does(tab: Tab, site: Path, server: FaultyServer) -> None:
    """The corpus, in which is what every page asks; and CPython's answer to that is the one that a page has printed."""
    pages = printed(site)
    requests = list(dict.fromkeys([*pages, *KEPT, *corpus(ENOUGH, SEED)]))
    theirs = asked_in(tab, site, server, requests)
    answers = [answer(one) for one in requests]
    ours = [hashlib.sha256(one.encode("utf-16-le", "surrogatepass")).hexdigest() for one in answers]
    assert not first_difference(requests, ours, theirs, tab.browser.name)
    goldens = [hashlib.sha256(one.encode()).hexdigest() for one in answers[: len(pages)]]
    assert not first_difference(list(pages), list(pages.values()), goldens, "the build")


def test_python_in_node_answers_what_every_page_has_printed(site: Path) -> None:
    pages = printed(site)
    assert len(pages) > 300, "not every page of a schedule"
    theirs = rehearse(list(pages), *runtime_of(site))["answers"]
    assert not first_difference(list(pages), list(pages.values()), theirs, "Pyodide under Node")


# What the build needs and travels along because it lies beside what the browser needs.
BUILD_ONLY = (
    "calculator/render/urgent.py",
    "calculator/keys.py: Keys.problem",
    "calculator/language.py: Language.bare",
    "calculator/language.py: Language.ended",
    "calculator/phases.py: ends",
    "calculator/answer.py: language_of",  # for a fault of ours, which no request brings about
)


def test_every_public_function_runs_with_the_small_library(
    site: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("WATCHED", "1")
    uncalled = rehearse(corpus(ENOUGH), *runtime_of(site))["uncalled"]
    unproven = [one for one in uncalled if not one.startswith(BUILD_ONLY)]
    assert not unproven, f"no request has shown that these work in the browser: {unproven}"


@pytest.mark.timeout(900 + IN_NODE // 20)
def test_python_in_node_answers_as_the_build_does(site: Path) -> None:
    requests = KEPT + corpus(IN_NODE, SEED)
    theirs = rehearse(requests, *runtime_of(site))["answers"]
    ours = [hashlib.sha256(answer(one).encode("utf-8", "surrogatepass")).hexdigest() for one in requests]
    assert not first_difference(requests, ours, theirs, "Pyodide under Node")
