/** Which page the text of a speech has taken off the screens. Pure functions. */

/** @typedef {import("../live/messages.js").Snapshot} Snapshot */

/**
 * Return the page to go back to while the text is still shown; null: there is none, or
 * its document is not there any more.
 * @param {Pick<Snapshot, "floor" | "live" | "documents"> | null} state
 * @returns {{document: number, page: number, title: string} | null}
 */
export function pageBefore(state) {
  const before = state?.floor?.page_before;
  if (!before || state.live?.document_id !== before.text) return null;
  const found = state.documents.find(({ id }) => id === before.document_id);
  return found ? { document: found.id, page: before.page, title: found.title } : null;
}
