// The handout's few conveniences: what is typed appears on the sheets, and stays on this device only when the reader
// ticks the box. Nothing is sent. Without this file the sheets print with lines to write on.
const maker = document.querySelector(".maker");
const typed = [...maker.querySelectorAll("[data-type]")];
const keep = maker.querySelector("[data-keep]");
const KEY = "clinic";

/** Storage may be refused by the browser; then there is nothing to remember, and that is all. */
function stored(action) {
  try {
    return action(localStorage);
  } catch {
    return null;
  }
}

function fill() {
  for (const { name, value } of typed) {
    for (const place of document.querySelectorAll(`[data-fill="${name}"]`)) place.textContent = value.trim();
  }
  const entry = JSON.stringify(Object.fromEntries(typed.map(({ name, value }) => [name, value])));
  stored((box) => (keep.checked ? box.setItem(KEY, entry) : box.removeItem(KEY)));
}

const before = stored((box) => JSON.parse(box.getItem(KEY) ?? "null"));
keep.checked = before !== null;
for (const field of typed) field.value = before?.[field.name] ?? "";
maker.addEventListener("input", fill);
maker.querySelector("[data-print]").addEventListener("click", () => print());
for (const place of document.querySelectorAll("[data-printed]")) {
  const day = new Intl.DateTimeFormat(document.documentElement.lang, { dateStyle: "long" }).format(new Date());
  place.textContent = place.textContent.replace(/…+/, day);
}
maker.classList.add("ready");
fill();
