/**
 * The server's time on this device, whatever its own clock says. The server is asked a
 * few times; of the answers the one with the shortest round trip is the most exact. Only
 * screens that show a clock ask.
 */

import * as addresses from "../base/addresses.js";
import { ApiError, get } from "../base/api.js";

/**
 * @typedef {object} ClockSample
 * @property {number} offset the server's time minus the device's, in milliseconds
 * @property {number} error at most so far from the truth when it was taken, in milliseconds
 * @property {number} takenAt by the device's steady clock, in milliseconds
 */

/** No more answers than these are asked for in a row. */
const MAX_SAMPLES = 4;
/** An answer this exact is not improved: two such clocks are within 0.1 s. */
const GOOD_ERROR_MS = 50;
const REPEAT_MS = 5 * 60_000;
const RETRY_MS = 5000;
/** Screens do not ask in step with each other. */
const JITTER = 0.3;
/** Cheap quartz runs wrong by less than this. */
const DRIFT = 0.0002;

/**
 * Make a sample of one answer: the server looked at its clock in the middle, give or take
 * half the round trip.
 * @param {number} sentAt
 * @param {number} receivedAt
 * @param {number} serverTime
 * @returns {ClockSample}
 */
export function sampleOf(sentAt, receivedAt, serverTime) {
  const half = (receivedAt - sentAt) / 2;
  return { offset: serverTime - sentAt - half, error: half, takenAt: receivedAt };
}

/**
 * Return the more exact of two samples; an old one has become less exact.
 * @param {ClockSample | null} known
 * @param {ClockSample} fresh
 * @returns {ClockSample}
 */
export function betterSample(known, fresh) {
  if (!known) return fresh;
  const drifted = known.error + (fresh.takenAt - known.takenAt) * DRIFT;
  return fresh.error <= drifted ? fresh : known;
}

/** Steady time: setting the device's clock does not move it. In milliseconds since 1970. */
export function deviceTime() {
  return performance.timeOrigin + performance.now();
}

export class ServerClock extends EventTarget {
  /** @type {ClockSample | null} */
  #sample = null;
  /** Infinite: not started. */
  #spread = Number.POSITIVE_INFINITY;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #timer;

  /**
   * @param {() => Promise<number>} ask returns the server's time in milliseconds
   * @param {() => number} [device]
   */
  constructor(ask, device = deviceTime) {
    super();
    this.ask = ask;
    this.device = device;
  }

  /** Whether the server has answered yet. */
  get isKnown() {
    return this.#sample !== null;
  }

  /** @returns {number} the server's time in milliseconds since 1970 */
  now() {
    return this.device() + (this.#sample?.offset ?? 0);
  }

  /**
   * Ask from now on; a further call begins sooner, if that is still to come.
   * @param {number} [spread] within how many milliseconds to begin, for large audiences
   */
  start(spread = 0) {
    if (this.isKnown || spread >= this.#spread) return;
    if (this.#spread === Number.POSITIVE_INFINITY)
      globalThis.document?.addEventListener("visibilitychange", () => this.#wake());
    this.#spread = spread;
    this.#askIn(Math.random() * spread);
  }

  /** The steady clock may have stood still while the device slept. */
  #wake() {
    if (document.hidden) return;
    this.#sample &&= { ...this.#sample, error: Number.POSITIVE_INFINITY };
    this.#askIn(0);
  }

  /** @param {number} ms */
  #askIn(ms) {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#repeat(), ms);
  }

  async #repeat() {
    const isAnswered = await this.measure();
    const pause = isAnswered ? REPEAT_MS : RETRY_MS;
    this.#askIn(pause * (1 - JITTER + 2 * JITTER * Math.random()));
  }

  /**
   * Ask until an answer is good enough; resolves to whether there was an answer.
   * @returns {Promise<boolean>}
   */
  async measure() {
    /** @type {ClockSample | null} */
    let best = null;
    try {
      for (let count = 0; count < MAX_SAMPLES; count += 1) {
        const sentAt = this.device();
        const serverTime = await this.ask();
        const sample = sampleOf(sentAt, this.device(), serverTime);
        best = best && best.error < sample.error ? best : sample;
        if (best.error <= GOOD_ERROR_MS) break;
      }
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
    }
    if (!best) return false;
    this.#sample = betterSample(this.#sample, best);
    this.dispatchEvent(new Event("changed"));
    return true;
  }
}

/** Of the whole page: there is one server. */
export const serverClock = new ServerClock(
  async () => (await get(addresses.timersClockNow(), { cache: "no-store" })).now,
);

/** @returns {number} the server's time in milliseconds since 1970 */
export function serverNow() {
  return serverClock.now();
}
