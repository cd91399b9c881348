/** Export of the tasks shown, as XLSX and CSV. */

import { withQuery } from "../base/address_builder.js";
import * as addresses from "../base/addresses.js";
import { Controller } from "../base/controller.js";
import { t } from "../base/i18n.js";
import { ExportButton } from "../exports/export_button.js";

/** @extends {Controller<any>} */
export class TaskExportController extends Controller {
  /** @override */
  start() {
    const button = new ExportButton(
      this.target("make"),
      [this.target("xlsx"), this.target("csv")],
      () => addresses.tasksShowExport(),
      {
        start: t("Xuất danh sách"),
        running: () => t("Đang xuất…"),
        failed: t("Chưa xuất được, thử lại"),
        again: t("Xuất lại danh sách"),
      },
      { isRepeatable: true },
    );
    this.on(this.target("make"), "click", () => {
      const query = Object.fromEntries(new URLSearchParams(location.search));
      button.begin(withQuery(addresses.tasksStartExport(), query));
    });
    button.refresh();
  }
}
