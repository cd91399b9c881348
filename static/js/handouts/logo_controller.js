/** Logo on the badges: upload and remove. */

import * as addresses from "../base/addresses.js";
import { ApiError, post } from "../base/api.js";
import { Controller } from "../base/controller.js";
import { t } from "../base/i18n.js";
import { showError } from "../base/error_toast.js";
import { toast } from "../base/toast.js";

/** @extends {Controller<{meetingId: number}>} */
export class LogoController extends Controller {
  /** @override */
  start() {
    const picture = /** @type {HTMLInputElement} */ (this.target("picture"));
    this.on(picture, "change", () => {
      const [file] = picture.files ?? [];
      if (file) this.#keep(file, picture);
    });
    this.on(this.target("remove"), "click", () => this.#remove());
  }

  /**
   * @param {File} file
   * @param {HTMLInputElement} picture
   */
  async #keep(file, picture) {
    try {
      const answer = await fetch(addresses.handoutsKeepLogo(this.context.meetingId), {
        method: "POST",
        headers: { Accept: "application/json" },
        body: file,
      });
      const said = answer.ok ? {} : await answer.json().catch(() => ({}));
      if (!answer.ok) throw new ApiError(answer.status, "logo", said.message ?? "");
      this.target("kept").hidden = false;
    } catch (error) {
      const words = error instanceof ApiError ? error.message : "";
      toast(words || t("Chưa gửi được biểu trưng. Xin thử lại."), "error");
      picture.value = "";
    }
  }

  async #remove() {
    try {
      await post(addresses.handoutsRemoveLogo(this.context.meetingId));
      this.target("kept").hidden = true;
      /** @type {HTMLInputElement} */ (this.target("picture")).value = "";
    } catch (error) {
      showError(error);
    }
  }
}
