/** Places in the shared text that stay where they are while others write. */

import {
  absolutePositionToRelativePosition,
  relativePositionToAbsolutePosition,
  ySyncPluginKey,
} from "y-prosemirror";
import * as Y from "yjs";

/** @typedef {import("prosemirror-state").EditorState} EditorState */

/**
 * Write a range of the text.
 * @param {EditorState} state
 * @param {number} from
 * @param {number} to
 * @returns {string} JSON; "" before the text is shown
 */
export function writeRange(state, from, to) {
  const { type, binding } = ySyncPluginKey.getState(state);
  if (!binding?.mapping.size) return "";
  const ends = [from, to].map((position) =>
    Y.relativePositionToJSON(
      absolutePositionToRelativePosition(position, type, binding.mapping),
    ),
  );
  return JSON.stringify(ends);
}

/**
 * Find a range again.
 * @param {EditorState} state
 * @param {string} written
 * @returns {{from: number, to: number} | null} null: its place is gone
 */
export function readRange(state, written) {
  const { doc, type, binding } = ySyncPluginKey.getState(state);
  if (!written || !binding?.mapping.size) return null;
  try {
    const [from, to] = JSON.parse(written).map((/** @type {unknown} */ end) =>
      relativePositionToAbsolutePosition(
        doc,
        type,
        Y.createRelativePositionFromJSON(end),
        binding.mapping,
      ),
    );
    if (from === null || to === null) return null;
    const size = state.doc.content.size;
    return { from: Math.min(from, to, size), to: Math.min(Math.max(from, to), size) };
  } catch {
    return null;
  }
}
