/**
 * Actions of a screen, carried out one after the other. A press while another action is
 * under way waits for it: the live channel may show the next step before the answer to
 * the last one is there. The second press of a double one does nothing.
 */
export class ActionQueue {
  /** @type {Promise<unknown>} */
  #last = Promise.resolve();
  /** What is under way or waiting. @type {Set<string>} */
  #names = new Set();

  /**
   * @template T
   * @param {string} name the same for presses that mean the same
   * @param {() => Promise<T>} act
   * @returns {Promise<T | undefined>} undefined: it is under way or waiting already
   */
  async run(name, act) {
    if (this.#names.has(name)) return undefined;
    this.#names.add(name);
    const own = this.#last.then(act);
    this.#last = own.catch(() => {});
    try {
      return await own;
    } finally {
      this.#names.delete(name);
    }
  }
}

/**
 * Name of an action that is one request.
 * @param {string} url
 * @param {object} body
 */
export function requestName(url, body) {
  return `${url} ${JSON.stringify(body)}`;
}
