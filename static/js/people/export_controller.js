/** Export of the meeting's people, written by the worker and then downloaded. */

import * as addresses from "../base/addresses.js";
import { get, post } from "../base/api.js";
import { Controller } from "../base/controller.js";
import { t } from "../base/i18n.js";
import { showError } from "../base/error_toast.js";

const POLL_INTERVAL_MS = 600;

/** @extends {Controller<{meetingId: number}>} */
export class ExportController extends Controller {
  /** @override */
  start() {
    this.on(this.target("make"), "click", () => this.#make());
  }

  async #make() {
    this.#draw("reading");
    try {
      await post(addresses.peopleExportsStart(this.context.meetingId));
      await this.#refresh();
    } catch (error) {
      this.#draw("none");
      showError(error);
    }
  }

  /** @returns {Promise<void>} */
  async #refresh() {
    const url = addresses.peopleExportsState(this.context.meetingId);
    const { phase } = await get(url);
    this.#draw(phase);
    if (phase !== "reading") return;
    await new Promise((resolve) => setTimeout(resolve, POLL_INTERVAL_MS));
    await this.#refresh();
  }

  /** @param {string} phase */
  #draw(phase) {
    const make = /** @type {HTMLButtonElement} */ (this.target("make"));
    make.disabled = phase === "reading";
    make.textContent =
      {
        reading: t("Đang xuất danh sách…"),
        failed: t("Chưa xuất được, thử lại"),
      }[phase] ?? t("Xuất danh sách");
    for (const kind of ["csv", "xlsx"]) this.target(kind).hidden = phase !== "done";
  }
}
