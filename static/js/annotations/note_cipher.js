/**
 * Encrypt notes stored on this device. The server sends the key with the member's own
 * page, so notes of a member who signed out cannot be read.
 */

/** @typedef {import("./note.js").Note} Note */
/**
 * @typedef {object} StoredNote a note as it lies on the device: what is asked of it while its
 *   writer is away stands open
 * @property {string} key
 * @property {string} edited_at
 * @property {number} [waiting]
 * @property {string} [refusal]
 * @property {{iv: Uint8Array, words: ArrayBuffer}} [locked] absent: not encrypted
 */

const CIPHER = "AES-GCM";
const IV_BYTES = 12;

/** @param {string} hex */
const bytesOf = (hex) =>
  Uint8Array.from(hex.match(/../g) ?? [], (pair) => Number.parseInt(pair, 16));

export class NoteCipher {
  /** @type {Promise<CryptoKey> | null} */
  #key = null;

  /** @param {string} hex the member's key; empty, or over plain HTTP: no encryption */
  constructor(hex) {
    const { subtle } = globalThis.crypto;
    if (!hex || !subtle) return;
    const uses = /** @type {KeyUsage[]} */ (["encrypt", "decrypt"]);
    this.#key = subtle.importKey("raw", bytesOf(hex), CIPHER, false, uses);
  }

  /**
   * @param {Note} note
   * @returns {Promise<StoredNote>}
   */
  async encrypt(note) {
    if (!this.#key) return note;
    const iv = crypto.getRandomValues(new Uint8Array(IV_BYTES));
    const data = new TextEncoder().encode(JSON.stringify(note));
    const way = { name: CIPHER, iv };
    const words = await crypto.subtle.encrypt(way, await this.#key, data);
    const { key, edited_at, waiting, refusal } = note;
    return { key, edited_at, waiting, refusal, locked: { iv, words } };
  }

  /**
   * @param {StoredNote} kept
   * @returns {Promise<Note | null>} null: another key has locked it
   */
  async decrypt({ locked, ...open }) {
    if (!locked) return /** @type {Note} */ (open);
    if (!this.#key) return null;
    try {
      const way = { name: CIPHER, iv: /** @type {BufferSource} */ (locked.iv) };
      const data = await crypto.subtle.decrypt(way, await this.#key, locked.words);
      return JSON.parse(new TextDecoder().decode(data));
    } catch {
      return null;
    }
  }
}
