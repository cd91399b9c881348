/**
 * Check people in at a gate: the server decides if it answers in time, else this device.
 * Each scan is stored before its verdict is shown, and sent until the server has it.
 *
 * @typedef {import("./rules.js").Verdict} Verdict
 * @typedef {import("./gate_store.js").QueuedScan} QueuedScan
 * @typedef {Verdict & {id: string, direction: "in" | "out", isLocal: boolean,
 *   retry?: () => void}} ScanDisplay `isLocal`: decided without the server
 * @typedef {{secret?: string, code?: string, member?: number}} Whom
 */

import { COUNTED_VERDICTS, decide, attendanceAfter } from "./rules.js";
import { asSent, makeScan, badgeToken } from "./scan.js";

/** The result must be shown within 300 ms; the server gets this part of it. */
export const SERVER_TIMEOUT_MS = 220;

export class CheckInService extends EventTarget {
  /** @type {import("./rules.js").Gate[]} */
  gates = [];
  /** @type {import("../base/meeting_heading.js").Meeting} */
  meeting = {};
  /** @type {import("./rules.js").Gate | null} */
  gate = null;
  /** @type {"in" | "out"} */
  direction = "in";
  salt = "";
  isAway = false;
  /** Scans not sent yet. @type {Map<string, QueuedScan>} */
  queue = new Map();
  /** @type {ScanDisplay | null} */
  last = null;
  /** Status before the last scan. @type {import("./rules.js").AttendanceStatus | null} */
  #before = null;

  /**
   * @param {import("./attendance_cache.js").AttendanceCache} book
   * @param {import("./gate_store.js").GateStore} store
   * @param {(scans: object[]) => Promise<Verdict[]>} send
   */
  constructor(book, store, send) {
    super();
    this.book = book;
    this.store = store;
    this.send = send;
  }

  /** @returns {QueuedScan[]} */
  get waiting() {
    return [...this.queue.values()].filter(({ refused }) => !refused);
  }

  changed() {
    this.dispatchEvent(new Event("changed"));
  }

  /**
   * Check a person in or out.
   * @param {Whom} person
   * @param {{method?: "qr" | "manual", insists?: boolean}} [options]
   */
  async pass(person, { method = "qr", insists = false } = {}) {
    const { gate, direction } = this;
    if (!gate) return;
    const name = person.secret ? await badgeToken(this.salt, person.secret) : "";
    const options = { gate: gate.id, direction, method, insists };
    const scan = makeScan(options, { token: name || undefined, member: person.member });
    const localVerdict = decide(this.book.lookUp(scan), { gate, direction, insists });
    if (COUNTED_VERDICTS.has(localVerdict.verdict)) await this.#enqueue(scan);
    // Used when the operator overrides the verdict.
    const retry = () => this.pass(person, { method, insists: true });
    await this.#answer(scan, person, localVerdict, (verdict, isLocal) =>
      this.#show(scan, { ...verdict, id: scan.id, direction, isLocal, retry }),
    );
  }

  /**
   * Show the server's verdict if it arrives in time, else the local one.
   * @param {QueuedScan} scan
   * @param {Whom} person
   * @param {Verdict} localVerdict
   * @param {(verdict: Verdict, isLocal: boolean) => void} show
   */
  async #answer(scan, person, localVerdict, show) {
    const asked = this.isAway ? null : this.#askServer(scan, person);
    const timeout = new Promise((resolve) =>
      setTimeout(resolve, SERVER_TIMEOUT_MS, null),
    );
    const serverVerdict = asked && (await Promise.race([asked, timeout]));
    if (serverVerdict) {
      show(serverVerdict, false);
      return this.#dequeue(scan);
    }
    if (COUNTED_VERDICTS.has(localVerdict.verdict))
      await this.#enqueue({ ...scan, decided: true });
    show(localVerdict, true);
    const lateVerdict = await asked;
    if (lateVerdict && lateVerdict.verdict !== localVerdict.verdict)
      this.#showLateVerdict(scan, lateVerdict, show);
  }

  /**
   * @param {QueuedScan} scan
   * @param {Whom} person
   * @returns {Promise<Verdict | null>} null: no answer
   */
  async #askServer(scan, { secret, code }) {
    try {
      const [serverVerdict] = await this.send([
        { ...asSent(scan, scan.at), secret, code },
      ]);
      return serverVerdict ?? null;
    } catch {
      return null;
    }
  }

  /**
   * The server has accepted or rejected the scan.
   * @param {QueuedScan} scan
   */
  async #dequeue(scan) {
    this.queue.delete(scan.id);
    this.changed();
    await this.store.drop([scan.id]);
  }

  /**
   * The server's verdict came late and differs: show it.
   * @param {QueuedScan} scan
   * @param {Verdict} lateVerdict
   * @param {(verdict: Verdict, isLocal: boolean) => void} show
   */
  #showLateVerdict(scan, lateVerdict, show) {
    // What this gate has let pass is sent as decided, and becomes a conflict if it is one.
    if (this.queue.has(scan.id) && !COUNTED_VERDICTS.has(lateVerdict.verdict)) return;
    show({ ...lateVerdict, isLate: true }, false);
  }

  /** @param {QueuedScan} scan */
  async #enqueue(scan) {
    await this.store.save([scan]);
    this.queue.set(scan.id, scan);
    this.changed();
  }

  /** @param {QueuedScan} scan @param {ScanDisplay} shown */
  #show(scan, shown) {
    this.last = shown;
    const { member } = shown;
    if (member && COUNTED_VERDICTS.has(shown.verdict)) {
      this.#before = this.book.line(member.id);
      this.#setStatus(member.id, attendanceAfter(scan));
    }
    this.dispatchEvent(new CustomEvent("shown", { detail: shown }));
    this.changed();
  }

  /**
   * @param {number} member
   * @param {import("./rules.js").AttendanceStatus} line
   */
  #setStatus(member, line) {
    this.book.setStatus(member, line);
    this.store.saveRoll([["line", member, { member, line }]]);
  }

  /** Take the last scan back; sent like any other, so it reaches the server once. */
  async undo() {
    const { last } = this;
    if (!last?.member || !COUNTED_VERDICTS.has(last.verdict)) return;
    await this.store.saveUndone(last.id);
    if (this.#before) this.#setStatus(last.member.id, this.#before);
    this.last = { ...last, verdict: "undone" };
    this.dispatchEvent(new CustomEvent("shown", { detail: this.last }));
    this.changed();
  }

  /**
   * Write down many who are there: those who are inside already stay as they are.
   * @param {number[]} members
   * @returns {Promise<number>} how many were written down
   */
  async passMany(members) {
    const { gate, isAway } = this;
    if (!gate) return 0;
    const outside = members.filter((member) => !this.book.line(member).inside);
    /** @type {{gate: number, direction: "in", method: "bulk", insists: boolean}} */
    const options = { gate: gate.id, direction: "in", method: "bulk", insists: true };
    const scans = outside.map((member) => ({
      ...makeScan(options, { member }),
      decided: isAway,
    }));
    await this.store.save(scans);
    for (const scan of scans) this.queue.set(scan.id, scan);
    for (const scan of scans) this.#setStatus(scan.member ?? 0, attendanceAfter(scan));
    this.changed();
    return scans.length;
  }
}
