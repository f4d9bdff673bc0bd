// <injection-calculator>: what the reader entered goes to Python, what Python wrote comes back. The page is complete
// before this file runs, and stays so when it fails. Nothing here knows a dose or counts a day, and every sentence
// comes from the page's <template data-say>. The state is one attribute: idle, loading, ready or failed.

import { Python, trusted } from "./python.js";

const pythons = new Map(); // folder -> Python, for as long as the tab lives
const saver = () => navigator.connection?.saveData === true;
const MEGABYTES = { style: "unit", unit: "megabyte", minimumFractionDigits: 1, maximumFractionDigits: 1 };
const megabytes = (bytes) => // the number and its unit on one line
  (bytes / 1e6).toLocaleString(document.documentElement.lang || undefined, MEGABYTES).replace(" ", "\u00a0");

class InjectionCalculator extends HTMLElement {
  connectedCallback() {
    if (!this.dataset.runtime) return; // nothing to improve
    const folder = new URL(this.dataset.runtime, document.baseURI).href;
    if (!pythons.has(folder)) pythons.set(folder, new Python(folder));
    this.python = pythons.get(folder);
    this.example ??= this.part("result").cloneNode(true);
    this.pageTitle ??= document.title; // `title` is an attribute of every element
    this.left = new AbortController();
    const on = (target, type, listener) => target.addEventListener(type, listener, { signal: this.left.signal });
    on(this.part("form"), "pointerenter", () => saver() || this.python.prepare());
    on(this, "pointerdown", (event) => this.wake(event));
    on(this, "focusin", (event) => this.wake(event));
    on(this.part("form"), "input", () => this.changed());
    on(this.part("form"), "change", () => { this.changed(); this.foresee(); });
    on(this, "submit", (event) => this.submit(event));
    on(this, "click", (event) => this.pressed(event));
    on(this, "mousedown", (event) => { if ("settling" in this.dataset) event.preventDefault(); });
    on(window, "popstate", () => this.open({ how: "back", waits: this.halted || saver() }));
    this.hear = (news) => this.told(news);
    this.python.listeners.add(this.hear);
    if (this.python.news.stage === "ready") this.dataset.state = "ready";
    this.open({ waits: saver() });
  }

  disconnectedCallback() {
    this.left?.abort();
    this.python?.forget(this);
    this.python?.listeners.delete(this.hear);
  }

  part(name) {
    return this.querySelector(`[data-${name}]`);
  }

  // --- the reader

  wake({ target }) {
    if (!target.form || this.dataset.state !== "idle" || saver()) return;
    this.halted = false;
    this.python.start();
  }

  /** Entry and result must never disagree: nothing on the page claims an example that is gone. Back brings it again. */
  changed() {
    this.python.forget(this);
    const { shown } = this;
    this.shown = undefined;
    // First, or the browser would lay out the emptied page for its history. Back and a reload find what was typed.
    if (shown) history.pushState(this.entry(), "", `#${shown.question}`);
    else history.replaceState(this.entry(), "");
    if (this.dataset.state !== "failed" && (this.opened || !saver())) this.part("result").replaceChildren();
    if (!shown) return;
    document.title = this.pageTitle;
    this.status("");
  }

  /** The answer to what the first button would ask: worked out in silence, shown to nobody before it is pressed. */
  foresee() {
    const button = this.part("form").querySelector("button:not([type=button])");
    if (button) this.python.foresee(this.letter({ entry: this.entry(button) }));
  }

  entry(submitter) {
    const entry = Object.fromEntries(new FormData(this.part("form")));
    return submitter?.name ? { ...entry, [submitter.name]: submitter.value } : entry; // wherever the button stands
  }

  /** Paper, a copy, the way out of waiting; or the way to a field, for which the address after the # must not change. */
  pressed(event) {
    if (event.target.closest("[data-print]")) return print();
    if (event.target.closest("[data-copy]")) return this.copy();
    if (event.target.closest("[data-stop]")) return this.stop();
    const link = event.target.closest("a[href^='#']");
    const field = link && document.getElementById(link.hash.slice(1));
    if (!field) return undefined;
    event.preventDefault();
    return field.focus();
  }

  submit(event) {
    event.preventDefault();
    const entry = this.entry(event.submitter);
    const go = () => this.ask({ entry }, "press");
    if (saver() && this.dataset.state === "idle") this.turn(this.offer("load", { total: this.dataset.size }, go));
    else go();
  }

  /** A link, a bookmark, Back: what was entered stands after the #. Where data is dear, Python waits for a press. */
  open({ how, waits = false } = {}) {
    const hash = location.hash.slice(1);
    const [known, entry] = [hash.includes("="), history.state ?? {}];
    if (hash && (!known || hash === this.shown?.hash)) return; // a place on the page, or what is there already
    this.python.forget(this); // what the reader has left
    if (known && waits && this.dataset.state === "idle") {
      this.offer("load", { total: this.dataset.size }, () => this.open({ how }));
    } else if (known || (this.opened && this.dataset.state === "ready")) this.ask({ hash, entry }, how);
    else for (const [name, value] of Object.entries(entry)) {
      const field = this.part("form")[name];
      if (field instanceof RadioNodeList) field.value = value; // the printed question has nothing else
    }
  }

  // --- Python

  ask(request, how) {
    this.opened = true;
    this.python.ask(this, this.letter(request), (answer) => this.show(answer, how));
  }

  /** What Python gets: the same entry on the same day is the same text. */
  letter(request) {
    const now = new Date();
    const today = [now.getFullYear(), now.getMonth() + 1, now.getDate()].map((n) => String(n).padStart(2, "0")).join("-");
    const { language } = this.dataset;
    return JSON.stringify({ ask: "page", language, today, address: location.href.replace(/#.*/, ""), ...request });
  }

  told(news) {
    const { stage } = news;
    const words = this.words(stage, news);
    const once = this.part("kept")?.textContent !== words; // not with every byte
    if (stage === "library") return once && this.python.waits(this) ? this.beside(words) : undefined;
    this.dataset.state = ["idle", "ready", "failed"].includes(stage) ? stage : "loading";
    if (stage !== "starting") clearTimeout(this.slow);
    else if (this.stage !== stage) this.slow = setTimeout(() => this.say("slow"), 4000);
    else return undefined; // still starting
    this.stage = stage;
    if (stage === "failed") return this.failed(news);
    if (stage === "fetching" && news.bytes - this.said < 4e5) return undefined; // a screen reader need not hear every byte
    this.said = news.bytes ?? -Infinity;
    this.mixed = stage === "ready" && this.dataset.golden && this.dataset.golden !== news.golden; // told beside every answer
    if (stage === "ready" && this.python.waits(this)) return undefined; // the answer speaks for itself
    return this.status(words);
  }

  /** Back to the printed example, with what was chosen; the next choice begins anew. */
  stop() {
    this.halted = true;
    this.python.stop();
    this.printed();
    this.say("stopped");
    document.getElementById("question")?.focus({ preventScroll: true });
    this.part("stage").scrollIntoView();
  }

  failed(news) {
    this.printed();
    this.status(this.words(`failed-${news.why}`) || this.words("failed"));
    this.offer("retry", news, () => this.python.retry());
  }

  printed() {
    this.part("result").replaceWith(this.example.cloneNode(true));
    this.shown = undefined;
  }

  show({ html = {}, later = {}, title, problems, say = problems?.[0]?.sentence, focus, file, without, ...place }, how) {
    if (without) return this.beside(this.words("without"));
    const [{ hash, question }, byHand] = [place, how === "press"];
    if (hash !== undefined) { // first: with a long example just put in, the browser would lay it out for its history
      const moved = `#${hash}` !== (location.hash || "#");
      const address = hash ? `#${hash}` : location.pathname + location.search;
      if (byHand && moved) history.pushState(null, "", address);
      else history.replaceState(byHand ? null : history.state, "", address);
    }
    for (const [name, text] of Object.entries(html)) this.part(name).innerHTML = trusted.createHTML(text);
    this.afterwards(later);
    if (title) document.title = title;
    if (say) (file ? this.beside(say) : this.status(say));
    if (file) return this.download(file);
    if (html.form) this.shown = question && place;
    if (byHand && html.form) this.settle();
    if (byHand && html.form && !html.result) history.replaceState(this.entry(), ""); // Back finds what was chosen
    const turn = () => this.turn(document.getElementById(focus), byHand);
    if (how && html.form && (html.result || !byHand)) requestAnimationFrame(turn); // by then the page is laid out anyway
    else if (how) turn();
    return undefined;
  }

  /** Ignore presses for 600 ms after new content: a double press must not choose what came under the finger. */
  settle() {
    this.dataset.settling = "";
    clearTimeout(this.settled);
    this.settled = setTimeout(() => delete this.dataset.settling, 600);
  }

  /** What came before is painted first. A place that is gone by then changes nothing on the page. */
  afterwards(later) {
    for (const [name, text] of Object.entries(later)) {
      const place = this.part(name);
      requestAnimationFrame(() => setTimeout(() => { if (place) place.outerHTML = trusted.createHTML(text); }));
    }
  }

  /** What is new comes to the top of the window: on a phone, less to scroll for a tired hand. */
  turn(to, takeFocus = true) {
    if (takeFocus) to?.focus({ preventScroll: true });
    to?.scrollIntoView();
  }

  download({ name: download, type, text }) {
    const href = URL.createObjectURL(new Blob([text], { type }));
    Object.assign(document.createElement("a"), { href, download }).click();
    setTimeout(() => URL.revokeObjectURL(href), 60_000);
  }

  /** Where the browser does not let a page write to its clipboard, the reader finds the text selected. */
  async copy() {
    const text = this.part("text");
    const copied = await navigator.clipboard?.writeText(text.textContent).then(() => true, () => false);
    if (!copied) getSelection().selectAllChildren(text);
    this.beside(this.words(copied ? "copied" : "select"));
  }

  // --- words

  words(key, values = {}) {
    const text = this.querySelector(`template[data-say="${key}"]`)?.content.textContent ?? "";
    return text.trim().replace(/\{(bytes|total)\}/g, (_, name) => megabytes(values[name]));
  }

  say(key) {
    this.status(this.words(key));
  }

  status(text) {
    const offer = this.part("offer");
    if (offer?.contains(document.activeElement)) this.part("status").focus();
    offer?.remove();
    this.part("status").textContent = this.mixed ? `${this.words("mismatch")} ${text}` : text;
  }

  /** Read out as ever, and printed beside the buttons of what is kept: there looks whoever pressed one of them. */
  beside(text) {
    this.status(text);
    this.part("kept")?.replaceChildren(text);
  }

  /** A button in one box with its sentence: the reader decides. */
  offer(key, values, action) {
    const button = document.createElement("button");
    Object.assign(button, { type: "button", textContent: this.words(key, values) });
    button.dataset.offer = key;
    button.addEventListener("click", action);
    this.part("offer")?.remove();
    this.part("stage").append(button);
    return button;
  }
}

if (!customElements.get("injection-calculator")) customElements.define("injection-calculator", InjectionCalculator);
