// Every link ever published to the old calculator leads to the page that tests/links.toml names; no damaged one guesses.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import vm from "node:vm";
import { source } from "./stage.mjs";

const ROOT = new URL("../../", import.meta.url);
const read = (path) => readFileSync(new URL(path, ROOT), "utf8");
const PAGES = read("site/calculator/index.html").match(/<script type="application\/json" id="pages">(.*?)<\/script>/)[1];
const IDS = [...new Set(Object.entries(JSON.parse(PAGES)).flatMap(([months, names]) => (months ? names.map((name) => name.split("/")[0]) : [])))];
const links = read("tests/links.toml").split("[[links]]").slice(1).map((entry) =>
  Object.fromEntries([...entry.matchAll(/^(\w+) = "(.*)"$/gm)].map(([, key, value]) => [key, value])));

/** What the old calculator's page does with this after the #: where it sends the reader, and what it shows instead. */
function opened(hash) {
  const seen = { to: "", given: "", near: "", focus: false };
  const named = (attribute) => IDS.map((id) => ({ hasAttribute: () => attribute === "data-id", getAttribute: () => id, hidden: true }));
  const [items, said] = [named("data-id"), named("data-near").slice(0, 1)];
  const box = { hidden: true, querySelector: () => ({ set textContent(text) { seen.given = text; } }), focus() { seen.focus = true; },
    querySelectorAll: (selector) => (selector === "[data-id]" ? items : said) };
  const places = { pages: { textContent: PAGES }, unknown: box, content: {} };
  const location = { hash: `#${hash}`, replace: (address) => { seen.to = address.replace(/^\.\.\//, ""); } };
  const window = { addEventListener() {} };
  vm.runInNewContext(source("old-links.js"), { location, window, document: { getElementById: (id) => places[id] ?? null } });
  const near = items.filter(({ hidden }) => !hidden).map((item) => item.getAttribute()).join();
  assert.equal(said[0].hidden, !near, "nearest of what?");
  assert.equal(seen.focus, !box.hidden);
  return { ...seen, near, said: !box.hidden };
}

const leads = (hash) => opened(hash).to;

for (const { hash, page } of links.filter((link) => link.hash)) {
  test(`${hash} leads to ${page}`, () => assert.equal(leads(hash), page));
}

const DATED = "v=1&protocol=us-kuzminski-1998-trial&start=2026-03-02&months=12";
const KUZMINSKI = "schedules/us-kuzminski-1998-trial/";

test("what mail programs do to a link changes nothing: encoded, escaped, with the full stop of its sentence", () => {
  for (const hash of [DATED, encodeURIComponent(DATED), encodeURIComponent(encodeURIComponent(DATED)), DATED.replaceAll("&", "&amp;"),
    DATED.replaceAll("&", "&amp;amp;"), DATED.replaceAll("=", "=3D"), `${DATED}.`, `${DATED})”`, `${DATED}%E2%80%9D`]) {
    assert.equal(leads(hash), `${KUZMINSKI}#${DATED}`, hash);
  }
});

test("what was chosen after an example stops is left out of its page", () => {
  const stops = "daily.bounds=6&alternate-days.only_if=not-met";
  assert.equal(leads(`v=1&protocol=us-label-cyanocobalamin-pa&months=12&${stops}&spaced.period=3&spaced.bounds=2`),
    "schedules/us-label-cyanocobalamin-pa/daily.bounds.6~alternate-days.only_if.not-met/");
});

test("what cannot be read goes with the link to the page of its schedule, where it is said", () => {
  for (const more of ["&months=24", "&mnths=24", "&start=2026-03-", "&maintenance.period=99", "&%E0%A4%A"]) {
    assert.ok(leads(DATED + more).startsWith(`${KUZMINSKI}#${DATED}&`), more);
  }
  const twice = "v=1&protocol=us-kuzminski-1998-trial&months=24&months=12";
  assert.equal(leads(twice), `${KUZMINSKI}#${twice}`, "the later of two is not chosen in silence");
});

test("a damaged link without a start is never taken for the printed example either", () => {
  const link = "v=1&protocol=uk-bnf-hydroxocobalamin-no-neuro&months=24&maintenance.period=2";
  const page = "schedules/uk-bnf-hydroxocobalamin-no-neuro/maintenance.period.2/";
  assert.equal(leads(link), `${page}#${link}`);
  assert.equal(leads(link.replace("24", "12")), page);
  for (const [part, spoilt] of [["months", "mnths"], ["months=24", "mon"], ["months=24", "monthsx24"], ["&months=24", ""]]) {
    const damaged = link.replace(part, spoilt);
    assert.equal(leads(damaged), `${page}#${damaged}`, damaged);
  }
});

test("a link that may have lost its choices, or the end of its last length, is not taken for the printed example", () => {
  for (const hash of ["v=1&protocol=uk-bnf-hydroxocobalamin-no-neuro&months=12", "v=1&protocol=uk-bnf-hydroxocobalamin-neuro&months=12",
    "v=1&protocol=be-sterop-cyanocobalamin-neuro&months=12&loading.until=2", "v=1&protocol=es-optovite-cyanocobalamin&group=ES"]) {
    assert.ok(leads(hash).endsWith(`/#${hash}`), leads(hash));
  }
});

test("a link to no schedule of ours stays on the page that lists them, which says so", () => {
  for (const hash of ["v=1", "v=1&protocol=__proto__", "v=1&protocol=gone", "v=1&protocol=//evil.test/&start=2026-03-02", "nowhere"]) {
    const { to, said, given, near } = opened(hash);
    assert.deepEqual([to, said, near], ["", true, ""], hash);
    assert.ok(given && hash.endsWith(given) || hash.includes(`=${given}&`), `${hash}: ${given}`);
  }
  for (const hash of ["", "content"]) assert.deepEqual([opened(hash).to, opened(hash).said], ["", false], `${hash} is no link`);
});

test("the schedule whose name is spelled most like it is named, and not opened", () => {
  for (const id of IDS) {
    const middle = Math.floor(id.length / 2);
    for (const wrong of [id.slice(0, middle) + id.slice(middle + 1), id.slice(1), `${id}x`, id.replace("-", "--")]) {
      const { to, near } = opened(`v=1&protocol=${wrong}&months=12`);
      assert.deepEqual([to, near], ["", id], wrong);
    }
  }
  assert.equal(opened("v=1&protocol=uk-bnf-hydroxocobalamin-neur").near, "uk-bnf-hydroxocobalamin-neuro", "cut off");
});
