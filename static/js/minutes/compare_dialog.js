/** Dialog that shows a version beside the text as it is now, line by line. */

import { el } from "../base/dom.js";
import { t } from "../base/i18n.js";
import { openModal } from "../base/modal_dialog.js";

/** @typedef {{kind: "same" | "added" | "removed", text: string}} Line */

/** @param {Line} line */
function lineElement({ kind, text }) {
  // Not by colour alone.
  const mark = { same: "", added: t("Thêm: "), removed: t("Bỏ: ") }[kind];
  return el(
    "p",
    { class: `compare-line compare-line--${kind}` },
    mark && el("strong", {}, mark),
    text,
  );
}

/**
 * @param {string} title
 * @param {Line[]} lines
 */
export function showChanges(title, lines) {
  const isSame = lines.every(({ kind }) => kind === "same");
  const intro = isSame
    ? t("Bản này giống hệt bản hiện nay.")
    : t("So bản này với bản hiện nay.");
  return openModal(
    el(
      "dialog",
      { class: "ask compare-dialog", "aria-labelledby": "compare-title" },
      el("h2", { id: "compare-title" }, title),
      el("p", { class: "soft" }, intro),
      el(
        "div",
        {
          class: "compare-lines",
          tabindex: 0,
          role: "region",
          "aria-labelledby": "compare-title",
        },
        ...lines.map(lineElement),
      ),
      el(
        "form",
        { method: "dialog", class: "row ask-answers" },
        el("button", { class: "button", autofocus: true }, t("Đóng")),
      ),
    ),
  );
}
