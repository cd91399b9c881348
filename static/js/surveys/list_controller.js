/** List of surveys: make one, empty, from a template or as a copy. */

import { Controller } from "../base/controller.js";
import { showError } from "../base/error_toast.js";
import { makeSurvey } from "./making.js";

/** @extends {Controller<{meetingId: number}>} */
export class SurveyListController extends Controller {
  /** @override */
  start() {
    this.on(this.element, "click", (event) => {
      const button = event.target.closest("[data-template], [data-copy]");
      if (button) this.#make(button.dataset);
    });
  }

  /** @param {DOMStringMap} from */
  async #make({ template, copy }) {
    try {
      const wanted = copy ? { copy_of: Number(copy) } : { template: template ?? "" };
      await makeSurvey(this.context.meetingId, wanted);
    } catch (error) {
      showError(error);
    }
  }
}
