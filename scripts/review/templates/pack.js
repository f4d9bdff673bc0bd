// The pack's page: answers by key or press, kept on this device, written into a file. Nothing is sent.

const find = (selector, within = document) => within.querySelector(selector);
const every = (selector, within = document) => [...within.querySelectorAll(selector)];
const { format, digest, edition, language, unseen } = document.body.dataset;
const ones = every(".one[data-id]");
const byId = new Map(ones.map((one) => [one.dataset.id, one]));
const pack = { format, edition, language, unseen, digests: new Map(ones.map(({ dataset }) => [dataset.id, dataset.digest])) };
const KEY = `b12-review:${digest}`;
const FIELDS = ["name", "role", "body", "number"];
const READING = { words: 180, decision: 6 }; // words a minute, seconds: contents.py
const field = (id) => document.getElementById(id);
const seen = new Set();
let state = { answers: {}, reviewer: {} };
let before = []; // what each press changed: lists of id and former answer
let hand = null;
let kept = true;

// --- words

const plural = new Intl.PluralRules(document.documentElement.lang);
const phrases = new Map(every("template").map(({ dataset: { say: key, form = "" }, content }) => [key + form, content.textContent]));
function say(key, values = {}) {
  const phrase = phrases.get(key) ?? phrases.get(key + plural.select(values.n));
  return phrase.replace(/\{(\w+)\}/g, (_, name) =>
    (typeof values[name] === "number" ? values[name].toLocaleString(document.documentElement.lang) : values[name]));
}
const tell = (text = "") => { find(".bar__said").textContent = text; };
function note(name, text) {
  const line = find(`[data-${name}]`);
  line.hidden = !text;
  line.textContent = text;
}

// --- keeping

/** Storage may be refused, missing or full; then the reviewer is told to save the file. */
function keep() {
  try {
    localStorage.setItem(KEY, JSON.stringify(state));
    kept = true;
  } catch {
    kept = false;
  }
  find("[data-forgets]").hidden = kept;
  document.body.classList.toggle("forgets", !kept);
}
function load() {
  try {
    state = { answers: {}, reviewer: {}, ...JSON.parse(localStorage.getItem(KEY)) };
  } catch { /* keep() tells */ }
  ones.forEach(draw);
  fill();
}
addEventListener("storage", ({ key }) => key === KEY && (load(), count())); // the same pack in another tab
addEventListener("beforeunload", (event) => !kept && Object.keys(state.answers).length && event.preventDefault());

// --- one statement

const answerOf = (one) => state.answers[one.dataset.id]?.answer ?? "";
const commentOf = (one) => state.answers[one.dataset.id]?.comment ?? "";
function draw(one) {
  const [box, answer] = [find("textarea", one), answerOf(one)];
  find(`input[value="${answer}"]`, one).checked = true;
  if (box.value !== commentOf(one)) box.value = commentOf(one);
  one.dataset.answer = answer;
  box.required = answer === "change";
  if (box.required) return;
  fault(one, false);
}
function fault(one, wrong) {
  find(".error", one).hidden = !wrong;
  find("textarea", one).setAttribute("aria-invalid", String(wrong));
}
function put(one, answer, comment = commentOf(one)) {
  if (answer || comment) state.answers[one.dataset.id] = { answer, comment };
  else delete state.answers[one.dataset.id];
  draw(one);
}
/** Gives statements an answer, as one thing that can be undone. */
function decide(them, answer) {
  before.push(them.map((one) => [one, answerOf(one)]));
  them.forEach((one) => put(one, answer));
  keep();
  count();
}
function undo() {
  const last = before.pop();
  if (!last) return tell(say("nothing"));
  last.forEach(([one, answer]) => put(one, answer));
  keep();
  count();
  go(last[0][0]);
  return tell(say("undone"));
}

// --- going about

function take(one) {
  hand?.classList.remove("hand");
  hand = one;
  hand.classList.add("hand");
  find("[data-hand]").textContent = `${one.dataset.number}. ${one.closest(".group").dataset.title}`;
  count();
}
function go(one) {
  one.closest("details").open = true;
  take(one);
  one.focus({ preventScroll: true });
  one.scrollIntoView({ block: "start" });
}
function step(by) {
  const shown = ones.filter((one) => !one.hidden);
  const next = hand ? shown[shown.indexOf(hand) + by] : shown.find((one) => !done(state.answers[one.dataset.id])) ?? shown[0];
  if (next) go(next);
  else tell(say("last"));
}
function begin() {
  const next = ones.find((one) => !one.hidden && !done(state.answers[one.dataset.id]));
  if (next) go(next);
  else tell(say("begin"));
}
function answered(answer) {
  if (!hand) return;
  decide([hand], answer);
  tell();
  if (answer === "change") find("textarea", hand).focus();
  else step(1);
}
/** All of one schedule, once all of it has been on the screen; what has an answer keeps it. */
function agreeWithAll(group) {
  if (!group || !find("[data-do=all]", group)) return tell(say("no_schedule"));
  look(watch.takeRecords()); // what was drawn, and told to nobody yet
  const them = every(".one[data-id]", group);
  const unread = them.filter((one) => !seen.has(one)).length;
  if (unread) return tell(say("unseen", { n: unread }));
  const open = them.filter((one) => !answerOf(one));
  if (open.length) decide(open, "agree");
  return tell(say("agreed", { n: open.length }));
}
function look(entries) {
  for (const { target, isIntersecting, boundingClientRect: { bottom }, rootBounds } of entries) {
    if (isIntersecting && bottom <= (rootBounds?.bottom ?? innerHeight) + 1) seen.add(target.closest(".one"));
  }
}
const watch = new IntersectionObserver(look, { threshold: [0, 0.25, 0.5, 0.75, 1] });

/** Shows all, those without an answer, or those to change, as they are now: nothing goes from under a finger. */
function filter() {
  const wanted = { all: () => true, open: (one) => !one || !done(one), change: (one) => one?.answer === "change" }[field("filter").value];
  for (const one of every(".one")) one.hidden = one.dataset.id ? !wanted(state.answers[one.dataset.id]) : field("filter").value !== "all";
  for (const box of [...every(".group"), ...every(".part")]) box.hidden = !find(".one:not([hidden])", box);
  if (!hand?.hidden) return;
  hand.classList.remove("hand");
  hand = null;
}

// --- what is left

function time(them) {
  const words = them.reduce((sum, one) => sum + Number(one.dataset.words), 0);
  const [key, n] = roughly(words / READING.words + (them.length * READING.decision) / 60);
  return say(key, { n });
}
function count() {
  const left = (them) => them.filter((one) => !done(state.answers[one.dataset.id]));
  const here = left(hand ? every(".one[data-id]", hand.closest(".part")) : ones);
  find("[data-left]").textContent = say("left", { here: here.length, time: time(here), all: left(ones).length });
  for (const line of every("[data-done]")) {
    const part = every(".one[data-id]", field(line.dataset.done));
    line.textContent = say("done", { done: part.length - left(part).length });
  }
}

// --- the file

function fill() {
  for (const id of FIELDS) field(id).value = state.reviewer[id] ?? "";
  field("show").checked = state.reviewer.show === true;
}
function save() {
  const faults = missing(state.reviewer, field("day").value, state.answers).filter(([, id]) => !id.includes("/") || byId.has(id));
  const box = find("[data-errors]");
  box.hidden = !faults.length;
  box.replaceChildren(...faults.map(([key, id]) => {
    const one = byId.get(id);
    const link = document.createElement("a");
    link.href = one ? `#c${one.dataset.number}` : `#${id}`;
    link.textContent = say(key, { number: one?.dataset.number });
    const line = document.createElement("p");
    line.append(id ? link : link.textContent);
    if (one) fault(one, true);
    return line;
  }));
  note("saved", "");
  if (faults.length) return box.focus();
  const name = fileName(field("day").value, state.reviewer.name);
  const text = file(pack, state.reviewer, field("day").value, state.answers);
  const link = document.createElement("a");
  link.href = URL.createObjectURL(new Blob([text], { type: "application/json" }));
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
  return note("saved", say("saved", { file: name, n: Object.keys(JSON.parse(text).answers).length }));
}
async function open() {
  const [chosen] = field("file").files;
  if (!chosen) return;
  try {
    const { answers, lost, reviewer } = opened(pack, await chosen.text());
    before = [];
    Object.assign(state.answers, answers);
    Object.assign(state.reviewer, reviewer);
    Object.keys(answers).forEach((id) => draw(byId.get(id)));
    fill();
    keep();
    count();
    const gone = lost.length ? say("lost", { n: lost.length, list: lost.join(", ") }) : "";
    note("opened", `${say("opened", { n: Object.keys(answers).length })} ${gone}`);
  } catch ({ message }) {
    note("opened", say(message === "other_language" ? message : "unread"));
  }
  field("file").value = "";
}

// --- presses and keys

const dialog = find("dialog");
const DO = {
  begin, undo, save,
  keys: () => dialog.showModal(),
  close: () => dialog.close(),
  all: (button) => agreeWithAll(button.closest(".group")),
};
const KEYS = {
  j: () => step(1), k: () => step(-1), u: undo, "?": DO.keys,
  a: () => answered("agree"), c: () => answered("change"), n: () => answered("not-mine"),
};
addEventListener("click", ({ target }) => {
  const button = target.closest("[data-do]");
  if (button) DO[button.dataset.do](button);
  const to = target.closest("a[href^='#']");
  const box = to && field(to.hash.slice(1))?.closest("details");
  if (box) box.open = true;
});
addEventListener("focusin", ({ target }) => {
  const one = target.closest(".one[data-id]");
  if (one && one !== hand) take(one);
});
addEventListener("change", ({ target }) => {
  const one = target.closest(".one[data-id]");
  if (one && target.type === "radio") decide([one], target.value);
  if (one && target.type !== "radio" && answerOf(one) === "change") fault(one, !commentOf(one).trim());
  if (target.id === "filter") filter();
  if (target.id === "file") open();
});
addEventListener("input", ({ target }) => {
  const one = target.closest(".one[data-id]");
  if (one && target.matches("textarea")) {
    put(one, answerOf(one), target.value);
    if (target.value.trim()) fault(one, false);
  } else if (FIELDS.includes(target.id)) state.reviewer[target.id] = target.value;
  else if (target.id === "show") state.reviewer.show = target.checked;
  else return;
  keep();
  count();
});
addEventListener("keydown", (event) => {
  const { target, key } = event;
  if (event.ctrlKey || event.altKey || event.metaKey || dialog.open) return;
  if (target.matches("textarea, select, input:not([type=radio], [type=checkbox])")) {
    if (key === "Escape" && hand?.contains(target)) go(hand);
    return;
  }
  if (!field("keys-on").checked) return;
  const arrow = target === hand && { ArrowDown: "j", ArrowUp: "k" }[key];
  const all = event.shiftKey && key.toLowerCase() === "a";
  const act = all ? () => agreeWithAll(hand?.closest(".group")) : KEYS[arrow || (event.shiftKey && key !== "?" ? "" : key.toLowerCase())];
  if (!act) return;
  event.preventDefault();
  act();
});
addEventListener("beforeprint", () => every("details").forEach((part) => (part.open = true)));

for (const one of ones) watch.observe(find(".one__words", one));
const bar = find(".bar");
new ResizeObserver(() => document.documentElement.style.setProperty("--bar", `${bar.offsetHeight}px`)).observe(bar);
const now = new Date();
field("day").value = [now.getFullYear(), now.getMonth() + 1, now.getDate()].map((n) => String(n).padStart(2, "0")).join("-");
load();
keep();
count();
document.body.classList.add("ready");
