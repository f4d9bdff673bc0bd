// python.js with workers that do only what the test tells them to do.

import { Clock, run, source } from "./stage.mjs";

export const HASH = "ab".repeat(32);
const FOLDER = `http://site.test/runtime/${HASH}/`;

/** The page's side of Python: `workers` are those it has started, `news` what its listeners heard. */
export async function page({ fetch = async () => new Response("worker"), narrow = true } = {}) {
  const clock = new Clock();
  const workers = [];
  class Worker {
    sent = [];
    constructor(url) { Object.assign(this, { url: String(url) }); workers.push(this); }
    postMessage(message) { this.sent.push(message); }
    terminate() { this.ended = true; }
    says(data) { return this.onmessage({ data }); }
    falls() { return this.onerror({ preventDefault() {}, message: "fell" }); }
  }
  const document = { hidden: false };
  const turns = [];
  const { Python } = await run(source("python.js"), {
    ...clock.globals(), Worker, WebAssembly, TransformStream, btoa, fetch, document, URL,
    addEventListener: (type, turn) => turns.push(turn), matchMedia: () => ({ matches: narrow }),
  });
  const python = new Python(FOLDER);
  const news = [];
  python.listeners.add((one) => news.push(one));
  const hide = () => { document.hidden = true; turns.forEach((turn) => turn()); };
  return { clock, workers, python, news, hide, asked: (at = -1) => workers.at(at).sent.filter(({ kind }) => kind === "ask") };
}
