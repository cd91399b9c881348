/** Readiness page, rendered by the server. */

import { Controller, attach } from "../base/controller.js";

/** @extends {Controller<unknown>} */
class PrintController extends Controller {
  /** @override */
  start() {
    this.on(this.element, "click", () => print());
  }
}

attach({ print: PrintController }, {});
