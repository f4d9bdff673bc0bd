// The page's side of Python: one worker, started with the page's own data, watched, replaced once, retried past the cache.

import assert from "node:assert/strict";
import { test } from "node:test";
import { FIRST, page } from "./page.mjs";
import { settled } from "./stage.mjs";

const ready = { stage: "ready" };

/** A page with Python running and one question asked. */
async function asking() {
  const all = await page();
  const answers = [];
  all.python.wake();
  await all.workers[0].says(ready);
  all.python.ask("question", (answer) => answers.push(answer));
  return { ...all, answers };
}

test("Python is started once, with the data of the page and the answer that it must give first", async () => {
  const { python, workers } = await page();
  python.wake();
  python.wake();
  python.ask("question", () => {});
  assert.equal(workers.length, 1);
  assert.deepEqual({ ...workers[0].sent[0] }, { kind: "start", ...FIRST });
});

test("a question before the start waits for it, and its answer reaches who asked", async () => {
  const { python, workers, asked } = await page();
  const answers = [];
  python.ask("question", (answer) => answers.push(answer));
  assert.ok(python.busy);
  assert.deepEqual(asked().map(({ request }) => request), ["question"], "asked twice, or not at all");
  await workers[0].says({ id: asked()[0].id, answer: '{"rows":3}' });
  assert.deepEqual(answers.map(({ rows }) => rows), [3]);
  assert.ok(!python.busy, "somebody still waits for what has come");
});

test("who asks something else never hears the old answer, only the new one, and that once", async () => {
  const { python, workers, asked, answers } = await asking();
  python.ask("another", (answer) => answers.push(answer));
  const [first, second] = asked();
  await workers[0].says({ id: first.id, answer: "1" });
  assert.deepEqual(answers, []);
  for (const _ of "twice") await workers[0].says({ id: second.id, answer: "2" });
  assert.deepEqual(answers, [2]);
});

test("a worker that was replaced is not heard any more", async () => {
  const { workers, asked, answers, news } = await asking();
  await workers[0].falls();
  const heard = news.length;
  await workers[0].says({ id: asked(0)[0].id, answer: "1" });
  await workers[0].says({ stage: "failed", why: "wrong" });
  assert.deepEqual([answers, news.length], [[], heard]);
});

test("a worker that falls over is replaced, and the question is asked again", async () => {
  const { workers, asked, news } = await asking();
  await workers[0].falls();
  assert.equal(workers.length, 2);
  assert.ok(workers[0].ended);
  assert.deepEqual(workers[1].sent.map(({ kind }) => kind), ["start", "ask"]);
  assert.equal(asked()[0].request, "question");
  assert.ok(!news.some(({ stage }) => stage === "failed"), "told of a fall that is being mended");
});

test("a second fall without an answer in between is told; after an answer it is only a first fall again", async () => {
  const { workers, news, asked } = await asking();
  await workers[0].falls();
  await workers[1].says({ id: asked()[0].id, answer: "1" });
  await workers[1].falls();
  assert.ok(!news.some(({ stage }) => stage === "failed"));
  await workers[2].falls();
  assert.deepEqual([news.at(-1).stage, news.at(-1).why, workers.length], ["failed", "stopped", 3]);
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
  python.ask("question", () => {});
  await clock.pass(10_999);
  assert.deepEqual(news, []);
  await clock.pass(1);
  assert.deepEqual([news.at(-1).stage, news.at(-1).why], ["failed", "silent"]);
  assert.ok(!workers[0].ended);
  await workers[0].says(ready);
  assert.equal(news.at(-1).stage, "ready");
});

test("a library that goes silent is told like a start, and Python is not ended for it", async () => {
  const { clock, workers, news } = await asking();
  await workers[0].says({ stage: "library", total: 1 });
  await clock.pass(11_000);
  assert.deepEqual([news.at(-1).why, workers.length], ["silent", 1]);
});

test("after a library has come, an answer that does not come restarts Python again", async () => {
  const { clock, python, workers, asked } = await asking();
  await workers[0].says({ stage: "library", total: 1 });
  await workers[0].says({ id: asked()[0].id, answer: "1" });
  python.ask("next", () => {});
  await clock.pass(11_000);
  assert.equal(workers.length, 2);
});

test("a retry after silence passes the cache by and asks again", async () => {
  const { clock, python, workers, asked } = await page();
  python.ask("question", () => {});
  await clock.pass(11_000);
  python.retry();
  assert.ok(workers[0].ended);
  assert.match(workers[1].url, /worker\.js\?again=\d+$/);
  assert.equal(asked()[0].request, "question");
});

test("every sign of life starts the 11 seconds anew, and sleep is no silence", async () => {
  const { clock, python, workers, news } = await page();
  python.ask("question", () => {});
  for (const stage of ["fetching", "fetching", "starting"]) {
    await clock.pass(10_000);
    await workers[0].says({ stage });
  }
  await clock.pass(5000);
  clock.sleep(600_000);
  await clock.pass(100);
  assert.ok(!news.some(({ stage }) => stage === "failed"));
  await clock.pass(11_000);
  assert.equal(news.at(-1).why, "silent", "after a sleep nobody watches any more");
});

test("with nothing asked, a Python that is ready may be silent for ever", async () => {
  const { clock, python, workers, news } = await page();
  python.wake();
  await workers[0].says(ready);
  await clock.pass(100_000);
  assert.deepEqual([news.map(({ stage }) => stage), workers.length], [["ready"], 1]);
});

test("after a failure the next start passes the cache by; after a good start the cache is trusted", async () => {
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

test("a browser that forbids workers is told so", async () => {
  const { python, news } = await page({ forbids: true });
  python.wake();
  assert.deepEqual([news.at(-1).stage, news.at(-1).why], ["failed", "broken"]);
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
    python.wake();
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
  python.wake();
  await settled();
  assert.equal(asked[0].integrity, `sha256-${bytes.toString("base64")}`);
});
