// Every link ever published to the old calculator leads to the page that tests/links.toml names; no damaged one guesses.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import vm from "node:vm";
import { source } from "./stage.mjs";

const ROOT = new URL("../../", import.meta.url);
const read = (path) => readFileSync(new URL(path, ROOT), "utf8");
const PAGES = read("site/calculator/index.html").match(/<script type="application\/json" id="pages">(.*?)<\/script>/)[1];
const links = read("tests/links.toml").split("[[links]]").slice(1).map((entry) =>
  Object.fromEntries([...entry.matchAll(/^(\w+) = "(.*)"$/gm)].map(([, key, value]) => [key, value])));

/** Where the old calculator's page sends a reader who opens it with this after the #; "" where it sends nobody. */
function leads(hash) {
  let to = "";
  const location = { hash: `#${hash}`, replace: (address) => { to = address.replace(/^\.\.\//, ""); } };
  vm.runInNewContext(source("old-links.js"), { location, document: { getElementById: () => ({ textContent: PAGES }) } });
  return to;
}

for (const { hash, page } of links.filter((link) => link.hash)) {
  test(`${hash} leads to ${page}`, () => assert.equal(leads(hash), page));
}

const DATED = "v=1&protocol=us-kuzminski-1998-trial&start=2026-03-02&months=12";
const KUZMINSKI = "schedules/us-kuzminski-1998-trial/";

test("what mail programs do to a link changes nothing: encoded, escaped, with the full stop of its sentence", () => {
  for (const hash of [DATED, encodeURIComponent(DATED), DATED.replaceAll("&", "&amp;"), `${DATED}.`, `${DATED})”`]) {
    assert.equal(leads(hash), `${KUZMINSKI}#${DATED}`, hash);
  }
});

test("what was chosen after an example stops is left out of its page", () => {
  const stops = "daily.bounds=6&alternate-days.only_if=not-met";
  assert.equal(leads(`v=1&protocol=us-label-cyanocobalamin-pa&months=12&${stops}&spaced.period=3&spaced.bounds=2`),
    "schedules/us-label-cyanocobalamin-pa/daily.bounds.6~alternate-days.only_if.not-met/");
});

test("what cannot be read goes with the link to the page of its schedule, where it is said", () => {
  for (const more of ["&mnths=24", "&start=2026-03-", "&maintenance.period=99", "&%E0%A4%A"]) {
    assert.ok(leads(DATED + more).startsWith(`${KUZMINSKI}#${DATED}&`), more);
  }
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

test("a link to no schedule of ours stays on the page that lists them", () => {
  for (const hash of ["", "v=1", "content", "v=1&protocol=__proto__", "v=1&protocol=gone", "v=1&protocol=//evil.test/&start=2026-03-02"]) {
    assert.equal(leads(hash), "", hash);
  }
});
