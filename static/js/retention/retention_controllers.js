/** Keeping times of meetings, the dry run, and the confirmed removal. */

import * as addresses from "../base/addresses.js";
import { post } from "../base/api.js";
import { confirm } from "../base/confirm.js";
import { Controller } from "../base/controller.js";
import { showError } from "../base/error_toast.js";
import { t } from "../base/i18n.js";
import { ExportPoller, isBusy } from "../exports/export_poller.js";

/** @extends {Controller<any>} */
export class RetentionListController extends Controller {
  /** @override */
  start() {
    this.on(this.element, "change", (event) => this.#setMonths(event.target));
  }

  /** @param {HTMLSelectElement} select */
  async #setMonths({ value, dataset }) {
    const months = value === "" ? null : Number(value);
    try {
      await post(addresses.retentionSetMonths(dataset.meetingId ?? ""), { months });
    } catch (error) {
      showError(error);
      return;
    }
    // The meeting may be due now, or no longer.
    location.reload();
  }
}

/** @extends {Controller<any>} */
export class RetentionDueController extends Controller {
  #wasBusy = false;

  /** @override */
  start() {
    this.make = this.element.querySelector('[data-target="make"]');
    if (!this.make) return;
    const poller = new ExportPoller(
      () => addresses.retentionPlanState(),
      (found) => this.#draw(found),
    );
    this.on(this.make, "click", () => poller.send(addresses.retentionBeginPlan()));
    const apply = this.element.querySelector('[data-target="apply"]');
    if (apply) this.on(apply, "click", () => this.#apply());
    poller.refresh();
  }

  /** @param {import("../exports/export_poller.js").Export} found */
  #draw(found) {
    const make = /** @type {HTMLButtonElement} */ (this.make);
    make.disabled = isBusy(found);
    if (isBusy(found)) {
      this.#wasBusy = true;
      make.textContent = t("Đang chạy thử…");
    } else if (this.#wasBusy && found.state === "ready") {
      location.reload();
    } else {
      make.textContent =
        found.state === "failed" ? t("Chưa chạy thử được, thử lại") : t("Chạy thử");
    }
  }

  async #apply() {
    const isSure = await confirm({
      title: t("Xoá dữ liệu đã hết hạn lưu?"),
      text: t(
        "Tài liệu, ghi chú và dữ liệu liệt kê ở trên bị xoá, không lấy lại được.",
      ),
      yes: t("Xoá hẳn"),
      isDestructive: true,
    });
    if (!isSure) return;
    try {
      const { signature = "" } = this.element.dataset;
      await post(addresses.retentionConfirm(), { signature });
    } catch (error) {
      showError(error);
      return;
    }
    location.reload();
  }
}
