/**
 * What was typed and has not reached the server, kept on this computer until it has:
 * also over a reload or a closed browser. Yjs updates, in the order they were made.
 */

import * as Y from "yjs";
import { fromBase64, toBase64 } from "../base/bytes.js";

const PREFIX = "kiosk-minutes:";
/** As many are merged into one before they are stored and sent. */
const MERGED = 20;

export class UnsentChanges {
  /** @type {Uint8Array[]} */
  #updates = [];

  /**
   * @param {number} minutesId
   * @param {string} holder who is signed in: nobody else's words are sent in their name
   * @param {string} client this page's own name among the holder's pages
   * @param {Storage | null} storage null where the browser allows none
   */
  constructor(minutesId, holder, client, storage) {
    this.prefix = `${PREFIX}${minutesId}:${holder}:`;
    this.key = this.prefix + client;
    this.storage = storage;
    /** Whether the browser refused to keep them: they are lost if the page is closed. */
    this.isKept = true;
  }

  get isEmpty() {
    return this.#updates.length === 0;
  }

  /** Take over what earlier pages of the holder left. @returns {Uint8Array[]} */
  adopt() {
    const found = Object.keys(this.storage ?? {}).filter((key) =>
      key.startsWith(this.prefix),
    );
    const left = found.flatMap((key) => this.#read(key));
    for (const update of left) this.#updates.push(update);
    this.#write();
    for (const key of found) if (key !== this.key) this.storage?.removeItem(key);
    return left;
  }

  /** @param {string} key @returns {Uint8Array[]} */
  #read(key) {
    try {
      const texts = JSON.parse(this.storage?.getItem(key) ?? "[]");
      return texts.map(fromBase64);
    } catch {
      return [];
    }
  }

  /** @param {Uint8Array} update */
  add(update) {
    this.#updates.push(update);
    if (this.#updates.length > MERGED) this.#updates = [Y.mergeUpdates(this.#updates)];
    this.#write();
  }

  /**
   * Return the first ones that together are small enough to send, at least one.
   * @param {number} mostBytes
   * @returns {Uint8Array[]}
   */
  next(mostBytes) {
    const chosen = [];
    let size = 0;
    for (const update of this.#updates) {
      size += update.length;
      if (chosen.length && size > mostBytes) break;
      chosen.push(update);
    }
    return chosen;
  }

  /**
   * Forget those that the server has.
   * @param {Uint8Array[]} sent as `next` returned them
   */
  remove(sent) {
    const gone = new Set(sent);
    this.#updates = this.#updates.filter((update) => !gone.has(update));
    this.#write();
  }

  clear() {
    this.#updates = [];
    this.#write();
  }

  #write() {
    try {
      if (this.isEmpty) this.storage?.removeItem(this.key);
      else this.storage?.setItem(this.key, JSON.stringify(this.#updates.map(toBase64)));
      this.isKept = this.storage !== null;
    } catch {
      this.isKept = false;
    }
  }
}
