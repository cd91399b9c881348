/**
 * One meeting, kept right on this screen: snapshot first, then facts; on any gap,
 * reconnect or doubt, the snapshot again. Where WebSocket is blocked it asks now
 * and then. Draws nothing.
 */

import { Channel } from "./channel.js";
import { Link } from "./link.js";
import { Reporter } from "./reporter.js";
import { apply } from "./state.js";

/** @typedef {import("./messages.js").Snapshot} Snapshot */
/** @typedef {import("./messages.js").Fact} Fact */

/** Pause between two questions while there is no live channel; a random part more. */
const POLL_MS = 5000;
/** In a small audience all may ask at once; the server's least. */
export const LEAST_SPREAD_MS = 300;

/**
 * @typedef {object} Parts
 * @property {number} meetingId
 * @property {(auth: () => object) => any} openSocket makes a Socket.IO client that
 *   greets with what `auth` returns at that moment
 * @property {(meetingId: number) => Promise<Snapshot>} fetchSnapshot
 * @property {(report: import("./messages.js").Shown) => Promise<{n: number, spread: number}>} [report]
 *   tells the server by HTTP what is shown, and asks what is new
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
  /** @type {Promise<void> | null} */
  #refreshing = null;
  #again = false;
  #link = new Link(() => this.#tell());
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #gatherTimer;

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
    this.#pollLater();
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
    if (next === "unknown") return this.#gather();
    this.state = next;
    this.#tell();
  }

  /**
   * Fetch the snapshot; calls while one is under way lead to one more.
   * @returns {Promise<void>}
   */
  refresh() {
    if (this.#refreshing) {
      this.#again = true;
      return this.#refreshing;
    }
    this.#refreshing = this.#fetch().finally(() => {
      this.#refreshing = null;
      if (this.#again) {
        this.#again = false;
        this.refresh();
      }
    });
    return this.#refreshing;
  }

  async #fetch() {
    try {
      this.#take(await this.parts.fetchSnapshot(this.parts.meetingId));
      this.#link.up();
    } catch (error) {
      this.#failed(/** @type {{status?: number}} */ (error));
    }
    this.#tell();
  }

  /** @param {Snapshot} snapshot */
  #take(snapshot) {
    // A fact may have overtaken the answer.
    if (!this.state || snapshot.n >= this.state.n) this.state = snapshot;
  }

  /** @param {{status?: number}} error */
  #failed(error) {
    if (error.status === 401) this.parts.signedOut("signed_out");
    else if (error.status === 404) this.parts.signedOut("meeting_over");
    else this.#link.down();
  }

  #pollLater() {
    const more = Math.random() * Math.min(this.spread, POLL_MS);
    setTimeout(() => this.#poll().finally(() => this.#pollLater()), POLL_MS + more);
  }

  /** Without a channel: say what is shown, and fetch the snapshot if it is old. */
  async #poll() {
    if (this.channel.isOpen) return;
    const { report } = this.parts;
    const { newest } = this.reporter;
    if (!report || !newest || !this.state) return this.refresh();
    try {
      const { n, spread } = await report(newest);
      this.spread = spread;
      this.#link.up();
      if (n !== this.state.n) return await this.refresh();
    } catch (error) {
      this.#failed(/** @type {{status?: number}} */ (error));
    }
    this.#tell();
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
      this.#gather();
    }
  }

  /** The channel is lost. */
  down() {
    this.#link.down();
  }

  /** Fetch the snapshot soon: what needs it is gathered, and all tablets spread. */
  #gather() {
    if (this.#gatherTimer) return;
    this.#gatherTimer = setTimeout(() => {
      this.#gatherTimer = undefined;
      this.refresh();
    }, Math.random() * this.spread);
  }

  #tell() {
    for (const watcher of this.#watchers) watcher(this);
  }
}
