/** Notes for tests. */

import { newNote } from "../../../static/js/annotations/note.js";

/** @typedef {import("../../../static/js/annotations/note.js").Note} Note */

/**
 * @param {Partial<Note>} [more]
 * @returns {Note}
 */
export function ink(more = {}) {
  const body = { points: [0.1, 0.1, 0.2, 0.2], width: 0.003 };
  return {
    ...newNote({ document: 1, page: 1, kind: "ink", colour: "blue", body }),
    ...more,
  };
}

/**
 * @param {string} words
 * @param {Partial<Note>} [more]
 * @returns {Note}
 */
export function text(words, more = {}) {
  return ink({ kind: "text", body: { text: words, at: [0.5, 0.5] }, ...more });
}
