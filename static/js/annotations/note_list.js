/** The list of notes, paper by paper, page by page. */

import { el } from "../base/dom.js";
import { t } from "../base/i18n.js";
import { icon } from "./icons.js";

/** @typedef {import("./note.js").Note} Note */
/** @typedef {import("../live/messages.js").Paper} Paper */
/**
 * @typedef {object} Deeds
 * @property {(note: Note) => void} go to its page
 * @property {(notes: Note[]) => void} [share] one's own; none for another's
 * @property {(keys: string[]) => string[]} [words] what became of them
 */

const LONGEST = 280;

/**
 * @param {Note[]} notes
 * @param {Paper[]} papers
 * @param {Deeds} deeds
 * @returns {HTMLElement[]}
 */
export function noteList(notes, papers, deeds) {
  const placed = notes.filter((note) => !note.unplaced);
  const groups = papers
    .map((paper) => ({
      paper,
      mine: placed.filter((one) => one.document === paper.id),
    }))
    .filter(({ mine }) => mine.length)
    .map(({ paper, mine }) => group(paper.title, mine, deeds));
  const known = new Set(papers.map((paper) => paper.id));
  const others = notes.filter((note) => note.unplaced || !known.has(note.document));
  if (!others.length) return groups;
  return [...groups, group(t("Không còn chỗ trong bản mới"), others, deeds, true)];
}

/**
 * @param {string} title
 * @param {Note[]} notes
 * @param {Deeds} deeds
 * @param {boolean} [isOld]
 */
function group(title, notes, deeds, isOld = false) {
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
    el("ul", { class: "notes-lines" }, ...order.flatMap((page) => lines(page, deeds))),
  );
}

/**
 * @param {Note[]} notes of others, that the reader is shown
 * @param {Deeds} deeds
 * @returns {HTMLElement[]}
 */
export function sharedList(notes, deeds) {
  if (!notes.length) return [];
  /** @type {Map<string, Note[]>} */
  const authors = new Map();
  for (const note of notes) {
    const author = note.author ?? "";
    authors.set(author, [...(authors.get(author) ?? []), note]);
  }
  return [...authors].map(([author, theirs]) =>
    group(t("Ghi chú của {author}", { author }), theirs, deeds),
  );
}

/**
 * @param {Note[]} page all of one page
 * @param {Deeds} deeds
 */
function lines(page, deeds) {
  const strokes = page.filter((note) => note.kind === "ink");
  const worded = page.filter((note) => note.kind !== "ink");
  worded.sort((one, other) => heightOf(one) - heightOf(other));
  const made = worded.map((note) => line([note], wordsOf(note), deeds));
  if (!strokes.length) return made;
  const said = t("{count} nét bút", { count: strokes.length });
  return [...made, line(strokes, said, deeds)];
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
 * @param {Note[]} notes that go together
 * @param {string} words
 * @param {Deeds} deeds
 */
function line(notes, words, { go, share, words: became }) {
  const [note] = notes;
  if (!note) return null;
  const { page, kind, refusal } = note;
  const facts = became?.(notes.map(({ key }) => key)) ?? [];
  return el(
    "li",
    { class: "notes-item" },
    el(
      "button",
      { class: "notes-line", type: "button", onclick: () => go(note) },
      el("span", { class: "notes-page" }, t("Trang {page}", { page })),
      el("span", { class: "notes-words", "data-kind": kind }, words),
      ...facts.map((fact) => el("span", { class: "notes-fact" }, fact)),
      refusal && el("span", { class: "notes-refusal" }, refusal),
    ),
    share &&
      el(
        "button",
        {
          class: "button notes-share",
          type: "button",
          "aria-label": t("Chia sẻ ghi chú trang {page}", { page }),
          onclick: () => share(notes),
        },
        icon("share"),
      ),
  );
}
