// Ask the engine in Pyodide under Node: the build rehearses with it, the tests compare answers, trimming looks on.
//
//   node scripts/runtime/ask.mjs PYODIDE_FOLDER LIBRARY.zip PACKAGES_FOLDER < asked.json > answers.json
//
// In: { requests: [texts], env, packages: where Python looks for what is installed }. Out: { answers: [sha256 of each
// answer], modules: [files of the library that were imported], seconds, heap in bytes, uncalled: [with WATCHED=1, public
// functions that nobody called] }.
// Python is set up as in docs/assets/calculator/worker.js.
import { resolve } from "node:path";
import { loadPyodide } from "pyodide";

const [folder, library, installed] = process.argv.slice(2).map((path) => resolve(path));
const chunks = [];
for await (const chunk of process.stdin) chunks.push(chunk);
const { requests, env, packages } = JSON.parse(Buffer.concat(chunks).toString());

// One line about what went wrong: Node would print the source line, which in pyodide.asm.js is a megabyte long.
process.on("uncaughtException", (error) => {
  console.error(String(error.message).trim().split("\n").at(-1).slice(0, 300));
  process.exit(1);
});

const python = await loadPyodide({
  indexURL: folder, // where pyodide.asm.js and pyodide.asm.wasm are
  stdLibURL: library,
  jsglobals: {},
  env,
});
python.mountNodeFS(packages, installed);
python.runPython("import sys; sys.path_importer_cache.clear()");
python.globals.set("requests", JSON.stringify(requests));
python.globals.set("watched", Boolean(process.env.WATCHED));
const out = python.runPython(`
import gc, json, site, sys
gc.enable()  # off while Python starts
seen = set()
def look(frame, event, _):
    if event == "call" and frame.f_code.co_filename.startswith("calculator/"):
        seen.add((frame.f_code.co_filename, frame.f_code.co_qualname))
if watched:
    sys.setprofile(look)
from time import perf_counter
from _sha2 import sha256
from calculator.answer import answer
asked = json.loads(requests)
begun = perf_counter()
answers = [sha256(answer(one).encode("utf-8", "surrogatepass")).hexdigest() for one in asked]
seconds = perf_counter() - begun
sys.setprofile(None)
import importlib, pathlib
for file in pathlib.Path(site.getsitepackages()[0]).rglob("calculator/**/*.pyc"):    # also what nobody asked for
    name = ".".join(file.relative_to(site.getsitepackages()[0]).with_suffix("").parts)
    if not name.endswith("__main__"):
        importlib.import_module(name.removesuffix(".__init__"))
modules = [module for module in list(sys.modules.values()) if getattr(module.__spec__, "origin", "") != "frozen"]
files = (str(getattr(module, "__file__", None)) for module in modules)
modules = sorted({file.partition(".zip/")[2].removesuffix("c") for file in files if ".zip/" in file})

def functions():
    for module in [one for name, one in sys.modules.items() if name.startswith("calculator.")]:
        mine = [one for one in vars(module).values() if getattr(one, "__module__", "") == module.__name__]
        inside = [vars(one).values() for one in mine if isinstance(one, type)]
        for one in [*mine, *(each for group in inside for each in group)]:
            code = getattr(getattr(one, "__wrapped__", getattr(one, "fget", one)), "__code__", None)
            if code and not code.co_name.startswith("_") and code.co_filename.startswith("calculator/"):
                yield code.co_filename, code.co_qualname

uncalled = sorted({f"{file}: {name}" for file, name in set(functions()) - seen}) if watched else []
json.dumps({"answers": answers, "modules": modules, "seconds": seconds, "uncalled": uncalled})
`);
process.stdout.write(JSON.stringify({ ...JSON.parse(out), heap: python._module.HEAP8.length }));
