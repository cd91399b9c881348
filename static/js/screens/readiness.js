/** The page that says whether all is ready; the server has made it whole. */

import { Controller, attach } from "../base/controller.js";

/** @extends {Controller<unknown>} */
class PrintController extends Controller {
  /** @override */
  start() {
    this.on(this.element, "click", () => print());
  }
}

attach({ print: PrintController }, {});
