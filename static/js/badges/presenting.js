/** One badge at a time, from being shown to being let in or refused. Draws nothing. */

/** @typedef {import("./badge_reader.js").Reading} Reading */
/** @typedef {{go: string, name: string, notice: string | null}} Welcome */
/**
 * @typedef {{is: "idle"} | {is: "asking"} | ({is: "welcome"} & Welcome)
 *   | {is: "refused", message: string}} Phase
 */

/**
 * @typedef {Pick<Presenting, "isBusy" | "watch" | "see" | "show" | "refuse">} Showing what
 *   camera, scanner and typed code need of whoever takes badges
 */

/** A camera sees the same badge many times; it is asked about once in this time. */
export const SAME_AGAIN_MS = 5000;

export class Presenting {
  /** @type {Phase} */
  phase = { is: "idle" };
  /** @type {Set<(phase: Phase) => void>} */
  #watchers = new Set();
  #lastText = "";
  #lastTime = Number.NEGATIVE_INFINITY;

  /**
   * @param {object} parts
   * @param {(body: object) => Promise<Welcome>} parts.ask
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

  /** Whether nothing more is to be shown: an answer is awaited, or somebody is in. */
  get isBusy() {
    return this.phase.is === "asking" || this.phase.is === "welcome";
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
    this.#become({ is: "asking" });
    // What is not ours may be private: the desk hears of it, nobody gets the text.
    const body = reading ?? { secret: "" };
    const where = this.meetingId ? { meeting: this.meetingId } : {};
    try {
      const answer = await this.ask({ ...body, ...where });
      this.#become({ is: "welcome", ...answer });
    } catch (error) {
      this.refuse(error instanceof Error ? error.message : String(error));
    }
  }

  /** @param {string} message */
  refuse(message) {
    this.#become({ is: "refused", message });
  }

  /** @param {Phase} phase */
  #become(phase) {
    this.phase = phase;
    for (const watcher of this.#watchers) watcher(phase);
  }
}
