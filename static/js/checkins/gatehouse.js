/**
 * A gate: who passes, by the server's word if it comes at once, else by this device's own.
 * Each scan is written down before anybody is told, and sent until the server has it.
 *
 * @typedef {import("./deciding.js").Verdict} Verdict
 * @typedef {import("./gate_store.js").Kept} Kept
 * @typedef {Verdict & {id: string, direction: "in" | "out", isOwn: boolean,
 *   retry?: () => void}} Shown `isOwn`: decided without the server
 * @typedef {{secret?: string, code?: string, member?: number}} Whom
 */

import { COUNTED, decide, lineAfter } from "./deciding.js";
import { asSent, makeScan, rollName } from "./scan.js";

/** The server may take so long, so that the colour stands within 300 ms. */
export const PATIENCE_MS = 220;

export class Gatehouse extends EventTarget {
  /** @type {import("./deciding.js").Gate[]} */
  gates = [];
  /** @type {import("../base/meeting_heading.js").Meeting} */
  meeting = {};
  /** @type {import("./deciding.js").Gate | null} */
  gate = null;
  /** @type {"in" | "out"} */
  direction = "in";
  salt = "";
  isAway = false;
  /** Scans not sent yet. @type {Map<string, Kept>} */
  queue = new Map();
  /** @type {Shown | null} */
  last = null;
  /** What undoing the last scan brings back. @type {import("./deciding.js").Line | null} */
  #before = null;

  /**
   * @param {import("./roll_book.js").RollBook} book
   * @param {import("./gate_store.js").GateStore} store
   * @param {(scans: object[]) => Promise<Verdict[]>} send
   */
  constructor(book, store, send) {
    super();
    this.book = book;
    this.store = store;
    this.send = send;
  }

  /** @returns {Kept[]} */
  get waiting() {
    return [...this.queue.values()].filter(({ refused }) => !refused);
  }

  changed() {
    this.dispatchEvent(new Event("changed"));
  }

  /**
   * Somebody stands at the gate.
   * @param {Whom} whom
   * @param {{method?: "qr" | "manual", insists?: boolean}} [how]
   */
  async pass(whom, { method = "qr", insists = false } = {}) {
    const { gate, direction } = this;
    if (!gate) return;
    const name = whom.secret ? await rollName(this.salt, whom.secret) : "";
    const how = { gate: gate.id, direction, method, insists };
    const scan = makeScan(how, { token: name || undefined, member: whom.member });
    const own = decide(this.book.known(scan), { gate, direction, insists });
    if (COUNTED.has(own.verdict)) await this.#keep(scan);
    // Retried by hand, where somebody insists.
    const retry = () => this.pass(whom, { method, insists: true });
    await this.#answer(scan, whom, own, (verdict, isOwn) =>
      this.#show(scan, { ...verdict, id: scan.id, direction, isOwn, retry }),
    );
  }

  /**
   * Show the server's word if it comes at once, else our own.
   * @param {Kept} scan
   * @param {Whom} whom
   * @param {Verdict} own
   * @param {(verdict: Verdict, isOwn: boolean) => void} show
   */
  async #answer(scan, whom, own, show) {
    const asked = this.isAway ? null : this.#ask(scan, whom);
    const patience = new Promise((resolve) => setTimeout(resolve, PATIENCE_MS, null));
    const told = asked && (await Promise.race([asked, patience]));
    if (told) {
      show(told, false);
      return this.#forget(scan);
    }
    if (COUNTED.has(own.verdict)) await this.#keep({ ...scan, decided: true });
    show(own, true);
    const late = await asked;
    if (late && late.verdict !== own.verdict) this.#correct(scan, late, show);
  }

  /**
   * @param {Kept} scan
   * @param {Whom} whom
   * @returns {Promise<Verdict | null>} null: nobody answers
   */
  async #ask(scan, { secret, code }) {
    try {
      const [told] = await this.send([{ ...asSent(scan, scan.at), secret, code }]);
      return told ?? null;
    } catch {
      return null;
    }
  }

  /**
   * The server has it, or will not have it, and all know.
   * @param {Kept} scan
   */
  async #forget(scan) {
    this.queue.delete(scan.id);
    this.changed();
    await this.store.drop([scan.id]);
  }

  /**
   * The server's word came late and is another one: the person at the gate is told.
   * @param {Kept} scan
   * @param {Verdict} late
   * @param {(verdict: Verdict, isOwn: boolean) => void} show
   */
  #correct(scan, late, show) {
    // What this gate has let pass is sent as decided, and becomes a conflict if it is one.
    if (this.queue.has(scan.id) && !COUNTED.has(late.verdict)) return;
    show({ ...late, isLate: true }, false);
  }

  /** @param {Kept} scan */
  async #keep(scan) {
    await this.store.keep([scan]);
    this.queue.set(scan.id, scan);
    this.changed();
  }

  /**
   * @param {Kept} scan
   * @param {Shown} shown
   */
  #show(scan, shown) {
    this.last = shown;
    const { member } = shown;
    if (member && COUNTED.has(shown.verdict)) {
      this.#before = this.book.line(member.id);
      this.#stand(member.id, lineAfter(scan));
    }
    this.dispatchEvent(new CustomEvent("shown", { detail: shown }));
    this.changed();
  }

  /**
   * @param {number} member
   * @param {import("./deciding.js").Line} line
   */
  #stand(member, line) {
    this.book.stand(member, line);
    this.store.keepRoll([["line", member, { member, line }]]);
  }

  /** Take the last scan back; sent like any other, so it reaches the server once. */
  async undo() {
    const { last } = this;
    if (!last?.member || !COUNTED.has(last.verdict)) return;
    await this.store.keepUndone(last.id);
    if (this.#before) this.#stand(last.member.id, this.#before);
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
    const how = { gate: gate.id, direction: "in", method: "bulk", insists: true };
    const scans = outside.map((member) => ({
      ...makeScan(how, { member }),
      decided: isAway,
    }));
    await this.store.keep(scans);
    for (const scan of scans) this.queue.set(scan.id, scan);
    for (const scan of scans) this.#stand(scan.member ?? 0, lineAfter(scan));
    this.changed();
    return scans.length;
  }
}
