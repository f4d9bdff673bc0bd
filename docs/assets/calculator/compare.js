// <compare-schedules>: the printed examples of two schedules, one above the other. Both pages are there already; this
// fetches them and shows the parts that they mark with data-compare. Nothing is worked out.

const asItIs = { createHTML: (text) => text };
const trusted = globalThis.trustedTypes?.createPolicy("compare", asItIs) ?? asItIs;

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

  /** A link names one schedule or two by their ids. */
  read() {
    const asked = new URLSearchParams(location.hash.slice(1));
    for (const [id, key] of [["first", "protocol"], ["second", "second"]]) {
      this.querySelector(`#${id}`).value = ""; // nothing stays chosen that the link does not name
      const option = this.querySelector(`#${id} [data-id="${CSS.escape(asked.get(key) ?? "")}"]`);
      if (option) option.selected = true;
      else if (asked.get(key)) this.say("unknown");
    }
    this.show();
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
      history.replaceState(null, "", `#v=1&protocol=${protocol}&second=${second}`);
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
