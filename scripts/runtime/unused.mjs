// Where in Python's memory the tables lie that no answer can use: prints [[address, length], ...] as JSON.
//
//   node scripts/runtime/unused.mjs
//
// CPython builds in six modules for Chinese, Japanese and Korean encodings. Their tables are a tenth of what the wasm
// weighs. A text crosses our border as UTF-8 only, and the trimmed library has none of those encodings' names, so
// nothing can ask for them. The tables are found by asking the modules: each keeps its maps as capsules named
// __map_*, and their layout is in CPython 3.13, Modules/cjkcodecs/cjkcodecs.h.
import { loadPyodide } from "pyodide";

const python = await loadPyodide();
const found = python.runPython(`
import ctypes, importlib, json

MODULES = ["_codecs_cn", "_codecs_hk", "_codecs_iso2022", "_codecs_jp", "_codecs_kr", "_codecs_tw"]

class Index(ctypes.Structure):             # struct dbcs_index and struct unim_index: the same shape
    _fields_ = [("map", ctypes.c_void_p), ("bottom", ctypes.c_ubyte), ("top", ctypes.c_ubyte)]

class Map(ctypes.Structure):               # struct dbcs_map
    _fields_ = [("charset", ctypes.c_char_p), ("encode", ctypes.POINTER(Index)), ("decode", ctypes.POINTER(Index))]

pointer = ctypes.pythonapi.PyCapsule_GetPointer
pointer.restype, pointer.argtypes = ctypes.c_void_p, [ctypes.py_object, ctypes.c_char_p]

def tables():
    for name in MODULES:
        module = importlib.import_module(name)
        for key, capsule in vars(module).items():
            if key.startswith("__map_") and key != "__map_jisx0213_pair":     # a list of pairs, not of maps
                one = Map.from_address(pointer(capsule, b"multibytecodec.map"))
                for index in (one.encode, one.decode):
                    for row in (index[high] for high in range(256)) if index else ():
                        if row.map:
                            yield row.map, (row.top - row.bottom + 1) * 2     # ucs2_t and DBCHAR: 16 bits

def names():
    class Entry(ctypes.Structure):         # struct _inittab
        _fields_ = [("name", ctypes.c_void_p), ("init", ctypes.c_void_p)]
    table = ctypes.POINTER(Entry).in_dll(ctypes.pythonapi, "PyImport_Inittab")
    at = 0
    while table[at].name:
        if ctypes.string_at(table[at].name).decode() in MODULES:
            yield table[at].name
        at += 1

json.dumps({"tables": sorted(set(tables())), "names": sorted(names())})
`);
process.stdout.write(found);
