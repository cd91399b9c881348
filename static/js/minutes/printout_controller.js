/** Print the text as it is now: PDF and DOCX, made by the worker. */

import * as addresses from "../base/addresses.js";
import { Controller } from "../base/controller.js";
import { t } from "../base/i18n.js";
import { ExportButton } from "../exports/export_button.js";

/** @extends {Controller<{page: import("./minutes_page.js").MinutesPage}>} */
export class PrintoutController extends Controller {
  /** @override */
  start() {
    const { page } = this.context;
    const { meetingId, minutesId } = page;
    const make = this.target("make");
    const printout = new ExportButton(
      make,
      [this.target("pdf"), this.target("docx")],
      () => addresses.minutesPrintoutState(meetingId, minutesId),
      {
        start: t("Tạo bản in thử"),
        running: () => t("Đang tạo bản in thử…"),
        failed: t("Chưa tạo được bản in thử. Thử lại"),
        again: t("Tạo lại bản in thử"),
      },
      { isRepeatable: true },
    );
    this.on(make, "click", () =>
      printout.begin(addresses.minutesPrintoutBegin(meetingId, minutesId)),
    );
    this.on(page, "status", () => {
      this.element.hidden = page.sync.state === "finalised";
      if (!this.element.hidden) printout.refresh();
    });
  }
}
