// python.js with workers that do only what the test tells them to do.

import { Clock, run, source } from "./stage.mjs";

export const HASH = "ab".repeat(32);
const FOLDER = `http://site.test/runtime/${HASH}/`;
export const FIRST = { files: "{}", request: "printed", golden: "hash of the printed answer" };

/** The page's side of Python: `workers` are those it has started, `news` what the page was told. */
export async function page({ fetch = async () => new Response("worker"), forbids = false } = {}) {
  const clock = new Clock();
  const workers = [];
  class Worker {
    sent = [];
    constructor(url) {
      if (forbids) throw new Error("SecurityError");
      Object.assign(this, { url: String(url) });
      workers.push(this);
    }
    postMessage(message) { this.sent.push(message); }
    terminate() { this.ended = true; }
    says(data) { return this.onmessage({ data }); }
    falls() { return this.onerror({ preventDefault() {}, message: "fell" }); }
  }
  const { Python } = await run(source("python.js"), { ...clock.globals(), Worker, btoa, fetch, URL });
  const news = [];
  const python = new Python(FOLDER, FIRST, (one) => news.push(one));
  return { clock, workers, python, news, asked: (at = -1) => workers.at(at).sent.filter(({ kind }) => kind === "ask") };
}
