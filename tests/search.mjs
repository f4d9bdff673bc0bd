// What the search of the built site finds, by the very script that browsers run. Takes {site, queries} on standard
// input and prints, for each query, {pages: {door: [{address, parts}]}, gap}.

import { readFileSync } from "node:fs";
import { text } from "node:stream/consumers";
import { pathToFileURL } from "node:url";

const { site, queries } = JSON.parse(await text(process.stdin));
const { DOORS, answer, indexed, reader, speller } = await import(pathToFileURL(`${site}/assets/search.js`));
const file = (name) => JSON.parse(readFileSync(`${site}/search/${name}.json`, "utf8"));
const language = file("words");
const { terms, plain, own } = reader(language);
const files = DOORS.map(file);
const doors = Object.fromEntries(DOORS.map((name, place) => [name, indexed(files[place], terms)]));
const mend = speller(files, own);
const named = (gap) => Object.keys(language.gaps).find((name) => language.gaps[name] === gap) ?? "";
console.log(JSON.stringify(queries.map((query) => {
  const { found, missing } = answer(doors, query, language.gaps, { plain, mend });
  return { pages: found, gap: named(missing) };
})));
