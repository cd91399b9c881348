/** Confirmation dialog before an action that affects others. */

import { el } from "./dom.js";
import { t } from "./i18n.js";
import { openModal } from "./modal_dialog.js";

/**
 * @typedef {object} Question
 * @property {string} title
 * @property {string} text what will happen
 * @property {string} yes label naming the action, never "OK"
 * @property {boolean} [isDestructive] whether it cannot be undone
 */

/**
 * Ask; resolves to whether the answer was yes.
 * @param {Question} question
 * @returns {Promise<boolean>}
 */
export function confirm({ title, text, yes, isDestructive = false }) {
  const dialog = el(
    "dialog",
    { class: "ask", "aria-labelledby": "ask-title" },
    el("h2", { id: "ask-title" }, title),
    el("p", {}, text),
    el(
      "form",
      { method: "dialog", class: "row ask-answers" },
      el("button", { class: "button", value: "no", autofocus: true }, t("Không")),
      el(
        "button",
        {
          class: isDestructive ? "button button--danger" : "button button--primary",
          value: "yes",
        },
        yes,
      ),
    ),
  );
  return openModal(dialog).then(() => dialog.returnValue === "yes");
}
