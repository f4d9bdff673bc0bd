/* The two buttons at the top of every page, boxes that scroll, the lists at a page's end, and folded parts on paper. No
   key does anything but Esc. */
(() => {
  const here = document.currentScript.src;
  const { classList } = document.documentElement;

  function show(button, open) {
    const panel = document.getElementById(button.getAttribute("aria-controls"));
    button.setAttribute("aria-expanded", String(open));
    panel.hidden = !open;
    return panel;
  }

  async function openSearch(panel) {
    panel.querySelector("input").focus();
    try {
      const { start } = await import(new URL("search.js", here));
      start(panel, new URL("../", here));
    } catch { // it did not come, or this browser cannot read it
      panel.querySelectorAll(".find__count, [role=status]").forEach((line) => (line.textContent = words("search-failed")));
    }
  }

  /** Opens or closes on press; only one of the two is open; Esc closes and returns to the button. */
  function wire(button, others) {
    button.addEventListener("click", () => {
      const open = button.getAttribute("aria-expanded") !== "true";
      others.forEach((other) => other !== button && show(other, false));
      const panel = show(button, open);
      if (open && panel.id === "search") openSearch(panel);
      if (open && panel.id === "menu" && matchMedia("(min-width: 60em)").matches) panel.querySelectorAll("details").forEach((group) => (group.open = true));
    });
  }

  /** A box that overflows can be reached and scrolled by key, and says which it is; others are left alone. */
  const count = new Map();
  const labels = new Map();
  const words = (key) => document.querySelector(`template[data-say="${key}"]`).content.textContent;
  const watch = new ResizeObserver((entries) => {
    const over = entries.map(({ target }) => target.scrollWidth > target.clientWidth + 1); // read all, then write
    entries.forEach(({ target }, at) => {
      const marks = { tabindex: "0", role: "region", "aria-label": labels.get(target) };
      for (const [key, value] of Object.entries(marks)) {
        if (over[at]) target.setAttribute(key, value);
        else target.removeAttribute(key);
      }
    });
  });
  function boxes() {
    for (const box of document.querySelectorAll(".scroll, pre")) {
      if (labels.has(box)) continue;
      const name = box.querySelector("caption")?.textContent.trim() || words("wide");
      count.set(name, (count.get(name) ?? 0) + 1);
      labels.set(box, count.get(name) > 1 ? `${name} (${count.get(name)})` : name);
      watch.observe(box);
    }
  }

  /** The first script of the calculator cannot say itself that it did not come, or could not be read. */
  addEventListener("error", ({ target, filename = target.src }) => {
    if (!/\/door\.js$/.test(filename)) return;
    document.querySelector("injection-calculator")?.setAttribute("data-state", "unreached");
  }, true);

  /** A list at the page's end is folded until its heading is pressed, a link leads into it, or a search finds it. */
  function fold(part) {
    const heading = part.previousElementSibling;
    const button = document.createElement("button");
    button.type = "button";
    button.setAttribute("aria-controls", part.id);
    button.append(...heading.childNodes);
    heading.append(button);
    button.addEventListener("click", () => unfold(part, part.hasAttribute("hidden")));
    part.addEventListener("beforematch", () => unfold(part));
    unfold(part, false);
  }
  function unfold(part, open = true) {
    part.previousElementSibling.firstElementChild.setAttribute("aria-expanded", String(open));
    if (open) part.removeAttribute("hidden");
    else part.setAttribute("hidden", "until-found"); // older browsers read it as hidden, and find nothing in it
  }
  function target(hash) {
    try {
      return document.getElementById(decodeURIComponent(hash.slice(1)));
    } catch { // cut in the middle of a sign
      return null;
    }
  }
  /** Opens what holds the place that a link of this page names; tells whether it was closed. */
  function lead(hash) {
    const place = target(hash);
    const part = place?.closest(".folded[hidden]");
    if (part) unfold(part);
    const box = place?.closest("details:not([open])");
    if (box) box.open = true;
    return Boolean(part ?? box);
  }
  addEventListener("click", (event) => {
    const link = event.target.closest?.("a[href^='#']");
    if (link) lead(link.hash);
  }, true);
  addEventListener("hashchange", () => lead(location.hash) && target(location.hash).scrollIntoView());

  /** On paper nothing stays folded. */
  const folded = new Set();
  addEventListener("beforeprint", () => {
    for (const part of document.querySelectorAll("main details:not([open])")) {
      folded.add(part);
      part.open = true;
    }
  });
  addEventListener("afterprint", () => {
    folded.forEach((part) => (part.open = false));
    folded.clear();
  });

  addEventListener("DOMContentLoaded", () => {
    const buttons = [...document.querySelectorAll(".head__button[aria-controls]")];
    buttons.forEach((button) => wire(button, buttons));
    buttons.forEach((button) => show(button, false));
    document.querySelectorAll(".folded").forEach(fold);
    if (lead(location.hash)) target(location.hash).scrollIntoView();
    classList.add("wired");
    document.addEventListener("keydown", (event) => {
      const open = buttons.find((button) => button.getAttribute("aria-expanded") === "true");
      if (event.key !== "Escape" || !open) return;
      open.focus(); // first: what has the focus must not go under the reader
      show(open, false);
    });
    const address = document.getElementById("address"); // for paper
    if (address) address.textContent = location.origin + location.pathname;
    const paper = document.querySelector("[data-print-sheet]");
    if (paper && window.print) { // browsers inside other apps have none
      paper.hidden = false;
      paper.addEventListener("click", () => print());
    }
    boxes();
    new MutationObserver(boxes).observe(document.querySelector("main"), { childList: true, subtree: true });
  });

  classList.add("js"); // last: a browser that stops above keeps the link to the menu
})();
