// The handout's few conveniences: what is typed appears on the sheets, and stays on this device only when the reader
// ticks the box. Nothing is sent. Without this file the sheets print with lines to write on.
const maker = document.querySelector(".maker");
const typed = [...maker.querySelectorAll("[data-type]")];
const keep = maker.querySelector("[data-keep]");
const kept = typed.filter(({ name }) => name !== "medicine"); // one patient's must not come out on another's sheet
const KEY = "clinic";

/** Whether the browser let it happen: storage may be refused, missing or full. */
function stored(action) {
  try {
    action(localStorage);
    return true;
  } catch {
    return false;
  }
}

function fill() {
  for (const { name, value } of typed) {
    for (const place of document.querySelectorAll(`[data-fill="${name}"]`)) place.textContent = value.trim();
  }
  const entry = JSON.stringify(Object.fromEntries(kept.map(({ name, value }) => [name, value])));
  if (stored((box) => (keep.checked ? box.setItem(KEY, entry) : box.removeItem(KEY)))) return;
  keep.checked = false;
  keep.disabled = true;
  maker.querySelector("[data-forgets]").hidden = false;
}

let before = null;
stored((box) => { before = JSON.parse(box.getItem(KEY)); });
keep.checked = before !== null;
for (const field of typed) field.value = kept.includes(field) ? before?.[field.name] ?? "" : "";
maker.addEventListener("input", fill);
const button = maker.querySelector("[data-print]");
button.addEventListener("click", () => print());
if (!window.print) { // browsers inside other apps have none
  button.closest("p").hidden = true;
  maker.querySelector("[data-prints-not]").hidden = false;
}
for (const place of document.querySelectorAll("[data-printed]")) {
  const day = new Intl.DateTimeFormat(document.documentElement.lang, { dateStyle: "long" }).format(new Date());
  place.textContent = place.textContent.replace(/…+/, day.replaceAll(" ", "\u00a0"));
}
maker.classList.add("ready");
fill();
