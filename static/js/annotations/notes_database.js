/** IndexedDB database of notes. */

import { openDatabase } from "../base/indexed_db.js";

/** @returns {Promise<IDBDatabase | null>} null if the browser stores nothing */
export function openNotesDatabase() {
  return openDatabase("kiosk-notes", (database) => {
    database.createObjectStore("notes", { keyPath: ["owner", "note.key"] });
    database.createObjectStore("known", { keyPath: "owner" });
  }).catch(() => null);
}
