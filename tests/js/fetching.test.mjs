// Whatever goes wrong with a file of Python, the worker tells the true reason, and the next try works. A file that goes
// silent is noticed by the page: python.test.mjs.

import assert from "node:assert/strict";
import { test } from "node:test";
import { settled, until } from "./stage.mjs";
import { FAULTS, FILES, Server, START, worker } from "./worker.mjs";

const WHY = { blocked: "unreachable", missing: "missing", "a page instead": "wrong", "cut short": "wrong",
  "one byte changed": "wrong" };

/** A worker of this server that was told to start, once it is ready or has failed. */
async function started(server, options) {
  const one = await worker(server, options);
  one.tell(START);
  await one.ended();
  return one;
}

for (const userAgent of ["Chrome/150", "Firefox/140"]) {
  for (const file of FILES) {
    for (const fault of FAULTS.filter((one) => one in WHY)) {
      test(`${file} ${fault}, ${userAgent}: told truly, and mended by a second try`, async () => {
        const server = new Server(file, fault);
        const first = await started(server, { userAgent });
        assert.equal(first.failed()?.why, WHY[fault]);
        server.fault = "";
        const second = await started(server, { userAgent, again: "1" });
        assert.equal(second.stages().at(-1), "ready");
        const [copy] = server.asked.slice(-4).filter(({ name }) => name === "python_stdlib.zip");
        assert.equal(copy.cache, "reload", "the second try trusts the browser's cache");
      });
    }
  }
}

for (const file of FILES.slice(1)) {
  test(`${file} cut short on plain http, where nothing can be hashed: its size gives it away`, async () => {
    assert.equal((await started(new Server(file, "cut short"), { secure: false })).failed()?.why, "wrong");
  });
}

for (const file of FILES) {
  test(`${file} slow: waited for as long as some of it comes`, async () => {
    const server = new Server(file, "slow");
    const one = await worker(server);
    one.tell(START);
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
      one.tell(START);
      await one.ended();
      assert.equal(one.stages().at(-1), "ready");
      const asked = server.asked.filter(({ name }) => name === file);
      assert.equal(asked.length, 2);
      assert.ok(asked[1].cache === "reload" || asked[1].url.includes("again="));
    });
  }
}

test("a wrong first answer ends the start", async () => {
  const server = new Server("", "");
  const one = await worker(server, { engine: () => () => "something else" });
  one.tell(START);
  await one.ended();
  assert.equal(one.failed()?.why, "mismatch");
});

test("the data of the page's schedule lie beside the engine before Python looks", async () => {
  const one = await worker(new Server("", ""), { engine: (FS) => () => JSON.stringify({ to: FS.written }) });
  const data = "/python/site-packages/calculator/protocols/one.json";
  one.tell({ ...START, golden: `hash of {"to":["${data}"]}` });
  await one.ended();
  assert.equal(one.failed(), undefined);
});

test("a question waits for the start, and is answered after it", async () => {
  const one = await worker(new Server("", ""));
  one.tell(START);
  one.tell({ kind: "ask", id: 1, request: "plain" });
  await until(() => one.answers().length === 1);
  assert.ok(one.said.findIndex(({ stage }) => stage === "ready") < one.said.findIndex(({ id }) => id === 1));
});

test("a question to a Python that did not start gets no answer", async () => {
  const one = await started(new Server("python_stdlib.zip", "missing"));
  one.tell({ kind: "ask", id: 1, request: "plain" });
  await settled();
  assert.deepEqual(one.answers(), []);
});

test("progress ends at the total, counted in the bytes that travel", async () => {
  const server = new Server("", "");
  const one = await worker(server);
  one.tell(START);
  await one.ended();
  const news = one.said.filter(({ stage }) => stage === "fetching");
  assert.equal(news.at(-1).bytes, news.at(-1).total);
  assert.ok(news.every(({ bytes }, at) => at === 0 || bytes >= news[at - 1].bytes));
});

// --- the calendar library, fetched only when an answer needs it

async function asked(fault, options) {
  const server = new Server("icalendar.zip", fault);
  const one = await worker(server, options);
  one.tell(START);
  one.tell({ kind: "ask", id: 1, request: "plain" });
  await until(() => one.answers().length === 1);
  assert.equal(one.answers()[0].answer, '{"to":"plain"}');
  assert.ok(!server.asked.some(({ name }) => name === "icalendar.zip"), "fetched although no answer needs it");
  one.tell({ kind: "ask", id: 2, request: "calendar" });
  return [server, one];
}

const library = (server) => server.asked.filter(({ name }) => name === "icalendar.zip");

for (const fault of FAULTS.filter((one) => one in WHY)) {
  test(`calendar library ${fault}: the one answer is without it, and the next try has it`, async () => {
    const [server, one] = await asked(fault);
    await until(() => one.answers().length === 2);
    assert.deepEqual(Object.keys(JSON.parse(one.answers()[1].answer)), ["without"]);
    assert.equal(one.failed(), undefined, "Python was given up with it");
    server.fault = "";
    one.tell({ kind: "ask", id: 3, request: "calendar" });
    await until(() => one.answers().length === 3);
    assert.equal(one.answers()[2].answer, '{"to":"calendar"}');
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
