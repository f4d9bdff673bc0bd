// Whatever goes wrong with a file of Python, the worker tells the true reason, in time, and the next try works.

import assert from "node:assert/strict";
import { test } from "node:test";
import { settled, until } from "./stage.mjs";
import { FAULTS, FILES, Server, worker } from "./worker.mjs";

const WHY = { blocked: "unreachable", missing: "missing", "a page instead": "wrong", "cut short": "wrong",
  "one byte changed": "wrong", stalled: "stalled" };
const SILENCE = { true: 8000, false: 60_000 }; // milliseconds, as worker.js promises: with crypto.subtle, and without

for (const secure of [true, false]) {
  for (const userAgent of secure ? ["Chrome/150", "Firefox/140"] : ["Chrome/150"]) {
    for (const file of FILES) {
      for (const fault of FAULTS.filter((one) => one !== "slow")) {
        test(`${file} ${fault}, ${secure ? userAgent : "plain http"}: told truly, and mended by a second try`, async () => {
          const server = new Server(file, fault);
          server.parses = secure;
          const first = await worker(server, { secure, userAgent });
          first.tell({ kind: "start" });
          await server.clock.pass(fault === "stalled" ? SILENCE[secure] : 0);
          await first.ended();
          assert.equal(first.failed()?.why, WHY[fault]);
          assert.ok(!first.stages().includes("ready"));
          server.fault = "";
          const second = await worker(server, { secure, userAgent, again: "1" });
          second.tell({ kind: "start" });
          await second.ended();
          assert.equal(second.stages().at(-1), "ready");
          const [copy] = server.asked.slice(-4).filter(({ name }) => name === "python_stdlib.zip");
          assert.equal(copy.cache, "reload", "the second try trusts the browser's cache");
        });
      }
    }
  }
}

for (const file of FILES) {
  test(`${file} slow: waited for as long as some of it comes`, async () => {
    const server = new Server(file, "slow");
    const one = await worker(server);
    one.tell({ kind: "start" });
    await server.clock.pass(110_000);
    await one.ended();
    assert.equal(one.stages().at(-1), "ready");
  });
}

for (const file of FILES) {
  for (const fault of ["missing", "a page instead", "cut short", "one byte changed"]) {
    test(`${file} ${fault} once: fetched again unasked, past the cache`, async () => {
      const server = new Server(file, fault);
      server.times = 1;
      const one = await worker(server);
      one.tell({ kind: "start" });
      await one.ended();
      assert.equal(one.stages().at(-1), "ready");
      const asked = server.asked.filter(({ name }) => name === file);
      assert.equal(asked.length, 2);
      assert.ok(asked[1].cache === "reload" || asked[1].url.includes("again="));
    });
  }
}

test("a file that stops coming is given up after 8 seconds, not before", async () => {
  const server = new Server("python_stdlib.zip", "stalled");
  const one = await worker(server);
  one.tell({ kind: "start" });
  await server.clock.pass(7999);
  assert.equal(one.failed(), undefined);
  await server.clock.pass(1);
  assert.equal(one.failed()?.why, "stalled");
});

test("a phone that slept while it loaded does not give the file up", async () => {
  const server = new Server("pyodide.asm.wasm", "slow");
  const one = await worker(server);
  one.tell({ kind: "start" });
  server.delay = 12_000; // the second portion: on its way when the phone falls asleep, and late
  await server.clock.pass(6000);
  server.delay = 5000;
  server.clock.sleep(60_000); // the 8 seconds are over first when it wakes
  await server.clock.pass(4000);
  assert.equal(one.failed(), undefined);
  await server.clock.pass(110_000);
  await one.ended();
  assert.equal(one.stages().at(-1), "ready");
});

test("a wrong first answer ends the start", async () => {
  const server = new Server("", "");
  const one = await worker(server, { engine: () => () => "something else" });
  one.tell({ kind: "start" });
  await one.ended();
  assert.equal(one.failed()?.why, "mismatch");
});

test("who only passes by makes files travel and starts nothing", async () => {
  const server = new Server("", "");
  const one = await worker(server);
  one.tell({ kind: "fetch" });
  const got = () => one.said.filter(({ bytes, total }) => bytes && bytes === total);
  await until(() => got().length > 0);
  await settled();
  assert.deepEqual(new Set(server.asked.map(({ name }) => name)), new Set(FILES));
  assert.deepEqual(new Set(one.stages()), new Set(["fetching"]));
});

test("progress ends at the total, counted in the bytes that travel", async () => {
  const server = new Server("", "");
  const one = await worker(server);
  one.tell({ kind: "start" });
  await one.ended();
  const news = one.said.filter(({ stage }) => stage === "fetching");
  assert.equal(news.at(-1).bytes, news.at(-1).total);
  assert.ok(news.every(({ bytes }, at) => at === 0 || bytes >= news[at - 1].bytes));
});

// --- the calendar library, fetched only when an answer needs it

async function asked(fault, options) {
  const server = new Server("icalendar.zip", fault);
  const one = await worker(server, options);
  one.tell({ kind: "ask", id: 1, request: "plain" });
  await until(() => one.answers().length === 1);
  assert.equal(one.answers()[0].answer, '{"to":"plain"}');
  assert.ok(!server.asked.some(({ name }) => name === "icalendar.zip"), "fetched although no answer needs it");
  one.tell({ kind: "ask", id: 2, request: "calendar" });
  return [server, one];
}

const library = (server) => server.asked.filter(({ name }) => name === "icalendar.zip");

for (const fault of FAULTS.filter((one) => one !== "slow")) {
  test(`calendar library ${fault}: the one answer is without it, and the next try fetches it past the cache`, async () => {
    const [server, one] = await asked(fault);
    await server.clock.pass(fault === "stalled" ? 8000 : 0);
    await until(() => one.answers().length === 2);
    assert.deepEqual(Object.keys(JSON.parse(one.answers()[1].answer)), ["without"]);
    assert.equal(one.failed(), undefined, "Python was given up with it");
    server.fault = "";
    one.tell({ kind: "ask", id: 3, request: "calendar" });
    await until(() => one.answers().length === 3);
    assert.equal(one.answers()[2].answer, '{"to":"calendar"}');
    assert.equal(library(server).at(-1).cache, "reload");
  });
}

test("calendar library: fetched once, and waited for as long as some of it comes", async () => {
  const [server, one] = await asked("slow");
  await server.clock.pass(110_000);
  await until(() => one.answers().length === 2);
  assert.equal(one.answers()[1].answer, '{"to":"calendar"}');
  assert.ok(one.stages().includes("library"), "nobody says why it takes longer");
  assert.equal(library(server).length, 1);
});
