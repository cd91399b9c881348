/** Button that prints the page it stands on. */

import { Controller } from "../base/controller.js";

/** @extends {Controller<unknown>} */
export class SurveyPrintController extends Controller {
  /** @override */
  start() {
    this.element.hidden = false;
    this.on(this.element, "click", () => print());
  }
}
