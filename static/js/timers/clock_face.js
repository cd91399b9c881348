/** A timer as it is seen: redrawn at each full second of the timer, without messages. */

import { t } from "../base/i18n.js";
import { serverClock } from "./server_clock.js";
import { nextTick, thresholdPassed, timerText } from "./timer_display.js";

/** @typedef {import("../live/messages.js").Timer} Timer */
/** @typedef {import("./timer_display.js").TimerFace} TimerFace */

const UNKNOWN = "--:--";

export class ClockFace {
  /** @type {Timer | null} */
  #timer = null;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #tick;
  /** At the last look, in milliseconds. @type {number | null} */
  #remaining = null;

  /**
   * @param {HTMLElement} element gets the text, and the level as `data-level`
   * @param {(seconds: number) => void} [onThreshold] called once at each threshold with
   *   the seconds that are left
   */
  constructor(element, onThreshold = () => {}) {
    this.element = element;
    this.onThreshold = onThreshold;
    serverClock.addEventListener("changed", () => this.#draw());
    document.addEventListener("visibilitychange", () => this.#draw());
  }

  /**
   * Show a timer from now on; null: none.
   * @param {Timer | null} timer
   * @param {number} [spread] within how many milliseconds the server may be asked for its
   *   time
   */
  show(timer, spread = 0) {
    if (timer?.id !== this.#timer?.id) this.#remaining = null;
    this.#timer = timer;
    if (timer) serverClock.start(spread);
    this.#draw();
  }

  #draw() {
    clearTimeout(this.#tick);
    const timer = this.#timer;
    if (!timer) return;
    if (timer.running_since !== null && !serverClock.isKnown) {
      this.element.textContent = UNKNOWN;
      return;
    }
    const now = serverClock.now();
    const face = timerText(timer, now);
    this.element.textContent = face.text;
    this.element.dataset.level = face.level;
    const passed = thresholdPassed(timer, this.#remaining, face.remaining_ms);
    this.#remaining = face.remaining_ms;
    if (passed !== null) this.onThreshold(passed);
    const wait = nextTick(timer, now);
    if (wait !== null) this.#tick = setTimeout(() => this.#draw(), wait);
  }
}

/**
 * Say what a threshold means.
 * @param {number} seconds left
 */
export function thresholdText(seconds) {
  if (seconds <= 0) return t("Đã hết giờ.");
  if (seconds % 60) return t("Còn {seconds} giây.", { seconds });
  return t("Còn {minutes} phút.", { minutes: seconds / 60 });
}
