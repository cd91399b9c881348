/** Export of the entries that the search form of the access log lets through. */

import * as addresses from "../base/addresses.js";
import { Controller } from "../base/controller.js";
import { t } from "../base/i18n.js";
import { ExportButton } from "../exports/export_button.js";

/** @extends {Controller<any>} */
export class AccessLogController extends Controller {
  /** @override */
  start() {
    const make = this.target("make");
    const labels = {
      start: t("Xuất CSV"),
      running: () => t("Đang xuất…"),
      failed: t("Chưa xuất được, thử lại"),
      again: t("Xuất lại CSV"),
    };
    const state = () => addresses.accountsAccessExportState();
    const button = new ExportButton(make, [this.target("csv")], state, labels, {
      isRepeatable: true,
    });
    const begin = addresses.accountsBeginAccessExport();
    this.on(make, "click", () => button.begin(begin, this.#filter));
    button.refresh();
  }

  /** The words of the form, as shown. */
  get #filter() {
    const form = /** @type {HTMLFormElement} */ (this.element);
    return Object.fromEntries(new FormData(form));
  }
}
