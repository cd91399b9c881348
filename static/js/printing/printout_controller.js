/** One button of the secretary: the whole meeting as a PDF to print. */

import { ApiError, get, post } from "../base/api.js";
import { Controller } from "../base/controller.js";
import { t } from "../base/i18n.js";
import { sayError } from "../base/say_error.js";

/** @typedef {{state: string, done: number, total: number, is_old: boolean}} Printout */

const LOOK_AGAIN_MS = 1500;

/** @extends {Controller<{desk: import("../meetings/desk.js").Desk}>} */
export class PrintoutController extends Controller {
  #isLooking = false;

  /** @override */
  start() {
    this.on(this.target("make"), "click", () => this.#make());
    this.context.desk.onDraw(() => this.#look());
  }

  get #url() {
    return `${this.context.desk.url}/printout`;
  }

  async #make() {
    try {
      await post(this.#url);
    } catch (error) {
      sayError(error);
    }
    await this.#look();
  }

  async #look() {
    if (this.#isLooking) return;
    this.#isLooking = true;
    try {
      this.#draw(await get(`${this.#url}/state`));
    } catch (error) {
      // What stood there stays; the next change of the meeting looks again.
      if (!(error instanceof ApiError)) throw error;
    } finally {
      this.#isLooking = false;
    }
  }

  /** @param {Printout} printout */
  #draw({ state, done, total, is_old }) {
    const make = /** @type {HTMLButtonElement} */ (this.target("make"));
    const isRunning = state === "running";
    const isReady = state === "ready";
    make.hidden = isReady && !is_old;
    make.disabled = isRunning;
    make.textContent =
      {
        running: total
          ? t("Đang tạo bản in… {done}/{total}", { done, total })
          : t("Đang tạo bản in…"),
        failed: t("Chưa tạo được bản in, thử lại"),
        ready: t("Bản in đã cũ, tạo lại"),
      }[state] ?? t("In cả hội nghị");
    this.target("take").hidden = !isReady || is_old;
    this.target("take").textContent = t("Tải bản in ({total} trang)", { total });
    if (isRunning) setTimeout(() => this.#look(), LOOK_AGAIN_MS);
  }
}
