/** Dialog that asks for the password before the second factor changes. */

import { t } from "../base/i18n.js";
import { post } from "../base/api.js";
import { confirm } from "../base/confirm.js";
import { askInDialog } from "./dialog_form.js";

/**
 * @typedef {object} ProofOptions
 * @property {string} title
 * @property {HTMLElement[]} words
 * @property {string} yes
 * @property {boolean} [isDestructive]
 * @property {import("../base/address_builder.js").PostAddress} address
 */

/**
 * Ask, and post to the address; resolves to its answer, or to undefined if left.
 *
 * An account that signs in elsewhere has no password here: the server then wants a
 * fresh sign-in instead.
 * @param {Element} element with `data-password`
 * @param {ProofOptions} options
 * @returns {Promise<any>}
 */
export async function askForProof(element, options) {
  if (/** @type {HTMLElement} */ (element).dataset.password === "true") {
    return askInDialog({ ...options, ...passwordField() });
  }
  const { title, words, yes, isDestructive = false } = options;
  const text = words.map((one) => one.textContent).join(" ");
  if (!(await confirm({ title, text, yes, isDestructive }))) return;
  return (await post(options.address, {})) ?? true;
}

function passwordField() {
  return {
    label: t("Mật khẩu của đồng chí"),
    field: {
      name: "password",
      type: "password",
      autocomplete: "current-password",
      maxlength: "200",
    },
  };
}
