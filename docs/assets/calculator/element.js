// <injection-calculator>: what the reader typed goes to Python, what Python wrote comes back. The page is complete before
// this file runs, and the printed example stays until a dated one is there. Nothing here knows a dose or counts a day,
// and every sentence comes from the page's <template data-say>.

import { Python, trusted } from "./python.js";

const QUIET = 10_000; // milliseconds between two sentences about loading, to those who wait
const PAPER = 4000; // milliseconds that printing waits for the code beside a reader's own dates
const SPOKEN = 120; // milliseconds after which a screen reader has taken in what is new
const saver = () => navigator.connection?.saveData === true;
const MEGABYTES = { style: "unit", unit: "megabyte", minimumFractionDigits: 1, maximumFractionDigits: 1 };
const megabytes = (bytes) => // the number and its unit on one line
  (Math.max(bytes, 1e5) / 1e6).toLocaleString(document.documentElement.lang || undefined, MEGABYTES).replace(" ", "\u00a0");

class InjectionCalculator extends HTMLElement {
  connectedCallback() {
    if (this.python) return; // moved within the page
    const { runtime, request, golden } = this.dataset;
    const files = this.querySelector("[data-files]").textContent;
    const folder = new URL(runtime, document.baseURI).href;
    this.python = new Python(folder, { files, request, golden }, (news) => this.told(news));
    this.printed = [...document.querySelectorAll("[data-part]")].map((part) => [part.dataset.part, part.innerHTML]);
    this.pageTitle = document.title; // `title` is an attribute of every element
    this.shown = ""; // what stands after the # of the example that is shown
    this.addEventListener("focusin", ({ target }) => target.name && !saver() && this.python.wake());
    this.addEventListener("input", () => this.changed());
    this.addEventListener("keydown", ({ key, target }) => key === "Enter" && target.matches("input") && this.press("show"));
    this.addEventListener("click", (event) => this.pressed(event));
    addEventListener("popstate", () => this.open("back"));
    this.open("link");
  }

  /** One of the places that Python fills. A code for paper stands above this element. */
  part(name) {
    return document.querySelector(`[data-part="${name}"]`);
  }

  // --- the reader

  pressed(event) {
    const at = (selector) => event.target.closest(selector);
    const { do: what } = at("[data-do]")?.dataset ?? {};
    if (what) return this.press(what);
    if (at("[data-print]")) return this.shown && window.print ? this.printWithCode() : this.print();
    if (at("[data-link]")) return this.copy(this.address() + (this.shown && `#${this.shown}`), "linked", "no-link");
    if (at("[data-copy]")) return this.copy(this.querySelector("[data-text]").textContent, "copied", "select");
    const field = at("a[href^='#']") && document.getElementById(at("a").hash.slice(1));
    if (!field) return undefined;
    event.preventDefault(); // to a field, without a change of address
    field.focus();
    return field.select?.(); // what is typed takes the place of what is wrong
  }

  /** An example that does not match what is typed says so; it is not taken away under the reader's eyes. */
  changed() {
    if (!this.shown || "stale" in this.dataset) return;
    this.dataset.stale = "";
    this.status(this.words("stale"));
  }

  press(what) {
    this.ask({ entry: this.typed(), do: what }, what === "show" ? "press" : "file");
  }

  /** A link, a bookmark, Back: what was typed stands after the #. Where data is dear, Python waits for a press. */
  open(how) {
    const hash = location.hash.slice(1).replace(/:~:.*/s, ""); // words to mark: newer browsers take them off themselves
    if (hash === this.shown || document.getElementById(hash)) return; // there already, or a place on the page
    if (!hash) this.restore();
    else if (saver() && this.dataset.state === "idle") this.offer("load", { total: this.dataset.size }, () => this.ask({ hash }, how));
    else this.ask({ hash }, how);
  }

  /** Of an example with dates, paper has the address; the code beside it is worth a moment and no more. */
  printWithCode() {
    clearTimeout(this.waiting);
    this.waiting = setTimeout(() => this.print(), PAPER);
    this.ask({ hash: this.shown, do: "code" }, "print");
  }

  print() {
    clearTimeout(this.waiting);
    this.waiting = 0;
    return window.print ? print() : this.beside(this.words("no-print"));
  }

  // --- Python

  ask(asked, how) {
    const now = new Date();
    const today = [now.getFullYear(), now.getMonth() + 1, now.getDate()].map((n) => String(n).padStart(2, "0")).join("-");
    const request = { ...JSON.parse(this.dataset.request), today, address: this.address(), ...asked };
    this.next = performance.now() + QUIET;
    this.status(this.words("working"));
    this.before = this.typed();
    this.python.ask(JSON.stringify(request), (answer) => this.show(answer, how));
  }

  /** What the form holds, by name. */
  typed() {
    return Object.fromEntries([...this.part("form").querySelectorAll("[name]")].map(({ name, value }) => [name, value]));
  }

  /** Without what mail programs and social networks hang on to it. */
  address() {
    return location.origin + location.pathname;
  }

  told({ stage, why, bytes = 0, total = 1 }) {
    if (stage === "library") return this.beside(this.words(stage, { total }));
    this.dataset.state = ["ready", "failed"].includes(stage) ? stage : "loading";
    const progress = this.querySelector("progress");
    progress.hidden = this.dataset.state !== "loading";
    if (stage === "fetching") progress.value = bytes / total;
    if (stage === "failed") return this.failed(why);
    if (!this.python.busy || stage === "ready" || performance.now() < this.next) return undefined;
    this.next = performance.now() + QUIET;
    return this.status(this.words(stage === "fetching" ? "fetching" : "starting", { bytes, total }));
  }

  failed(why) {
    if (!this.python.busy) return; // nobody has asked for anything yet
    this.status(this.words(`failed-${why}`) || this.words("failed"));
    this.offer("retry", {}, () => { this.status(this.words("working")); this.python.retry(); });
  }

  show({ html = {}, title, problems, say = problems?.[0]?.sentence, focus, file, hash, carry, without }, how) {
    if (without && how !== "print") return this.beside(this.words("without"));
    if (html.form && this.part("form").contains(document.activeElement)) this.querySelector("[data-status]").focus({ preventScroll: true });
    if (hash !== undefined) this.moved(hash, carry, how);
    const meanwhile = Object.entries(this.typed()).filter(([name, value]) => value !== this.before[name]);
    for (const [name, text] of Object.entries(html)) this.part(name).innerHTML = trusted.createHTML(text);
    if (html.form && this.retype(meanwhile)) say = `${say} ${this.words("stale")}`;
    if (html.form) document.title = title ? `${title} - ${this.pageTitle}` : this.pageTitle;
    if (file) this.download(file);
    if (file || html.kept) this.beside(say ?? "");
    if (focus) this.turn(focus, say);
    else this.status(file || how === "print" ? this.words("stale" in this.dataset ? "stale" : "") : say);
    return how === "print" && this.waiting ? this.print() : undefined;
  }

  /** What was typed while Python was at work stands in the new form too. True where it is not what is shown. */
  retype(typed) {
    for (const [name, value] of typed) {
      const field = this.part("form").querySelector(`[name="${name}"]`);
      if (field) field.value = value;
    }
    if (typed.length) this.changed();
    return "stale" in this.dataset;
  }

  /** The address first: with a long example just put in, the browser would lay it out for its history. */
  moved(hash, carry, how) {
    this.now(hash, carry);
    try {
      const change = how === "press" && `#${hash}` !== location.hash ? "pushState" : "replaceState";
      history[change](null, "", hash ? `#${hash}` : location.pathname);
    } catch { /* a browser that has had enough of changes keeps its address; the answer is shown all the same */ }
  }

  /** What is shown now; links to other choices carry the reader's start. */
  now(hash, carry) {
    this.shown = hash;
    delete this.dataset.stale;
    for (const link of document.querySelectorAll(".options a")) link.hash = carry;
  }

  restore() {
    for (const [name, text] of this.printed) this.part(name).innerHTML = trusted.createHTML(text);
    this.now("", "");
    document.title = this.pageTitle;
    this.turn("result", this.words("printed"));
  }

  download({ name: download, type, text }) {
    const href = URL.createObjectURL(new Blob([text], { type }));
    Object.assign(document.createElement("a"), { href, download }).click();
    setTimeout(() => URL.revokeObjectURL(href), 60_000);
  }

  /** Where the browser does not let a page write to its clipboard, the reader finds the text selected. */
  async copy(text, done, not) {
    const copied = await navigator.clipboard?.writeText(text).then(() => true, () => false);
    if (!copied) {
      if (not === "no-link") this.part("kept").replaceChildren(this.selectable(text));
      getSelection().selectAllChildren(this.querySelector("[data-text]"));
    }
    this.beside(this.words(copied ? done : not));
  }

  /** An address that can be copied by hand. */
  selectable(text) {
    const made = Object.assign(document.createElement("pre"), { textContent: text, translate: false });
    made.dataset.text = "";
    return made;
  }

  // --- words

  words(key, values = {}) {
    const text = this.querySelector(`template[data-say="${key}"]`)?.content.textContent ?? "";
    return text.trim().replace(/\{(bytes|total)\}/g, (_, name) => megabytes(values[name]));
  }

  /** What is new comes to the top of the window with the focus; its number or its problem is spoken after it. */
  turn(to, say) {
    const place = document.getElementById(to);
    place.scrollIntoView();
    setTimeout(() => {
      place.focus({ preventScroll: true });
      this.status(say);
    }, SPOKEN);
  }

  status(text) {
    this.querySelector("[data-offer]")?.remove();
    this.querySelector("[data-status]").textContent = text;
  }

  /** Read out like a status, and printed beside the buttons of what is kept: there looks whoever pressed one. */
  beside(text) {
    this.querySelector("[data-beside]").textContent = text;
  }

  /** A button under its sentence: the reader decides. */
  offer(key, values, action) {
    const button = document.createElement("button");
    Object.assign(button, { type: "button", className: "second", textContent: this.words(key, values) });
    if (key === "load") this.status(this.words("ask", values));
    button.dataset.offer = key;
    button.addEventListener("click", action);
    this.querySelector("[data-status]").after(button);
  }
}

if (!customElements.get("injection-calculator")) customElements.define("injection-calculator", InjectionCalculator);
