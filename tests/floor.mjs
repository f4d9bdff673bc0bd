// What shipped scripts and stylesheets ask of a browser, and from which version on each browser has it, by MDN's data.
// Takes {files, also, browsers: {id: version}}; `also` are paths in the data. Prints {asked: [{feature, file, since:
// {id: version}}], released: {id: date}}. A name that several interfaces share counts as the oldest of them; one that our
// scripts define themselves does not count. Options of calls are not looked at. Of Pyodide's script only the syntax is
// read: it asks what there is before it uses it.

import { readFileSync } from "node:fs";
import { parse } from "acorn";
import * as css from "css-tree";
import data from "@mdn/browser-compat-data" with { type: "json" };

const { files, also, browsers } = JSON.parse(process.argv[2]);
const NEVER = "999";
const asked = new Map();

/** The entry at a path of the data such as "css/selectors/has", if there is one. */
const at = (path) => path.split("/").reduce((entry, key) => (entry && Object.hasOwn(entry, key) ? entry[key] : undefined), data);
const number = (version) => version.split(".").reduce((sum, part, place) => sum + Number(part) / 1000 ** place, 0);

/** From which version on a browser has it whole, by its plain name and without a switch. */
function since(entry, browser) {
  const found = [entry.__compat.support[browser]].flat().find((one) =>
    one && !one.flags && !one.prefix && !one.alternative_name && !one.version_removed);
  return /\d/.test(found?.version_added) ? found.version_added.replace("≤", "") : NEVER;
}

function uses(file, feature, ...entries) {
  const known = entries.filter((entry) => entry?.__compat);
  if (!known.length) return;
  const oldest = (id) => known.map((entry) => since(entry, id)).sort((one, two) => number(one) - number(two))[0];
  asked.set(`${file} ${feature}`, { feature, file, since: Object.fromEntries(Object.keys(browsers).map((id) => [id, oldest(id)])) });
}

/** The names in a part of the data, each with every entry that has it. */
function named(part, found = new Map()) {
  for (const [key, entry] of Object.entries(part)) {
    if (key === "__compat") continue;
    const name = key.replace(/_static$/, "");
    if (entry.__compat) found.set(name, [...(found.get(name) ?? []), entry]);
    named(entry, found);
  }
  return found;
}

// --- scripts

const API = named({ ...data.api, ...data.javascript.builtins });
const GLOBAL = named({ ...data.api.Window, ...data.api.WorkerGlobalScope });
const lookbehind = (text) => /\(\?<[=!]/.test(text);
const isNew = (node, name) => node.type === "NewExpression" && node.callee.name === name;
const source = (node) => (node.type === "TemplateLiteral" ? node.quasis.map((one) => one.value.cooked).join("") : node.value);
const SYNTAX = {
  "classes/private_class_fields": (n) => n.type === "PropertyDefinition" && n.key.type === "PrivateIdentifier",
  "classes/private_class_fields_in": (n) => n.type === "BinaryExpression" && n.left.type === "PrivateIdentifier",
  "classes/private_class_methods": (n) => n.type === "MethodDefinition" && n.key.type === "PrivateIdentifier",
  "classes/public_class_fields": (n) => n.type === "PropertyDefinition",
  "classes/static/initialization_blocks": (n) => n.type === "StaticBlock",
  "grammar/numeric_separators": (n) => n.type === "Literal" && typeof n.value === "number" && n.raw.includes("_"),
  "operators/import": (n) => n.type === "ImportExpression",
  "operators/import_meta": (n) => n.type === "MetaProperty" && n.meta.name === "import",
  "operators/logical_and_assignment": (n) => n.operator === "&&=",
  "operators/logical_or_assignment": (n) => n.operator === "||=",
  "operators/nullish_coalescing": (n) => n.operator === "??",
  "operators/nullish_coalescing_assignment": (n) => n.operator === "??=",
  "operators/optional_chaining": (n) => n.type === "ChainExpression",
  "operators/spread/spread_in_object_literals": (n) => n.type === "ObjectExpression" && n.properties.some(({ type }) => type === "SpreadElement"),
  "regular_expressions/lookbehind_assertion": (n) =>
    n.regex ? lookbehind(n.regex.pattern) : isNew(n, "RegExp") && n.arguments.some((one) => lookbehind(source(one))),
  "regular_expressions/named_capturing_group": (n) => n.regex && /\(\?<[^=!]/.test(n.regex.pattern),
  "builtins/RegExp/hasIndices": (n) => n.regex?.flags.includes("d"),
  "builtins/RegExp/unicodeSets": (n) => n.regex?.flags.includes("v"),
  "builtins/BigInt": (n) => Boolean(n.bigint),
  "statements/for_await_of": (n) => n.type === "ForOfStatement" && n.await,
  "statements/try_catch/optional_catch_binding": (n) => n.type === "CatchClause" && !n.param,
};

/** Every node of a file, outer ones first; and whether it lies in a function. */
function* nodes(node, inside = false) {
  if (Array.isArray(node)) for (const one of node) yield* nodes(one, inside);
  else if (node?.type) {
    yield [node, inside];
    for (const child of Object.values(node)) yield* nodes(child, inside || node.type.includes("Function"));
  }
}

const trees = new Map(files.filter((file) => file.endsWith(".js"))
  .map((file) => [file, parse(readFileSync(file, "utf8"), { ecmaVersion: "latest", sourceType: "module" })]));
const ours = new Set();
for (const [file, tree] of trees) {
  if (file.endsWith("pyodide.js")) continue;
  for (const [node] of nodes(tree)) {
    if (["Property", "MethodDefinition", "PropertyDefinition"].includes(node.type)) ours.add(node.key.name);
    else if (node.type === "AssignmentExpression" && node.left.object?.type === "ThisExpression") ours.add(node.left.property.name);
  }
}

for (const [file, tree] of trees) {
  for (const [node, inside] of nodes(tree)) {
    for (const [key, test] of Object.entries(SYNTAX)) if (test(node)) uses(file, key, at(`javascript/${key}`));
    if (node.type === "AwaitExpression" && !inside) uses(file, "await outside functions", at("javascript/operators/await/top_level"));
    if (file.endsWith("pyodide.js")) continue;
    if (isNew(node, "Worker")) uses(file, "module workers", at("api/Worker/Worker/ecmascript_modules"));
    if (node.type === "MemberExpression" && node.property.type === "Identifier" && !node.computed && !ours.has(node.property.name)) {
      uses(file, node.property.name, ...(API.get(node.property.name) ?? []));
    }
    const name = node.callee?.name;
    if (name) uses(file, name, at(`api/${name}`), at(`javascript/builtins/${name}`), ...(GLOBAL.get(name) ?? []));
  }
}

// --- stylesheets

const TYPES = named(data.css.types);
const prefixed = (name) => /^-(-|webkit|moz|ms)/.test(name);

function style(file) {
  css.walk(css.parse(readFileSync(file, "utf8")), function look(node) {
    const { type, name = node.property ?? "" } = node;
    const property = this.declaration?.property;
    const inPage = this.atrule?.name === "page";
    if (prefixed(name) || prefixed(property ?? "")) return;
    if (type === "Declaration") uses(file, name, at(inPage ? `css/at-rules/page/${name}` : `css/properties/${name}`));
    else if (type === "Identifier" && property && !inPage) uses(file, `${property}: ${name}`, at(`css/properties/${property}/${name}`));
    else if (type === "Function") uses(file, `${name}()`, ...(TYPES.get(name) ?? []));
    else if (type === "Dimension") uses(file, `1${node.unit}`, at(`css/types/length/${node.unit}`));
    else if (type === "Atrule") uses(file, `@${name}`, at(`css/at-rules/${name}`));
    else if (type === "Feature" || type === "FeatureRange") uses(file, `(${name})`, at(`css/at-rules/media/${name}`));
    else if (type === "NestingSelector") uses(file, "nesting", at("css/selectors/nesting"));
    else if (type.startsWith("Pseudo")) uses(file, `:${name}`, at(`css/selectors/${name}`));
    else if (type === "Rule" && node.prelude.type === "SelectorList") mixed(file, node.prelude.children.toArray());
  });
}

/** A browser that does not know one selector of a list leaves out the whole rule, also for those that it knows. */
function mixed(file, selectors) {
  const pseudos = selectors.map((one) => new Set(css.findAll(one, ({ type }) => type.startsWith("Pseudo")).map(({ name }) => name)));
  for (const name of new Set(pseudos.flatMap((one) => [...one]))) {
    if (!prefixed(name) && !pseudos.every((one) => one.has(name))) uses(file, `:${name} beside other selectors`, at(`css/selectors/${name}`));
  }
}

for (const file of files) if (file.endsWith(".css")) style(file);
for (const path of also) uses("also", path, at(path));
const released = Object.entries(browsers).map(([id, version]) => {
  const { releases } = data.browsers[id];
  return [id, (releases[version] ?? releases[`${version}.0`]).release_date];
});
console.log(JSON.stringify({ asked: [...asked.values()], released: Object.fromEntries(released) }));
