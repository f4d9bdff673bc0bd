/* Search, fetched when it is first opened. Reads the index MkDocs writes (one entry per heading) and ranks it here:
   nothing that is typed leaves the page. What it shows stands in the page, in <template data-say>; which words are
   alike, small or endings in the language of the pages stands beside the index, in words.json. */

let small = new Set();
let same = new Map();
let stem = (word) => word;

/** What there is to know of the language: in each list of `same`, the first is the word that the pages use. */
function learn(language) {
  const ending = new RegExp(`^(.{3,}?)(?:${language.endings.join("|") || "(?!)"})$`, "u");
  const doubled = new RegExp(`^(.{2,}?)(${language.doubled.join("|") || "(?!)"})\\2$`, "u");
  small = new Set(language.small);
  stem = (word) => word.replace(ending, "$1").replace(doubled, "$1$2");
  same = new Map(language.same.flatMap(([first, ...rest]) => rest.map((word) => [stem(word), stem(first)])));
}

const split = (text) => text.toLowerCase().normalize("NFC").match(/[\p{L}\p{N}µ]+/gu) ?? [];
const root = (word) => same.get(stem(word)) ?? stem(word);
const trusted = globalThis.trustedTypes?.createPolicy("search", { createHTML: (html) => html }); // only read, never shown
const plain = (html) => new DOMParser().parseFromString(trusted?.createHTML(html) ?? html, "text/html").body.textContent.replace(/\s+/g, " ").trim();

/** One entry of the index, with the number of times each root stands in its title and its text. */
function read({ location, title, text, boost = 1 }) {
  const words = plain(text.replace(/<sup>.*?<\/sup>/g, "").replace(/<\/(p|li|h\d)>/g, "$& "));
  const entry = { location, title: plain(title), text: words, boost, weight: new Map() };
  const add = (words, weight) => words.forEach((word) => entry.weight.set(root(word), (entry.weight.get(root(word)) ?? 0) + weight));
  add(split(entry.title), location.includes("#") ? 6 : 9);
  add(split(entry.text), 1);
  return entry;
}

/** Entries that hold the words, best first: rare words count more, and so does holding all of them. */
export function rank(entries, query) {
  const typed = split(query);
  const wanted = [...new Set((typed.some((word) => !small.has(word)) ? typed.filter((word) => !small.has(word)) : typed).map(root))];
  const whole = new Set(wanted.filter((want) => entries.some((entry) => entry.weight.has(want))));
  const weigh = (entry, want) => {
    let best = entry.weight.get(want) ?? 0;
    if (!whole.has(want) && want.length > 2) for (const [word, weight] of entry.weight) if (word.startsWith(want)) best = Math.max(best, weight / 2);
    return best && best / (best + 2);
  };
  const table = entries.map((entry) => wanted.map((want) => weigh(entry, want)));
  const rare = wanted.map((_, column) => Math.log(1 + entries.length / (1 + table.filter((row) => row[column]).length)));
  return table
    .map((row, index) => {
      const sum = row.reduce((total, weight, column) => total + weight * rare[column], 0);
      return { entry: entries[index], score: entries[index].boost * sum * (row.filter(Boolean).length / wanted.length) ** 3 };
    })
    .filter(({ score }) => score > 0)
    .sort((one, two) => two.score - one.score)
    .map(({ entry }) => entry);
}

/** Up to 30 words around the first that was looked for, those marked. */
function excerpt(text, roots) {
  const words = text.split(" ");
  const hit = (word) => split(word).some((part) => roots.has(root(part)));
  const from = Math.max(0, words.findIndex(hit) - 8);
  const line = document.createElement("p");
  if (from > 0) line.append("… ");
  for (const word of words.slice(from, from + 30)) {
    const piece = document.createElement(hit(word) ? "mark" : "span");
    piece.textContent = word;
    line.append(piece.localName === "mark" ? piece : word, " ");
  }
  if (words.length > from + 30) line.append("…");
  return line;
}

/** A phrase of the page, blanks filled; of one that counts, the form for `n`. */
function say(key, values = {}) {
  const forms = [...document.querySelectorAll(`template[data-say="search-${key}"]`)];
  const form = new Intl.PluralRules(document.documentElement.lang).select(values.n ?? 0);
  const phrase = forms.find((one) => one.dataset.form === form) ?? forms.at(-1);
  return phrase.content.textContent.replace(/\{(\w+)\}/g, (_, name) => values[name]);
}

function show(found, query, panel, base, pages) {
  const seen = new Map();
  const few = found.filter(({ location }) => {
    const page = location.split("#")[0];
    seen.set(page, (seen.get(page) ?? 0) + 1);
    return seen.get(page) <= 2;
  }).slice(0, 10);
  const roots = new Set(split(query).filter((word) => !small.has(word)).map(root));
  panel.querySelector(".find__results").replaceChildren(...few.map(({ location, title, text }) => {
    const row = document.createElement("li");
    const link = document.createElement("a");
    link.href = new URL(location, base).href;
    link.textContent = title;
    row.append(link);
    if (location.includes("#")) row.append(Object.assign(document.createElement("p"), { className: "find__page", textContent: say("page", { page: pages.get(location.split("#")[0]) }) }));
    row.append(excerpt(text, roots));
    return row;
  }));
  panel.querySelector(".find__count").textContent = !query ? "" : say(few.length ? "found" : "nothing", { n: few.length });
}

let started;
export function start(panel, base) {
  const file = (name) => fetch(new URL(`search/${name}.json`, base)).then((answer) => answer.json());
  started ??= Promise.all(["search_index", "words"].map(file)).then(([{ docs }, language]) => {
    learn(language);
    const entries = docs.map(read);
    const field = panel.querySelector("input");
    const pages = new Map(entries.filter(({ location }) => !location.includes("#")).map(({ location, title }) => [location, title]));
    const look = () => show(field.value.trim() ? rank(entries, field.value) : [], field.value.trim(), panel, base, pages);
    let wait;
    field.addEventListener("input", () => { clearTimeout(wait); wait = setTimeout(look, 150); });
    const go = () => {
      look();
      panel.querySelector(".find__results a")?.focus();
    };
    field.addEventListener("keydown", (event) => {
      if (event.key !== "Enter" || event.isComposing) return;
      event.preventDefault(); // the same press would follow the link that gets the focus
      go();
    });
    panel.querySelector("button").addEventListener("click", go);
    look();
  }).catch(() => {
    panel.querySelector(".find__count").textContent = say("failed");
  });
}
