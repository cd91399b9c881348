/**
 * One meeting, kept right on this screen: snapshot first, then facts; on any gap,
 * reconnect or doubt, the snapshot again. Where WebSocket is blocked it asks now
 * and then. Draws nothing.
 */

import { apply } from "./state.js";

/** @typedef {import("./messages.js").Snapshot} Snapshot */
/** @typedef {import("./messages.js").Fact} Fact */
/** @typedef {"connecting" | "live" | "lost"} Link */

/** A drop shorter than this shows nothing, in milliseconds. */
export const GRACE_MS = 4000;
/** Pause between two questions while there is no live channel. */
const POLL_MS = 5000;
/** Pause before knocking again where the server has shut the channel. */
const KNOCK_MS = 1000;
/** Facts that need a snapshot are gathered, and 400 tablets spread, over this time. */
const GATHER_MS = 250;

/**
 * @typedef {object} Parts
 * @property {number} meetingId
 * @property {(meetingId: number) => any} openSocket makes a Socket.IO client
 * @property {(meetingId: number) => Promise<Snapshot>} fetchSnapshot
 * @property {(reason: string) => void} signedOut
 */

export class LiveMeeting {
  /** @type {Snapshot | null} */
  state = null;
  /** @type {Link} */
  link = "connecting";
  /** @type {Set<(meeting: LiveMeeting) => void>} */
  #watchers = new Set();
  /** @type {Promise<void> | null} */
  #refreshing = null;
  #again = false;
  #connected = false;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #lostTimer;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #gatherTimer;

  /** @param {Parts} parts */
  constructor(parts) {
    this.parts = parts;
  }

  /** Connect; the first state arrives by itself. */
  open() {
    const socket = this.parts.openSocket(this.parts.meetingId);
    socket.on("connect", () => this.#up());
    socket.on("hello", (/** @type {{n: number}} */ hello) => this.#greet(hello.n));
    socket.on("fact", (/** @type {Fact} */ fact) => this.receive(fact));
    socket.on("signed_out", (/** @type {{reason: string}} */ said) => {
      this.parts.signedOut(said.reason);
    });
    socket.on("disconnect", (/** @type {string} */ reason) => {
      this.#down();
      // The server closed it on purpose: the client would not come back by itself.
      if (reason === "io server disconnect") this.#knock();
    });
    socket.on("connect_error", () => {
      this.#down();
      // Refused by the server: here too the client would not come back by itself.
      if (!socket.active) this.#knock();
    });
    this.refresh();
    setInterval(() => this.#connected || this.refresh(), POLL_MS);
    this.socket = socket;
  }

  /** Look at once: the tablet woke up, or the network came back. */
  wake() {
    // One that is on its way must not be asked again: it would greet the server twice,
    // and be refused for it.
    if (this.socket && !this.socket.active) this.socket.connect();
    this.refresh();
  }

  /** Try again in a while, unless it is trying by itself by then. */
  #knock() {
    setTimeout(() => this.socket?.active || this.socket?.connect(), KNOCK_MS);
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
      const snapshot = await this.parts.fetchSnapshot(this.parts.meetingId);
      // A fact may have overtaken the answer.
      if (!this.state || snapshot.n >= this.state.n) this.state = snapshot;
      this.#reached();
    } catch (error) {
      this.#failed(/** @type {{status?: number}} */ (error));
    }
    this.#tell();
  }

  /** @param {{status?: number}} error */
  #failed(error) {
    if (error.status === 401) this.parts.signedOut("signed_out");
    else if (error.status === 404) this.parts.signedOut("meeting_over");
    else this.#down();
  }

  #reached() {
    clearTimeout(this.#lostTimer);
    this.#lostTimer = undefined;
    this.link = "live";
  }

  #up() {
    this.#connected = true;
    this.#reached();
    this.#tell();
  }

  /** @param {number} n the meeting's number when this connection joined */
  #greet(n) {
    if (!this.state || n > this.state.n) this.refresh();
  }

  #down() {
    this.#connected = false;
    if (this.#lostTimer || this.link === "lost") return;
    this.#lostTimer = setTimeout(() => {
      this.#lostTimer = undefined;
      this.link = "lost";
      this.#tell();
    }, GRACE_MS);
  }

  #gather() {
    if (this.#gatherTimer) return;
    this.#gatherTimer = setTimeout(() => {
      this.#gatherTimer = undefined;
      this.refresh();
    }, Math.random() * GATHER_MS);
  }

  #tell() {
    for (const watcher of this.#watchers) watcher(this);
  }
}
