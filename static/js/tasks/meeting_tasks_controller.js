/** A meeting's tasks: made from its conclusions, and carried into its agenda. */

import * as addresses from "../base/addresses.js";
import { ApiError, get, post } from "../base/api.js";
import { confirm } from "../base/confirm.js";
import { Controller } from "../base/controller.js";
import { showError } from "../base/error_toast.js";
import { t } from "../base/i18n.js";

/** While the report is being made. */
const POLL_INTERVAL_MS = 2000;

/** @extends {Controller<{meetingId: number}>} */
export class MeetingTasksController extends Controller {
  /** @override */
  start() {
    const make = this.element.querySelector('[data-target="make"]');
    if (make) this.on(make, "click", () => this.#make());
    const carry = this.element.querySelector('[data-target="carry"]');
    if (carry) this.on(carry, "click", () => this.#carry());
    if (this.element.querySelector('[data-target="waiting"]')) this.#watch();
  }

  /** Show the report as soon as it is made. */
  #watch() {
    setTimeout(async () => {
      if (await this.#isWaiting()) this.#watch();
      else location.reload();
    }, POLL_INTERVAL_MS);
  }

  async #isWaiting() {
    try {
      const { state } = await get(addresses.tasksShowCarrying(this.context.meetingId));
      return state === "waiting";
    } catch (error) {
      // A network that is away is asked again.
      if (error instanceof ApiError && !error.status) return true;
      throw error;
    }
  }

  async #carry() {
    const family = /** @type {HTMLSelectElement} */ (this.target("family")).value;
    try {
      await post(addresses.tasksCarry(this.context.meetingId), { family });
      location.reload();
    } catch (error) {
      showError(error);
    }
  }

  async #make() {
    const count = this.target("make").dataset.count ?? "";
    const isSure = await confirm({
      title: t("Giao {count} kết luận thành nhiệm vụ?", { count }),
      text: t("Mỗi kết luận thành một nhiệm vụ. Đơn vị có thư điện tử được báo ngay."),
      yes: t("Giao nhiệm vụ"),
    });
    if (!isSure) return;
    try {
      await post(addresses.tasksMakeFromConclusions(this.context.meetingId));
      location.reload();
    } catch (error) {
      showError(error);
    }
  }
}
