/** Button for full screen, where the browser supports it. */

import { Controller } from "./controller.js";
import { t } from "./i18n.js";

/** @extends {Controller<unknown>} */
export class FullScreenController extends Controller {
  /** @override */
  start() {
    // An installed screen has no bars to hide; iPhones offer nothing at all.
    const isInstalled = !matchMedia("(display-mode: browser)").matches;
    this.element.hidden = isInstalled || !document.fullscreenEnabled;
    this.on(this.element, "click", () => this.#turn());
    this.on(document, "fullscreenchange", () => this.#draw());
  }

  async #turn() {
    try {
      if (document.fullscreenElement) await document.exitFullscreen();
      else await document.documentElement.requestFullscreen();
    } catch {
      // The system's own rule may refuse; the screen stays as it is.
    }
  }

  #draw() {
    const isFull = document.fullscreenElement !== null;
    this.element.textContent = isFull ? t("Thu nhỏ màn hình") : t("Toàn màn hình");
  }
}
