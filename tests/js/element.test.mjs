// What the element sends to Python and says to the reader, as far as that needs no page.

import assert from "node:assert/strict";
import { test } from "node:test";
import { run, source } from "./stage.mjs";

const HERE = { origin: "http://site.test", pathname: "/schedules/one/", search: "?fbclid=x", hash: "#v=2&start=2027-03-27" };

/** The element with these fields in its form and these sentences in its templates; `asked` is what went to Python. */
async function element({ fields = {}, say = {}, hash = HERE.hash, saver = false, state = "idle", history = {} } = {}) {
  let made;
  class FixedDate extends Date { constructor() { super("2026-03-05T23:30:00"); } }
  const text = source("element.js").replace(/^import .*$/m, "const trusted = { createHTML: (text) => text };");
  const links = [{ hash: "" }, { hash: "" }];
  const location = { ...HERE, hash };
  await run(text, {
    HTMLElement: class {}, customElements: { get() {}, define: (_, one) => { made = one; } },
    navigator: { connection: { saveData: saver } }, performance, Date: FixedDate, location, history,
    document: { documentElement: { lang: "en" }, querySelectorAll: () => links, getElementById: (id) => (id === "result" ? {} : null) },
  });
  const one = new made();
  const [asked, told] = [[], []];
  const controls = Object.entries(fields).map(([name, value]) => ({ name, value }));
  Object.assign(one, {
    dataset: { request: '{"ask":"page","protocol":"one"}', size: "2400000", state }, shown: "", printed: [],
    python: { ask: (request, answered) => asked.push({ ...JSON.parse(request), answered }), busy: true },
    part: () => ({ querySelectorAll: () => controls }),
    status: (words) => told.push(words), beside: (words) => told.push(words), offer: (key) => told.push(`offer ${key}`),
    querySelector: (selector) => {
      const words = say[selector.match(/data-say="(.*)"/)?.[1]];
      return words === undefined ? null : { content: { textContent: words } };
    },
  });
  return { one, asked, told, links, location };
}

test("Python gets the page's own request, the reader's day and the address without what hangs on it", async () => {
  const { one, asked } = await element({ fields: { "start-day": "27", months: "12" } });
  one.press("show");
  const { answered, ...request } = asked[0];
  assert.deepEqual(request, { ask: "page", protocol: "one", today: "2026-03-05", address: "http://site.test/schedules/one/",
    entry: { "start-day": "27", months: "12" }, do: "show" });
});

test("a press is confirmed at once", async () => {
  const { one, told } = await element({ say: { working: " Working out the dates. " } });
  one.press("show");
  assert.deepEqual(told, ["Working out the dates."]);
});

test("whatever stands after the # is asked, encoded or cut as it may be, but a place on the page and what is shown are not", async () => {
  const { one, asked, location } = await element();
  one.open("link");
  assert.deepEqual(asked.map(({ hash }) => hash), ["v=2&start=2027-03-27"]);
  one.shown = "v=2&start=2027-03-27";
  one.open("back");
  location.hash = "#result";
  one.open("back");
  assert.equal(asked.length, 1);
  for (const hash of ["v%3D2%26months%3D24", "v", "start", "%20"]) {
    location.hash = `#${hash}`;
    one.open("link");
    assert.equal(asked.at(-1).hash, hash, "a damaged link is passed over in silence");
  }
});

test("words that a browser is to mark are no link, and no part of one", async () => {
  const { one, asked, location } = await element({ hash: "#v=2&start=2027-03-27:~:text=Day%201" });
  one.open("link");
  assert.deepEqual(asked.map(({ hash }) => hash), ["v=2&start=2027-03-27"]);
  const before = asked.length;
  one.shown = "";
  location.hash = "#:~:text=Day%201";
  one.open("back");
  assert.equal(asked.length, before, "a highlight on a page without a link is taken for a damaged link");
});

test("where data is dear a link asks first, once Python is awake no more", async () => {
  const { one, asked, told } = await element({ saver: true });
  one.open("link");
  assert.deepEqual([asked, told], [[], ["offer load"]]);
  one.dataset.state = "ready";
  one.open("link");
  assert.equal(asked.length, 1);
});

test("a press makes a new step of the history, the same again and a link do not, and a refusal is no fault", async () => {
  const steps = [];
  const history = { pushState: (...[, , to]) => steps.push(`push ${to}`), replaceState: (...[, , to]) => steps.push(`replace ${to}`) };
  const { one, links } = await element({ history, hash: "#v=2&start=2027-03-27&months=12" });
  one.moved("v=2&start=2027-03-27&months=24&loading.until=5", "", "press");
  one.moved("v=2&start=2027-03-27&months=12", "", "press");
  one.moved("v=2&start=2027-03-27&months=6", "", "link");
  one.moved("", "", "press");
  assert.deepEqual(steps, ["push #v=2&start=2027-03-27&months=24&loading.until=5", "replace #v=2&start=2027-03-27&months=12",
    "replace #v=2&start=2027-03-27&months=6", "push /schedules/one/"]);
  one.moved("v=2&start=2027-03-27&months=24&loading.until=5", "v=2&start=2027-03-27&months=24", "press");
  assert.deepEqual(links.map(({ hash }) => hash), Array(2).fill("v=2&start=2027-03-27&months=24"), "another option keeps the start alone");
  history.pushState = () => { throw new Error("SecurityError"); };
  one.moved("v=2&start=2027-03-27&months=6", "", "press");
  assert.equal(one.shown, "v=2&start=2027-03-27&months=6");
});

test("an example that does not match what is typed says so once, and the printed one never does", async () => {
  const { one, told } = await element({ say: { stale: "You have changed something." } });
  one.changed();
  assert.deepEqual(told, []);
  one.shown = "v=2&start=2027-03-27";
  one.changed();
  one.changed();
  assert.deepEqual([told, "stale" in one.dataset], [["You have changed something."], true]);
  one.moved("v=2&start=2027-03-28", "", "link");
  assert.ok(!("stale" in one.dataset));
});

test("a failure is told in its own words, or in those for any, and only to those who wait", async () => {
  const say = { failed: "It failed.", "failed-missing": "A file is not in its place.", working: "" };
  const { one, told } = await element({ say });
  one.failed("missing");
  one.failed("unheard of");
  assert.deepEqual(told, ["A file is not in its place.", "offer retry", "It failed.", "offer retry"]);
  one.python.busy = false;
  one.failed("missing");
  assert.equal(told.length, 4);
});

test("a number of bytes is said in megabytes with one decimal, on one line with its unit", async () => {
  const { one } = await element({ say: { fetching: " {bytes} of {total} " } });
  assert.equal(one.words("fetching", { bytes: 1_240_000, total: 2_900_000 }), "1.2\u00a0MB of 2.9\u00a0MB");
  assert.equal(one.words("no such sentence"), "");
});
