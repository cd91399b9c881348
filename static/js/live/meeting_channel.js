/** WebSocket of a meeting: connect, reconnect, dispatch messages. */

import { devicePush } from "./device_push.js";
import { Backoff } from "./backoff.js";

/** @typedef {import("./live_meeting.js").LiveMeeting} LiveMeeting */
/** @typedef {import("./messages.js").MeetingEvent} MeetingEvent */
/** @typedef {import("./messages.js").Hello} Hello */

/** The server asks each 10 s; a channel silent for longer is dead, in milliseconds. */
const MAX_SILENCE_MS = 13_000;
/** Whole messages for parts of a screen; they are handed on as they are. */
const PASSED_THROUGH = ["presence", "notes"];

export class Channel {
  isOpen = false;
  #lastPingAt = 0;

  /** @param {LiveMeeting} meeting */
  constructor(meeting) {
    this.meeting = meeting;
    this.backoff = new Backoff(
      () => this.socket.connect(),
      () => meeting.spread,
    );
  }

  open() {
    const { meeting } = this;
    const { meetingId, openSocket, signedOut } = meeting.parts;
    const socket = openSocket(() => ({ meeting: meetingId, n: meeting.state?.n }));
    this.socket = socket;
    devicePush.isOnMeetingChannel = true;
    this.backoff.onConnecting();
    socket.on("connect", () => this.#onConnect());
    socket.on("disconnect", () => this.#onDisconnect());
    socket.on("connect_error", () => this.#onDisconnect());
    socket.on("hello", (/** @type {Hello} */ hello) => meeting.onHello(hello));
    socket.on("fact", (/** @type {MeetingEvent} */ event) => meeting.receive(event));
    socket.on("pace", (/** @type {{spread: number}} */ pace) => {
      meeting.spread = pace.spread;
    });
    socket.on("tablet", (/** @type {{spread: number}} */ said) =>
      devicePush.dispatch(said),
    );
    socket.on("restarting", () => this.backoff.onServerRestart());
    socket.on("signed_out", (/** @type {{reason: string}} */ said) => {
      signedOut(said.reason);
    });
    for (const tick of PASSED_THROUGH) {
      socket.on(tick, (/** @type {object} */ detail) => {
        meeting.ticks.dispatchEvent(new CustomEvent(tick, { detail }));
      });
    }
    socket.io?.on("ping", () => this.#onPing());
  }

  #onPing() {
    this.#lastPingAt = performance.now();
  }

  #onConnect() {
    this.isOpen = true;
    this.#onPing();
    this.backoff.onConnected();
    this.meeting.up();
  }

  #onDisconnect() {
    this.isOpen = false;
    this.meeting.down();
    this.backoff.retryLater();
  }

  /** Look at once: a tablet that slept may hold a channel that is long dead. */
  wake() {
    if (!this.isOpen) return this.backoff.retryNow();
    if (performance.now() - this.#lastPingAt > MAX_SILENCE_MS)
      this.socket.io?.engine.close();
  }

  /**
   * Send a message if the channel is open; it is not queued.
   * @param {string} name
   * @param {object} body
   * @returns {boolean} whether it was sent
   */
  send(name, body) {
    if (!this.isOpen) return false;
    this.socket.emit(name, body);
    return true;
  }
}
