/**
 * Badges shown to a gate, as camera, scanner and typed code hand them on. A badge that
 * stays before the camera is one showing, however often it is seen.
 */

/** @typedef {import("../badges/badge_reader.js").Reading} Reading */
/** @typedef {{secret?: string, code?: string}} Badge */

/** Out of sight for so long, a badge is shown anew, in milliseconds. */
export const OUT_OF_SIGHT_MS = 4000;

export class GatePresenting {
  /** A gate takes one badge after the other, and is never done. */
  isBusy = false;
  /** When each text was last seen. @type {Map<string, number>} */
  #seen = new Map();

  /**
   * @param {(badge: Badge) => unknown} pass
   * @param {(message: string) => void} refuse says what was wrong
   * @param {string} foreign what is said of a code that is no badge
   * @param {() => number} [now] milliseconds
   */
  constructor(pass, refuse, foreign, now = () => performance.now()) {
    this.pass = pass;
    this.refuse = refuse;
    this.foreign = foreign;
    this.now = now;
  }

  /** Camera and scanner ask whether somebody was let in and all is over; here never. */
  watch() {}

  /**
   * @param {string} text
   * @param {Reading | null} reading
   */
  async see(text, reading) {
    const now = this.now();
    for (const [old, at] of this.#seen) {
      if (now - at > OUT_OF_SIGHT_MS) this.#seen.delete(old);
    }
    const isSame = this.#seen.has(text);
    this.#seen.set(text, now);
    if (!isSame) await this.show(reading);
  }

  /** @param {Reading | null} reading */
  async show(reading) {
    // What enrols a tablet of the house lets nobody in.
    if (reading && !("enrolment" in reading)) await this.pass(reading);
    else this.refuse(this.foreign);
  }
}
