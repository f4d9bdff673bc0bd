// What a reviewer's answers become in the pack: no file says more than was answered, and an old one never answers for new words.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { run } from "./stage.mjs";

const code = readFileSync(new URL("../../scripts/review/templates/answers.js", import.meta.url), "utf8");
const { done, file, fileName, missing, opened, roughly } = await run(code, {});
const plain = (value) => JSON.parse(JSON.stringify(value)); // of this context, not of the module's
const pack = { format: "b12-review/1", edition: "Us", language: "en", unseen: "[\\u200b\\u202e]", digests: new Map([["a/1", "one"], ["a/2", "two"], ["a/3", "three"]]) };
const nurse = { name: " Ann Other ", role: "Nurse", body: "NMC", number: "12" };
const said = (answer, comment = "") => ({ answer, comment });

test("a time is told as roughly as it is known", () => {
  for (const [minutes, told] of [[0.2, "minutes 1"], [9.4, "minutes 9"], [12.6, "minutes 15"], [99, "minutes 100"], [100, "hours 2"], [312, "hours 5"]]) {
    assert.equal(roughly(minutes).join(" "), told);
  }
});

test("a change without words is not answered yet", () => {
  assert.deepEqual([said("agree"), said("change"), said("change", " "), said("change", "x"), said("", "x"), undefined].map(done), [true, false, false, true, false, false]);
});

test("the file holds what was answered and nothing else", () => {
  const answers = { "a/1": said("agree"), "a/2": said("change", " Say\u200b it\u202e "), "a/3": said("", "only a note"), "gone/1": said("agree") };
  assert.deepEqual(JSON.parse(file(pack, nurse, "2026-12-01", answers)), {
    format: "b12-review/1", edition: "Us", language: "en", reviewer: { name: "Ann Other", role: "Nurse" }, reviewed_on: "2026-12-01",
    answers: { "a/1": { digest: "one", answer: "agree" }, "a/2": { digest: "two", answer: "change", comment: "Say it" } },
  });
});

test("a registration is in the file only where the reviewer wishes it shown", () => {
  const shown = (show) => JSON.parse(file(pack, { ...nurse, show }, "2026-12-01", { "a/1": said("agree") })).reviewer;
  assert.deepEqual([shown(false).body, shown(false).number, shown(true).body, shown(true).number], [undefined, undefined, "NMC", "12"]);
});

test("no file is written without a name, a role, a day and an answer, nor with a change that nobody can make", () => {
  assert.deepEqual(plain(missing({}, "", {})).map(([key]) => key), ["no_name", "no_role", "no_day", "no_answers"]);
  assert.deepEqual(plain(missing(nurse, "2026-12-01", { "a/1": said("change") })), [["no_comment", "a/1"]]);
  assert.deepEqual(plain(missing({ ...nurse, body: " ", show: true }, "2026-12-01", { "a/1": said("agree") })), [["no_body", "body"]]);
  assert.deepEqual(plain(missing(nurse, "2026-12-01", { "a/1": said("agree") })), []);
});

test("a file is called by its day and its reviewer, in letters of any alphabet", () => {
  assert.equal(fileName("2026-12-01", "Dr. Ann O’Ther"), "b12-review-2026-12-01-dr-ann-o-ther.json");
  assert.equal(fileName("2026-12-01", "../Živa Ž"), "b12-review-2026-12-01-živa-ž.json");
});

test("a saved file gives its answers back, but none to words that have changed", () => {
  const text = file(pack, { ...nurse, show: true }, "2026-12-01", { "a/1": said("agree"), "a/2": said("change", "x"), "a/3": said("not-mine") });
  assert.deepEqual(plain(opened(pack, text)), {
    answers: { "a/1": said("agree"), "a/2": said("change", "x"), "a/3": said("not-mine") }, lost: [],
    reviewer: { name: "Ann Other", role: "Nurse", body: "NMC", number: "12", show: true },
  });
  const newer = { ...pack, digests: new Map([["a/1", "one"], ["a/2", "other words"]]) };
  assert.deepEqual(plain(opened(newer, text)).lost, ["a/2", "a/3"]);
  assert.deepEqual(Object.keys(opened(newer, text).answers), ["a/1"]);
});

test("an answer that nobody can give is not taken from a file", () => {
  const text = JSON.stringify({ format: pack.format, answers: { "a/1": { digest: "one", answer: "AGREE" }, "a/2": null, __proto__: {} } });
  assert.deepEqual(plain(opened(pack, text).answers), {});
});

test("a file of another kind or language is refused by name", () => {
  for (const text of ["", "{", "null", "[]", '{"format":"b12-review/2","answers":{}}', '{"format":"b12-review/1"}']) {
    assert.throws(() => opened(pack, text), /unread/, text);
  }
  assert.throws(() => opened(pack, '{"format":"b12-review/1","language":"de","answers":{}}'), /other_language/);
});
