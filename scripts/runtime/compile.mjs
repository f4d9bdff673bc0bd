// Compile a zip of Python sources with the very Python that will read the bytecode.
//
//   node scripts/runtime/compile.mjs SOURCES.zip OUT.zip
//
// The compiler is Pyodide's own Python (3.13.2 in Pyodide 0.29.5), run here in Node, so that the bytes do not depend on
// which 3.13 the builder has. The zip is stored, not deflated: the host's brotli does better on the whole than deflate
// on the parts, and Python need not inflate anything (measured: 2.37 MB as shipped, 0.49 MB this way).
import { readFile, writeFile } from "node:fs/promises";
import { loadPyodide } from "pyodide";

const [sources, out] = process.argv.slice(2);

const COMPILE = `
import importlib._bootstrap_external, importlib.util, types, zipfile

def only_first_lines(code):
    """The same code whose line table knows only where the function begins: fewer bytes, tracebacks still name it.

    One entry covers up to 8 code units: 0x80 | (13 = no columns) << 3 | length - 1, then a line step of 0.
    See InternalDocs/locations.md (Objects/locations.md before 3.14) in CPython.
    """
    whole, rest = divmod(len(code.co_code) // 2, 8)
    table = b"\\xef\\x00" * whole + (bytes([0xe8 | rest - 1, 0]) if rest else b"")
    inner = (only_first_lines(c) if isinstance(c, types.CodeType) else c for c in code.co_consts)
    return code.replace(co_linetable=table, co_consts=tuple(inner))

source = zipfile.ZipFile("/tmp/sources.zip")
with zipfile.ZipFile("/tmp/out.zip", "w", zipfile.ZIP_STORED) as small:
    for name in sorted(source.namelist()):
        text = source.read(name)
        if not name.endswith(".py"):                        # data that a library reads
            small.writestr(zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0)), text)
            continue
        code = compile(text, "/lib/" + name, "exec", dont_inherit=True, optimize=2)   # no docstrings, no asserts
        # Unchecked hash: no time stamp in the file, and nobody looks for a source to compare with.
        pyc = importlib._bootstrap_external._code_to_hash_pyc(
            only_first_lines(code), importlib.util.source_hash(text), False)
        small.writestr(zipfile.ZipInfo(name + "c", (1980, 1, 1, 0, 0, 0)), pyc)
`;

const python = await loadPyodide({ env: { PYTHONHASHSEED: "0" } });
python.FS.writeFile("/tmp/sources.zip", await readFile(sources));
python.runPython(COMPILE);
await writeFile(out, python.FS.readFile("/tmp/out.zip"));
