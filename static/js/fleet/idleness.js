/** A tablet that nobody touches for long is handed back, after a warning. */

import { el } from "../base/dom.js";
import { t } from "../base/i18n.js";
import { layOver } from "./cover.js";

/** Whoever is still there has so long to say so. */
export const WARNING_MS = 30_000;
const LOOK_MS = 1000;
const TOUCHES = ["pointerdown", "keydown", "wheel", "touchmove"];

export class Idleness {
  #touchedAt = 0;
  #minutes = 0;
  /** @type {HTMLElement | null} */
  #warning = null;

  /**
   * @param {() => void} leave
   * @param {() => number} [now] milliseconds
   */
  constructor(leave, now = () => performance.now()) {
    this.leave = leave;
    this.now = now;
    this.#touchedAt = now();
  }

  start() {
    for (const touch of TOUCHES) {
      addEventListener(touch, () => this.touched(), { capture: true, passive: true });
    }
    setInterval(() => this.look(), LOOK_MS);
  }

  /** @param {number} minutes 0: nobody is sent away */
  allow(minutes) {
    this.#minutes = minutes;
    if (!minutes) this.#calm();
  }

  touched() {
    this.#touchedAt = this.now();
    this.#calm();
  }

  /** Warn, or hand the tablet back. */
  look() {
    if (!this.#minutes) return;
    const over = this.now() - this.#touchedAt - this.#minutes * 60_000;
    if (over >= 0) {
      this.#minutes = 0;
      this.#calm();
      this.leave();
    } else if (over >= -WARNING_MS && !this.#warning) {
      this.#warn();
    }
  }

  #warn() {
    this.#warning = layOver(
      "warning",
      el("h1", {}, t("Đồng chí còn dùng máy không?")),
      el("p", {}, t("Chạm vào màn hình để dùng tiếp. Nếu không, máy sẽ tự đăng xuất.")),
    );
  }

  #calm() {
    this.#warning?.remove();
    this.#warning = null;
  }
}
