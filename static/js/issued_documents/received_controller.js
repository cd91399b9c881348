/** A document that a unit opens: the receipt is given when the page is shown. */

import * as addresses from "../base/addresses.js";
import { post } from "../base/api.js";
import { Controller } from "../base/controller.js";
import { showError } from "../base/error_toast.js";
import { t } from "../base/i18n.js";

/** @extends {Controller<any>} */
export class IssuedReceivedController extends Controller {
  /** @override */
  start() {
    const { delivery, isOpened } = this.element.dataset;
    // A recalled one has no receipt.
    const receipt = this.element.querySelector('[data-target="receipt"]');
    if (receipt && isOpened === "no") this.#confirm(Number(delivery));
  }

  /** @param {number} delivery */
  async #confirm(delivery) {
    try {
      await post(addresses.issuedDocumentsInboxOpenReceived(delivery), {});
      const receipt = this.target("receipt");
      receipt.textContent = t("Văn phòng đã được báo là đơn vị đã nhận.");
      receipt.hidden = false;
    } catch (error) {
      showError(error);
    }
  }
}
