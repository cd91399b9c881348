/** Writing a note, reading it again or taking it away. */

import { confirm } from "../base/confirm.js";
import { el } from "../base/dom.js";
import { t } from "../base/i18n.js";

/** @typedef {import("./note.js").Note} Note */

const LONGEST = 4000;

/**
 * @typedef {object} Wishes
 * @property {string} title
 * @property {string} text what stands there
 * @property {string} [quote] the words it stands on
 * @property {(text: string) => void} save
 * @property {() => void} [remove]
 * @property {HTMLElement} [label] of the words; that they are one's own, without it
 * @property {HTMLElement} [facts] what became of it: who sees it, to whom it was sent
 * @property {{word: string, deed: () => void}[]} [more] what else can be done with it,
 *   once it is saved
 * @property {() => void} [closed]
 */

/** @param {Wishes} wishes */
export function openNote({ title, text, quote, save, remove, ...rest }) {
  const area = el("textarea", { id: "note-text", maxlength: LONGEST, rows: 6 });
  area.value = text;
  const close = () => dialog.close();
  const isDirty = () => area.value.trim() !== text;
  const away = () => {
    close();
    remove?.();
  };
  const done = () => {
    const written = area.value.trim();
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
    el("div", { class: "field" }, rest.label ?? labelOf(), area),
    rest.facts,
    rest.more && moreDeeds(rest.more, done),
    el(
      "div",
      { class: "row note-answers" },
      remove && button(t("Xoá ghi chú"), "button button--plain", away),
      button(t("Huỷ"), "button", () => leave(dialog, isDirty())),
      button(t("Lưu"), "button button--primary", done),
    ),
  );
  dialog.addEventListener("cancel", (event) => {
    event.preventDefault();
    leave(dialog, isDirty());
  });
  show(dialog, rest.closed);
  area.focus();
}

/**
 * Show a dialog that is there only as long as it is open.
 * @param {HTMLDialogElement} dialog
 * @param {() => void} [closed]
 */
export function show(dialog, closed) {
  dialog.addEventListener("close", () => {
    dialog.remove();
    closed?.();
  });
  document.body.append(dialog);
  dialog.showModal();
}

/**
 * @param {NonNullable<Wishes["more"]>} more
 * @param {() => string} done saves and closes; nothing stands there: nothing to be done
 */
function moreDeeds(more, done) {
  const buttons = more.map(({ word, deed }) =>
    button(word, "button", () => void (done() && deed())),
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
 * @param {() => void} deed
 */
export function button(text, kind, deed) {
  return el("button", { class: kind, type: "button", onclick: deed }, text);
}

/**
 * @param {HTMLDialogElement} dialog
 * @param {boolean} isDirty
 */
async function leave(dialog, isDirty) {
  const question = {
    title: t("Bỏ phần đang viết?"),
    text: t("Nội dung vừa viết chưa được lưu."),
    yes: t("Bỏ, không lưu"),
    isGrave: true,
  };
  if (!isDirty || (await confirm(question))) dialog.close();
}
