/** Dialog to write, change or delete a text note. */

import { confirm } from "../base/confirm.js";
import { el } from "../base/dom.js";
import { t } from "../base/i18n.js";
import { openModal } from "../base/modal_dialog.js";

/** @typedef {import("./note.js").Note} Note */

const MAX_TEXT_LENGTH = 4000;

/**
 * @typedef {object} NoteDialogOptions
 * @property {string} title
 * @property {string} text current text
 * @property {string} [quote] the quoted words of the page
 * @property {(text: string) => void} save
 * @property {() => void} [remove]
 * @property {HTMLElement} [label] of the words; that they are one's own, without it
 * @property {HTMLElement} [facts] what became of it: who sees it, to whom it was sent
 * @property {{label: string, onClick: () => void}[]} [more] further actions,
 *   available once the note is saved
 * @property {() => void} [closed]
 */

/** @param {NoteDialogOptions} options */
export function openNoteDialog({ title, text, quote, save, remove, ...rest }) {
  const attributes = { id: "note-text", maxlength: MAX_TEXT_LENGTH, rows: 6 };
  const textArea = el("textarea", attributes);
  textArea.value = text;
  const close = () => dialog.close();
  const isDirty = () => textArea.value.trim() !== text;
  const onDelete = () => {
    close();
    remove?.();
  };
  const onSave = () => {
    const written = textArea.value.trim();
    if (written && written !== text) save(written);
    else if (!written && remove) remove();
    close();
    return written;
  };
  const dialog = el(
    "dialog",
    { class: "ask note-dialog", "aria-labelledby": "note-title" },
    el("h2", { id: "note-title" }, title),
    quote && el("p", { class: "note-quote soft" }, `“${quote}”`),
    el("div", { class: "field" }, rest.label ?? labelOf(), textArea),
    rest.facts,
    rest.more && extraButtons(rest.more, onSave),
    el(
      "div",
      { class: "row note-answers" },
      remove && button(t("Xoá ghi chú"), "button button--plain", onDelete),
      button(t("Huỷ"), "button", () => closeDialog(dialog, isDirty())),
      button(t("Lưu"), "button button--primary", onSave),
    ),
  );
  dialog.addEventListener("cancel", (event) => {
    event.preventDefault();
    closeDialog(dialog, isDirty());
  });
  openModal(dialog).then(rest.closed);
  textArea.focus();
}

/**
 * @param {NonNullable<NoteDialogOptions["more"]>} more
 * @param {() => string} onSave saves, closes and returns the text; empty: no action
 */
function extraButtons(more, onSave) {
  const buttons = more.map(({ label, onClick }) =>
    button(label, "button", () => void (onSave() && onClick())),
  );
  return el("div", { class: "row note-more" }, ...buttons);
}

/** @param {boolean} [isShared] */
export function labelOf(isShared = false) {
  const words = isShared
    ? t("Nội dung, người được chia sẻ cũng đọc được")
    : t("Nội dung, chỉ đồng chí đọc được");
  return el("label", { for: "note-text" }, words);
}

/**
 * @param {string} text
 * @param {string} kind
 * @param {() => void} onClick
 */
export function button(text, kind, onClick) {
  return el("button", { class: kind, type: "button", onclick: onClick }, text);
}

/**
 * @param {HTMLDialogElement} dialog
 * @param {boolean} isDirty
 */
async function closeDialog(dialog, isDirty) {
  const question = {
    title: t("Bỏ phần đang viết?"),
    text: t("Nội dung vừa viết chưa được lưu."),
    yes: t("Bỏ, không lưu"),
    isDestructive: true,
  };
  if (!isDirty || (await confirm(question))) dialog.close();
}
