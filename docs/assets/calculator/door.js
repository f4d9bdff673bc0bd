/* The way in to the calculator, in syntax that every browser reads (ECMAScript 5). It asks whether this browser can run
   the calculator's files and only then fetches them. Where it cannot, or they do not come, one sentence of the page says
   so, and 7-schedule.css hides what would say something else. The oldest browsers that can: docs/_data/browsers.toml. */
(function () {
  var element = document.querySelector("injection-calculator[data-runtime]");
  var folder = document.querySelector("script[src$='calculator/door.js']").src.replace("door.js", "");
  var asItIs = { createScriptURL: function (url) { return url; } };
  var trusted = window.trustedTypes ? window.trustedTypes.createPolicy("door", asItIs) : asItIs;

  /* try { ref.null extern; drop } catch_all {}: exceptions and reference types, the newest that Pyodide's wasm has. */
  var WASM = [0, 97, 115, 109, 1, 0, 0, 0, 1, 4, 1, 96, 0, 0, 3, 2, 1, 0, 10, 11, 1, 9, 0, 6, 64, 208, 111, 26, 25, 11, 11];

  function works(test) {
    try { return test() !== false; } catch (error) { return false; }
  }

  function modules() {
    return "noModule" in document.createElement("script");
  }

  /** An address that is none: the browser reads what kind of worker is wanted, then stops. Nothing is fetched. */
  function moduleWorkers() {
    var asked = false;
    var options = { get type() { asked = true; return "module"; } };
    works(function () { return new Worker(trusted.createScriptURL("http://["), options); });
    return asked;
  }

  /** Where WebAssembly is off, the browser need not be old: the calculator itself says that it cannot start. */
  function wasm() {
    return !window.WebAssembly || new WebAssembly.Module(new Uint8Array(WASM));
  }

  /** Safari learned this together with static blocks in classes, which Pyodide has and no script can ask for. */
  function lookbehind() {
    return new RegExp("(?<=a)b");
  }

  function say(state, sentence) {
    element.setAttribute("data-state", state);
    if (sentence) sentence.removeAttribute("hidden");
  }

  function unreached() {
    if (!window.customElements.get("injection-calculator")) say("unreached");
  }

  function enter() {
    var script = document.createElement("script");
    script.type = "module";
    script.onerror = unreached; /* it, or what it imports, did not come */
    script.onload = unreached; /* it came, and could not be read */
    window.addEventListener("error", function (event) { /* the same, as WebKit tells it */
      if (String(event.filename).indexOf(folder) === 0) unreached();
    });
    script.src = trusted.createScriptURL(folder + "element.js");
    document.head.appendChild(script);
  }

  if (!element) return;
  if (location.protocol === "file:") say("disk"); /* no module loads from a disk, and the page has said so */
  else if ([modules, moduleWorkers, wasm, lookbehind].every(works)) enter();
  else say("old", element.querySelector("[data-too-old]"));
}());
