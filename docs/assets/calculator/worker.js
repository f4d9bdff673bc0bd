// The calculator's Python, off the page's thread: fetch it, check it, start it, ask it. Nothing here knows a dose.
//
// The folder of this file is named by this file's own sha256, and this file knows the sha256 of every other; so the
// page vouches for all of it. Pyodide's loader (0.29.5) waits for ever when a file is missing, cut or replaced by an
// HTML page; that is why the bytes are fetched and checked here, and only then handed to it.
const RUNTIME = "RUNTIME"; // scripts/runtime/build.py writes the manifest here

// Firefox with 2 processors (140 ESR) compiles on one thread while the bytes come. A worker that is ended meanwhile, by a
// reload for one, may keep that thread for ever, and no page of the site can start Python: 1 start in 4 after a fault,
// none in 93 when the compiling begins after the last byte.
const STREAMS = !navigator.userAgent.includes("Firefox/");
const IDLE = 2500; // milliseconds without a request
const again = new URL(import.meta.url).searchParams.get("again"); // set by a retry: do not trust the cache

class Fault extends Error {
  constructor(why, file, cause) {
    super(`${why}: ${file}`, { cause });
    this.news = { stage: "failed", why, file, detail: String(cause ?? "") };
  }
}

// --- the files, side by side

const fetch = self.fetch.bind(self); // our own way out; started() closes the one that Python could find
const files = Object.values(RUNTIME.files);
const total = files.reduce((sum, file) => sum + file.wire, 0);
let told = 0;

/** Progress is counted in the bytes that travel, which are fewer than those that come out of the decoder. */
function arrived(file, bytes) {
  file.got = Math.min((file.got ?? 0) + bytes, file.size);
  if (performance.now() - told < 100 && file.got < file.size) return;
  told = performance.now();
  const soFar = files.reduce((sum, { got = 0, size, wire }) => sum + (wire * got) / size, 0);
  postMessage(files.includes(file) ? { stage: "fetching", bytes: soFar, total } : { stage: "library", total: file.wire });
}

/** Plain http on another machine may not hash: there the size has to do, and the answer that is known beforehand. */
async function sha256(data) {
  if (!crypto.subtle) return undefined;
  const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", data));
  return Array.from(digest, (byte) => byte.toString(16).padStart(2, "0")).join("");
}

/** A file's checked bytes; for the wasm, the module compiled from them. One wrong copy is fetched anew. */
async function fetched(file, cache = again ? "reload" : "default") {
  const url = new URL(file.url, import.meta.url);
  const response = await fetch(url, { cache }).catch((error) => { throw new Fault("unreachable", file.url, error); });
  if (!response.ok && cache === "reload") throw new Fault("missing", file.url, response.status);
  if (!response.ok) return fetched(file, "reload"); // the cache may remember a fault that is gone
  const streams = STREAMS && file.url.endsWith(".wasm");
  const counted = (streams ? response.clone() : response).body.pipeThrough(new TransformStream({
    transform(chunk, out) { arrived(file, chunk.length); out.enqueue(chunk); },
  }));
  const module = streams ? compiled(response) : undefined;
  module?.catch(() => {}); // heard below, once the hash has said whether the bytes or the browser is to blame
  const bytes = await new Response(counted).arrayBuffer()
    .catch((error) => { throw new Fault("unreachable", file.url, error); });
  const hash = await sha256(bytes);
  if (bytes.byteLength === file.size && (hash ?? file.sha256) === file.sha256) {
    return file.url.endsWith(".wasm") ? (module ?? WebAssembly.compile(bytes)) : bytes;
  }
  if (cache === "reload") throw new Fault("wrong", file.url, hash);
  file.got = 0;
  return fetched(file, "reload");
}

/**
 * Compiling runs nothing. A browser keeps what it compiled beside the file it came from, for the next visit, so it gets
 * the response as it came; unless the host gave it a wrong type, then the right one is said here.
 */
function compiled(response) {
  const headers = { "content-type": "application/wasm" };
  const right = response.headers.get("content-type") === headers["content-type"];
  return WebAssembly.compileStreaming(right ? response : new Response(response.body, { headers }));
}

/** Pyodide's scripts as one function, not yet called. A function's text is its source to the letter: that is hashed. */
async function imported(file, query = again) {
  const url = new URL(file.url, import.meta.url);
  if (query) url.searchParams.set("again", query); // import() has no way to pass a cache by
  const { pyodide } = await import(url).catch(() => ({}));
  const hash = pyodide && await sha256(new TextEncoder().encode(pyodide));
  if (pyodide && (hash ?? file.sha256) === file.sha256) {
    arrived(file, file.size);
    return pyodide;
  }
  if (!query) return imported(file, Date.now());
  // A browser tells no script why an import failed. The same address, only fetched, does.
  throw new Fault(await fetch(url).then(({ ok }) => (ok ? "wrong" : "missing"), () => "unreachable"), file.url, hash);
}

// --- Python

/** A sign of life: on a slow phone, starting takes longer than the page would wait in silence. */
const alive = () => postMessage({ stage: "starting" });

/**
 * Pyodide's own loader, given the checked bytes where it would fetch. It begins as soon as its script is there, while
 * the rest is still on its way; the engine and its data are laid beside the library before Python looks.
 */
async function started([script, module, library, wheel], data) {
  const { loadPyodide } = (await script)();
  self.fetch = async () => new Response(null); // where the loader would look for a library as one zip
  const python = await new Promise((resolve, reject) => {
    WebAssembly.instantiateStreaming = async (_, imports) => {
      const instance = WebAssembly.instantiate(await module, imports);
      instance.then(alive, reject); // the loader would only warn, and wait
      return { module: await module, instance: await instance };
    };
    loadPyodide({
      indexURL: "/",
      stdLibURL: "/",
      lockFileContents: RUNTIME.lock,
      packageBaseUrl: "/",
      jsglobals: {}, // `import js` finds nothing: no network, no storage, no page
      env: RUNTIME.env,
      fsInit: async (FS, { sitePackages }) => {
        unpack(FS, sitePackages.replace(/\/[^/]*$/, ""), await library);
        unpack(FS, sitePackages, await wheel);
        for (const [path, text] of Object.entries(JSON.parse(data))) write(FS, `${sitePackages}/calculator/${path}`, text);
      },
    }).then(resolve, reject);
  });
  for (const door of ["fetch", "XMLHttpRequest", "WebSocket", "EventSource", "indexedDB", "caches"]) {
    Object.defineProperty(self, door, { value: undefined }); // nothing is fetched after this, whoever asks
  }
  alive();
  return python;
}

function write(FS, path, data) {
  FS.mkdirTree(path.replace(/\/[^/]*$/, ""));
  FS.writeFile(path, data);
}

/**
 * A wheel is a zip, and unpacking a pure one into site-packages is all that installing it means (PEP 427). Ours are
 * stored: a head of 30 bytes, the name, the bytes, and so on (APPNOTE.TXT, 4.3.7). Python's zipfile would cost 45 kB.
 */
function unpack(FS, folder, bytes) {
  const zip = new DataView(bytes);
  for (let at = 0; zip.getUint32(at, true) === 0x04034b50;) {
    const [size, name, extra] = [zip.getUint32(at + 18, true), zip.getUint16(at + 26, true), zip.getUint16(at + 28, true)];
    const path = new TextDecoder().decode(new Uint8Array(bytes, at + 30, name));
    write(FS, `${folder}/${path}`, new Uint8Array(bytes, at + 30 + name + extra, size));
    at += 30 + name + extra + size;
  }
}

/** The engine's `answer`, once it has said to the byte what the page that asks has printed. */
function checked(python, { request: printed, golden }) {
  const answer = python.runPython("from calculator.answer import answer; answer");
  const hash = python.runPython("from _sha2 import sha256; lambda text: sha256(text.encode()).hexdigest()");
  const found = hash(answer(printed));
  if (found !== golden) throw new Fault("mismatch", "answer", found);
  python.runPython("import gc; gc.freeze(); gc.enable()"); // off until here: what the start makes is never thrown away
  return async (request) => {
    warmCodeCache(() => answer(printed));
    const first = answer(request);
    const library = RUNTIME.extras[JSON.parse(first).needs]; // a rare answer needs one more file, and names it
    if (!library) return first;
    unpack(python.FS, RUNTIME.packages, await fetched(library));
    python.runPython("import sys; sys.path_importer_cache.clear()"); // invalidate_caches() would import 100 kB
    return answer(request);
  };
}

/**
 * V8 keeps compiled code for the next visit only when that code runs again after two idle seconds. So the known request
 * is run twice while nothing else is going on, and its answer is not used: the next visit starts in two thirds of the time.
 */
let idle;
function warmCodeCache(run, times = 2) {
  clearTimeout(idle);
  if (times) idle = setTimeout(() => { run(); warmCodeCache(run, times - 1); }, IDLE);
}

// --- the page's side: { kind: "start", files, request, golden } once, then { kind: "ask", id, request } in;
// { stage } or { id, answer } out. `files` are the data of the page's schedule, as JSON.

async function start(first) {
  const { "pyodide.js": script, "pyodide.asm.wasm": wasm, "python_stdlib.zip": library, wheel } = RUNTIME.files;
  const coming = [imported(script), ...[wasm, library, wheel].map((file) => fetched(file))];
  const [python] = await Promise.all([started(coming, first.files), ...coming]); // the first fault of any ends the start
  return checked(python, first);
}

let starting;
onmessage = async ({ data: { kind, id, request, ...first } }) => {
  if (kind === "start") {
    starting = start({ request, ...first });
    starting.then(() => postMessage({ stage: "ready" }), (error) => {
      postMessage(error.news ?? { stage: "failed", why: "broken", file: "python", detail: String(error) });
    });
    return;
  }
  const answer = await starting.catch(() => undefined);
  if (!answer) return;
  try {
    postMessage({ id, answer: await answer(request) });
  } catch (error) {
    if (error.news) postMessage({ id, answer: JSON.stringify({ without: error.news.why }) }); // a library did not come
    else postMessage({ stage: "stopped", detail: String(error) }); // Python itself fell over: the engine never raises
  }
};
