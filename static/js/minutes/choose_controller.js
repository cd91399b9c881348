/** Begin minutes in a family of official papers. */

import * as addresses from "../base/addresses.js";
import { post } from "../base/api.js";
import { Controller } from "../base/controller.js";
import { showError } from "../base/error_toast.js";

/** @extends {Controller<{meetingId: number}>} */
export class ChooseMinutesController extends Controller {
  /** @override */
  start() {
    for (const button of this.element.querySelectorAll("[data-family]")) {
      this.on(button, "click", () => this.#begin(button.getAttribute("data-family")));
    }
  }

  /** @param {string | null} family */
  async #begin(family) {
    const { meetingId } = this.context;
    try {
      const { id } = await post(addresses.minutesScreensBegin(meetingId), { family });
      location.assign(addresses.minutesScreensShow(meetingId, id));
    } catch (error) {
      showError(error);
    }
  }
}
