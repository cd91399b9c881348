/**
 * Distinguish a keyboard scanner from a person typing, and undo changes made by
 * Vietnamese input methods. Keys in, complete scans out. A scanner types like a US
 * keyboard, faster than a person, and usually ends with Enter. If an input method hides
 * the character (`key` is "Process" or already "â"), the physical key (`code`) is used.
 */

/** Two keys of a scanner are no further apart than this, in milliseconds. */
export const MAX_KEY_GAP_MS = 120;
/** A scanner that sends no Enter is done after this silence, in milliseconds. */
export const END_OF_SCAN_MS = 250;
const MIN_SCAN_LENGTH = 8;
const MAX_SCAN_LENGTH = 400;

/** Characters of a US keyboard, without and with Shift. */
const US_LAYOUT = new Map(
  Object.entries({
    Minus: "-_",
    Equal: "=+",
    // eslint-disable-next-line no-restricted-syntax -- the signs of a key
    Slash: "/?",
    Semicolon: ";:",
    Period: ".>",
    Comma: ",<",
    Space: "  ",
    NumpadSubtract: "--",
    // eslint-disable-next-line no-restricted-syntax -- the signs of a key
    NumpadDivide: "//",
    NumpadDecimal: "..",
    ...Object.fromEntries(
      [..."0123456789"].map((digit, index) => [
        `Digit${digit}`,
        digit + ")!@#$%^&*("[index],
      ]),
    ),
    ...Object.fromEntries(
      [..."0123456789"].map((digit) => [`Numpad${digit}`, digit + digit]),
    ),
    ...Object.fromEntries(
      [..."abcdefghijklmnopqrstuvwxyz"].map((letter) => [
        `Key${letter.toUpperCase()}`,
        letter + letter.toUpperCase(),
      ]),
    ),
  }),
);

/** @typedef {{key: string, code: string, shift: boolean, caps: boolean, time: number}} KeyPress */
/** @typedef {{text: string} | {garbled: true} | null} ScanInput */

/**
 * Return the character a key was meant to type; "" for none, null: beyond repair.
 * @param {KeyPress} press
 * @param {boolean} usesCaps whether the scanner itself works Caps Lock
 * @returns {string | null}
 */
function characterOf({ key, code, shift, caps }, usesCaps) {
  // Caps Lock left on by a person turns letters over; the scanner meant the other.
  if (isPlain(key)) return caps && !usesCaps ? swapCase(key) : key;
  const onBoard = US_LAYOUT.get(code);
  if (onBoard) return onBoard.charAt(Number(isUpper(shift, caps && usesCaps, code)));
  return isAccented(key) ? null : "";
}

/**
 * Tell a letter with marks from nowhere: an input method has rewritten what was typed.
 * @param {string} key
 */
function isAccented(key) {
  return [...key].length === 1 && key > "~";
}

/**
 * @param {boolean} shift
 * @param {boolean} caps
 * @param {string} code
 */
function isUpper(shift, caps, code) {
  return caps && code.startsWith("Key") ? !shift : shift;
}

/** @param {string} letter */
function swapCase(letter) {
  const lower = letter.toLowerCase();
  return letter === lower ? letter.toUpperCase() : lower;
}

/** @param {string} key */
function isPlain(key) {
  return key.length === 1 && key >= " " && key <= "~";
}

export class KeyboardScanner {
  #text = "";
  #last = Number.NEGATIVE_INFINITY;
  #isGarbled = false;
  #usesCaps = false;

  /** How many characters have come in one breath. */
  get length() {
    return this.#text.length;
  }

  /**
   * Take a key; returns what the scanner has typed once Enter completes it.
   * @param {KeyPress} press
   * @returns {ScanInput}
   */
  press(press) {
    if (press.time - this.#last > MAX_KEY_GAP_MS) this.#reset();
    this.#last = press.time;
    if (press.key === "Enter" || press.key === "Tab") return this.#finish();
    if (press.key === "CapsLock") this.#usesCaps = true;
    const character = this.#read(press);
    if (character === "") return null;
    if (character === null) this.#isGarbled = true;
    else if (this.#text.length < MAX_SCAN_LENGTH) this.#text += character;
    return null;
  }

  /** @param {KeyPress} press */
  #read(press) {
    // Some input methods delete and retype; the original input is then lost.
    const isCorrection = press.key === "Backspace" && this.#text.length > 0;
    return isCorrection ? null : characterOf(press, this.#usesCaps);
  }

  /**
   * Tell that time has passed; returns what was typed if the scanner has stopped.
   * @param {number} time
   * @returns {ScanInput}
   */
  pause(time) {
    return time - this.#last >= END_OF_SCAN_MS ? this.#finish() : null;
  }

  /** @returns {ScanInput} */
  #finish() {
    const text = this.#text;
    const isGarbled = this.#isGarbled;
    this.#reset();
    if (text.length < MIN_SCAN_LENGTH) return null;
    return isGarbled ? { garbled: true } : { text };
  }

  #reset() {
    this.#text = "";
    this.#isGarbled = false;
    this.#usesCaps = false;
    this.#last = Number.NEGATIVE_INFINITY;
  }
}
