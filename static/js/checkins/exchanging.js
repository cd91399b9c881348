/** Brings the roll and its news here and the scans to the server, again and again. */

import { lineAfter } from "./deciding.js";
import { asSent } from "./scan.js";
import { RollReading } from "./roll_reading.js";

/** @typedef {import("./gatehouse.js").Gatehouse} Gatehouse */
/** @typedef {import("./gate_store.js").Kept} Kept */
/**
 * @typedef {object} Server
 * @property {(after: number) => Promise<any>} roll
 * @property {(after: number, since: string) => Promise<any>} news
 * @property {(body: {scans: object[], undone: string[]}) => Promise<any>} send
 */

const EVERY_MS = 2000;
/** What the server takes at once. */
const MOST_SENT = 20;
/** Verdicts that are an end; of any other the scan was not kept by the server. */
const TAKEN = new Set(["admitted", "left", "attention", "undone"]);
const EXPECTED = new Set(["already_inside", "not_inside"]);

export class Exchanging extends EventTarget {
  #isRunning = false;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #timer;

  /**
   * @param {Gatehouse} house
   * @param {Server} server
   */
  constructor(house, server) {
    super();
    this.house = house;
    this.server = server;
    this.roll = new RollReading(house, server);
  }

  /** Begin with what this device has kept. */
  async start() {
    await this.roll.remember();
    const undone = new Set(await this.house.store.undone());
    for (const scan of await this.house.store.queue()) {
      this.house.queue.set(scan.id, scan);
      if (scan.decided && !scan.refused && !undone.has(scan.id)) this.#stand(scan);
    }
    this.house.changed();
    await this.now();
  }

  /**
   * Where a scan leads is written at leisure: a battery that died may have lost it.
   * @param {Kept} scan
   */
  #stand(scan) {
    const { book } = this.house;
    const { person, line } = book.known(scan);
    if (person && line.at < scan.at) book.stand(person.id, lineAfter(scan));
  }

  /** Exchange all there is, now; then every two seconds. */
  async now() {
    if (this.#isRunning) return;
    this.#isRunning = true;
    clearTimeout(this.#timer);
    try {
      await this.once();
    } finally {
      this.#isRunning = false;
      this.#timer = setTimeout(() => this.now(), EVERY_MS * (0.9 + Math.random() / 5));
    }
  }

  /** Exchange all there is. */
  async once() {
    const wasAway = this.house.isAway;
    try {
      await this.#push();
      await this.roll.follow();
      this.house.isAway = false;
    } catch (error) {
      if (/** @type {{status?: number}} */ (error).status === undefined) throw error;
      this.house.isAway = true;
    }
    if (wasAway !== this.house.isAway) this.house.changed();
    this.dispatchEvent(new Event("exchanged"));
  }

  async #push() {
    const { store } = this.house;
    for (;;) {
      const scans = this.#ripe().slice(0, MOST_SENT);
      const undone = (await store.undone()).slice(0, MOST_SENT);
      if (!scans.length && !undone.length) return;
      const now = Date.now();
      const sent = scans.map((scan) => asSent(scan, now));
      const { results } = await this.server.send({ scans: sent, undone });
      await this.#taken(scans, results);
      // A scan that still waits is taken back after it has been sent.
      const waits = this.house.queue;
      await store.dropUndone(undone.filter((id) => !waits.has(id)));
      if (undone.every((id) => waits.has(id)) && !scans.length) return;
    }
  }

  /** What a gate is asking the server about this very moment is left alone. */
  #ripe() {
    const now = Date.now();
    return this.house.waiting.filter(({ decided, at }) => decided || now - at > 1500);
  }

  /**
   * @param {Kept[]} scans
   * @param {import("./deciding.js").Verdict[]} results
   */
  async #taken(scans, results) {
    const { queue, store } = this.house;
    const gone = [];
    for (const [index, scan] of scans.entries()) {
      const verdict = results[index]?.verdict ?? "unknown";
      if (TAKEN.has(verdict) || (!scan.decided && EXPECTED.has(verdict))) {
        gone.push(scan.id);
        queue.delete(scan.id);
        continue;
      }
      // It has happened and the server will not have it: nobody may lose it in silence.
      const refused = { ...scan, refused: verdict };
      queue.set(scan.id, refused);
      await store.keep([refused]);
    }
    await store.drop(gone);
    this.house.changed();
  }
}
