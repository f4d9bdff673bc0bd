// <keep-site>: the reader may keep this site on their device, and remove it again. Nothing is kept unasked.

const asItIs = { createScriptURL: (url) => url };
const trusted = globalThis.trustedTypes?.createPolicy("keep", asItIs) ?? asItIs;
const SITE = new URL("../../", import.meta.url); // this file is assets/calculator/keep.js

const ASK = 1000; // milliseconds after which is asked again for what a browser may not have told
const pause = () => new Promise((turn) => { setTimeout(turn, ASK); });
const MINE = `b12 ${SITE.pathname} `; // sw.js names so what it keeps

class KeepSite extends HTMLElement {
  async connectedCallback() {
    const workers = navigator.serviceWorker;
    if (!workers || !isSecureContext) return; // the printed sentence says so
    this.keepButton = this.querySelector("[data-keep]");
    this.removeButton = this.querySelector("[data-remove]");
    this.keepButton.addEventListener("click", () => this.keep());
    this.removeButton.addEventListener("click", () => this.remove());
    workers.addEventListener("message", ({ data }) => this.say(data));
    document.addEventListener("visibilitychange", () => !document.hidden && ["on", "off"].includes(this.said) && this.look());
    return this.look();
  }

  /** What is kept now; another tab may have changed it. */
  async look() {
    const registration = await this.registration().catch(() => null);
    if (registration === null) return this.say("blocked");
    registration?.update().catch(() => {}); // without a network there is nothing newer
    if (registration?.active) return this.say("on");
    const begun = registration?.installing ?? registration?.waiting; // the reader left while it was kept, and is back
    return begun ? this.follow(begun) : this.say("off");
  }

  /** Ours, not that of a folder above. Rejects where the browser is set to keep nothing. */
  async registration() {
    await caches.keys();
    const found = await navigator.serviceWorker.getRegistration(SITE);
    return found?.scope === SITE.href ? found : undefined;
  }

  async keep() {
    this.wanted = true;
    this.say("keeping");
    try {
      // Under its old address, Chromium would bring a removed worker back as it was, without the files it had kept.
      const url = trusted.createScriptURL(new URL(`sw.js?${Date.now()}`, SITE).href);
      const { installing, waiting, active } = await navigator.serviceWorker.register(url, { scope: SITE.pathname });
      await (this.wanted ? this.follow(installing ?? waiting ?? active) : this.remove());
    } catch {
      if (this.wanted) this.say("failed");
    }
  }

  /** Keeping, to its end. Who removes the site meanwhile hears no more of it. */
  async follow(worker) {
    this.wanted = true;
    this.say("keeping");
    const changed = () => new Promise((turn) => { worker.addEventListener("statechange", turn, { once: true }); });
    while (this.wanted && !await this.ended(worker)) await Promise.race([changed(), pause()]);
    if (!this.wanted) return;
    if (worker.state === "redundant") await this.forget();
    this.say(worker.state === "redundant" ? "failed" : "on");
  }

  /** Now and then WebKit leaves a worker's state at "installing" for ever. That it is active, the registration knows. */
  async ended(worker) {
    const registration = worker.state === "installing" ? await this.registration() : undefined;
    return ["activated", "redundant"].includes(worker.state) || registration?.active?.scriptURL === worker.scriptURL;
  }

  async remove() {
    this.wanted = false;
    const registration = await this.registration();
    registration?.installing?.postMessage("stop"); // unregister() would wait for the end of keeping
    await registration?.unregister();
    await this.forget();
    this.say("off");
    await pause(); // the worker may have been about to copy a file that had just come
    if (!this.wanted) await this.forget();
  }

  async forget() {
    for (const name of await caches.keys()) if (name.startsWith(MINE)) await caches.delete(name);
  }

  say(key) {
    const words = this.querySelector(`template[data-say="${key}"]`);
    if (!words) return;
    this.said = key;
    this.querySelector("[data-status]").textContent = words.content.textContent;
    const begun = ["keeping", "on", "new"].includes(key);
    this.keepButton.hidden = begun || key === "blocked";
    this.removeButton.hidden = !begun;
  }
}

if (!customElements.get("keep-site")) customElements.define("keep-site", KeepSite);
