/** Button that zooms the page. */

import { Controller } from "../../base/controller.js";
import { t } from "../../base/i18n.js";

/** @extends {Controller<{room: {reader: import("./reader.js").Reader}}>} */
export class ZoomController extends Controller {
  /** @override */
  start() {
    const { stage } = this.context.room.reader;
    this.on(this.element, "click", () => stage.toggleZoom());
    this.on(stage.element, "zoomed", (event) => this.#draw(event.detail.isZoomed));
  }

  /** @param {boolean} isZoomed */
  #draw(isZoomed) {
    this.target("label").textContent = isZoomed ? t("Cả trang") : t("Phóng to");
    this.element.setAttribute("aria-pressed", String(isZoomed));
  }
}
