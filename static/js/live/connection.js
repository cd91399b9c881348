/**
 * One meeting, kept right on this screen: snapshot first, then facts; on any gap,
 * reconnect or doubt, the snapshot again. Where WebSocket is blocked it asks now
 * and then. Draws nothing.
 */

import { Channel } from "./channel.js";
import { Link } from "./link.js";
import { Polling } from "./polling.js";
import { Refresher } from "./refresher.js";
import { Reporter } from "./reporter.js";
import { apply, without, withNews } from "./state.js";

/** @typedef {import("./messages.js").Snapshot} Snapshot */
/** @typedef {import("./messages.js").Fact} Fact */

/** Nobody looks longer at nothing where there is a state from before. */
const PATIENCE_MS = 2500;
/** In a small audience all may ask at once; the server's least. */
export const LEAST_SPREAD_MS = 300;

/**
 * @typedef {object} Parts
 * @property {number} meetingId
 * @property {(auth: () => object) => any} openSocket makes a Socket.IO client that
 *   greets with what `auth` returns at that moment
 * @property {(meetingId: number, atLeast: number) => Promise<Snapshot>} fetchSnapshot
 *   the state at the number `atLeast` or a later one
 * @property {(report: import("./messages.js").Shown) => Promise<{n: number, spread: number}>} [report]
 *   tells the server by HTTP what is shown, and asks what is new
 * @property {() => Promise<Snapshot | null>} [keptSnapshot] the state of the last contact
 * @property {(reason: string) => void} signedOut
 */

export class LiveMeeting {
  /** @type {Snapshot | null} */
  state = null;
  /** Within how many milliseconds an audience of this size picks its moments. */
  spread = LEAST_SPREAD_MS;
  /** Ticks that a part of the screen may listen to: `presence`. */
  ticks = new EventTarget();
  /** @type {Set<(meeting: LiveMeeting) => void>} */
  #watchers = new Set();
  /** The newest number heard of. */
  #heard = 0;
  #link = new Link(() => this.#tell());
  #refresher = new Refresher(
    () => this.#fetch(),
    () => this.spread,
  );

  /** @param {Parts} parts */
  constructor(parts) {
    this.parts = parts;
    this.channel = new Channel(this);
    /** Whoever draws pages tells it what is shown. */
    this.reporter = new Reporter(
      (report) => this.channel.say("shown", report),
      () => this.spread,
    );
  }

  /** @returns {import("./link.js").State} */
  get link() {
    return this.#link.state;
  }

  /** Connect; the first state arrives by itself. */
  open() {
    this.channel.open();
    this.refresh();
    setTimeout(() => this.#remember(), PATIENCE_MS);
    new Polling(this).start();
  }

  /** Nobody has answered yet: begin with what was known. */
  async #remember() {
    const kept = this.state ? null : await this.parts.keptSnapshot?.();
    if (!kept || this.state) return;
    this.state = kept;
    this.#tell();
  }

  /**
   * Nobody answers, and the time of some papers is over: they go as if taken back.
   * @param {(paper: import("./messages.js").Paper) => boolean} isOver
   */
  lapse(isOver) {
    const { documents = [], replaced = [] } = this.state ?? {};
    if (!this.state || ![...documents, ...replaced].some(isOver)) return;
    this.state = without(this.state, isOver);
    this.#tell();
  }

  /** Look at once: the tablet woke up, or the network came back. */
  wake() {
    this.channel.wake();
    this.refresh();
  }

  /**
   * Be told of every change; returns how to stop.
   * @param {(meeting: LiveMeeting) => void} watcher
   * @returns {() => void}
   */
  watch(watcher) {
    this.#watchers.add(watcher);
    if (this.state) watcher(this);
    return () => this.#watchers.delete(watcher);
  }

  /** @param {Fact} fact */
  receive(fact) {
    if (!this.state) return void this.refresh();
    const next = apply(this.state, fact);
    if (next === "old") return;
    if (next === "unknown") return this.#gather(fact.n);
    this.state = next;
    this.#tell();
  }

  /** Fetch the snapshot; calls while one is under way lead to one more. */
  refresh() {
    return this.#refresher.now();
  }

  async #fetch() {
    try {
      const { meetingId, fetchSnapshot } = this.parts;
      this.#take(await fetchSnapshot(meetingId, this.#heard));
      this.#link.up();
    } catch (error) {
      this.failed(/** @type {{status?: number, code?: string}} */ (error));
      if (this.#link.state !== "live") await this.#remember();
    }
    this.#tell();
  }

  /** @param {Snapshot} snapshot */
  #take(snapshot) {
    // A fact may have overtaken the answer.
    if (snapshot.n >= (this.state?.n ?? 0)) this.state = withNews(snapshot, this.state);
  }

  /**
   * The server has refused, or could not be reached.
   * @param {{status?: number, code?: string}} error its code says why
   */
  failed(error) {
    if (error.status === 401) this.parts.signedOut(error.code ?? "signed_out");
    else if (error.status === 404) this.parts.signedOut("meeting_over");
    else this.#link.down();
  }

  /**
   * The server has taken a report by HTTP, and said what is new.
   * @param {{n: number, spread: number}} answer
   */
  async reported({ n, spread }) {
    this.spread = spread;
    this.#link.up();
    if (n !== this.state?.n) await this.refresh();
    else this.#tell();
  }

  /** The channel stands. */
  up() {
    this.#link.up();
    this.#tell();
  }

  /**
   * The channels are joined; what is newer than `n` comes by itself.
   * @param {import("./messages.js").Hello} hello
   */
  greet({ n, spread = LEAST_SPREAD_MS, state }) {
    this.spread = spread;
    this.reporter.renew();
    if (state) {
      this.#take(state);
      this.#tell();
    } else if (!this.state || n > this.state.n) {
      this.#gather(n);
    }
  }

  down() {
    this.#link.down();
  }

  /** @param {number} n the number that made the snapshot old */
  #gather(n) {
    this.#heard = Math.max(this.#heard, n);
    this.#refresher.soon();
  }

  #tell() {
    for (const watcher of this.#watchers) watcher(this);
  }
}
