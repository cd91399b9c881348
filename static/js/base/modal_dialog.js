/** Modal dialogs that are removed when closed. */

/**
 * Show it; resolves when it is closed.
 * @param {HTMLDialogElement} dialog
 * @returns {Promise<void>}
 */
export function openModal(dialog) {
  document.body.append(dialog);
  dialog.showModal();
  return new Promise((resolve) => {
    dialog.addEventListener("close", () => {
      dialog.remove();
      resolve();
    });
  });
}
