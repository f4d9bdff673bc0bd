// What a reviewer's answers become: minutes, a file to send back, and the answers that such a file still gives. No page
// is touched here. The pack is { format, edition, language, unseen, digests }: unseen is a pattern of marks that a file
// may not hold, digests a Map from a statement's id to the digest of its words.

const ANSWERS = ["agree", "change", "not-mine"];

/** A length in minutes as the name of a phrase and its number, as roughly as it is known (contents.py says the same). */
export function roughly(minutes) {
  if (minutes >= 100) return ["hours", Math.round(minutes / 60)];
  return ["minutes", Math.max(1, minutes < 10 ? Math.round(minutes) : 5 * Math.round(minutes / 5))];
}

/** Whether a statement is done with: a change needs words that say which. */
export const done = (answer) => Boolean(answer?.answer) && (answer.answer !== "change" || Boolean(answer.comment.trim()));

/** What keeps a file from being written, each as the name of a phrase and the id of what to mend. */
export function missing(reviewer, day, answers) {
  const faults = ["name", "role"].filter((key) => !reviewer[key]?.trim()).map((key) => [`no_${key}`, key]);
  if (reviewer.show && reviewer.number?.trim() && !reviewer.body?.trim()) faults.push(["no_body", "body"]);
  if (!/^\d{4}-\d\d-\d\d$/.test(day)) faults.push(["no_day", "day"]);
  const given = Object.entries(answers).filter(([, { answer }]) => answer);
  if (!given.length) faults.push(["no_answers", ""]);
  return [...faults, ...given.filter(([, one]) => !done(one)).map(([id]) => ["no_comment", id])];
}

/** The file's text. Registration stays out of it unless the reviewer wishes it shown. */
export function file(pack, reviewer, day, answers) {
  const clean = (text) => text.replace(new RegExp(pack.unseen, "gu"), "").trim();
  const who = ["name", "role", ...(reviewer.show ? ["body", "number"] : [])]
    .map((key) => [key, clean(reviewer[key] ?? "")]).filter(([, value]) => value);
  const given = Object.entries(answers).filter(([id, { answer }]) => answer && pack.digests.has(id));
  const made = {
    format: pack.format,
    edition: pack.edition,
    language: pack.language,
    reviewer: Object.fromEntries(who),
    reviewed_on: day,
    answers: Object.fromEntries(given.map(([id, { answer, comment }]) =>
      [id, { digest: pack.digests.get(id), answer, ...(clean(comment) && { comment: clean(comment) }) }])),
  };
  return `${JSON.stringify(made, null, 1)}\n`;
}

/** What the file is called: by day and reviewer. */
export function fileName(day, name) {
  return `b12-review-${day}-${name.toLowerCase().match(/[\p{L}\p{N}]+/gu)?.join("-") ?? ""}.json`;
}

/** What a saved file gives to this pack: answers to the same words, who gave them, and the ids that fit no longer.
    Throws an Error with the name of a phrase when it is no such file. */
export function opened(pack, text) {
  let found;
  try {
    found = JSON.parse(text);
  } catch {
    throw new Error("unread");
  }
  if (found?.format !== pack.format || !found.answers || typeof found.answers !== "object") throw new Error("unread");
  if ((found.language ?? pack.language) !== pack.language) throw new Error("other_language");
  const answers = {};
  const lost = [];
  for (const [id, given] of Object.entries(found.answers)) {
    const { digest, answer, comment } = given ?? {};
    if (pack.digests.get(id) === digest && ANSWERS.includes(answer)) answers[id] = { answer, comment: String(comment ?? "") };
    else lost.push(id);
  }
  const { name, role, body, number } = found.reviewer ?? {};
  const reviewer = { ...(name && { name }), ...(role && { role }), ...(body && { body, number: number ?? "", show: true }) };
  return { answers, lost, reviewer };
}
