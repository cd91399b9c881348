/** Which orders this tablet has begun to carry out; it survives a reload. */

const KEY = "kiosk-orders";

export class Pending {
  /** Where the browser keeps nothing, at least this page remembers. @type {number[]} */
  #here = [];

  /** @param {Storage | undefined} [storage] */
  constructor(storage = globalThis.sessionStorage) {
    this.storage = storage;
  }

  /** @returns {number[]} */
  get ids() {
    try {
      return JSON.parse(this.storage?.getItem(KEY) ?? "null") ?? this.#here;
    } catch {
      return this.#here;
    }
  }

  /** @param {number} id */
  add(id) {
    this.#write([...this.ids.filter((one) => one !== id), id]);
  }

  /** @param {number[]} told the server knows of these */
  drop(told) {
    this.#write(this.ids.filter((id) => !told.includes(id)));
  }

  /** @param {number[]} ids */
  #write(ids) {
    this.#here = ids;
    try {
      if (ids.length) this.storage?.setItem(KEY, JSON.stringify(ids));
      else this.storage?.removeItem(KEY);
    } catch {
      // A full or forbidden storage: an order may be done twice, nothing worse.
    }
  }
}
