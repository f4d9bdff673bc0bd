// Without a network: the calculator and the pages that were read. Only for readers who asked for it (keep.js).
//
// What lies below runtime/ has its content in its name and is never asked for twice. Everything else comes from the
// network whenever there is one, so nothing is ever older than the site; the copy is for when there is none.
// To call every copy back, publish `KILL = true`: it removes itself and what it kept at the reader's next visit.
const KEPT = "KEPT"; // scripts/offline.py writes { build, files } here
const KILL = false;
const NAME = `b12-${KEPT.build}`;

self.addEventListener("install", (event) => {
  self.skipWaiting(); // pages come from the network anyway; nothing old waits for anything
  if (!KILL) event.waitUntil(gathered());
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
  const old = (await caches.keys()).filter((name) => name.startsWith("b12-") && (KILL || name !== NAME));
  await Promise.all(old.map((name) => caches.delete(name)));
  if (KILL) return self.registration.unregister();
  await self.clients.claim();
  if (!old.length) return undefined;
  for (const page of await self.clients.matchAll()) page.postMessage("new");
  return undefined;
}

self.addEventListener("fetch", (event) => {
  const { request } = event;
  const url = new URL(request.url);
  if (KILL || request.method !== "GET" || url.origin !== location.origin) return;
  event.respondWith(url.pathname.includes("/runtime/") ? kept(event) : fresh(event));
});

/** A file whose name is its content: the copy, or the network and then a copy. A retry asks past the copy. */
async function kept(event) {
  const { request } = event;
  const cache = await caches.open(NAME);
  const again = request.cache === "reload" || new URL(request.url).searchParams.has("again");
  const copy = again ? undefined : await cache.match(request, { ignoreSearch: true });
  if (copy) return copy;
  const answer = await fetch(request);
  return answer.ok && !again ? copied(event, cache, answer) : answer;
}

/** A page or its dress: the network, or else the copy from the last visit. */
async function fresh(event) {
  const { request } = event;
  const cache = await caches.open(NAME);
  try {
    const answer = await fetch(request);
    return answer.ok && answer.type === "basic" ? copied(event, cache, answer) : answer;
  } catch (error) {
    const copy = await cache.match(request, { ignoreSearch: true });
    if (copy) return copy;
    throw error;
  }
}

/** The answer at once, byte by byte as it comes; the copy beside it. Who waited for the copy would call a slow line dead. */
function copied(event, cache, answer) {
  event.waitUntil(cache.put(event.request, answer.clone()).catch(() => {})); // cut short, or no room: no copy
  return answer;
}
