/**
 * Says again and again that somebody stands at this gate, and how many scans lie on this
 * device: so that whoever prepares the meeting sees each gate.
 */

/** The server calls a gate silent after six of these. */
export const EVERY_MS = 10_000;

export class Telling {
  #saidAt = -Infinity;

  /**
   * @param {import("./gatehouse.js").Gatehouse} house
   * @param {(gate: number, said: {waiting: number, refused: number}) => Promise<any>} say
   * @param {() => number} now in milliseconds
   */
  constructor(house, say, now = () => performance.now()) {
    this.house = house;
    this.say = say;
    this.now = now;
  }

  /** Speak, unless it has just been said or nobody would hear. */
  async once() {
    const { gate, isAway, queue, waiting } = this.house;
    if (!gate || isAway || this.now() - this.#saidAt < EVERY_MS) return;
    this.#saidAt = this.now();
    const said = { waiting: waiting.length, refused: queue.size - waiting.length };
    try {
      await this.say(gate.id, said);
    } catch (error) {
      // The next word says it all again.
      if (/** @type {{status?: number}} */ (error).status === undefined) throw error;
    }
  }
}
