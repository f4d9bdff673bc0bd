/* Search, fetched when it is first opened: MiniSearch over the sentences of the pages, one index for each door
   (patients, clinics, about). Nothing that is typed leaves the page. What it shows stands in the page, in
   <template data-say>; what there is to know of the language stands beside the indexes, in words.json. */

import MiniSearch from "./minisearch.js";

export const DOORS = ["patients", "clinics", "about"];
const TURN_TO = ["questions/", "support/"]; // where nothing is found
const MOST = 8; // pages in the list
const LONGEST = 32; // words of a sentence that are shown
const SHORT = 8; // words of one that says too little alone, such as "We looked for a rule."
const QUIET = 1000; // milliseconds without a key before what was found is spoken
const OPTIONS = {
  boost: { title: 3, heading: 3, about: 2 },
  weights: { prefix: 0.4, fuzzy: 0 },
};

/** Reads text as the language says: `terms` gives what is looked for, where words that mean the same are one term and
 *  small words are none; `plain` gives every word, for phrases that must stand as they are. For an index (`apart`), the
 *  words of "blood test" count alone too; those of a phrase with a small word, such as "pins and needles", do not. */
export function reader({ small, endings, doubled, same }) {
  const none = "(?!)";
  const ending = new RegExp(`^(.{3,}?)(?:${endings.join("|") || none})$`, "u");
  const double = new RegExp(`^(.{2,}?)(${doubled.join("|") || none})\\2$`, "u");
  const stem = (word) => word.replace(ending, "$1").replace(double, "$1$2");
  const plain = (text) => ` ${words(text).map(stem).join(" ")} `;
  const first = new Map(same.flatMap((group) => group.map((one) => [plain(one).trim(), plain(group[0]).trim()])));
  const unsaid = new Set(small.flatMap(words));
  const longest = Math.max(1, ...[...first.keys()].map((one) => one.split(" ").length));

  function terms(text, apart = false) {
    const [found, typed] = [[], words(text)];
    const stems = typed.map(stem);
    for (let at = 0; at < typed.length;) {
      let length = Math.min(longest, typed.length - at);
      while (length > 1 && !first.has(stems.slice(at, at + length).join(" "))) length -= 1;
      const term = stems.slice(at, at + length).join(" ");
      if (first.has(term)) found.push(first.get(term));
      else if (!unsaid.has(typed[at])) found.push(term);
      const inside = typed.slice(at, at + length);
      if (apart && length > 1 && !inside.some((word) => unsaid.has(word))) found.push(...stems.slice(at, at + length));
      at += length;
    }
    return found;
  }
  return { terms, plain, own: [small, same].flat(2).join(" ") };
}

/** The words of a text: small letters without accents, figures apart from letters, thousands without a comma. */
function words(text) {
  const small = text.toLowerCase().normalize("NFKD").replace(/[\p{M}'’]/gu, "").replace(/(\d),(?=\d{3})/g, "$1");
  return small.match(/\d+|\p{L}[\p{L}\p{N}]*/gu) ?? [];
}

const once = (terms) => [...new Set(terms)].join(" ");

/** The index of one door, from its file (scripts/pages/search_index.py). */
export function indexed({ pages, parts }, terms) {
  const known = new Map(); // terms, and how many texts have each
  const tokenize = (text) => {
    const found = terms(text, true);
    new Set(found).forEach((term) => known.set(term, (known.get(term) ?? 0) + 1));
    return found;
  };
  const index = new MiniSearch({ fields: ["title", "heading", "about", "text"], storeFields: ["weight"], tokenize, processTerm: (term) => term });
  index.addAll(parts.map(([page, id, heading, sentences], place) => {
    const [, title, about, weight, question] = pages[page];
    return { id: place, title, heading, about: heading ? "" : `${about} ${question}`, text: sentences.join(" "), weight };
  }));
  const headings = parts.map(([, , heading]) => {
    const said = terms(heading);
    return said.length === words(heading).length ? once(said) : ""; // small words are none, and "not" is one of them
  });
  return { index, pages, parts, headings, terms, known };
}

/** Mends spelling: a word that stands nowhere becomes the likest one that does, by letters missing at its end, left out,
 *  added, changed or swapped; of equals the commonest. */
export function speller(files, own) {
  const count = new Map();
  for (const { pages, parts } of files) {
    const said = [pages.map(([, title, about, , question]) => [title, about, question]), parts.map(([, , heading, sentences]) => [heading, sentences])];
    for (const word of words(said.flat(3).join(" "))) count.set(word, (count.get(word) ?? 0) + 1);
  }
  for (const word of words(own)) count.set(word, (count.get(word) ?? 0) + 1);
  const known = new MiniSearch({ idField: "word", fields: ["word"], tokenize: (word) => [word], processTerm: (word) => word });
  known.addAll([...count.keys()].map((word) => ({ word })));
  const options = { boostDocument: (word) => Math.log(2 + count.get(word)), prefix: true, weights: { prefix: 1, fuzzy: 0.5 } };
  const swapped = (word) => [...word].map((letter, at) => word.slice(0, at) + word.slice(at + 1, at + 2) + letter + word.slice(at + 2));

  function mended(word) {
    if (count.has(word) || word.length < 4) return word;
    const likest = (letters) => known.search(word, { ...options, fuzzy: letters })[0]?.id;
    return swapped(word).find((one) => count.has(one)) ?? likest(1) ?? likest(word.length < 7 ? 1 : 2) ?? word;
  }
  return (text) => words(text).map(mended).join(" ");
}

/** The sentence that says most of what was asked and is not in its heading; among equals the first. A short one comes
 *  with the next. */
function answering(sentences, wanted, terms) {
  const says = (sentence) => new Set(terms(sentence).filter((term) => wanted.has(term))).size;
  const best = sentences.reduce((one, other) => (says(other) > says(one) ? other : one), sentences[0] ?? "");
  const next = sentences[sentences.indexOf(best) + 1];
  const words = (best.split(" ").length < SHORT && next ? `${best} ${next}` : best).split(" ");
  return words.length > LONGEST ? `${words.slice(0, LONGEST).join(" ")} …` : words.join(" ");
}

/** The pages that a query finds behind a door, best first: up to two parts of each, with the sentence that answers. What
 *  stands in a third of all parts, such as "injection", tells little. */
export function find(door, query, every = false) {
  const { index, pages, parts, headings, terms, known } = door;
  const asked = once(terms(query));
  const hits = index.search(query, {
    ...OPTIONS,
    tokenize: (text) => terms(text),
    combineWith: every ? "AND" : "OR",
    boostDocument: (id, term, { weight }) => (asked && headings[id] === asked ? 3 : 1) * weight, // a word that is explained
    boostTerm: (term) => ((known.get(term) ?? 0) < parts.length / 3 ? 1 : 0.3),
    prefix: (term) => !every && term.length > 2 && !known.has(term), // a word that is still being typed
  });
  const found = new Map();
  for (const { id, score, match } of hits) {
    const [page, anchor, heading, sentences] = parts[id];
    const [address, title, about] = pages[page];
    const one = found.get(address) ?? { address, title, score, parts: [] };
    const again = one.parts.length === 2 || one.parts.some((part) => part.heading === heading);
    if (again || score < hits[0].score / 4 || score < one.score * 0.8) continue;
    found.set(address, one);
    const above = new Set(terms(`${title} ${heading}`));
    const wanted = new Set(Object.keys(match).filter((term) => !above.has(term)));
    one.parts.push({ place: id, id: anchor, heading, sentence: answering(sentences, wanted, terms) || about });
  }
  found.forEach(({ parts: near }) => near.sort((one, other) => one.place - other.place)); // as they stand on the page
  return [...found.values()].slice(0, MOST);
}

/** What the site does not cover and was asked for, if anything: a sentence, and the pages that come nearest. */
export function gap(query, gaps, plain) {
  const asked = plain(query);
  const named = (words) => words.some((one) => asked.includes(plain(one)));
  return Object.values(gaps).find(({ words, unless = [] }) => named(words) && !named(unless));
}

/** The pages of a door by their addresses, each with what it is about. */
function at(addresses, { pages }) {
  return addresses.flatMap((one) => pages.filter(([address]) => address === one))
    .map(([address, title, about]) => ({ address, title, parts: [{ id: "", heading: "", sentence: about }] }));
}

/** All that a query gives: the pages of each door that is here, and for patients what the site does not cover. */
export function answer(doors, typed, gaps, { plain, mend }) {
  const query = mend(typed);
  const missing = gap(typed, gaps, plain);
  const found = Object.fromEntries(Object.entries(doors).map(([name, door]) => [name, find(door, query, Boolean(missing))]));
  if (missing) {
    const near = at(missing.pages ?? [], doors.patients);
    const others = found.patients.filter(({ address }) => !near.some((one) => one.address === address));
    found.patients = [...near, ...others].slice(0, MOST);
  }
  return { found, missing };
}

/** A phrase of the page, blanks filled; of one that counts, the form for `n`. */
function say(key, values = {}) {
  const forms = [...document.querySelectorAll(`template[data-say="search-${key}"]`)];
  const form = new Intl.PluralRules(document.documentElement.lang).select(values.n ?? 0);
  const phrase = forms.find((one) => one.dataset.form === form) ?? forms[forms.length - 1];
  return phrase.content.textContent.replace(/\{(\w+)\}/g, (_, name) => values[name]);
}

function row(base, { address, title }, { id, heading, sentence }) {
  const link = document.createElement("a");
  link.href = new URL(id ? `${address}#${id}` : address, base).href;
  link.textContent = heading ? say("part", { whole: title, part: heading }) : title;
  const [line, item] = ["p", "li"].map((name) => document.createElement(name));
  line.textContent = sentence;
  item.append(link, line);
  return item;
}

class Panel {
  doors = {};
  files = [];
  shown = "patients";
  asked = "";

  constructor(panel, base, language) {
    this.base = base;
    this.language = language;
    this.reader = reader(language);
    const parts = ["input", ".find__count", "[role=status]", ".find__results", ".find__also"];
    [this.field, this.count, this.status, this.list, this.also] = parts.map((one) => panel.querySelector(one));
    this.field.addEventListener("input", () => this.typed());
    this.field.addEventListener("keydown", (event) => {
      if (event.key !== "Enter" || event.isComposing) return;
      event.preventDefault(); // the same press would follow the link that gets the focus
      this.go();
    });
    panel.querySelector("button").addEventListener("click", () => this.go());
  }

  /** Takes in the files of some doors. */
  open(names, files) {
    names.forEach((name, place) => { this.doors[name] = indexed(files[place], this.reader.terms); });
    this.files.push(...files);
    this.mend = speller(this.files, this.reader.own);
    if (this.shown === "patients") this.look();
  }

  /** The list follows the keys, and the line that is seen; the same line is spoken when they rest. */
  typed() {
    clearTimeout(this.soon);
    this.soon = setTimeout(() => this.look(), 150);
    this.wait();
  }

  wait() {
    if (this.field.value.trim() !== this.asked) this.status.textContent = "";
    clearTimeout(this.later);
    this.later = setTimeout(() => this.tell(), QUIET);
  }

  look(door = "patients") {
    const query = this.asked = this.field.value.trim();
    const { found, missing } = query ? answer(this.doors, query, this.language.gaps, { ...this.reader, mend: this.mend }) : { found: {} };
    const pages = found[door] ?? [];
    const others = DOORS.filter((name) => name !== door && found[name]?.length);
    this.shown = door;
    this.count.textContent = this.told = query && this.said(door, pages.length, door === "patients" && missing?.says);
    const listed = query && !pages.length && !missing ? at(TURN_TO, this.doors.patients) : pages;
    this.put(listed.flatMap((page) => page.parts.map((part) => row(this.base, page, part))));
    this.also.hidden = !others.length;
    this.also.replaceChildren(say("also"), ...others.map((name) => this.button(name, found[name].length)));
  }

  /** The rows of the list. Another door's file may come while a reader is in it: the focus stays where it is. */
  put(rows) {
    if (rows.map((one) => one.outerHTML).join("") === this.list.innerHTML) return;
    const at = this.list.contains(document.activeElement) ? document.activeElement.href : "";
    this.list.replaceChildren(...rows);
    const links = [...this.list.querySelectorAll("a")];
    if (at) (links.find(({ href }) => href === at) ?? links[0])?.focus();
  }

  /** What is told of the pages of a door: how many there are, after what the site does not cover. */
  said(door, n, missing) {
    if (missing) return [missing, n ? say("found", { n }) : ""].join(" ").trim();
    const count = say(n ? "found" : "nothing", { n });
    return door === "patients" ? count : say("part", { whole: say(`door-${door}`), part: count });
  }

  button(door, n) {
    const button = Object.assign(document.createElement("button"), { type: "button", className: "find__door" });
    button.textContent = say("door", { door: say(`door-${door}`), n });
    button.addEventListener("click", () => this.go(door));
    return button;
  }

  tell() {
    clearTimeout(this.later);
    if (this.status.textContent !== this.told) this.status.textContent = this.told;
  }

  go(door) {
    clearTimeout(this.soon);
    this.look(door);
    this.tell();
    this.list.querySelector("a")?.focus();
  }
}

let started;
export function start(panel, base) {
  const file = (name) => fetch(new URL(`search/${name}.json`, base)).then((answer) => answer.json());
  const [first, ...others] = DOORS;
  started ??= Promise.all([file("words"), file(first)]).then(([language, patients]) => {
    const search = new Panel(panel, base, language);
    search.open([first], [patients]);
    search.wait();
    Promise.all(others.map(file)).then((files) => search.open(others, files)).catch(() => {}); // patients' pages are there
  }).catch(() => {
    started = undefined;
    panel.querySelectorAll(".find__count, [role=status]").forEach((line) => (line.textContent = say("failed")));
  });
}
