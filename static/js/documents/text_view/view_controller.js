/** Button between page image and text; one page or two. */

import { Controller } from "../../base/controller.js";
import { t } from "../../base/i18n.js";
import { displaySettings } from "../../base/display_settings.js";

/** @extends {Controller<{room: {reader: import("../reader/reader.js").Reader}}>} */
export class ViewController extends Controller {
  /** @override */
  start() {
    this.on(this.element, "click", () =>
      displaySettings.set({
        view: displaySettings.settings.view === "text" ? "page" : "text",
      }),
    );
    this.on(displaySettings, "changed", () => this.#draw());
    this.#draw();
  }

  #draw() {
    const isText = displaySettings.settings.view === "text";
    this.target("label").textContent = isText ? t("Trang") : t("Chữ");
    this.element.classList.toggle("is-text", isText);
    const { reader } = this.context.room;
    reader.pairing.isWished =
      displaySettings.settings.pair && !isText && !displaySettings.settings.easy;
    reader.relay();
  }
}
