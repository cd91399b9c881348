/** Sign-in with one badge at a time: scan, PIN, result. Draws nothing. */

import { ApiError } from "../base/api.js";

/** @typedef {import("./badge_parser.js").BadgeInput} BadgeInput */
/** @typedef {{go: string, name: string, notice: string | null}} Welcome */
/**
 * @typedef {{name: string, choose: boolean, tries_left: number}} PinPrompt
 * @typedef {{is: "idle"} | {is: "asking"} | ({is: "welcome"} & Welcome)
 *   | {is: "refused", message: string}
 *   | ({is: "pin", message: string} & PinPrompt)} SignInPhase
 */

/**
 * @typedef {Pick<BadgeSignIn, "isBusy" | "watch" | "submitCameraText" | "submit" | "refuse">} BadgeReceiver what
 *   camera, scanner and typed code need of a receiver of badges
 */

/** A camera sees the same badge many times; it is asked about once in this time. */
export const REPEAT_INTERVAL_MS = 5000;
/** After these another PIN may be entered; a network that is away is among them. */
const RETRYABLE_CODES = new Set([
  "wrong_pin",
  "bad_pin",
  "plain_pin",
  "offline",
  "busy",
]);

export class BadgeSignIn {
  /** @type {SignInPhase} */
  phase = { is: "idle" };
  /** @type {Set<(phase: SignInPhase) => void>} */
  #watchers = new Set();
  /** What was shown, while its holder's PIN is asked for. @type {object | null} */
  #scannedBadge = null;
  /** @type {PinPrompt | null} */
  #pinPrompt = null;
  #lastText = "";
  #lastTime = Number.NEGATIVE_INFINITY;

  /**
   * @param {object} parts
   * @param {(body: object) => Promise<Welcome | {pin: PinPrompt}>} parts.ask
   * @param {number | null} parts.meetingId whose idle screen this is
   * @param {(secret: string) => void} [parts.enrol] an invitation for the device itself
   * @param {() => number} [parts.now] milliseconds
   */
  constructor({ ask, meetingId, enrol = () => {}, now = () => performance.now() }) {
    this.ask = ask;
    this.meetingId = meetingId;
    this.enrol = enrol;
    this.now = now;
  }

  /** Whether scans are ignored: a request, a PIN prompt or a sign-in is in progress. */
  get isBusy() {
    return ["asking", "pin", "welcome"].includes(this.phase.is);
  }

  /** @param {(phase: SignInPhase) => void} watcher */
  watch(watcher) {
    this.#watchers.add(watcher);
    watcher(this.phase);
  }

  /**
   * Show what a camera saw; the same text soon again is the same showing.
   * @param {string} text
   * @param {BadgeInput | null} input
   */
  async submitCameraText(text, input) {
    const isRepeat = text === this.#lastText;
    if (isRepeat && this.now() - this.#lastTime < REPEAT_INTERVAL_MS) {
      this.#lastTime = this.now();
      return;
    }
    this.#lastText = text;
    await this.submit(input);
    this.#lastTime = this.now();
  }

  /**
   * Show a badge; null: something was shown that is none of ours.
   * @param {BadgeInput | null} input
   */
  async submit(input) {
    if (this.isBusy) return;
    if (input && "enrolment" in input) return this.enrol(input.enrolment);
    // Foreign input may be private: the server logs the scan without its text.
    const body = input ?? { secret: "" };
    const where = this.meetingId ? { meeting: this.meetingId } : {};
    this.#scannedBadge = { ...body, ...where };
    await this.#send({});
  }

  /**
   * Continue with the scanned badge and the PIN its holder entered or chose.
   * @param {string} pin
   */
  async enterPin(pin) {
    if (!this.#pinPrompt) return;
    await this.#send(this.#pinPrompt.choose ? { new_pin: pin } : { pin });
  }

  /** Forget the badge that was shown: its holder is not here. */
  cancelPin() {
    this.#clear();
    this.#setPhase({ is: "idle" });
  }

  /** @param {object} credentials */
  async #send(credentials) {
    this.#setPhase({ is: "asking" });
    try {
      const answer = await this.ask({ ...this.#scannedBadge, ...credentials });
      if ("pin" in answer) return this.#askPin(answer.pin, "");
      this.#clear();
      this.#setPhase({ is: "welcome", ...answer });
    } catch (error) {
      const message = error instanceof Error ? error.message : String(error);
      const canRetry = error instanceof ApiError && RETRYABLE_CODES.has(error.code);
      if (this.#pinPrompt && canRetry) this.#askPin(this.#pinPrompt, message);
      else this.refuse(message);
    }
  }

  /**
   * @param {PinPrompt} prompt
   * @param {string} message what was wrong with the one before
   */
  #askPin(prompt, message) {
    this.#pinPrompt = prompt;
    this.#setPhase({ is: "pin", message, ...prompt });
  }

  #clear() {
    this.#scannedBadge = this.#pinPrompt = null;
  }

  /** @param {string} message */
  refuse(message) {
    this.#clear();
    this.#setPhase({ is: "refused", message });
  }

  /** @param {SignInPhase} phase */
  #setPhase(phase) {
    this.phase = phase;
    for (const watcher of this.#watchers) watcher(phase);
  }
}
