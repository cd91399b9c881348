/** One badge at a time, from being shown to being let in or refused. Draws nothing. */

import { ApiError } from "../base/api.js";

/** @typedef {import("./badge_reader.js").Reading} Reading */
/** @typedef {{go: string, name: string, notice: string | null}} Welcome */
/**
 * @typedef {{name: string, choose: boolean, tries_left: number}} PinAsked
 * @typedef {{is: "idle"} | {is: "asking"} | ({is: "welcome"} & Welcome)
 *   | {is: "refused", message: string}
 *   | ({is: "pin", message: string} & PinAsked)} Phase
 */

/**
 * @typedef {Pick<Presenting, "isBusy" | "watch" | "see" | "show" | "refuse">} Showing what
 *   camera, scanner and typed code need of whoever takes badges
 */

/** A camera sees the same badge many times; it is asked about once in this time. */
export const SAME_AGAIN_MS = 5000;
/** After these another PIN may be entered; a network that is away is among them. */
const AGAIN = new Set(["wrong_pin", "bad_pin", "plain_pin", "offline", "busy"]);

export class Presenting {
  /** @type {Phase} */
  phase = { is: "idle" };
  /** @type {Set<(phase: Phase) => void>} */
  #watchers = new Set();
  /** What was shown, while its holder's PIN is asked for. @type {object | null} */
  #shown = null;
  /** @type {PinAsked | null} */
  #asked = null;
  #lastText = "";
  #lastTime = Number.NEGATIVE_INFINITY;

  /**
   * @param {object} parts
   * @param {(body: object) => Promise<Welcome | {pin: PinAsked}>} parts.ask
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

  /** Whether nothing more is to be shown: somebody is asked for something, or is in. */
  get isBusy() {
    return ["asking", "pin", "welcome"].includes(this.phase.is);
  }

  /** @param {(phase: Phase) => void} watcher */
  watch(watcher) {
    this.#watchers.add(watcher);
    watcher(this.phase);
  }

  /**
   * Show what a camera saw; the same text soon again is the same showing.
   * @param {string} text
   * @param {Reading | null} reading
   */
  async see(text, reading) {
    const again = text === this.#lastText;
    if (again && this.now() - this.#lastTime < SAME_AGAIN_MS) {
      this.#lastTime = this.now();
      return;
    }
    this.#lastText = text;
    await this.show(reading);
    this.#lastTime = this.now();
  }

  /**
   * Show a badge; null: something was shown that is none of ours.
   * @param {Reading | null} reading
   */
  async show(reading) {
    if (this.isBusy) return;
    if (reading && "enrolment" in reading) return this.enrol(reading.enrolment);
    // What is not ours may be private: the desk hears of it, nobody gets the text.
    const body = reading ?? { secret: "" };
    const where = this.meetingId ? { meeting: this.meetingId } : {};
    this.#shown = { ...body, ...where };
    await this.#send({});
  }

  /**
   * Go on with the badge that was shown: its holder has entered or chosen his PIN.
   * @param {string} pin
   */
  async enterPin(pin) {
    if (!this.#asked) return;
    await this.#send(this.#asked.choose ? { new_pin: pin } : { pin });
  }

  /** Forget the badge that was shown: its holder is not here. */
  leavePin() {
    this.#forget();
    this.#become({ is: "idle" });
  }

  /** @param {object} proof */
  async #send(proof) {
    this.#become({ is: "asking" });
    try {
      const answer = await this.ask({ ...this.#shown, ...proof });
      if ("pin" in answer) return this.#askPin(answer.pin, "");
      this.#forget();
      this.#become({ is: "welcome", ...answer });
    } catch (error) {
      const message = error instanceof Error ? error.message : String(error);
      const isHisToMend = error instanceof ApiError && AGAIN.has(error.code);
      if (this.#asked && isHisToMend) this.#askPin(this.#asked, message);
      else this.refuse(message);
    }
  }

  /**
   * @param {PinAsked} asked
   * @param {string} message what was wrong with the one before
   */
  #askPin(asked, message) {
    this.#asked = asked;
    this.#become({ is: "pin", message, ...asked });
  }

  #forget() {
    this.#shown = this.#asked = null;
  }

  /** @param {string} message */
  refuse(message) {
    this.#forget();
    this.#become({ is: "refused", message });
  }

  /** @param {Phase} phase */
  #become(phase) {
    this.phase = phase;
    for (const watcher of this.#watchers) watcher(phase);
  }
}
