/** Heartbeat of a gate: liveness and number of unsent scans. */

/** The server calls a gate silent after six of these. */
export const INTERVAL_MS = 10_000;

export class GateHeartbeat {
  #sentAt = -Infinity;

  /**
   * @param {import("./check_in_service.js").CheckInService} service
   * @param {(gate: number, counts: {waiting: number, refused: number}) => Promise<any>} send
   * @param {() => number} now in milliseconds
   */
  constructor(service, send, now = () => performance.now()) {
    this.service = service;
    this.send = send;
    this.now = now;
  }

  /** Send a heartbeat, unless one was just sent or the server is not reachable. */
  async sendIfDue() {
    const { gate, isAway, queue, waiting } = this.service;
    if (!gate || isAway || this.now() - this.#sentAt < INTERVAL_MS) return;
    this.#sentAt = this.now();
    const counts = { waiting: waiting.length, refused: queue.size - waiting.length };
    try {
      await this.send(gate.id, counts);
    } catch (error) {
      // The next heartbeat contains everything.
      if (/** @type {{status?: number}} */ (error).status === undefined) throw error;
    }
  }
}
