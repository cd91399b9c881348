/** Create, open, share and send text notes. */

import { el } from "../base/dom.js";
import { t } from "../base/i18n.js";
import { openModal } from "../base/modal_dialog.js";
import { ApiError } from "../base/api.js";
import { button, labelOf, openNoteDialog } from "./note_dialog.js";
import { newNote } from "./note.js";
import { openOpinionDialog } from "./opinion_dialog.js";
import { openShareDialog } from "./share_dialog.js";
import { anchorOf, wordAt, pageWords } from "./text_anchor.js";

/** @typedef {import("./notes.js").Notes} Notes */
/** @typedef {import("./note.js").Note} Note */
/** @typedef {import("../documents/reader/page_frame.js").PageFrame} PageFrame */

/**
 * Create a text note at a position of a page.
 * @param {Notes} notes
 * @param {PageFrame} frame
 * @param {number} x
 * @param {number} y
 */
export async function createNote({ noteStore }, frame, x, y) {
  const { position } = frame;
  const words = await pageWords(frame);
  const label = wordAt(words, x, y);
  const anchor = label < 0 ? undefined : anchorOf(words, label, label + 3);
  const save = (/** @type {string} */ text) =>
    noteStore.add(
      newNote({
        ...position,
        kind: "text",
        colour: "yellow",
        body: { text, at: [x, y] },
        anchor,
      }),
    );
  openNoteDialog({ title: titleOf(position), text: "", save });
}

/**
 * Read a note again: one's own to be changed, another's as it is.
 * @param {Notes} notes
 * @param {Note} note
 */
export function openExistingNote(notes, note) {
  if (note.author) return openSharedNote(note);
  const { noteStore, outgoing } = notes;
  const { key } = note;
  const now = () => noteStore.notes.get(key) ?? note;
  const facts = el("div", { class: "note-facts soft", role: "status" });
  const label = labelOf();
  const draw = () => {
    facts.replaceChildren(...outgoing.words([key]).map((label) => el("p", {}, label)));
    label.textContent = labelOf(outgoing.readers([key]).length > 0).textContent;
  };
  draw();
  outgoing.addEventListener("changed", draw);
  openNoteDialog({
    title: titleOf(note),
    text: note.body.text,
    quote: note.anchor.quote,
    label,
    facts,
    save: (text) => noteStore.edit(key, { body: { ...note.body, text } }),
    remove: () => noteStore.remove([key]),
    more: [
      { label: t("Chia sẻ…"), onClick: () => openShareDialog(notes, [now()]) },
      ...(outgoing.canSendOpinion
        ? [{ label: t("Gửi Thư ký…"), onClick: () => openOpinionDialog(notes, now()) }]
        : []),
    ],
    closed: () => outgoing.removeEventListener("changed", draw),
  });
  outgoing.load().catch(ignoreRefusal);
}

/** @param {unknown} error an API error is ignored; any other is rethrown */
function ignoreRefusal(error) {
  if (!(error instanceof ApiError)) throw error;
}

/** @param {{page: number}} position */
function titleOf({ page }) {
  return t("Ghi chú trên trang {page}", { page });
}

/** @param {Note} note */
function openSharedNote({ author = "", page, body, anchor }) {
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
  openModal(dialog);
}
