/** The list of notes, paper by paper, page by page. */

import { el } from "../base/dom.js";
import { t } from "../base/i18n.js";

/** @typedef {import("./note.js").Note} Note */
/** @typedef {import("../live/messages.js").Paper} Paper */
/** @typedef {(note: Note) => void} Go */

const LONGEST = 280;

/**
 * @param {Note[]} notes
 * @param {Paper[]} papers
 * @param {Go} go
 * @returns {HTMLElement[]}
 */
export function noteList(notes, papers, go) {
  const placed = notes.filter((note) => !note.unplaced);
  const groups = papers
    .map((paper) => ({
      paper,
      mine: placed.filter((one) => one.document === paper.id),
    }))
    .filter(({ mine }) => mine.length)
    .map(({ paper, mine }) => group(paper.title, mine, go));
  const known = new Set(papers.map((paper) => paper.id));
  const others = notes.filter((note) => note.unplaced || !known.has(note.document));
  if (!others.length) return groups;
  return [...groups, group(t("Không còn chỗ trong bản mới"), others, go, true)];
}

/**
 * @param {string} title
 * @param {Note[]} notes
 * @param {Go} go
 * @param {boolean} [isOld]
 */
function group(title, notes, go, isOld = false) {
  const pages = new Map();
  for (const note of notes) {
    const key = `${note.document}:${note.page}`;
    pages.set(key, [...(pages.get(key) ?? []), note]);
  }
  const order = [...pages.values()].sort(
    ([one], [other]) => one.document - other.document || one.page - other.page,
  );
  return el(
    "section",
    { class: "notes-paper" },
    el("h3", {}, title),
    isOld &&
      el(
        "p",
        { class: "soft small" },
        t("Nội dung của những trang này đã đổi. Ghi chú vẫn nằm ở trang của bản cũ."),
      ),
    el("ul", { class: "notes-lines" }, ...order.flatMap((page) => lines(page, go))),
  );
}

/**
 * @param {Note[]} page all of one page
 * @param {Go} go
 */
function lines(page, go) {
  const strokes = page.filter((note) => note.kind === "ink");
  const worded = page.filter((note) => note.kind !== "ink");
  worded.sort((one, other) => heightOf(one) - heightOf(other));
  const made = worded.map((note) => line(note, wordsOf(note), go));
  const [first] = strokes;
  if (!first) return made;
  const said = t("{count} nét bút", { count: strokes.length });
  return [...made, line(first, said, go)];
}

/** @param {Note} note */
function heightOf({ kind, body }) {
  return kind === "text" ? body.at[1] : (body.boxes[0]?.[1] ?? 0);
}

/** @param {Note} note */
function wordsOf({ kind, body, anchor }) {
  return (kind === "text" ? body.text : anchor.quote).slice(0, LONGEST);
}

/**
 * @param {Note} note
 * @param {string} words
 * @param {Go} go
 */
function line(note, words, go) {
  return el(
    "li",
    {},
    el(
      "button",
      { class: "notes-line", type: "button", onclick: () => go(note) },
      el("span", { class: "notes-page" }, t("Trang {page}", { page: note.page })),
      el("span", { class: "notes-words", "data-kind": note.kind }, words),
      note.refusal && el("span", { class: "notes-refusal" }, note.refusal),
    ),
  );
}
