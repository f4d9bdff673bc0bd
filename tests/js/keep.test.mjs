// <keep-site>: what it says of keeping is what the browser holds, also where the browser does not tell of it.

import assert from "node:assert/strict";
import { test } from "node:test";
import { Clock, run, settled, source } from "./stage.mjs";

const SITE = "http://site.test/guide/";
const COPY = "b12 /guide/ build";

/** The control on a page, in a browser whose worker, registration and caches are as the test makes them. */
async function control() {
  const clock = new Clock();
  const [names, said] = [new Set(), []];
  let changed = () => {};
  const worker = { state: "installing", scriptURL: `${SITE}sw.js?1`, addEventListener: (_, heard) => { changed = heard; }, postMessage() {} };
  const registration = { scope: SITE, installing: worker, unregister: async () => {} };
  let found;
  const serviceWorker = {
    addEventListener() {}, getRegistration: async () => found, register: async () => { found = registration; return registration; },
  };
  const caches = { keys: async () => [...names], delete: async (name) => names.delete(name) };
  let Made;
  await run(source("keep.js"), {
    ...clock.globals(), caches, isSecureContext: true, navigator: { serviceWorker },
    HTMLElement: class {}, customElements: { get() {}, define: (_, one) => { Made = one; } },
  }, { url: `${SITE}assets/calculator/keep.js` });
  const one = Object.assign(new Made(), { say: (key) => said.push(key) });
  const tells = (state) => { worker.state = state; changed(); };
  const becomes = (slot) => { Object.assign(registration, { installing: null, [slot]: worker }); };
  return { one, clock, names, said, tells, becomes };
}

test("keeping ends when the browser tells that it has, well or not", async () => {
  for (const [state, says] of [["activated", "on"], ["redundant", "failed"]]) {
    const { one, said, tells, names } = await control();
    names.add(COPY);
    const done = one.keep();
    await settled();
    assert.deepEqual(said, ["keeping", "keeping"]);
    tells(state);
    await done;
    assert.equal(said.at(-1), says);
    assert.equal(names.has(COPY), says === "on", "half a copy stays");
  }
});

test("a worker that is active while its state stays at installing, as now and then in WebKit, has kept the site", async () => {
  const { one, clock, said, becomes } = await control();
  const done = one.keep();
  await clock.pass(5000);
  assert.equal(said.at(-1), "keeping", "it is not kept yet");
  becomes("waiting");
  await clock.pass(5000);
  assert.equal(said.at(-1), "keeping", "it is not kept yet");
  becomes("active");
  await clock.pass(1000);
  assert.equal(said.at(-1), "on");
  await done;
});

test("an older worker that is still active is not taken for the one that keeps", async () => {
  const { one, clock, said, becomes } = await control();
  becomes("active");
  one.follow({ state: "installing", scriptURL: `${SITE}sw.js?2`, addEventListener() {} });
  await clock.pass(5000);
  assert.equal(said.at(-1), "keeping");
  await Promise.all([one.remove(), clock.pass(5000)]);
  assert.equal(said.at(-1), "off", "who removed it hears of it again");
});

test("a copy that was just being made when the reader removed all is forgotten too, but never one that was asked for since", async () => {
  for (const again of [false, true]) {
    const { one, clock, names, said } = await control();
    const gone = one.remove();
    await settled();
    assert.equal(said.at(-1), "off");
    names.add(COPY); // by the old worker, or by the new one
    if (again) one.wanted = true;
    await clock.pass(1000);
    await gone;
    assert.equal(names.has(COPY), again);
  }
});
