/** A written note from its first word to its reader: written, read, shared, sent. */

import { el } from "../base/dom.js";
import { t } from "../base/i18n.js";
import { ApiError } from "../base/api.js";
import { button, labelOf, openNote, show } from "./note_dialog.js";
import { newNote } from "./note.js";
import { openOpinion } from "./opinion_dialog.js";
import { openShare } from "./share_dialog.js";
import { anchorOf, wordAt, wordsOf } from "./wording.js";

/** @typedef {import("./make_notes.js").Notes} Notes */
/** @typedef {import("./note.js").Note} Note */
/** @typedef {import("../documents/reader/frame.js").Frame} Frame */

/**
 * Write at a place of a page.
 * @param {Notes} notes
 * @param {Frame} frame
 * @param {number} x
 * @param {number} y
 */
export async function writeNote({ shelf }, frame, x, y) {
  const { place } = frame;
  const words = await wordsOf(frame);
  const word = wordAt(words, x, y);
  const anchor = word < 0 ? undefined : anchorOf(words, word, word + 3);
  const save = (/** @type {string} */ text) =>
    shelf.add(
      newNote({
        ...place,
        kind: "text",
        colour: "yellow",
        body: { text, at: [x, y] },
        anchor,
      }),
    );
  openNote({ title: titleOf(place), text: "", save });
}

/**
 * Read a note again: one's own to be changed, another's as it is.
 * @param {Notes} notes
 * @param {Note} note
 */
export function readNote(notes, note) {
  if (note.author) return readTheirs(note);
  const { shelf, sent } = notes;
  const { key } = note;
  const now = () => shelf.notes.get(key) ?? note;
  const facts = el("div", { class: "note-facts soft", role: "status" });
  const label = labelOf();
  const draw = () => {
    facts.replaceChildren(...sent.words([key]).map((word) => el("p", {}, word)));
    label.textContent = labelOf(sent.readers([key]).length > 0).textContent;
  };
  draw();
  sent.addEventListener("changed", draw);
  openNote({
    title: titleOf(note),
    text: note.body.text,
    quote: note.anchor.quote,
    label,
    facts,
    save: (text) => shelf.edit(key, { body: { ...note.body, text } }),
    remove: () => shelf.remove([key]),
    more: [
      { word: t("Chia sẻ…"), deed: () => openShare(notes, [now()]) },
      ...(sent.mayOpine
        ? [{ word: t("Gửi Thư ký…"), deed: () => openOpinion(notes, now()) }]
        : []),
    ],
    closed: () => sent.removeEventListener("changed", draw),
  });
  sent.load().catch(ignoreRefusal);
}

/** @param {unknown} error what is known stays shown; only a defect is told */
function ignoreRefusal(error) {
  if (!(error instanceof ApiError)) throw error;
}

/** @param {{page: number}} place */
function titleOf({ page }) {
  return t("Ghi chú trên trang {page}", { page });
}

/** @param {Note} note */
function readTheirs({ author = "", page, body, anchor }) {
  const { quote } = anchor;
  const dialog = el(
    "dialog",
    { class: "ask note-dialog", "aria-labelledby": "note-title" },
    el("h2", { id: "note-title" }, t("Ghi chú của {author}", { author })),
    el("p", { class: "soft" }, t("Trang {page}", { page })),
    quote && el("p", { class: "note-quote soft" }, `“${quote}”`),
    el("p", { class: "note-theirs" }, body.text),
    el(
      "div",
      { class: "row note-answers" },
      button(t("Đóng"), "button button--primary", () => dialog.close()),
    ),
  );
  show(dialog);
}
