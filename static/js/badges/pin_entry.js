/** A PIN being entered, or chosen: entered twice then. Draws nothing. */

// As kiosk/pins/rules.py has them.
export const SHORTEST = 4;
export const LONGEST = 6;

/** @typedef {"short" | "again" | "different" | "ready"} Done */

export class PinEntry {
  digits = "";
  #first = "";

  /** @param {boolean} isChoice */
  constructor(isChoice) {
    this.isChoice = isChoice;
  }

  /** Whether the second time of a choice is being entered. */
  get isAgain() {
    return this.#first !== "";
  }

  /** @param {string} digit */
  press(digit) {
    if (/^\d$/.test(digit) && this.digits.length < LONGEST) this.digits += digit;
  }

  rub() {
    this.digits = this.digits.slice(0, -1);
  }

  clear() {
    this.digits = "";
    this.#first = "";
  }

  /**
   * Say what follows; "ready": `digits` are the PIN.
   * @returns {Done}
   */
  finish() {
    if (this.digits.length < SHORTEST) return "short";
    if (!this.isChoice) return "ready";
    if (!this.isAgain) {
      this.#first = this.digits;
      this.digits = "";
      return "again";
    }
    if (this.digits === this.#first) return "ready";
    this.clear();
    return "different";
  }
}
