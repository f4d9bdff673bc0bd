// Without a network: the calculator and the pages that were read. Only for readers who asked for it (keep.js).
//
// What lies below runtime/ has its content in its name and is never asked for twice. Everything else comes from the
// network whenever that answers, and then nothing is older than the site; the copy is for when it does not.
// To call every copy back, publish `KILL = true`: it removes itself and what it kept at the reader's next visit.
const KEPT = "KEPT"; // scripts/delivery/offline.py writes { build, files } here
const KILL = false;
const MINE = `b12 ${new URL(self.registration.scope).pathname} `; // another copy of the site may share this origin
const NAME = MINE + KEPT.build;
const WHOLE_SITE = new URL("offline.zip", self.registration.scope).href; // for a disk, not for this one
const PATIENCE = 5000; // milliseconds: a phone may have a network that answers nothing
let patience = PATIENCE; // 0 after one silence, until there is an answer: a page's styles are not waited for again

const stopped = new Promise((_, stop) => { self.addEventListener("message", stop); }); // by the reader: keep.js

self.addEventListener("install", (event) => {
  self.skipWaiting(); // pages come from the network anyway; nothing old waits for anything
  if (!KILL) event.waitUntil(Promise.race([gathered(), stopped]));
});

/** All files of the list or none. Where one is wrong, the browser's own cache may be to blame: once more, past it. */
async function gathered() {
  const cache = await caches.open(NAME);
  const asked = (mode) => KEPT.files.map(({ url, integrity }) =>
    new Request(url, { integrity, cache: integrity ? mode : "no-cache" })); // a page without a hash may be an old one
  return cache.addAll(asked("default")).catch(() => cache.addAll(asked("reload")));
}

self.addEventListener("activate", (event) => event.waitUntil(takeOver()));

/** Forget what older builds kept, and tell open pages that there is something new. */
async function takeOver() {
  const old = (await caches.keys()).filter((name) => name.startsWith(MINE) && (KILL || name !== NAME));
  if (!KILL) for (const name of old) await carriedOver(await caches.open(name));
  await Promise.all(old.map((name) => caches.delete(name)));
  if (KILL) return self.registration.unregister();
  await self.clients.claim();
  if (!old.length) return undefined;
  for (const page of await self.clients.matchAll()) page.postMessage("new");
  return undefined;
}

/** The pages that were read, from what an older build kept. Its Python is of no use any more. */
async function carriedOver(old) {
  const cache = await caches.open(NAME);
  for (const request of await old.keys()) {
    if (request.url.includes("/runtime/") || await cache.match(request, { ignoreVary: true })) continue;
    await cache.put(request, await old.match(request, { ignoreVary: true })).catch(() => {}); // no room: no copy
  }
}

self.addEventListener("fetch", (event) => {
  const { request } = event;
  const url = new URL(request.url);
  if (KILL || request.method !== "GET" || url.origin !== location.origin || url.href === WHOLE_SITE) return;
  const again = request.cache === "reload" || url.searchParams.has("again"); // somebody found the copy wrong
  event.respondWith(url.pathname.includes("/runtime/") && !again ? kept(event) : fresh(event));
});

/** A file whose name is its content: the copy, or the network and then a copy. */
async function kept(event) {
  return (await copyOf(event.request)) ?? network(event);
}

/** A page, its styles, or a second try: the network, or else the copy. An answer that comes late is the next copy. */
async function fresh(event) {
  const answer = network(event);
  event.waitUntil(answer.catch(() => {}));
  const copy = await copyOf(event.request);
  if (!copy) return answer;
  let clock;
  const silence = new Promise((turn) => { clock = setTimeout(turn, patience); }).then(() => { patience = 0; });
  const first = await Promise.race([answer.then((one) => (ours(one) ? one : copy), () => copy), silence]);
  clearTimeout(clock);
  return first ?? copy;
}

/** Whether this site has answered: with the file, with another address for it, or with the word that it is gone. A host
 *  that is out of order, busy (429) or shut (403), and a network that sends styles of its own from another host, as
 *  before one has logged in, are a network that does not answer. */
const ours = ({ status, type }) => (status < 400 || status === 404 || status === 410) && type !== "opaque" && type !== "cors";

/** One address for each file, without what `again` and readers add to it. Pages of the zip link to index.html. */
const place = ({ url }) => url.replace(/[?#].*/, "").replace(/\/index\.html$/, "/");

/** A page is the same with the slash at its end and without, as some hosts send their readers on. What was sent on while
 *  it was kept is made an answer of its own: a browser shows no page that is a redirect. */
async function copyOf(request) {
  const [at, how] = [place(request), { cacheName: NAME, ignoreVary: true }];
  const copy = await caches.match(at, how) ?? await caches.match(at.endsWith("/") ? at.slice(0, -1) : `${at}/`, how);
  return copy?.redirected ? new Response(copy.body, copy) : copy;
}

async function network(event) {
  const answer = await fetch(event.request);
  patience = PATIENCE;
  if (answer.ok && answer.type === "basic") event.waitUntil(copied(event.request, answer.clone()));
  return answer; // at once, byte by byte as it comes: who waited for the copy would give up a slow line
}

/** A copy beside the answer; none where that was cut short, there is no room, or the reader has removed what was kept.
 *  This worker goes on answering the page from which it was removed, and open() would make the removed cache anew. */
async function copied(request, answer) {
  if (!await caches.has(NAME)) return;
  const address = place(request); // an answer remembers its own address; told `again` by it, Python would never rest
  const copy = answer.url === address ? answer : new Response(answer.body, answer);
  await caches.open(NAME).then((cache) => cache.put(address, copy)).catch(() => {});
}
