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
 */

/** @param {Wishes} wishes */
export function openNote({ title, text, quote, save, remove }) {
  const area = el("textarea", { id: "note-text", maxlength: LONGEST, rows: 6 });
  area.value = text;
  const close = () => dialog.close();
  const done = () => {
    const written = area.value.trim();
    if (written && written !== text) save(written);
    else if (!written && remove) remove();
    close();
  };
  const dialog = el(
    "dialog",
    { class: "ask note-dialog", "aria-labelledby": "note-title" },
    el("h2", { id: "note-title" }, title),
    quote && el("p", { class: "note-quote soft" }, `“${quote}”`),
    field(area),
    el(
      "div",
      { class: "row note-answers" },
      remove &&
        button(t("Xoá ghi chú"), "button button--plain", () => {
          close();
          remove();
        }),
      button(t("Huỷ"), "button", () => leave(dialog, area.value.trim() !== text)),
      button(t("Lưu"), "button button--primary", done),
    ),
  );
  dialog.addEventListener("cancel", (event) => {
    event.preventDefault();
    leave(dialog, area.value.trim() !== text);
  });
  dialog.addEventListener("close", () => dialog.remove());
  document.body.append(dialog);
  dialog.showModal();
  area.focus();
}

/** @param {HTMLTextAreaElement} area */
function field(area) {
  const words = t("Nội dung, chỉ đồng chí đọc được");
  return el("div", { class: "field" }, el("label", { for: "note-text" }, words), area);
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
