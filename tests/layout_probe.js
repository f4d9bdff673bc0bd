() => {
  /* Looks at one page as it stands in the window, and returns what breaks rules A1, A2 and A7 in words. */
  const faults = [];
  const seen = (node) => node.checkVisibility({ checkVisibilityCSS: true }) && node.getBoundingClientRect().width > 1;
  const name = (node) => `<${node.localName}${node.className && node.className.baseVal === undefined ? "." + node.className : ""}> "${(node.textContent || node.getAttribute("aria-label") || "").trim().slice(0, 40)}"`;

  // A1: whatever can be pressed is 44 px each way, except a link inside a sentence.
  const block = (node) => node.closest("p, li, td, th, dd, caption, figcaption, div");
  const inSentence = (node) => node.localName === "a" && getComputedStyle(node).display === "inline"
    && block(node).textContent.trim().length > node.textContent.trim().length;
  const row = (node) => {
    node.scrollIntoView({ block: "center" });
    const box = node.getBoundingClientRect();
    return [-21, 21].every((down) => {
      const hit = document.elementFromPoint(box.x + box.width / 2, box.y + box.height / 2 + down);
      return hit === node || [...node.labels].includes(hit?.closest("label"));
    });
  };
  for (const node of document.querySelectorAll("a[href], button, input, select, textarea, summary, [tabindex='0']:not([role='region'])")) {
    if (!seen(node) || inSentence(node) || node.matches(".skip")) continue;
    if (["radio", "checkbox"].includes(node.type)) {
      if (!row(node)) faults.push(`A1: the row of the choice "${node.labels[0]?.textContent.trim()}" does not answer 22 px from its mark`);
      continue;
    }
    const { width: wide, height: high } = node.getBoundingClientRect();
    if (high < 43.5 || wide < 43.5) faults.push(`A1: ${name(node)} is ${Math.round(wide)} by ${Math.round(high)} px, not 44`);
  }

  // A2: body text 18 px or more, tables and boxes not smaller, nothing under 16 px; links underlined.
  const body = parseFloat(getComputedStyle(document.body).fontSize);
  if (body < 18) faults.push(`A2: body text is ${body} px`);
  const words = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT, (text) =>
    text.data.trim() && seen(text.parentElement) ? NodeFilter.FILTER_ACCEPT : NodeFilter.FILTER_SKIP);
  for (let text = words.nextNode(); text; text = words.nextNode()) {
    const node = text.parentElement;
    const drawn = node.closest("svg");
    const size = parseFloat(getComputedStyle(node).fontSize) * (drawn ? node.getScreenCTM().a : 1);
    const box = node.closest("table, .care, .disagreement, .facts, .steps, .review");
    const small = node.closest("code, pre, .cite, sup, sub") || (innerWidth < 680 && node.closest(".month"));
    if (size < (drawn ? 13 : 15.9)) faults.push(`A2: ${name(node)} is ${size.toFixed(1)} px`);
    else if (box && !small && !drawn && size < body) faults.push(`A2: ${name(node)} in a box is ${size} px, body is ${body}`);
  }
  for (const link of document.querySelectorAll("main a[href]")) {
    if (!seen(link) || link.closest("svg") || link.matches("[aria-current]")) continue; // the page that is open
    const lined = [link, ...link.children].some((node) => getComputedStyle(node).textDecorationLine.includes("underline"));
    if (!lined) faults.push(`A2: ${name(link)} is not underlined`);
  }

  // A7: the page never scrolls sideways; a box that does can be reached by key and has a name; no other claims so.
  const page = document.documentElement;
  if (page.scrollWidth > page.clientWidth) {
    const wide = [...document.body.querySelectorAll("*")].filter((node) => seen(node) && !node.closest(".scroll, pre") && node.getBoundingClientRect().right > page.clientWidth + 1);
    faults.push(`A7: the page scrolls sideways (${page.scrollWidth} px); look at ${wide.slice(0, 3).map(name).join(", ")}`);
  }
  for (const node of document.querySelectorAll("body *")) {
    const scrolls = ["auto", "scroll"].includes(getComputedStyle(node).overflowX) && node.scrollWidth > node.clientWidth + 1;
    const reachable = node.tabIndex >= 0 && node.getAttribute("role") === "region" && node.getAttribute("aria-label");
    if (scrolls && seen(node) && !reachable) faults.push(`A7: ${name(node)} scrolls but no key reaches it`);
    if (!scrolls && node.getAttribute("role") === "region" && node.tabIndex >= 0) faults.push(`A7: ${name(node)} takes focus but does not scroll`);
  }
  return faults;
}
