/**
 * Merge the notes of this device with those of the server. Pure functions.
 *
 * @typedef {import("./note.js").Note} Note
 * @typedef {{key: string, revision: number, note?: Note, message?: string,
 *   result: "taken" | "known" | "newer" | "gone" | "refused"}} MergeResult
 * @typedef {{put: Note[], drop: string[]}} NoteChanges
 */

import { newNote } from "./note.js";

/**
 * What the server needs of an edit.
 * @param {Note} note
 */
export function changePayload(note) {
  const { key, document, page, kind, colour, anchor, deleted } = note;
  const body = deleted ? null : note.body;
  return {
    key,
    base: note.revision,
    document,
    page,
    kind,
    colour,
    anchor,
    deleted,
    body,
  };
}

/**
 * Say what the server's answer to an edit makes of the note here.
 * @param {Note} now as it is here by now
 * @param {Note} sent as it was sent
 * @param {MergeResult} outcome
 * @returns {NoteChanges}
 */
export function applyResult(now, sent, outcome) {
  switch (outcome.result) {
    case "taken":
    case "known":
      return accepted(now, sent, outcome.revision);
    case "newer":
      return outcome.note ? superseded(now, outcome.note) : { put: [], drop: [] };
    case "gone":
      return { put: [], drop: [now.key] };
    default:
      return { put: [{ ...now, waiting: 0, refusal: outcome.message }], drop: [] };
  }
}

/**
 * A tombstone stays until the server sends it: with its revision it can be undone.
 * @param {Note} now
 * @param {Note} sent
 * @param {number} revision
 * @returns {NoteChanges}
 */
function accepted(now, sent, revision) {
  const isWhole = now.waiting === sent.waiting;
  const waiting = isWhole ? 0 : now.waiting;
  return { put: [{ ...now, revision, waiting, refusal: undefined }], drop: [] };
}

/**
 * Another tablet saved first. Two texts that differ are both kept.
 * @param {Note} mine
 * @param {Note} theirs
 * @returns {NoteChanges}
 */
function superseded(mine, theirs) {
  /** @type {NoteChanges} */
  const effect = theirs.deleted
    ? { put: [], drop: [theirs.key] }
    : { put: [{ ...theirs, waiting: 0 }], drop: [] };
  const isText = mine.kind === "text" && !mine.deleted;
  if (isText && mine.body.text !== theirs.body?.text) {
    const { document, page } = theirs;
    const copy = newNote({ ...mine, document, page });
    const at = [...mine.body.at];
    copy.body = { ...mine.body, at: [at[0], Math.min(0.96, at[1] + 0.04)] };
    effect.put.push({ ...copy, waiting: 1, refusal: undefined });
  }
  return effect;
}

/**
 * Merge the server's notes into those here; unsent notes are left alone.
 * @param {Map<string, Note>} here
 * @param {Note[]} theirs
 * @param {Set<number>} documents with notes that may be read now
 * @param {boolean} isErased all was erased meanwhile
 * @returns {NoteChanges}
 */
export function mergeServerNotes(here, theirs, documents, isErased) {
  /** @type {NoteChanges} */
  const effect = { put: [], drop: [] };
  const serverKeys = new Set(theirs.map(({ key }) => key));
  for (const note of theirs) {
    if (here.get(note.key)?.waiting) continue;
    if (note.deleted) effect.drop.push(note.key);
    else effect.put.push({ ...note, waiting: 0 });
  }
  for (const note of here.values()) {
    if (!serverKeys.has(note.key) && isGone(note, documents, isErased))
      effect.drop.push(note.key);
  }
  return effect;
}

/**
 * Whether a note missing in the server's answer must be deleted here.
 * @param {Note} note
 * @param {Set<number>} documents that may be read now
 * @param {boolean} isErased
 */
function isGone({ waiting, refusal, revision, document }, documents, isErased) {
  if (isErased && revision > 0) return true;
  return !waiting && !refusal && !documents.has(document);
}
