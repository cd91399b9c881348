/** A button that enlarges the page, for those who do not pinch. */

import { Controller } from "../../base/controller.js";

/** @extends {Controller<{room: {reader: import("./reader.js").Reader}}>} */
export class ZoomController extends Controller {
  /** @override */
  start() {
    const { room } = this.context;
    this.on(this.element, "click", () => room.reader.stage.toggleZoom());
  }
}
