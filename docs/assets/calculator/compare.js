// <compare-schedules>: the printed examples of two schedules, one above the other. Both pages are there already; this
// fetches them and shows the parts that they mark with data-compare. Nothing is worked out.

const asItIs = { createHTML: (text) => text };
const trusted = globalThis.trustedTypes?.createPolicy("compare", asItIs) ?? asItIs;

/** A link as it was before mail programs had hold of it: encoded, escaped, with the full stop of a sentence. */
function undone(link) {
  let [text, before] = [link];
  while (text !== before) {
    before = text;
    text = text.replace(/&amp;|&#38;/gi, "&");
    try { text = decodeURIComponent(text); } catch { /* it is not encoded */ }
  }
  return text.replace(/=3D/gi, "=").replace(/[^\w-]+$/, "").toLowerCase();
}

/** How alike two names are: the part of the longer one that both have in common from either end. */
function alike(one, other) {
  const [least, most] = [Math.min(one.length, other.length), Math.max(one.length, other.length)];
  let [start, end] = [0, 0];
  while (start < least && one[start] === other[start]) start++;
  while (end < least - start && one.at(-1 - end) === other.at(-1 - end)) end++;
  return (start + end) / most;
}

class CompareSchedules extends HTMLElement {
  connectedCallback() {
    this.part("needs").hidden = true;
    this.part("picks").hidden = false;
    this.addEventListener("change", () => this.show());
    addEventListener("hashchange", () => this.read());
    this.read();
  }

  part(name) {
    return this.querySelector(`[data-${name}]`);
  }

  /** A link names one schedule or two by their ids, and closes with "end", so that one that was cut is noticed. */
  read() {
    const asked = new URLSearchParams(undone(location.hash.slice(1)).replaceAll("?", "&")); // before what was hung on
    const ids = [...this.querySelectorAll("#first [data-id]")].map(({ dataset }) => dataset.id);
    const more = ids.some((id) => id.startsWith(`${asked.get("second")}-`)); // the end of its name may be missing
    const twice = ["protocol", "second"].some((key) => asked.getAll(key).length > 1);
    const cut = twice || (!asked.has("end") && (asked.get("v") === "2" || more));
    if (cut) asked.delete("second");
    this.part("status").textContent = "";
    for (const [place, key] of [["first", "protocol"], ["second", "second"]]) {
      this.querySelector(`#${place}`).value = ""; // nothing stays chosen that the link does not name
      const given = asked.get(key) ?? "";
      if (ids.includes(given)) this.querySelector(`#${place} [data-id="${given}"]`).selected = true;
      else if (given) this.unknown(given, ids);
    }
    if (cut) this.say("cut");
    this.show();
  }

  /** What a link names and is not here, with the name that is spelled most like it. */
  unknown(given, ids) {
    const [near] = [...ids].sort((one, other) => alike(other, given) - alike(one, given));
    this.say("unknown");
    if (alike(near, given) <= 0.5) return;
    this.part("status").append(` ${this.words("near")} ${this.querySelector(`#first [data-id="${near}"]`).textContent}`);
  }

  async show() {
    const chosen = [...this.querySelectorAll("select")].map(({ selectedOptions: [option] }) => option);
    if (!chosen.every(({ value }) => value)) return undefined;
    const [protocol, second] = chosen.map(({ dataset }) => dataset.id);
    const both = await Promise.all(chosen.map(({ value }) => this.fetched(value))).catch(() => null);
    if (!chosen.every(({ selected }) => selected)) return undefined; // another was chosen meanwhile, and has been asked for
    if (!both) return this.say("failed");
    const longest = Math.max(...both.map(({ marks }) => Number(marks.dataset.months)));
    for (const { marks } of both) marks.style.width = `${(100 * marks.dataset.months) / longest}%`; // one scale
    const key = Object.assign(document.createElement("p"), { textContent: this.words("marks") });
    this.part("both").replaceChildren(...both.flatMap(({ name, marks }) => [name, marks]), key, ...both.map(({ rest }) => rest));
    this.say("said");
    try {
      history.replaceState(null, "", `#v=2&protocol=${protocol}&second=${second}&end`);
    } catch { /* a browser that has had enough of it keeps the old address */ }
    return undefined;
  }

  /** The name of a schedule as a link, its line of marks, and what else its page marks. */
  async fetched(page) {
    const response = await fetch(page);
    if (!response.ok) throw new Error(page);
    const found = new DOMParser().parseFromString(trusted.createHTML(await response.text()), "text/html");
    const [title, name, again] = [found.querySelector("h1").textContent, document.createElement("h2"), document.createElement("h3")];
    name.append(Object.assign(document.createElement("a"), { href: page, textContent: title }));
    again.textContent = title;
    const rest = document.createElement("section");
    rest.append(again, ...found.querySelectorAll("[data-compare]"));
    return { name, marks: found.querySelector(".timeline"), rest };
  }

  say(key) {
    this.part("status").textContent = this.words(key);
  }

  words(key) {
    return this.querySelector(`template[data-say="${key}"]`).content.textContent;
  }
}

customElements.define("compare-schedules", CompareSchedules);
