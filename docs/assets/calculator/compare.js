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
      const option = this.querySelector(`#${id} [data-id="${CSS.escape(asked.get(key) ?? "")}"]`);
      if (option) option.selected = true;
      else if (asked.get(key)) this.say("unknown");
    }
    this.show();
  }

  async show() {
    const chosen = [...this.querySelectorAll("select")].map(({ selectedOptions: [option] }) => option);
    if (!chosen.every(({ value }) => value)) return;
    const [protocol, second] = chosen.map(({ dataset }) => dataset.id);
    const both = await Promise.all(chosen.map(({ value }) => this.gist(value))).catch(() => null);
    if (!both) return this.say("failed");
    this.part("both").replaceChildren(...both);
    this.say("said");
    try {
      history.replaceState(null, "", `#v=1&protocol=${protocol}&second=${second}`);
    } catch { /* a browser that has had enough of it keeps the old address */ }
    return undefined;
  }

  async gist(page) {
    const response = await fetch(page);
    if (!response.ok) throw new Error(page);
    const found = new DOMParser().parseFromString(trusted.createHTML(await response.text()), "text/html");
    const section = document.createElement("section");
    const heading = document.createElement("h2");
    const link = Object.assign(document.createElement("a"), { href: page, textContent: found.querySelector("h1").textContent });
    heading.append(link);
    section.append(heading, ...found.querySelectorAll("[data-compare]"));
    return section;
  }

  say(key) {
    this.part("status").textContent = this.querySelector(`template[data-say="${key}"]`).content.textContent;
  }
}

customElements.define("compare-schedules", CompareSchedules);
