// <keep-site>: the reader may keep this site on their device, and remove it again. Nothing is kept unasked.

const asItIs = { createScriptURL: (url) => url };
const trusted = globalThis.trustedTypes?.createPolicy("keep", asItIs) ?? asItIs;
const SITE = new URL("../../", import.meta.url); // this file is assets/calculator/keep.js

class KeepSite extends HTMLElement {
  async connectedCallback() {
    const workers = navigator.serviceWorker;
    if (!workers || !isSecureContext) return; // the printed sentence says so
    this.keepButton = this.querySelector("[data-keep]");
    this.removeButton = this.querySelector("[data-remove]");
    this.keepButton.addEventListener("click", () => this.keep());
    this.removeButton.addEventListener("click", () => this.remove());
    workers.addEventListener("message", ({ data }) => this.say(data));
    const registration = await workers.getRegistration(SITE);
    registration?.update().catch(() => {}); // without a network there is nothing newer
    this.say(registration ? "on" : "off");
  }

  async keep() {
    this.say("keeping");
    try {
      const url = trusted.createScriptURL(new URL("sw.js", SITE).href);
      const { installing, waiting, active } = await navigator.serviceWorker.register(url, { scope: SITE.pathname });
      const worker = installing ?? waiting ?? active;
      const done = () => worker.state === "activated" || worker.state === "redundant";
      while (!done()) await new Promise((turn) => worker.addEventListener("statechange", turn, { once: true }));
      this.say(worker.state === "activated" ? "on" : "failed");
    } catch {
      this.say("failed");
    }
  }

  async remove() {
    const registration = await navigator.serviceWorker.getRegistration(SITE);
    await registration?.unregister();
    for (const name of await caches.keys()) if (name.startsWith("b12-")) await caches.delete(name);
    this.say("off");
  }

  say(key) {
    const words = this.querySelector(`template[data-say="${key}"]`);
    if (!words) return;
    this.querySelector("[data-status]").textContent = words.content.textContent;
    const kept = key === "on" || key === "new";
    this.keepButton.hidden = kept || key === "keeping";
    this.removeButton.hidden = !kept;
  }
}

if (!customElements.get("keep-site")) customElements.define("keep-site", KeepSite);
