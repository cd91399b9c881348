/** The button between the printed page and its text; one page or two. */

import { Controller } from "../../base/controller.js";
import { t } from "../../base/i18n.js";
import { look } from "../../base/look.js";

/** @extends {Controller<{room: {reader: import("../reader/reader.js").Reader}}>} */
export class ViewController extends Controller {
  /** @override */
  start() {
    this.on(this.element, "click", () =>
      look.set({ view: look.wishes.view === "text" ? "page" : "text" }),
    );
    this.on(look, "changed", () => this.#draw());
    this.#draw();
  }

  #draw() {
    const isText = look.wishes.view === "text";
    this.target("label").textContent = isText ? t("Trang") : t("Chữ");
    this.element.classList.toggle("is-text", isText);
    const { reader } = this.context.room;
    reader.pairing.isWished = look.wishes.pair && !isText && !look.wishes.easy;
    reader.relay();
  }
}
