// One Python per tab, in a worker: woken when the reader asks, watched while it works, replaced once if it falls over.
// It belongs to no element, so it outlives a theme that swaps the page's content and keeps the tab.

const SILENCE = 11_000; // milliseconds of nothing from the worker (it reports a stalled file itself, after 8,000)
const LATE = 1000; // then the tab or the phone slept, timers, worker and all, and it is too early to judge
const HIDDEN = 5 * 60_000; // a phone gets its memory back when the page was out of sight for this long

// Strict pages let only named policies turn text into HTML or into the address of a script (Trusted Types).
const asItIs = { createHTML: (text) => text, createScriptURL: (url) => url };
export const trusted = globalThis.trustedTypes?.createPolicy("calculator", asItIs) ?? asItIs;

const LOADING = new Set(["fetching", "starting", "checking", "restarted", "called"]);

export class Python {
  news = { stage: "idle" };
  listeners = new Set();
  #foreseen; // { id, request, answer }: what nobody asked yet
  #asked = new Map(); // who asked -> { id, request, answered }; each asker has one open question, the newest
  #count = 0;
  #wanted = false; // started by the reader, not only fetched in case
  #restarts = 0;
  #again = ""; // from a failure to the next good start, every file is fetched past the browser's cache

  constructor(folder) {
    this.folder = folder;
    addEventListener("visibilitychange", () => this.#hidden());
  }

  /** Fetch the files, so that a later start is quicker. Silent, whatever happens. */
  prepare() {
    if (!this.#worker) this.#newWorker().postMessage({ kind: "fetch" });
  }

  start() {
    if (this.#wanted) return;
    if (!globalThis.WebAssembly?.compileStreaming || !globalThis.TransformStream) { // old, or locked down
      this.#tell({ stage: "failed", why: "broken", file: "browser" });
      return;
    }
    this.#wanted = true;
    this.#tell({ stage: "called" });
    (this.#worker ?? this.#newWorker()).postMessage({ kind: "start" });
  }

  /** Calls `answered` with the answer to `request`, unless `asker` asks something else or forgets it before. */
  ask(asker, request, answered) {
    const foreseen = this.#foreseen?.request === request ? this.#foreseen : { id: ++this.#count };
    const { id, answer } = foreseen;
    this.#asked.set(asker, { id, request, answered });
    if (answer) this.#answered(foreseen);
    else if (!this.#wanted) this.#startAndRepeat();
    else if (!foreseen.request) this.#worker.postMessage({ kind: "ask", id, request });
    this.#watch();
  }

  /** Work out what is likely to be asked next while the reader moves to the button. Nobody hears of the answer. */
  foresee(request) {
    if (this.news.stage !== "ready") return;
    this.#foreseen = { id: ++this.#count, request };
    this.#worker.postMessage({ kind: "ask", ...this.#foreseen });
  }

  forget(asker) {
    this.#asked.delete(asker);
  }

  waits(asker) {
    return this.#asked.has(asker);
  }

  /** The reader's way out while they wait: nothing more is fetched, and nobody waits for an answer. */
  stop() {
    this.#dismiss();
    this.#asked.clear();
    this.#tell({ stage: "idle" });
  }

  retry() {
    this.#dismiss();
    this.#again = `?again=${Date.now()}`;
    this.#startAndRepeat();
  }

  // --- the worker

  #worker;
  #silence;

  #newWorker() {
    const url = new URL(`worker.js${this.#again}`, this.folder).href;
    const worker = new Worker(trusted.createScriptURL(url), { type: "module", name: "python" });
    const hear = (news) => worker === this.#worker && this.#hear(news);
    const fault = this.#fault(url);
    fault.then((why) => why && hear({ stage: "failed", why, file: "worker.js" }));
    worker.onmessage = async ({ data }) => await fault || hear(data);
    worker.onerror = async (event) => {
      event.preventDefault();
      await fault || hear({ stage: "stopped", detail: event.message }); // whatever it was doing
    };
    this.#worker = worker;
    return worker;
  }

  /**
   * What is wrong with the worker's file, if anything. Its folder is named by its sha256: it cannot vouch for itself,
   * the page can. A fetch that is refused says nothing of the cause; the same one without the condition does.
   */
  async #fault(url) {
    const hex = this.folder.match(/[0-9a-f]{64}(?=\/$)/)?.[0].match(/../g) ?? [];
    const integrity = `sha256-${btoa(String.fromCharCode(...hex.map((pair) => parseInt(pair, 16))))}`;
    const right = await fetch(url, { integrity }).then(() => true, () => false);
    if (right) return "";
    return fetch(url).then(({ ok }) => (ok ? "wrong" : "missing"), () => "unreachable");
  }

  #dismiss() {
    clearTimeout(this.#silence);
    this.#worker?.terminate();
    this.#worker = this.#foreseen = undefined;
    this.#wanted = false;
  }

  #startAndRepeat() {
    this.start();
    for (const { id, request } of this.#asked.values()) this.#worker?.postMessage({ kind: "ask", id, request });
  }

  #hear(news) {
    if (news.id) return this.#answered(news);
    if (!this.#wanted) return ["failed", "stopped"].includes(news.stage) ? this.#dismiss() : undefined;
    if (news.stage === "stopped") return this.#restart(news);
    if (news.stage === "library") return this.#late(news);
    if (news.stage === "alive") return this.#watch();
    if (news.stage === "failed") this.#dismiss();
    this.#tell(news);
    return undefined;
  }

  #answered({ id, answer }) {
    this.#restarts = 0;
    if (id === this.#foreseen?.id) this.#foreseen.answer = answer;
    for (const [asker, asked] of this.#asked) {
      if (asked.id !== id) continue;
      this.#asked.delete(asker);
      asked.answered(JSON.parse(answer));
    }
    this.#watch();
  }

  #restart(news) {
    this.#dismiss();
    if (this.#restarts++) return this.#tell({ ...news, stage: "failed", why: "stopped" });
    this.#startAndRepeat();
    return this.#tell({ stage: "restarted" });
  }

  /** An answer needs one file more. Python stays ready; who waits for that answer hears why it takes longer. */
  #late(news) {
    for (const listener of this.listeners) listener(news);
    this.#watch();
  }

  #tell(news) {
    this.news = news;
    if (news.stage === "ready") this.#again = "";
    if (news.stage === "failed") console.warn("calculator:", news.why, news.file, news.detail);
    if (news.stage === "failed" && news.why !== "silent") this.#again = `?again=${Date.now()}`;
    for (const listener of this.listeners) listener(news);
    this.#watch();
  }

  /** A worker that owes something and says nothing: a slow start may still come right, a lost answer will not. */
  #watch() {
    clearTimeout(this.#silence);
    if (!this.#worker || !(LOADING.has(this.news.stage) || this.#asked.size)) return;
    const due = performance.now() + SILENCE;
    this.#silence = setTimeout(() => {
      if (performance.now() > due + LATE) this.#watch();
      else if (this.news.stage === "ready") this.#restart({ detail: "no answer" });
      else this.#tell({ stage: "failed", why: "silent", file: "python" });
    }, SILENCE);
  }

  #hidden() {
    clearTimeout(this.hidden);
    if (!document.hidden || !matchMedia("(max-width: 48rem)").matches) return;
    this.hidden = setTimeout(() => {
      if (this.#asked.size || this.news.stage !== "ready") return;
      this.#dismiss();
      this.#tell({ stage: "idle" });
    }, HIDDEN);
  }
}
