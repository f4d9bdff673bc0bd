// worker.js with a server that goes wrong in one file, and a Pyodide that only takes what it is given.

import { createHash, webcrypto } from "node:crypto";
import { Clock, run, source, until } from "./stage.mjs";

export const FAULTS = ["blocked", "missing", "a page instead", "cut short", "one byte changed", "stalled", "slow"];
export const FILES = ["pyodide.js", "pyodide.asm.wasm", "python_stdlib.zip", "calculator.whl"];
const HOME = "http://site.test/runtime/home/";

const sha256 = (data) => createHash("sha256").update(data).digest("hex");

/** An engine that needs a library for the calendar, which it has once something was unpacked below /lib. */
export const engine = (FS) => (request) =>
  JSON.stringify(request === "calendar" && !FS.written.some((path) => path.startsWith("/lib/")) ? { needs: "icalendar" } : { to: request });

/** What the script file exports: enough of Pyodide for worker.js to start it. */
export const pyodide = () => ({
  async loadPyodide({ fsInit }) {
    const FS = { written: [], mkdirTree() {}, writeFile: (path) => FS.written.push(path) };
    await fsInit(FS, { sitePackages: "/python/site-packages" });
    await globalThis.WebAssembly.instantiateStreaming(null, {});
    const hash = (text) => `hash of ${text}`;
    return { FS, runPython: (code) => (code.includes("_sha2") ? hash : globalThis.engine(FS)) };
  },
});

/** A zip with one file in it, stored as the build stores them. */
function stored(name) {
  const zip = new DataView(new ArrayBuffer(100));
  zip.setUint32(0, 0x04034b50, true);
  zip.setUint32(18, 4, true); // bytes of the file
  zip.setUint16(26, name.length, true);
  new Uint8Array(zip.buffer).set(new TextEncoder().encode(name), 30);
  return new Uint8Array(zip.buffer);
}

const wasm = new Uint8Array(108); // an empty module, and one section that nobody reads
wasm.set([0, 0x61, 0x73, 0x6d, 1, 0, 0, 0, 0, 98, 1, 65]);
const bodies = { "pyodide.asm.wasm": wasm, "python_stdlib.zip": new Uint8Array(100).fill(7),
  "calculator.whl": new Uint8Array(100).fill(8), "icalendar.zip": stored("ics.py") };

function told(name) {
  const seen = name === "pyodide.js" ? new TextEncoder().encode(String(pyodide)) : bodies[name];
  return { url: name, size: seen.length, wire: seen.length, sha256: sha256(seen) };
}

const files = { "pyodide.js": told("pyodide.js"), "pyodide.asm.wasm": told("pyodide.asm.wasm"),
  "python_stdlib.zip": told("python_stdlib.zip"), wheel: told("calculator.whl") };
const MANIFEST = { engine: "1", files, extras: { icalendar: told("icalendar.zip") }, lock: "{}", env: {}, packages: "/lib" };

/** What the page of a schedule says first: its data, what it asks, and the hash of what it has printed. */
export const START = { kind: "start", files: '{"protocols/one.json":"{}"}', request: "printed", golden: 'hash of {"to":"printed"}' };

/** A server: `fault` in the file `spoilt`, `times` times. `asked` is what it was asked for, and past which cache. */
export class Server {
  asked = [];
  times = Infinity;
  delay = 5000; // milliseconds between two portions of a slow file
  constructor(spoilt, fault, clock = new Clock()) {
    Object.assign(this, { spoilt, fault, clock });
  }

  #faulty(name) {
    return name === this.spoilt && this.fault && this.times-- > 0 ? this.fault : "";
  }

  fetch = async (url, { cache } = {}) => {
    const name = new URL(url).pathname.split("/").at(-1);
    this.asked.push({ name, cache, url: String(url) });
    const fault = this.#faulty(name);
    if (fault === "blocked") throw new TypeError("Failed to fetch");
    if (fault === "missing") return new Response("<h1>Not found</h1>", { status: 404 });
    let body = (bodies[name] ?? new TextEncoder().encode(String(pyodide))).slice();
    if (fault === "a page instead") body = new TextEncoder().encode("<!doctype html><title>Log in</title>");
    if (fault === "cut short") body = body.slice(0, 50);
    if (fault === "one byte changed") body[50] ^= 1;
    return new Response(this.#stream(body, fault), { headers: { "content-type": name.endsWith(".wasm") ? "application/wasm" : "application/zip" } });
  };

  /** Twenty portions: at once, or one in five seconds, or ten and no more. */
  #stream(body, fault) {
    const { setTimeout } = this.clock.globals();
    const portion = Math.ceil(body.length / 20);
    let sent = 0;
    return new ReadableStream({
      pull: (out) => new Promise((done) => {
        const send = () => {
          if (sent >= body.length) out.close();
          else out.enqueue(body.slice(sent, (sent += portion)));
          done();
        };
        if (fault === "slow") setTimeout(send, this.delay);
        else if (fault !== "stalled" || sent < body.length / 2) send();
      }),
    }, { highWaterMark: 0 });
  }

  /** What import() of the script gives: a browser tells no reason when it fails. */
  load = async (url) => {
    const name = "pyodide.js";
    this.asked.push({ name, url: String(url) });
    const fault = this.#faulty(name);
    if (["blocked", "missing", "a page instead", "cut short"].includes(fault)) throw new TypeError("Failed to import");
    if (fault === "one byte changed") return { pyodide: () => "another function" };
    if (fault === "stalled") return new Promise(() => {});
    if (fault === "slow") await new Promise((done) => { this.clock.globals().setTimeout(done, 7000); });
    return { pyodide };
  };
}

/** A worker on this server. `said` is everything that it told the page. */
export async function worker(server, options = {}) {
  const { secure = true, again = "", userAgent = "Chrome/150" } = options;
  const said = [];
  const { compile, compileStreaming } = WebAssembly;
  const WASM = { compile, compileStreaming, instantiate: async () => ({}) };
  Object.assign(globalThis, { WebAssembly: WASM, engine: options.engine ?? engine }); // for the function above, which is of this realm
  const { context } = await run(
    source("worker.js").replace('"RUNTIME"', JSON.stringify(MANIFEST)),
    {
      ...server.clock.globals(), fetch: server.fetch, WebAssembly: WASM, Response, TransformStream, TextEncoder, TextDecoder,
      postMessage: (news) => said.push(news), navigator: { userAgent },
      crypto: secure ? webcrypto : {},
    },
    { url: `${HOME}worker.js${again && `?again=${again}`}`, load: server.load },
  );
  const tell = (data) => context.onmessage({ data });
  const answers = () => said.filter(({ id }) => id);
  const stages = () => said.map(({ stage }) => stage).filter((stage) => stage);
  const failed = () => said.find(({ stage }) => stage === "failed");
  const ended = () => until(() => stages().includes("ready") || failed());
  return { tell, said, answers, stages, failed, ended };
}
