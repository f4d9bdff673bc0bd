// The page's side of Python: one worker, watched, replaced once, retried past the cache, and given back when unused.

import assert from "node:assert/strict";
import { test } from "node:test";
import { page } from "./page.mjs";
import { settled } from "./stage.mjs";

const ready = { stage: "ready" };

/** A page with Python running and one question asked. */
async function asking() {
  const all = await page();
  const answers = [];
  all.python.start();
  await all.workers[0].says(ready);
  all.python.ask("form", "question", (answer) => answers.push(answer));
  return { ...all, answers };
}

test("a question before the start waits for it, and its answer reaches who asked", async () => {
  const { python, workers, asked } = await page();
  const answers = [];
  python.ask("form", "question", (answer) => answers.push(answer));
  const [{ id, request }] = asked();
  assert.equal(request, "question");
  await workers[0].says({ id, answer: '{"rows":3}' });
  assert.deepEqual(answers.map(({ rows }) => rows), [3]);
});

test("who asks something else, or leaves, never hears the old answer", async () => {
  const { python, workers, asked, answers } = await asking();
  python.ask("form", "another", (answer) => answers.push(answer));
  const [first, second] = asked();
  await workers[0].says({ id: first.id, answer: "1" });
  assert.deepEqual(answers, []);
  python.forget("form");
  await workers[0].says({ id: second.id, answer: "2" });
  assert.deepEqual(answers, []);
});

test("what was foreseen is answered without a second question, and only for the same request", async () => {
  const { python, workers, asked } = await page();
  const answers = [];
  python.start();
  await workers[0].says(ready);
  python.foresee("likely");
  await workers[0].says({ id: asked()[0].id, answer: "7" });
  python.ask("form", "likely", (answer) => answers.push(answer));
  assert.deepEqual([answers, asked().length], [[7], 1]);
  python.ask("form", "other", (answer) => answers.push(answer));
  assert.equal(asked().at(-1).request, "other");
});

test("what is still being worked out in advance is not asked a second time", async () => {
  const { python, workers, asked } = await page();
  const answers = [];
  python.start();
  await workers[0].says(ready);
  python.foresee("likely");
  python.ask("form", "likely", (answer) => answers.push(answer));
  await workers[0].says({ id: asked()[0].id, answer: "7" });
  assert.deepEqual([answers, asked().length], [[7], 1]);
});

test("a worker that was replaced is not heard any more", async () => {
  const { workers, asked, answers, news } = await asking();
  await workers[0].falls();
  await workers[0].says({ id: asked(0)[0].id, answer: "1" });
  await workers[0].says({ stage: "failed", why: "wrong" });
  assert.deepEqual([answers, news.at(-1).stage], [[], "restarted"]);
});

test("a worker that falls over is replaced, and the question is asked again", async () => {
  const { workers, asked, news } = await asking();
  await workers[0].falls();
  assert.equal(workers.length, 2);
  assert.ok(workers[0].ended);
  assert.equal(asked()[0].request, "question");
  assert.equal(news.at(-1).stage, "restarted");
});

test("a second fall without an answer in between is told; after an answer it is only a first fall again", async () => {
  const { workers, news, asked } = await asking();
  await workers[0].falls();
  await workers[1].says({ id: asked()[0].id, answer: "1" });
  await workers[1].falls();
  assert.equal(news.at(-1).stage, "restarted");
  await workers[2].falls();
  assert.deepEqual([news.at(-1).stage, news.at(-1).why], ["failed", "stopped"]);
});

test("an answer that does not come within 11 seconds restarts Python", async () => {
  const { clock, workers } = await asking();
  await clock.pass(10_999);
  assert.equal(workers.length, 1);
  await clock.pass(1);
  assert.equal(workers.length, 2);
});

test("a start that is silent for 11 seconds is told and not ended: it may still come right", async () => {
  const { clock, python, workers, news } = await page();
  python.ask("form", "question", () => {});
  await clock.pass(11_000);
  assert.deepEqual([news.at(-1).stage, news.at(-1).why], ["failed", "silent"]);
  assert.ok(!workers[0].ended);
  await workers[0].says(ready);
  assert.equal(news.at(-1).stage, "ready");
});

test("a retry after silence passes the cache by", async () => {
  const { clock, python, workers } = await page();
  python.ask("form", "question", () => {});
  await clock.pass(11_000);
  python.retry();
  assert.match(workers[1].url, /again=/);
});

test("every sign of life starts the 11 seconds anew, and sleep is no silence", async () => {
  const { clock, python, workers, news } = await page();
  python.ask("form", "question", () => {});
  for (const stage of ["fetching", "alive", "starting"]) {
    await clock.pass(10_000);
    await workers[0].says({ stage });
  }
  await clock.pass(5000);
  clock.sleep(600_000);
  await clock.pass(100);
  assert.ok(!news.some(({ stage }) => stage === "failed"));
});

test("a retry hires a new worker past the cache, and repeats the question; after a good start the cache is trusted", async () => {
  const { python, workers, asked } = await asking();
  await workers[0].says({ stage: "failed", why: "wrong", file: "wasm" });
  assert.ok(workers[0].ended);
  python.retry();
  assert.match(workers[1].url, /worker\.js\?again=\d+$/);
  assert.equal(asked()[0].request, "question");
  await workers[1].says(ready);
  await workers[1].falls();
  assert.match(workers[2].url, /worker\.js$/);
});

test("who stops waits for nothing: the worker ends, and no late answer comes", async () => {
  const { python, workers, asked, answers, news } = await asking();
  const [{ id }] = asked();
  python.stop();
  assert.ok(workers[0].ended);
  await workers[0].says({ id, answer: "1" });
  assert.deepEqual([answers, news.at(-1).stage], [[], "idle"]);
  python.ask("another", "new", () => {});
  assert.deepEqual(asked().map(({ request }) => request), ["new"], "asked again for nobody");
});

test("fetching in advance tells nobody, and a start uses the same worker", async () => {
  const { python, workers, news } = await page();
  python.prepare();
  python.prepare();
  await workers[0].says({ stage: "fetching", bytes: 1 });
  assert.deepEqual([workers.length, news], [1, []]);
  python.start();
  assert.deepEqual(workers[0].sent.map(({ kind }) => kind), ["fetch", "start"]);
});

test("a failed fetch in advance is not told, and a start begins anew", async () => {
  const { python, workers, news } = await page();
  python.prepare();
  await workers[0].says({ stage: "failed", why: "missing" });
  assert.deepEqual(news, []);
  python.start();
  assert.equal(workers.length, 2);
});

test("a phone gets its memory back after five minutes out of sight; a desk, or somebody who waits, keeps Python", async () => {
  for (const { narrow, waits, ended } of [{ narrow: true, ended: true }, { narrow: false }, { narrow: true, waits: true }]) {
    const { clock, python, workers, hide } = await page({ narrow });
    python.start();
    await workers[0].says(ready);
    hide();
    await clock.pass(299_999);
    assert.ok(!workers[0].ended);
    if (waits) python.ask("form", "question", () => {});
    await clock.pass(1);
    assert.equal(Boolean(workers[0].ended), Boolean(ended));
  }
});

test("a browser without WebAssembly is told so, and nothing is fetched", async () => {
  const { python, workers, news } = await page();
  const { compileStreaming } = WebAssembly;
  delete WebAssembly.compileStreaming;
  python.start();
  Object.assign(WebAssembly, { compileStreaming });
  assert.deepEqual([news.at(-1).stage, news.at(-1).file, workers.length], ["failed", "browser", 0]);
});

// --- the worker's own file, which cannot vouch for itself

const FAULTS = { blocked: "unreachable", missing: "missing", "a page instead": "wrong", "cut short": "wrong", "one byte changed": "wrong" };

for (const [fault, why] of Object.entries(FAULTS)) {
  test(`worker.js ${fault}: nothing that it says is believed, and the reason is true`, async () => {
    const fetch = async (_, { integrity } = {}) => {
      if (fault === "blocked" || (integrity && fault !== "missing")) throw new TypeError("refused");
      if (integrity) throw new TypeError("404 has another hash");
      return new Response("", { status: fault === "missing" ? 404 : 200 });
    };
    const { python, workers, news } = await page({ fetch });
    python.start();
    await workers[0].says(ready);
    await settled();
    assert.ok(!news.some(({ stage }) => stage === "ready"));
    assert.deepEqual([news.at(-1).stage, news.at(-1).why, news.at(-1).file], ["failed", why, "worker.js"]);
  });
}

test("worker.js is asked for with the hash that names its folder", async () => {
  const bytes = Buffer.from("ab".repeat(32), "hex");
  const asked = [];
  const { python } = await page({ fetch: async (_, how) => { asked.push(how); return new Response(""); } });
  python.start();
  await settled();
  assert.equal(asked[0].integrity, `sha256-${bytes.toString("base64")}`);
});
