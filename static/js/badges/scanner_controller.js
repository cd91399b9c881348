/** Hears a typing scanner anywhere on the page, whatever has the focus. */

import { Controller } from "../base/controller.js";
import { t } from "../base/i18n.js";
import { readBadge } from "./badge_reader.js";
import { SILENCE_MS, TypedScanner } from "./typed_scanner.js";

/** @extends {Controller<{presenting: import("./presenting.js").Showing}>} */
export class ScannerController extends Controller {
  #scanner = new TypedScanner();
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #timer;

  /** @override */
  start() {
    // Before the code field hears it, so that a scan is never half a form.
    this.on(document, "keydown", (event) => this.#press(event), { capture: true });
  }

  /** @param {KeyboardEvent} event */
  #press(event) {
    if (event.ctrlKey || event.altKey || event.metaKey || event.repeat) return;
    const burst = this.#scanner.press({
      key: event.key,
      code: event.code,
      shift: event.shiftKey,
      caps: event.getModifierState("CapsLock"),
      time: event.timeStamp,
    });
    clearTimeout(this.#timer);
    if (burst) {
      event.preventDefault();
      event.stopPropagation();
      this.#take(burst, true);
    } else if (this.#scanner.length > 0) {
      this.#timer = setTimeout(() => {
        this.#take(this.#scanner.pause(performance.now() + 1), false);
      }, SILENCE_MS);
    }
  }

  /**
   * @param {import("./typed_scanner.js").Burst} burst
   * @param {boolean} isEnded by Enter; without it, only what is surely a badge counts
   */
  #take(burst, isEnded) {
    if (!burst) return;
    const { presenting } = this.context;
    if ("garbled" in burst) {
      this.#clear();
      presenting.refuse(
        t(
          "Bộ gõ tiếng Việt làm sai chữ của máy quét. Xin chuyển bộ gõ sang tiếng Anh (E) rồi quét lại.",
        ),
      );
      return;
    }
    const reading = readBadge(burst.text) ?? this.#readField();
    if (!reading && !isEnded) return;
    this.#clear();
    presenting.show(reading);
  }

  /** A scanner that halts half-way has still written all of it where the focus is. */
  #readField() {
    const field = this.element.querySelector("input");
    return field ? readBadge(field.value) : null;
  }

  #clear() {
    for (const field of this.element.querySelectorAll("input")) field.value = "";
  }
}
