/** State of a PIN being entered, or chosen by entering it twice. Draws nothing. */

// As kiosk/badges/pins/rules.py has them.
export const MIN_PIN_LENGTH = 4;
export const MAX_PIN_LENGTH = 6;

/** @typedef {"short" | "again" | "different" | "ready"} PinEntryResult */

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
    if (/^\d$/.test(digit) && this.digits.length < MAX_PIN_LENGTH) this.digits += digit;
  }

  backspace() {
    this.digits = this.digits.slice(0, -1);
  }

  clear() {
    this.digits = "";
    this.#first = "";
  }

  /**
   * Say what follows; "ready": `digits` are the PIN.
   * @returns {PinEntryResult}
   */
  finish() {
    if (this.digits.length < MIN_PIN_LENGTH) return "short";
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
