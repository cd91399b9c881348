/** List of notes by document and page. */

import { el } from "../base/dom.js";
import { t } from "../base/i18n.js";
import { icon } from "./icons.js";

/** @typedef {import("./note.js").Note} Note */
/** @typedef {import("../live/messages.js").MeetingDocument} MeetingDocument */
/**
 * @typedef {object} NoteListActions
 * @property {(note: Note) => void} go to its page
 * @property {(notes: Note[]) => void} [share] one's own; none for another's
 * @property {(keys: string[]) => string[]} [words] what outcomes of them
 */

const MAX_EXCERPT_LENGTH = 280;

/**
 * @param {Note[]} notes
 * @param {MeetingDocument[]} papers
 * @param {NoteListActions} actions
 * @returns {HTMLElement[]}
 */
export function noteList(notes, papers, actions) {
  const placed = notes.filter((note) => !note.unplaced);
  const groups = papers
    .map((paper) => ({
      paper,
      mine: placed.filter((one) => one.document === paper.id),
    }))
    .filter(({ mine }) => mine.length)
    .map(({ paper, mine }) => noteGroup(paper.title, mine, actions));
  const known = new Set(papers.map((paper) => paper.id));
  const others = notes.filter((note) => note.unplaced || !known.has(note.document));
  if (!others.length) return groups;
  return [
    ...groups,
    noteGroup(t("Không còn chỗ trong bản mới"), others, actions, true),
  ];
}

/**
 * @param {string} title
 * @param {Note[]} notes
 * @param {NoteListActions} actions
 * @param {boolean} [isOld]
 */
function noteGroup(title, notes, actions, isOld = false) {
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
    el(
      "ul",
      { class: "notes-lines" },
      ...order.flatMap((page) => pageRows(page, actions)),
    ),
  );
}

/**
 * @param {Note[]} notes of others, that the reader is shown
 * @param {NoteListActions} actions
 * @returns {HTMLElement[]}
 */
export function sharedList(notes, actions) {
  if (!notes.length) return [];
  /** @type {Map<string, Note[]>} */
  const authors = new Map();
  for (const note of notes) {
    const author = note.author ?? "";
    authors.set(author, [...(authors.get(author) ?? []), note]);
  }
  return [...authors].map(([author, theirs]) =>
    noteGroup(t("Ghi chú của {author}", { author }), theirs, actions),
  );
}

/**
 * @param {Note[]} page all of one page
 * @param {NoteListActions} actions
 */
function pageRows(page, actions) {
  const strokes = page.filter((note) => note.kind === "ink");
  const worded = page.filter((note) => note.kind !== "ink");
  worded.sort((one, other) => verticalPosition(one) - verticalPosition(other));
  const made = worded.map((note) => noteRow([note], excerptOf(note), actions));
  if (!strokes.length) return made;
  const said = t("{count} nét bút", { count: strokes.length });
  return [...made, noteRow(strokes, said, actions)];
}

/** @param {Note} note */
function verticalPosition({ kind, body }) {
  return kind === "text" ? body.at[1] : (body.boxes[0]?.[1] ?? 0);
}

/** @param {Note} note */
function excerptOf({ kind, body, anchor }) {
  return (kind === "text" ? body.text : anchor.quote).slice(0, MAX_EXCERPT_LENGTH);
}

/**
 * @param {Note[]} notes that go together
 * @param {string} words
 * @param {NoteListActions} actions
 */
function noteRow(notes, words, { go, share, words: outcomes }) {
  const [note] = notes;
  if (!note) return null;
  const { page, kind, refusal } = note;
  const facts = outcomes?.(notes.map(({ key }) => key)) ?? [];
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
