/** Receive keyboard scanner input anywhere on the page. */

import { Controller } from "../base/controller.js";
import { t } from "../base/i18n.js";
import { parseBadge } from "./badge_parser.js";
import { END_OF_SCAN_MS, KeyboardScanner } from "./keyboard_scanner.js";

/** @extends {Controller<{receiver: import("./badge_sign_in.js").BadgeReceiver}>} */
export class ScannerController extends Controller {
  #scanner = new KeyboardScanner();
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #timer;

  /** @override */
  start() {
    // In the capture phase, before the code field receives it.
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
      }, END_OF_SCAN_MS);
    }
  }

  /**
   * @param {import("./keyboard_scanner.js").ScanInput} burst
   * @param {boolean} isEnded by Enter; without it, only what is surely a badge counts
   */
  #take(burst, isEnded) {
    if (!burst) return;
    const { receiver } = this.context;
    if ("garbled" in burst) {
      this.#clear();
      receiver.refuse(
        t(
          "Bộ gõ tiếng Việt làm sai chữ của máy quét. Xin chuyển bộ gõ sang tiếng Anh (E) rồi quét lại.",
        ),
      );
      return;
    }
    const input = parseBadge(burst.text) ?? this.#readField();
    if (!input && !isEnded) return;
    this.#clear();
    receiver.submit(input);
  }

  /** A scanner that halts half-way has still written all of it where the focus is. */
  #readField() {
    const field = this.element.querySelector("input");
    return field ? parseBadge(field.value) : null;
  }

  #clear() {
    for (const field of this.element.querySelectorAll("input")) field.value = "";
  }
}
