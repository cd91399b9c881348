/** A dialog that stays open, with what was entered, until the server has taken it. */

import { el } from "../base/dom.js";
import { t } from "../base/i18n.js";
import { openModal } from "../base/modal_dialog.js";

/**
 * @param {object} options
 * @param {string} options.title
 * @param {Node[]} options.content fields
 * @param {string} options.yes
 * @param {() => Promise<unknown>} options.send rejects with a sentence for the user
 * @returns {Promise<boolean>} whether it was sent
 */
export async function openSendingDialog({ title, content, yes, send }) {
  let isSent = false;
  const refusal = el("p", {
    class: "notice notice--error",
    role: "alert",
    hidden: true,
  });
  const submit = el("button", { class: "button button--primary" }, yes);
  const form = el(
    "form",
    { method: "dialog", class: "stack" },
    ...content,
    refusal,
    answers(submit, () => dialog.close()),
  );
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    submit.disabled = true;
    refusal.hidden = true;
    try {
      await send();
      isSent = true;
      dialog.close();
    } catch (error) {
      refusal.textContent = error instanceof Error ? error.message : String(error);
      refusal.hidden = false;
    }
    submit.disabled = false;
  });
  const dialog = el(
    "dialog",
    { class: "ask", "aria-labelledby": "sending-title" },
    el("h2", { id: "sending-title" }, title),
    form,
  );
  await openModal(dialog);
  return isSent;
}

/**
 * @param {HTMLElement} submit
 * @param {() => void} onCancel
 */
function answers(submit, onCancel) {
  const cancel = { class: "button", type: "button", onclick: onCancel };
  return el(
    "div",
    { class: "row ask-answers" },
    el("button", cancel, t("Thôi")),
    submit,
  );
}
