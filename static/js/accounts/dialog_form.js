/** A dialog with one field, sent to the server; a refusal is said inside it. */

import { el } from "../base/dom.js";
import { t } from "../base/i18n.js";
import { FormController } from "./form_controller.js";
import { showOnce } from "./once_dialog.js";

/**
 * @typedef {object} DialogForm
 * @property {string} title
 * @property {Node[]} words what stands above the field
 * @property {string} label
 * @property {Record<string, string>} field attributes of the field, `name` among them
 * @property {string} yes
 * @property {boolean} [isGrave]
 * @property {import("../base/address.js").PostAddress} address
 */

/**
 * Show it; resolves to the server's answer, or to undefined if it was left.
 * @param {DialogForm} wanted
 * @returns {Promise<any>}
 */
export async function askInDialog(wanted) {
  /** @type {{answer?: any}} */
  const result = {};
  const form = el(
    "form",
    { method: "dialog", class: "stack", novalidate: true },
    ...wanted.words,
    el(
      "div",
      { class: "field" },
      el("label", { for: "dialog-field" }, wanted.label),
      el("input", { id: "dialog-field", ...wanted.field, autofocus: true }),
    ),
    el("p", {
      class: "notice notice--error",
      "data-target": "refusal",
      role: "alert",
      hidden: true,
    }),
    buttons(wanted, () => dialog.close()),
  );
  const dialog = el(
    "dialog",
    { class: "ask", "aria-labelledby": "dialog-title" },
    el("h2", { id: "dialog-title" }, wanted.title),
    form,
  );
  new DialogFormController(form, {
    address: wanted.address,
    take: (/** @type {any} */ answer) => {
      result.answer = answer ?? true;
      dialog.close();
    },
  }).start();
  await showOnce(dialog);
  return result.answer;
}

/**
 * @param {DialogForm} wanted
 * @param {() => void} leave
 */
function buttons({ yes, isGrave = false }, leave) {
  const kind = isGrave ? "button--danger" : "button--primary";
  return el(
    "div",
    { class: "row ask-answers" },
    el("button", { class: "button", type: "button", onclick: leave }, t("Huỷ")),
    el(
      "button",
      { class: `button ${kind}`, type: "submit", "data-target": "submit" },
      yes,
    ),
  );
}

class DialogFormController extends FormController {
  /** @override */
  get address() {
    return this.context.address;
  }

  /**
   * @override
   * @param {any} answer
   */
  done(answer) {
    this.context.take(answer);
  }
}
