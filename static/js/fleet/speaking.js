/**
 * A tablet of the house speaks now and then, and at once when it is called; what it is
 * told to do it does once. Draws nothing.
 *
 * @typedef {{id: number, kind: string, go?: string}} Order
 * @typedef {{number: number, name: string, seat: string, is_locked: boolean,
 *   is_held: boolean, own_seat: string, idle_minutes: number, pause: number,
 *   orders: Order[]}} Answer
 * @typedef {object} Parts
 * @property {(done: number[]) => Promise<Answer>} say tells the server how the tablet is
 *   and what it has done
 * @property {(answer: Answer) => void} show
 * @property {(order: Order) => Promise<unknown>} obey
 * @property {() => void} dismissed the tablet is none of the house any more
 * @property {Pick<import("./pending.js").Pending, "ids" | "add" | "drop">} pending
 * @property {() => number} [random]
 */

/** The first word of a page, in milliseconds: not all of a hall in the same moment. */
const FIRST_MS = 800;
/** Nobody answers: the next word after so long, in seconds. */
const AWAY_SECONDS = 20;

export class Speaking {
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #timer;
  #isSpeaking = false;
  #isCalled = false;
  #isOver = false;

  /** @param {Parts} parts */
  constructor(parts) {
    this.parts = parts;
    this.random = parts.random ?? Math.random;
  }

  start() {
    this.#wait(this.random() * FIRST_MS);
  }

  /** @param {number} spread within how many milliseconds to ask */
  called(spread) {
    if (this.#isSpeaking) this.#isCalled = true;
    else this.#wait(this.random() * spread);
  }

  /** @param {number} ms */
  #wait(ms) {
    clearTimeout(this.#timer);
    if (!this.#isOver) this.#timer = setTimeout(() => this.#speak(), ms);
  }

  async #speak() {
    this.#isSpeaking = true;
    let seconds = AWAY_SECONDS;
    try {
      seconds = await this.#exchange();
    } catch (error) {
      if (/** @type {{code?: string}} */ (error).code === "no_tablet") this.#end();
    }
    this.#isSpeaking = false;
    const isPressing = this.#isCalled;
    this.#isCalled = false;
    // Not all in step for ever.
    this.#wait(isPressing ? 0 : seconds * 1000 * (0.75 + this.random() / 2));
  }

  /** @returns {Promise<number>} after how many seconds to speak again */
  async #exchange() {
    const { say, show, pending } = this.parts;
    const done = [...pending.ids];
    const answer = await say(done);
    pending.drop(done);
    show(answer);
    const fresh = answer.orders.filter(({ id }) => !done.includes(id));
    for (const order of fresh) this.#obey(order);
    return answer.pause;
  }

  /** @param {Order} order */
  async #obey(order) {
    const { obey, pending } = this.parts;
    // Before, not after: the deed may take the page away.
    pending.add(order.id);
    await obey(order);
    this.called(0);
  }

  #end() {
    this.#isOver = true;
    this.parts.dismissed();
  }
}
