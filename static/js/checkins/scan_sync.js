/** Synchronise a gate: download attendance, upload scans. */

import { attendanceAfter } from "./rules.js";
import { asSent } from "./scan.js";
import { AttendanceSync } from "./attendance_sync.js";

/** @typedef {import("./check_in_service.js").CheckInService} CheckInService */
/** @typedef {import("./gate_store.js").QueuedScan} QueuedScan */
/**
 * @typedef {object} CheckInApi
 * @property {(after: number) => Promise<any>} roll
 * @property {(after: number, since: string) => Promise<any>} news
 * @property {(body: {scans: object[], undone: string[]}) => Promise<any>} send
 */

const INTERVAL_MS = 2000;
/** What the server takes at once. */
const MAX_BATCH = 20;
/** Final verdicts; for any other the server has not stored the scan. */
const FINAL_VERDICTS = new Set(["admitted", "left", "attention", "undone"]);
const HARMLESS_VERDICTS = new Set(["already_inside", "not_inside"]);

export class ScanSync extends EventTarget {
  #isRunning = false;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #timer;

  /**
   * @param {CheckInService} service
   * @param {CheckInApi} server
   */
  constructor(service, server) {
    super();
    this.service = service;
    this.server = server;
    this.roll = new AttendanceSync(service, server);
  }

  /** Start with the data stored on this device. */
  async start() {
    await this.roll.loadCached();
    const undone = new Set(await this.service.store.undone());
    for (const scan of await this.service.store.queue()) {
      this.service.queue.set(scan.id, scan);
      if (scan.decided && !scan.refused && !undone.has(scan.id)) this.#setStatus(scan);
    }
    this.service.changed();
    await this.now();
  }

  /**
   * Attendance is stored asynchronously and may be lost when the battery dies.
   * @param {QueuedScan} scan
   */
  #setStatus(scan) {
    const { book } = this.service;
    const { person, line } = book.lookUp(scan);
    if (person && line.at < scan.at) book.setStatus(person.id, attendanceAfter(scan));
  }

  /** Exchange all there is, now; then every two seconds. */
  async now() {
    if (this.#isRunning) return;
    this.#isRunning = true;
    clearTimeout(this.#timer);
    try {
      await this.runOnce();
    } finally {
      this.#isRunning = false;
      this.#timer = setTimeout(
        () => this.now(),
        INTERVAL_MS * (0.9 + Math.random() / 5),
      );
    }
  }

  /** Exchange all there is. */
  async runOnce() {
    const wasAway = this.service.isAway;
    try {
      await this.#sendAll();
      await this.roll.update();
      this.service.isAway = false;
    } catch (error) {
      if (/** @type {{status?: number}} */ (error).status === undefined) throw error;
      this.service.isAway = true;
    }
    if (wasAway !== this.service.isAway) this.service.changed();
    this.dispatchEvent(new Event("synced"));
  }

  async #sendAll() {
    const { store } = this.service;
    for (;;) {
      const scans = this.#sendable().slice(0, MAX_BATCH);
      const undone = (await store.undone()).slice(0, MAX_BATCH);
      if (!scans.length && !undone.length) return;
      const now = Date.now();
      const sent = scans.map((scan) => asSent(scan, now));
      const { results } = await this.server.send({ scans: sent, undone });
      await this.#applyResults(scans, results);
      // A scan that still waits is taken back after it has been sent.
      const waitingIds = this.service.queue;
      await store.dropUndone(undone.filter((id) => !waitingIds.has(id)));
      if (undone.every((id) => waitingIds.has(id)) && !scans.length) return;
    }
  }

  /** Scans whose verdict is being requested right now are excluded. */
  #sendable() {
    const now = Date.now();
    return this.service.waiting.filter(({ decided, at }) => decided || now - at > 1500);
  }

  /**
   * @param {QueuedScan[]} scans
   * @param {import("./rules.js").Verdict[]} results
   */
  async #applyResults(scans, results) {
    const { queue, store } = this.service;
    const sentIds = [];
    for (const [index, scan] of scans.entries()) {
      const verdict = results[index]?.verdict ?? "unknown";
      if (
        FINAL_VERDICTS.has(verdict) ||
        (!scan.decided && HARMLESS_VERDICTS.has(verdict))
      ) {
        sentIds.push(scan.id);
        queue.delete(scan.id);
        continue;
      }
      // The scan happened but the server rejects it: keep it visible to the operator.
      const refused = { ...scan, refused: verdict };
      queue.set(scan.id, refused);
      await store.save([refused]);
    }
    await store.drop(sentIds);
    this.service.changed();
  }
}
