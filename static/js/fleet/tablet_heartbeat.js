/**
 * Heartbeat of a managed tablet, periodic and on push; executes each received command
 * once. Draws nothing.
 *
 * @typedef {{id: number, kind: string, go?: string}} TabletCommand
 * @typedef {{number: number, name: string, seat: string, is_locked: boolean,
 *   is_held: boolean, own_seat: string, idle_minutes: number, pause: number,
 *   orders: TabletCommand[]}} HeartbeatReply
 * @typedef {object} HeartbeatOptions
 * @property {(done: number[]) => Promise<HeartbeatReply>} send reports state and results
 *   and what it has done
 * @property {(answer: HeartbeatReply) => void} show
 * @property {(order: TabletCommand) => Promise<unknown>} execute
 * @property {() => void} onRemoved the tablet was revoked
 * @property {Pick<import("./pending_commands.js").PendingCommands, "ids" | "add" | "drop">} pendingCommands
 * @property {() => number} [random]
 */

/** The first heartbeat comes at a random moment within this time, in milliseconds. */
const MAX_FIRST_DELAY_MS = 800;
/** Interval when the server does not answer, in seconds. */
const RETRY_SECONDS = 20;

export class TabletHeartbeat {
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #timer;
  #isSending = false;
  #isPushPending = false;
  #isStopped = false;

  /** @param {HeartbeatOptions} parts */
  constructor(parts) {
    this.parts = parts;
    this.random = parts.random ?? Math.random;
  }

  start() {
    this.#schedule(this.random() * MAX_FIRST_DELAY_MS);
  }

  /** @param {number} spread within how many milliseconds to ask */
  onPush(spread) {
    if (this.#isSending) this.#isPushPending = true;
    else this.#schedule(this.random() * spread);
  }

  /** @param {number} ms */
  #schedule(ms) {
    clearTimeout(this.#timer);
    if (!this.#isStopped) this.#timer = setTimeout(() => this.#beat(), ms);
  }

  async #beat() {
    this.#isSending = true;
    let seconds = RETRY_SECONDS;
    try {
      seconds = await this.#exchange();
    } catch (error) {
      if (/** @type {{code?: string}} */ (error).code === "no_tablet") this.#stop();
    }
    this.#isSending = false;
    const isPushPending = this.#isPushPending;
    this.#isPushPending = false;
    // Not all in step for ever.
    this.#schedule(isPushPending ? 0 : seconds * 1000 * (0.75 + this.random() / 2));
  }

  /** @returns {Promise<number>} after how many seconds to speak again */
  async #exchange() {
    const { send, show, pendingCommands } = this.parts;
    const done = [...pendingCommands.ids];
    const answer = await send(done);
    pendingCommands.drop(done);
    show(answer);
    const newOrders = answer.orders.filter(({ id }) => !done.includes(id));
    for (const order of newOrders) this.#execute(order);
    return answer.pause;
  }

  /** @param {TabletCommand} order */
  async #execute(order) {
    const { execute, pendingCommands } = this.parts;
    // Before, not after: the command may reload the page.
    pendingCommands.add(order.id);
    await execute(order);
    this.onPush(0);
  }

  #stop() {
    this.#isStopped = true;
    this.parts.onRemoved();
  }
}
