/**
 * Badges scanned at a gate by camera, scanner or typed code. A badge that stays in
 * front of the camera counts once.
 */

/** @typedef {import("../badges/badge_parser.js").BadgeInput} BadgeInput */
/** @typedef {{secret?: string, code?: string}} Badge */

/** A badge out of sight for this time counts as scanned again, in milliseconds. */
export const SAME_BADGE_MS = 4000;

export class GateScanner {
  /** A gate takes one badge after the other, and is never done. */
  isBusy = false;
  /** When each text was last seen. @type {Map<string, number>} */
  #lastSeen = new Map();

  /**
   * @param {(badge: Badge) => unknown} onBadge
   * @param {(message: string) => void} refuse shows an error
   * @param {string} unknownCodeMessage shown for a code that is no badge
   * @param {() => number} [now] milliseconds
   */
  constructor(onBadge, refuse, unknownCodeMessage, now = () => performance.now()) {
    this.onBadge = onBadge;
    this.refuse = refuse;
    this.unknownCodeMessage = unknownCodeMessage;
    this.now = now;
  }

  /** Required by BadgeReceiver; a gate has no phases to watch. */
  watch() {}

  /**
   * @param {string} text
   * @param {BadgeInput | null} input
   */
  async submitCameraText(text, input) {
    const now = this.now();
    for (const [old, at] of this.#lastSeen) {
      if (now - at > SAME_BADGE_MS) this.#lastSeen.delete(old);
    }
    const isSame = this.#lastSeen.has(text);
    this.#lastSeen.set(text, now);
    if (!isSame) await this.submit(input);
  }

  /** @param {BadgeInput | null} input */
  async submit(input) {
    // An enrolment code is no badge.
    if (input && !("enrolment" in input)) await this.onBadge(input);
    else this.refuse(this.unknownCodeMessage);
  }
}
