// What the element sends to Python and says to the reader, as far as that needs no page.

import assert from "node:assert/strict";
import { test } from "node:test";
import { run, source } from "./stage.mjs";

/** The element's class, with these fields in its form and these sentences in its templates. */
async function element({ fields = {}, say = {}, now = "2026-03-05T23:30:00" } = {}) {
  let made;
  class FixedDate extends Date { constructor() { super(now); } }
  const text = source("element.js").replace(/^import .*$/m, "");
  await run(text, {
    HTMLElement: class {}, customElements: { get() {}, define: (_, one) => { made = one; } },
    FormData: class { constructor() { return new Map(Object.entries(fields)); } },
    navigator: {}, document: { documentElement: { lang: "en" } }, Date: FixedDate,
    location: { href: "http://site.test/calculator/#v=1&start=2027-03-27" },
  });
  const one = new made();
  one.dataset = { language: "en" };
  one.part = () => undefined;
  one.querySelector = (selector) => {
    const words = say[selector.match(/data-say="(.*)"/)[1]];
    return words === undefined ? null : { content: { textContent: words } };
  };
  return one;
}

test("Python gets the page's language, the reader's own day and the address without what was entered", async () => {
  const one = await element();
  const letter = JSON.parse(one.letter({ entry: { months: "12" } }));
  assert.deepEqual(letter, { ask: "page", language: "en", today: "2026-03-05", address: "http://site.test/calculator/", entry: { months: "12" } });
});

test("the same entry on the same day is the same text, so that what was foreseen is found again", async () => {
  const [morning, evening] = [await element({ now: "2026-03-05T08:00:00" }), await element()];
  assert.equal(morning.letter({ entry: { a: "1" } }), evening.letter({ entry: { a: "1" } }));
});

test("an entry is the form's fields and the button that was pressed", async () => {
  const one = await element({ fields: { group: "GB" } });
  assert.deepEqual({ ...one.entry({ name: "ask", value: "show" }) }, { group: "GB", ask: "show" });
  assert.deepEqual({ ...one.entry() }, { group: "GB" });
});

test("a number of bytes is said in megabytes with one decimal, on one line with its unit", async () => {
  const one = await element({ say: { fetching: " {bytes} of {total} " } });
  assert.equal(one.words("fetching", { bytes: 1_240_000, total: 2_900_000 }), "1.2\u00a0MB of 2.9\u00a0MB");
  assert.equal(one.words("no such sentence"), "");
});
