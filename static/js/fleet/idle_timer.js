/** Return a tablet after a time without input, with a warning before. */

import { el } from "../base/dom.js";
import { t } from "../base/i18n.js";
import { showOverlay } from "./device_overlay.js";

/** Time to react to the warning. */
export const WARNING_MS = 30_000;
const CHECK_INTERVAL_MS = 1000;
const ACTIVITY_EVENTS = ["pointerdown", "keydown", "wheel", "touchmove"];

export class IdleTimer {
  #touchedAt = 0;
  #minutes = 0;
  /** @type {HTMLElement | null} */
  #warning = null;

  /**
   * @param {() => void} onIdle
   * @param {() => number} [now] milliseconds
   */
  constructor(onIdle, now = () => performance.now()) {
    this.onIdle = onIdle;
    this.now = now;
    this.#touchedAt = now();
  }

  start() {
    for (const touch of ACTIVITY_EVENTS) {
      addEventListener(touch, () => this.onActivity(), {
        capture: true,
        passive: true,
      });
    }
    setInterval(() => this.check(), CHECK_INTERVAL_MS);
  }

  /** @param {number} minutes 0: no limit */
  setLimit(minutes) {
    this.#minutes = minutes;
    if (!minutes) this.#hideWarning();
  }

  onActivity() {
    this.#touchedAt = this.now();
    this.#hideWarning();
  }

  /** Show the warning, or sign out. */
  check() {
    if (!this.#minutes) return;
    const over = this.now() - this.#touchedAt - this.#minutes * 60_000;
    if (over >= 0) {
      this.#minutes = 0;
      this.#hideWarning();
      this.onIdle();
    } else if (over >= -WARNING_MS && !this.#warning) {
      this.#warn();
    }
  }

  #warn() {
    this.#warning = showOverlay(
      "warning",
      el("h1", {}, t("Đồng chí còn dùng máy không?")),
      el("p", {}, t("Chạm vào màn hình để dùng tiếp. Nếu không, máy sẽ tự đăng xuất.")),
    );
  }

  #hideWarning() {
    this.#warning?.remove();
    this.#warning = null;
  }
}
