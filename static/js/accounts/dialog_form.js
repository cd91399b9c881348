/** Dialog with one field that is sent to the server; shows errors inside the dialog. */

import { el } from "../base/dom.js";
import { t } from "../base/i18n.js";
import { FormController } from "../base/form_controller.js";
import { openModal } from "../base/modal_dialog.js";

/**
 * @typedef {object} FormDialogOptions
 * @property {string} title
 * @property {Node[]} words content above the field
 * @property {string} label
 * @property {Record<string, string>} field attributes of the field, `name` among them
 * @property {string} yes
 * @property {boolean} [isDestructive]
 * @property {object} [extra] sent beside the field
 * @property {import("../base/address_builder.js").PostAddress} address
 */

/**
 * Show it; resolves to the server's answer, or to undefined if it was left.
 * @param {FormDialogOptions} options
 * @returns {Promise<any>}
 */
export async function askInDialog(options) {
  /** @type {{answer?: any}} */
  const result = {};
  const form = el(
    "form",
    { method: "dialog", class: "stack", novalidate: true },
    ...options.words,
    el(
      "div",
      { class: "field" },
      el("label", { for: "dialog-field" }, options.label),
      el("input", { id: "dialog-field", ...options.field, autofocus: true }),
    ),
    el("p", {
      class: "notice notice--error",
      "data-target": "refusal",
      role: "alert",
      hidden: true,
    }),
    buttonRow(options, () => dialog.close()),
  );
  const dialog = el(
    "dialog",
    { class: "ask", "aria-labelledby": "dialog-title" },
    el("h2", { id: "dialog-title" }, options.title),
    form,
  );
  new DialogFormController(form, {
    address: options.address,
    extra: options.extra,
    onAnswer: (/** @type {any} */ answer) => {
      result.answer = answer ?? true;
      dialog.close();
    },
  }).start();
  await openModal(dialog);
  return result.answer;
}

/**
 * @param {FormDialogOptions} options
 * @param {() => void} onCancel
 */
function buttonRow({ yes, isDestructive = false }, onCancel) {
  const kind = isDestructive ? "button--danger" : "button--primary";
  return el(
    "div",
    { class: "row ask-answers" },
    el("button", { class: "button", type: "button", onclick: onCancel }, t("Huỷ")),
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
   * @param {Record<string, string>} fields
   */
  body(fields) {
    return { ...fields, ...this.context.extra };
  }

  /**
   * @override
   * @param {any} answer
   */
  done(answer) {
    this.context.onAnswer(answer);
  }
}
