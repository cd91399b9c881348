/** The meeting's list to take along: written by the worker, then fetched as a file. */

import * as addresses from "../base/addresses.js";
import { get, post } from "../base/api.js";
import { Controller } from "../base/controller.js";
import { t } from "../base/i18n.js";
import { sayError } from "../base/say_error.js";

const LOOK_AGAIN_MS = 600;

/** @extends {Controller<{meetingId: number}>} */
export class CopyController extends Controller {
  /** @override */
  start() {
    this.on(this.target("make"), "click", () => this.#make());
  }

  async #make() {
    this.#draw("reading");
    try {
      await post(addresses.rosterCopyingCopy(this.context.meetingId));
      await this.#look();
    } catch (error) {
      this.#draw("none");
      sayError(error);
    }
  }

  /** @returns {Promise<void>} */
  async #look() {
    const url = addresses.rosterCopyingCopyState(this.context.meetingId);
    const { phase } = await get(url);
    this.#draw(phase);
    if (phase !== "reading") return;
    await new Promise((resolve) => setTimeout(resolve, LOOK_AGAIN_MS));
    await this.#look();
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
