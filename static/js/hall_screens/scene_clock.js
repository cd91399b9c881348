/** A speaker's clock on a scene; colour and words say when the time is short or over. */

import { el } from "../base/dom.js";
import { t } from "../base/i18n.js";
import { ClockFace } from "../timers/clock_face.js";
import { timerText } from "../timers/timer_display.js";

/** @typedef {import("../live/messages.js").Timer} Timer */

export class SceneClock {
  constructor() {
    this.time = el("b", { class: "scene-clock-time" });
    this.words = el("span", { class: "scene-clock-words" });
    this.element = el(
      "div",
      { class: "scene-clock", hidden: true },
      this.time,
      this.words,
    );
    this.face = new ClockFace(this.time);
  }

  /**
   * @param {Timer | null} timer null: none
   * @param {number} now the server's time, in milliseconds
   */
  show(timer, now) {
    this.element.hidden = !timer;
    this.face.show(timer);
    if (!timer) return;
    const { level } = timerText(timer, now);
    this.element.dataset.level = level;
    const words = wordsOf(timer, level);
    if (this.words.textContent !== words) this.words.textContent = words;
  }
}

/**
 * @param {Timer} timer
 * @param {string} level
 */
function wordsOf({ limit_seconds: limit, running_since: since }, level) {
  if (!since) return t("Tạm dừng");
  if (level === "over") return t("Quá giờ");
  if (level === "warn") return t("Sắp hết giờ");
  return limit ? t("còn lại") : t("đã phát biểu");
}
