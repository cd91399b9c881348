/** The WebSocket of a meeting: opened, lost, opened again; what comes is handed on. */

import { calls } from "./calls.js";
import { Comeback } from "./comeback.js";

/** @typedef {import("./connection.js").LiveMeeting} LiveMeeting */
/** @typedef {import("./messages.js").Fact} Fact */
/** @typedef {import("./messages.js").Hello} Hello */

/** The server asks each 10 s; a channel silent for longer is dead, in milliseconds. */
const SILENCE_MS = 13_000;
/** Whole messages for parts of a screen; they are handed on as they are. */
const TICKS = ["presence", "notes"];

export class Channel {
  isOpen = false;
  #heardAt = 0;

  /** @param {LiveMeeting} meeting */
  constructor(meeting) {
    this.meeting = meeting;
    this.comeback = new Comeback(
      () => this.socket.connect(),
      () => meeting.spread,
    );
  }

  open() {
    const { meeting } = this;
    const { meetingId, openSocket, signedOut } = meeting.parts;
    const socket = openSocket(() => ({ meeting: meetingId, n: meeting.state?.n }));
    this.socket = socket;
    calls.isServed = true;
    this.comeback.begun();
    socket.on("connect", () => this.#up());
    socket.on("disconnect", () => this.#down());
    socket.on("connect_error", () => this.#down());
    socket.on("hello", (/** @type {Hello} */ hello) => meeting.greet(hello));
    socket.on("fact", (/** @type {Fact} */ fact) => meeting.receive(fact));
    socket.on("pace", (/** @type {{spread: number}} */ pace) => {
      meeting.spread = pace.spread;
    });
    socket.on("tablet", (/** @type {{spread: number}} */ said) => calls.come(said));
    socket.on("restarting", () => this.comeback.restarting());
    socket.on("signed_out", (/** @type {{reason: string}} */ said) => {
      signedOut(said.reason);
    });
    for (const tick of TICKS) {
      socket.on(tick, (/** @type {object} */ detail) => {
        meeting.ticks.dispatchEvent(new CustomEvent(tick, { detail }));
      });
    }
    socket.io?.on("ping", () => this.#hear());
  }

  #hear() {
    this.#heardAt = performance.now();
  }

  #up() {
    this.isOpen = true;
    this.#hear();
    this.comeback.arrived();
    this.meeting.up();
  }

  #down() {
    this.isOpen = false;
    this.meeting.down();
    this.comeback.soon();
  }

  /** Look at once: a tablet that slept may hold a channel that is long dead. */
  wake() {
    if (!this.isOpen) return this.comeback.now();
    if (performance.now() - this.#heardAt > SILENCE_MS) this.socket.io?.engine.close();
  }

  /**
   * Say something upwards, where the channel stands; it is not kept for later.
   * @param {string} name
   * @param {object} body
   * @returns {boolean} whether it was sent
   */
  say(name, body) {
    if (!this.isOpen) return false;
    this.socket.emit(name, body);
    return true;
  }
}
