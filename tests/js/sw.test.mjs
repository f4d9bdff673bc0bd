// What the service worker does with each request: the copy or the network, and what it keeps, replaces and removes.

import assert from "node:assert/strict";
import { test } from "node:test";
import vm from "node:vm";
import { Clock, settled, source } from "./stage.mjs";

const SCOPE = "http://site.test/guide/";
const [PAGE, WASM] = [`${SCOPE}about/`, `${SCOPE}runtime/python-1/pyodide.asm.wasm`];
const KEPT = { build: "2", files: [{ url: PAGE }, { url: WASM, integrity: "sha256-right" }] };
const NAME = "b12 /guide/ 2";

const text = async (answer) => (await answer).text();
const response = (body, { url = PAGE, status = 200, type = "basic" } = {}) =>
  Object.defineProperties(new Response(body, { status }), { url: { value: url }, type: { value: type } });

/** A device with a service worker on it. `network` answers, or throws, or never comes. */
function device({ kept = {}, network = async (request) => response(`new ${request.url}`, request), kill = false, other = {}, sentOn = [] } = {}) {
  const clock = new Clock();
  const stores = new Map(Object.entries({ ...kept, ...other }).map(([name, files]) => [name, new Map(Object.entries(files))]));
  const asked = [];
  const url = (request) => request.url ?? String(request);
  const open = async (name) => {
    if (!stores.has(name)) stores.set(name, new Map());
    const files = stores.get(name);
    return {
      addAll: async (requests) => {
        const got = await Promise.all(requests.map(async (one) => [one.url, await text(fetch(one))]));
        got.forEach(([key, body]) => files.set(key, body));
      },
      keys: async () => [...files.keys()].map((key) => ({ url: key })),
      match: async (request) => (files.has(url(request))
        ? Object.defineProperty(new Response(files.get(url(request))), "redirected", { value: sentOn.includes(url(request)) })
        : undefined),
      put: async (request, answer) => { files.set(url(request), await answer.text()); },
    };
  };
  const caches = {
    open, keys: async () => [...stores.keys()], has: async (name) => stores.has(name),
    delete: async (name) => stores.delete(name),
    match: async (request, { cacheName }) => stores.has(cacheName) ? (await open(cacheName)).match(request) : undefined,
  };
  const fetch = async (request) => { asked.push(request); return network(request); };
  const listeners = {};
  const told = [];
  const self = {
    registration: { scope: SCOPE, unregister: async () => { self.gone = true; } },
    clients: { claim: async () => {}, matchAll: async () => [{ postMessage: (one) => told.push(one) }] },
    addEventListener: (type, listener) => { listeners[type] = listener; }, skipWaiting() {},
  };
  class Asked { constructor(address, how) { Object.assign(this, { url: address, ...how }); } }
  const script = source("sw.js").replace('"KEPT"', JSON.stringify(KEPT)).replace("KILL = false", `KILL = ${kill}`);
  vm.runInNewContext(script, { self, caches, fetch, Request: Asked, Response, URL, location: new URL(SCOPE), ...clock.globals() });
  const happens = (type, more = {}) => {
    const waits = [];
    let answer;
    listeners[type]({ waitUntil: (one) => waits.push(one), respondWith: (one) => { answer = one; }, ...more });
    return { answer, done: () => Promise.all(waits) };
  };
  const ask = (address, how = {}) => happens("fetch", { request: { url: address, method: "GET", cache: "default", ...how } });
  const files = (name = NAME) => Object.fromEntries(stores.get(name) ?? []);
  return { clock, stores, asked, self, told, ask, files, happens };
}

const both = { kept: { [NAME]: { [PAGE]: "old page", [WASM]: "old wasm" } } };

test("a file whose name is its content comes from the copy, and nothing is asked", async () => {
  const { ask, asked } = device(both);
  assert.equal(await text(ask(WASM).answer), "old wasm");
  assert.equal(asked.length, 0);
});

test("such a file that is not kept yet comes from the network, and is kept for the next time", async () => {
  const { ask, files } = device({ kept: { [NAME]: {} } });
  const event = ask(WASM);
  assert.equal(await text(event.answer), `new ${WASM}`);
  await settled();
  assert.deepEqual(files(), { [WASM]: `new ${WASM}` });
});

for (const [how, address, cache] of [["again=", `${WASM}?again=1`, "default"], ["reload", WASM, "reload"]]) {
  test(`a second try (${how}) passes the copy by, and replaces it under its one address`, async () => {
    const { ask, files } = device(both);
    assert.match(await text(ask(address, { cache }).answer), /^new/);
    await settled();
    assert.match(files()[WASM], /^new/);
    assert.deepEqual(Object.keys(files()), [PAGE, WASM]);
  });

  test(`a second try (${how}) without a network makes do with the copy`, async () => {
    const { ask } = device({ ...both, network: async () => { throw new TypeError("offline"); } });
    assert.equal(await text(ask(address, { cache }).answer), "old wasm");
  });
}

test("a page comes from the network while that answers, and the answer is the next copy", async () => {
  const { ask, files } = device(both);
  assert.equal(await text(ask(PAGE).answer), `new ${PAGE}`);
  await settled();
  assert.equal(files()[PAGE], `new ${PAGE}`);
});

test("without a network a page comes from the copy; one that was never read is an error", async () => {
  const { ask } = device({ ...both, network: async () => { throw new TypeError("offline"); } });
  assert.equal(await text(ask(PAGE).answer), "old page");
  assert.equal(await text(ask(`${PAGE}index.html`).answer), "old page", "pages of the zip link to index.html");
  await assert.rejects(ask(`${SCOPE}never/`).answer);
});

for (const status of [500, 502, 503, 504, 511, 520, 530, 599]) { // 511: a network one must log in to; 520 on: a CDN
  test(`a host that is out of order (${status}) hides no copy, and its page is not kept`, async () => {
    const { ask, files } = device({ ...both, network: async () => response("out of order", { status }) });
    assert.equal(await text(ask(PAGE).answer), "old page");
    await settled();
    assert.equal(files()[PAGE], "old page");
    const never = await ask(`${SCOPE}never/`).answer;
    assert.equal(never.status, status, "of a page that was never read there is nothing else to show");
  });
}

for (const status of [401, 403, 408, 425, 429, 451]) {
  test(`a host that is busy or lets nobody in (${status}) hides no copy, and its page is not kept`, async () => {
    const { ask, files } = device({ ...both, network: async () => response("not now", { status }) });
    assert.equal(await text(ask(PAGE).answer), "old page");
    await settled();
    assert.equal(files()[PAGE], "old page");
  });
}

test("a copy that was sent on while it was kept is no longer a redirect, which no browser would show", async () => {
  const { ask } = device({ ...both, sentOn: [PAGE], network: async () => { throw new TypeError("offline"); } });
  const answer = await ask(PAGE).answer;
  assert.equal(answer.redirected, false);
  assert.equal(await text(answer), "old page");
});

test("a page is found with the slash at its end and without, whichever the host has sent the reader to", async () => {
  const network = async () => { throw new TypeError("offline"); };
  const bare = PAGE.slice(0, -1);
  assert.equal(await text(device({ ...both, network }).ask(bare).answer), "old page");
  assert.equal(await text(device({ kept: { [NAME]: { [bare]: "read" } }, network }).ask(PAGE).answer), "read");
  await assert.rejects(device({ ...both, network }).ask(`${bare}x`).answer);
});

for (const type of ["opaque", "cors"]) {
  test(`an answer that a network fetches from another host (${type}) hides no copy`, async () => {
    const { ask } = device({ ...both, network: async () => response("log in", { type, status: 200 }) });
    assert.equal(await text(ask(PAGE).answer), "old page");
  });
}

test("an address that the site sends on is sent on, although there is a copy", async () => {
  const { ask } = device({ ...both, network: async () => response("moved", { type: "opaqueredirect" }) });
  assert.equal(await text(ask(PAGE).answer), "moved");
});

test("a page that is gone is shown as gone, although there is a copy", async () => {
  for (const status of [404, 410]) {
    const { ask } = device({ ...both, network: async () => response("not found", { status }) });
    assert.equal(await text(ask(PAGE).answer), "not found");
  }
});

test("a network that never answers is waited for once, five seconds, and then no more until it answers", async () => {
  let answer;
  const { clock, ask, files } = device({ ...both, network: () => new Promise((done) => { answer = done; }) });
  let seen;
  ask(PAGE).answer.then((one) => { seen = one; });
  await clock.pass(4999);
  assert.equal(seen, undefined);
  await clock.pass(1);
  await settled();
  assert.equal(await seen.text(), "old page");
  const second = ask(PAGE).answer;
  await clock.pass(0);
  assert.equal(await text(second), "old page");
  answer(response("late"));
  await settled();
  assert.equal(files()[PAGE], "late", "an answer that comes late is the next copy");
  let third;
  ask(PAGE).answer.then((one) => { third = one; });
  await clock.pass(4999);
  assert.equal(third, undefined, "after an answer, the network is waited for again");
});

test("an error page, or an answer of another origin, is never kept", async () => {
  for (const odd of [{ status: 404 }, { status: 503 }, { type: "opaque" }]) {
    const { ask, files } = device({ kept: { [NAME]: {} }, network: async () => response("odd", odd) });
    await ask(PAGE).answer;
    await settled();
    assert.deepEqual(files(), {});
  }
});

test("after removal nothing is kept of what is read on, in a page that the removed copy still serves", async () => {
  const { ask, stores } = device(both);
  stores.delete(NAME);
  for (const address of [PAGE, WASM, `${WASM}?again=1`, `${SCOPE}never/`]) {
    assert.match(await text(ask(address).answer), /^new/);
    await settled();
  }
  assert.equal(stores.size, 0);
});

test("after removal nothing is kept any more, not even an answer that comes late", async () => {
  let answer;
  const { ask, stores } = device({ ...both, network: () => new Promise((done) => { answer = done; }) });
  ask(PAGE);
  await settled();
  stores.delete(NAME);
  answer(response("late"));
  await settled();
  assert.equal(stores.size, 0);
});

test("what is not ours to answer goes by: other hosts, what is sent, the zip of the whole site", () => {
  const { ask } = device(both);
  assert.equal(ask("http://elsewhere.test/x").answer, undefined);
  assert.equal(ask(PAGE, { method: "POST" }).answer, undefined);
  assert.equal(ask(`${SCOPE}offline.zip`).answer, undefined);
});

test("keeping is all or nothing; a wrong file is fetched once more past the browser's cache", async () => {
  const once = device({ network: async (request) => {
    if (request.integrity && request.cache === "default") throw new TypeError("wrong hash");
    return response("right", request);
  } });
  await once.happens("install").done();
  assert.deepEqual(Object.keys(once.files()), [PAGE, WASM]);
  assert.deepEqual(once.asked.filter(({ url }) => url === PAGE).map(({ cache }) => cache), ["no-cache", "no-cache"]);
  const always = device({ network: async (request) => {
    if (request.integrity) throw new TypeError("wrong hash");
    return response("right", request);
  } });
  await assert.rejects(always.happens("install").done());
  assert.deepEqual(always.files(), {});
});

test("keeping that hangs ends when the reader says so", async () => {
  const { happens } = device({ network: () => new Promise(() => {}) });
  const keeping = happens("install").done();
  happens("message", { data: "stop" });
  await assert.rejects(keeping);
});

test("a new build takes over the pages that were read, not the old Python, and tells open pages", async () => {
  const read = `${SCOPE}read/`;
  const { happens, files, stores, told } = device({
    kept: { "b12 /guide/ 1": { [read]: "read", [PAGE]: "older", [WASM]: "old wasm" }, [NAME]: { [PAGE]: "newer" } },
    other: { "b12 /other/ 1": {}, "another site's": {} },
  });
  await happens("activate").done();
  assert.deepEqual(files(), { [PAGE]: "newer", [read]: "read" });
  assert.deepEqual([...stores.keys()], [NAME, "b12 /other/ 1", "another site's"]);
  assert.deepEqual(told, ["new"]);
});

test("KILL: nothing is kept or answered, what this site kept is deleted, and the worker goes", async () => {
  const { happens, ask, stores, self, asked } = device({ ...both, kill: true, other: { "b12 /other/ 1": {} } });
  await happens("install").done();
  await happens("activate").done();
  assert.equal(asked.length, 0);
  assert.deepEqual([...stores.keys()], ["b12 /other/ 1"]);
  assert.ok(self.gone);
  assert.equal(ask(PAGE).answer, undefined);
});
