// One Python in a worker: woken when the reader asks, watched while it works, replaced once if it falls over.

const SILENCE = 11_000; // milliseconds of nothing from the worker: no byte, no stage, no answer
const LATE = 1000; // then the tab or the phone slept, timers, worker and all, and it is too early to judge

// Strict pages let only named policies turn text into HTML or into the address of a script (Trusted Types).
const asItIs = { createHTML: (text) => text, createScriptURL: (url) => url };
export const trusted = globalThis.trustedTypes?.createPolicy("calculator", asItIs) ?? asItIs;

export class Python {
  #worker;
  #stage = ""; // the last that the worker told
  #open; // { id, request }: the one open question, the newest
  #answered; // what its answer is given to
  #count = 0;
  #restarts = 0;
  #silence;
  #again = ""; // from a failure to the next good start, every file is fetched past the browser's cache
  #folder;
  #first; // { files, request, golden }: the data of the page's schedule, and what it must answer before it is ready
  #tell;

  constructor(folder, first, tell) {
    [this.#folder, this.#first, this.#tell] = [folder, first, tell];
  }

  /** True while somebody waits for an answer. */
  get busy() {
    return Boolean(this.#open);
  }

  wake() {
    if (this.#worker) return;
    const url = new URL(`worker.js${this.#again}`, this.#folder).href;
    try {
      this.#worker = new Worker(trusted.createScriptURL(url), { type: "module", name: "python" });
    } catch (error) { // a browser that forbids workers here
      this.#hear({ stage: "failed", why: "broken", file: "worker.js", detail: String(error) });
      return;
    }
    const worker = this.#worker;
    const hear = (news) => worker === this.#worker && this.#hear(news);
    const fault = this.#fault(url);
    fault.then((why) => why && hear({ stage: "failed", why, file: "worker.js" }));
    worker.onmessage = async ({ data }) => await fault || hear(data);
    worker.onerror = async (event) => {
      event.preventDefault();
      await fault || hear({ stage: "stopped", detail: event.message }); // whatever it was doing
    };
    this.#stage = "called";
    worker.postMessage({ kind: "start", ...this.#first });
    if (this.#open) worker.postMessage({ kind: "ask", ...this.#open });
    this.#watch();
  }

  /** Calls `answered` with the answer to `request`, unless something else is asked before it comes. */
  ask(request, answered) {
    [this.#open, this.#answered] = [{ id: ++this.#count, request }, answered];
    if (!this.#worker) return this.wake();
    this.#worker.postMessage({ kind: "ask", ...this.#open });
    return this.#watch();
  }

  retry() {
    this.#dismiss();
    this.wake();
  }

  /**
   * What is wrong with the worker's file, if anything. Its folder is named by its sha256: it cannot vouch for itself,
   * the page can. A fetch that is refused says nothing of the cause; the same one without the condition does.
   */
  async #fault(url) {
    const hex = this.#folder.match(/[0-9a-f]{64}(?=\/$)/)?.[0].match(/../g) ?? [];
    const integrity = `sha256-${btoa(String.fromCharCode(...hex.map((pair) => parseInt(pair, 16))))}`;
    const right = await fetch(url, { integrity }).then(() => true, () => false);
    if (right) return "";
    return fetch(url).then(({ ok }) => (ok ? "wrong" : "missing"), () => "unreachable");
  }

  /** The worker is ended, and the next one gets every file anew. */
  #dismiss() {
    clearTimeout(this.#silence);
    this.#worker?.terminate();
    this.#worker = undefined;
    this.#again = `?again=${Date.now()}`;
  }

  #hear(news) {
    const { id, answer, stage } = news;
    this.#stage = stage ?? "ready"; // an answer: also after a library has come
    if (id) this.#restarts = 0;
    if (id && id === this.#open?.id) {
      this.#open = undefined;
      this.#answered(JSON.parse(answer));
    }
    if (stage === "stopped") return this.#restart(news);
    if (stage === "ready") this.#again = "";
    if (stage === "failed") {
      console.warn("calculator:", news.why, news.file, news.detail);
      this.#dismiss();
    }
    if (stage) this.#tell(news);
    return this.#watch();
  }

  #restart(news) {
    this.#dismiss();
    this.#again = ""; // the files are right
    if (this.#restarts++) return this.#hear({ ...news, stage: "failed", why: "stopped" });
    return this.wake();
  }

  /** A worker that owes something and says nothing: a slow start may still come right, a lost answer will not. */
  #watch() {
    clearTimeout(this.#silence);
    const ready = this.#stage === "ready";
    if (!this.#worker || (ready && !this.#open)) return;
    const due = performance.now() + SILENCE;
    this.#silence = setTimeout(() => {
      if (performance.now() > due + LATE) this.#watch();
      else if (ready) this.#restart({ detail: "no answer" });
      else this.#tell({ stage: "failed", why: "silent", file: "python" }); // it may still start, and is not ended
    }, SILENCE);
  }
}
