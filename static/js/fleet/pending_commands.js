/** Commands this tablet has started; survives a reload. */

const KEY = "kiosk-orders";

export class PendingCommands {
  /** Where the browser keeps nothing, at least this page remembers. @type {number[]} */
  #inMemory = [];

  /** @param {Storage | undefined} [storage] */
  constructor(storage = globalThis.sessionStorage) {
    this.storage = storage;
  }

  /** @returns {number[]} */
  get ids() {
    try {
      return JSON.parse(this.storage?.getItem(KEY) ?? "null") ?? this.#inMemory;
    } catch {
      return this.#inMemory;
    }
  }

  /** @param {number} id */
  add(id) {
    this.#write([...this.ids.filter((one) => one !== id), id]);
  }

  /** @param {number[]} acknowledged ids the server has received */
  drop(acknowledged) {
    this.#write(this.ids.filter((id) => !acknowledged.includes(id)));
  }

  /** @param {number[]} ids */
  #write(ids) {
    this.#inMemory = ids;
    try {
      if (ids.length) this.storage?.setItem(KEY, JSON.stringify(ids));
      else this.storage?.removeItem(KEY);
    } catch {
      // A full or forbidden storage: an order may be done twice, nothing worse.
    }
  }
}
