/** Dialog that shows a newer fact beside the text, and asks what to do. */

import { el } from "../base/dom.js";
import { t } from "../base/i18n.js";
import { openModal } from "../base/modal_dialog.js";

/** @typedef {import("prosemirror-model").Node} Node */

/** @param {Node | null} node */
const textOf = (node) =>
  el(
    "div",
    { class: "facts-text", tabindex: 0 },
    node?.textBetween(0, node.content.size, "\n") ?? "",
  );

/**
 * @param {string} title
 * @param {{now: Node | null, newer: Node, isEdited: boolean}} fact
 * @returns {Promise<string>} `replace`, `below`, or what leaves the text as it is
 */
export async function askAboutFact(title, { now, newer, isEdited }) {
  const answer = (/** @type {string} */ value, /** @type {string} */ label) =>
    el("button", { class: "button", value }, label);
  const dialog = el(
    "dialog",
    { class: "ask facts-dialog", "aria-labelledby": "fact-title" },
    el("h2", { id: "fact-title" }, title),
    isEdited &&
      el("p", { class: "notice notice--warn" }, t("Đoạn này đã được sửa tay.")),
    el("h3", {}, t("Trong biên bản")),
    textOf(now),
    el("h3", {}, t("Số liệu mới")),
    textOf(newer),
    el(
      "form",
      { method: "dialog", class: "row ask-answers" },
      answer("keep", t("Giữ như cũ")),
      answer("below", t("Chèn bên dưới")),
      answer("replace", t("Thay bằng số liệu mới")),
    ),
  );
  await openModal(dialog);
  return dialog.returnValue;
}
