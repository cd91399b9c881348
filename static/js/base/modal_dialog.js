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

/**
 * Move the focus back into a dialog that was drawn anew without what had it; a dialog
 * over it keeps its own.
 * @param {HTMLDialogElement} dialog
 * @param {HTMLElement} fallback where nothing is chosen in the dialog
 */
export function keepFocus(dialog, fallback) {
  if (document.activeElement !== document.body) return;
  const chosen = dialog.querySelector("input:checked");
  const next = chosen instanceof HTMLElement ? chosen : fallback;
  next.focus();
}
