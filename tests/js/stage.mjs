// The site's scripts outside a browser: a module in a context of its own, with a clock that the test moves.

import { webcrypto } from "node:crypto";
import { readFileSync } from "node:fs";
import vm from "node:vm";

const { compile } = WebAssembly; // some tests put another in its place
const SCRIPTS = new URL("../../docs/assets/calculator/", import.meta.url);

export const source = (name) => readFileSync(new URL(name, SCRIPTS), "utf8");

const EMPTY = new Uint8Array([0, 0x61, 0x73, 0x6d, 1, 0, 0, 0]); // the shortest module of WebAssembly

/** Let everything run that needs no time to pass: promises, streams, and what Node's other threads hash and compile. */
export async function settled() {
  for (let round = 0; round < 3; round++) {
    for (let turn = 0; turn < 10; turn++) await new Promise(setImmediate);
    await Promise.all([...Array(8)].flatMap(() => [webcrypto.subtle.digest("SHA-256", EMPTY), compile(EMPTY)]));
  }
}

/** Wait for what other threads of Node must do first: hashing and compiling. Ends in a failure, not in a hang. */
export async function until(condition) {
  for (let turn = 0; !condition(); turn++) {
    if (turn > 10_000) throw new Error(`never: ${condition}`);
    await new Promise((done) => { setTimeout(done, 1); });
  }
}

/** Timers and performance.now(), in milliseconds of the test's own. */
export class Clock {
  now = 0;
  #timers = new Map();
  #count = 0;

  globals() {
    const set = (every) => (work, delay = 0) => {
      this.#timers.set(++this.#count, { work, due: this.now + delay, every: every ? delay : 0 });
      return this.#count;
    };
    const clear = (id) => this.#timers.delete(id);
    const performance = { now: () => this.now };
    return { setTimeout: set(false), setInterval: set(true), clearTimeout: clear, clearInterval: clear, performance };
  }

  /** Time passes, and every timer fires when it is due. */
  async pass(milliseconds) {
    const end = this.now + milliseconds;
    for (await settled(); ; await settled()) {
      const [id, next] = [...this.#timers].filter(([, { due }]) => due <= end).sort(([, a], [, b]) => a.due - b.due)[0] ?? [];
      if (!next) break;
      this.now = Math.max(this.now, next.due);
      if (next.every) next.due += next.every;
      else this.#timers.delete(id);
      next.work();
    }
    this.now = end;
  }

  /** A phone or tab sleeps: time passes and nothing runs; what was due meanwhile comes late. */
  sleep(milliseconds) {
    this.now += milliseconds;
  }
}

/** A module of the site, evaluated with these globals; `load` answers its dynamic import(). Its exports come back. */
export async function run(text, globals, { url = "http://site.test/module.js", load } = {}) {
  const context = vm.createContext({ console: { warn() {} }, URL, ...globals });
  context.self = context.globalThis = context;
  const wrapped = async (exported) => {
    const made = new vm.SyntheticModule(Object.keys(exported), function () {
      for (const [name, value] of Object.entries(exported)) this.setExport(name, value);
    }, { context });
    await made.link(() => {});
    await made.evaluate();
    return made;
  };
  const module = new vm.SourceTextModule(text, {
    context,
    initializeImportMeta: (meta) => { meta.url = url; },
    importModuleDynamically: async (address) => wrapped(await load(address)),
  });
  await module.link(() => { throw new Error("a static import: give the module without it"); });
  await module.evaluate();
  return { ...module.namespace, context };
}
