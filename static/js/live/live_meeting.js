/**
 * State of one meeting: first a snapshot, then events and single parts; after a gap or a
 * reconnect a new snapshot. Polls while the WebSocket is blocked. Draws nothing.
 */

import { Channel } from "./meeting_channel.js";
import { ConnectionStatus } from "./connection_status.js";
import { PartFetcher } from "./part_fetcher.js";
import { Polling } from "./polling.js";
import { SnapshotFetcher } from "./snapshot_fetcher.js";
import { PageReporter } from "./page_reporter.js";
import { apply, withoutDocuments, withEventOnlyFields } from "./snapshot_reducer.js";

/** @typedef {import("./messages.js").Snapshot} Snapshot */
/** @typedef {import("./messages.js").MeetingEvent} MeetingEvent */

/** Nobody looks longer at nothing where there is a state from before. */
const CACHE_FALLBACK_MS = 2500;
/** In a small audience all may ask at once; the server's least. */
export const MINIMUM_SPREAD_MS = 300;

/** @typedef {import("./live_meeting_parts.js").Parts} Parts */

export class LiveMeeting {
  /** @type {Snapshot | null} */
  state = null;
  /** Within how many milliseconds an audience of this size picks its moments. */
  spread = MINIMUM_SPREAD_MS;
  /** Ticks that a part of the screen may listen to: `presence`. */
  ticks = new EventTarget();
  /** @type {Set<(meeting: LiveMeeting) => void>} */
  #watchers = new Set();
  /** The newest number heard of. */
  #newestKnown = 0;
  #connection = new ConnectionStatus(() => this.#notify());
  #refresher = new SnapshotFetcher(
    () => this.#fetch(),
    () => this.spread,
  );
  #parts = new PartFetcher(this);

  /** @param {Parts} parts */
  constructor(parts) {
    this.parts = parts;
    this.channel = new Channel(this);
    /** Reports the shown page to the server. */
    this.reporter = new PageReporter(
      (report) => this.channel.send("shown", report),
      () => this.spread,
    );
  }

  /** @returns {import("./connection_status.js").State} */
  get link() {
    return this.#connection.state;
  }

  /** Connect; the first state arrives by itself. */
  open() {
    this.channel.open();
    this.refresh();
    setTimeout(() => this.#showCached(), CACHE_FALLBACK_MS);
    new Polling(this).start();
  }

  /** Nobody has answered yet: begin with what was known. */
  async #showCached() {
    const cached = this.state ? null : await this.parts.cachedSnapshot?.();
    if (cached && !this.state) this.#show(cached);
  }

  /**
   * Offline, remove documents that have expired, as if they were withdrawn.
   * @param {(paper: import("./messages.js").MeetingDocument) => boolean} isOver
   */
  removeExpired(isOver) {
    const { documents = [], replaced = [] } = this.state ?? {};
    if (!this.state || ![...documents, ...replaced].some(isOver)) return;
    this.#show(withoutDocuments(this.state, isOver));
  }

  /** Look at once: the tablet woke up, or the network came back. */
  wake() {
    this.channel.wake();
    this.refresh();
  }

  /**
   * Watch all changes; returns a function that stops.
   * @param {(meeting: LiveMeeting) => void} watcher
   */
  watch(watcher) {
    this.#watchers.add(watcher);
    if (this.state) watcher(this);
    return () => this.#watchers.delete(watcher);
  }

  /** @param {MeetingEvent} event */
  receive(event) {
    if (!this.state) return void this.refresh();
    const next = apply(this.state, event);
    if (next === "old") return;
    if (next === "unknown") return this.refreshLater(event.n);
    this.state = this.#parts.withNewerParts(next);
    this.#parts.receive(event);
    this.#notify();
  }

  /** Fetch the snapshot; calls while one is under way lead to one more. */
  refresh() {
    return this.#refresher.fetchNow();
  }

  async #fetch() {
    try {
      const { meetingId, fetchSnapshot } = this.parts;
      this.#adopt(await fetchSnapshot(meetingId, this.#newestKnown));
      this.#connection.up();
    } catch (error) {
      this.failed(/** @type {{status?: number, code?: string}} */ (error));
      if (this.#connection.state !== "live") await this.#showCached();
    }
    this.#notify();
  }

  /** @param {Snapshot} snapshot */
  #adopt(snapshot) {
    // An event may have overtaken the answer.
    if (snapshot.n < (this.state?.n ?? 0)) return;
    const newest = this.#parts.onSnapshot(snapshot);
    this.state = withEventOnlyFields(newest, this.state);
  }

  /**
   * Take the fields of one part, which are newer than those of the state.
   * @param {object} fields
   */
  merge(fields) {
    if (this.state) this.#show({ ...this.state, ...fields, n: this.state.n });
  }

  /**
   * The server has refused, or could not be reached.
   * @param {{status?: number, code?: string}} error with the reason as code
   */
  failed(error) {
    if (error.status === 401) this.parts.signedOut(error.code ?? "signed_out");
    else if (error.status === 404) this.parts.signedOut("meeting_over");
    else this.#connection.down();
  }

  /**
   * The server has accepted a report by HTTP and returned what is new.
   * @param {{n: number, spread: number}} answer
   */
  async reported({ n, spread }) {
    this.spread = spread;
    this.#connection.up();
    if (n !== this.state?.n || this.#parts.isStale) await this.refresh();
    else this.#notify();
  }

  /** The channel is connected. */
  up() {
    this.#connection.up();
    this.#notify();
  }

  /**
   * The channels are joined; what is newer than `n` comes by itself.
   * @param {import("./messages.js").Hello} hello
   */
  onHello({ n, spread = MINIMUM_SPREAD_MS, state }) {
    this.spread = spread;
    this.reporter.resend();
    if (state) this.#adopt(state);
    else if (n > (this.state?.n ?? -1) || this.#parts.isStale) this.refreshLater(n);
    this.#notify();
  }

  down() {
    this.#connection.down();
  }

  /** @param {number} n the number that made the snapshot old */
  refreshLater(n) {
    this.#newestKnown = Math.max(this.#newestKnown, n);
    this.#refresher.fetchSoon();
  }

  /** @param {Snapshot} state */
  #show(state) {
    this.state = state;
    this.#notify();
  }

  #notify() {
    for (const watcher of this.#watchers) watcher(this);
  }
}
