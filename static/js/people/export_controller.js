/** Export of the meeting's people, written by the worker and then downloaded. */

import * as addresses from "../base/addresses.js";
import { Controller } from "../base/controller.js";
import { t } from "../base/i18n.js";
import { ExportButton } from "../exports/export_button.js";

/** @extends {Controller<{meetingId: number}>} */
export class ExportController extends Controller {
  /** @override */
  start() {
    const { meetingId } = this.context;
    const make = this.target("make");
    const links = [this.target("csv"), this.target("xlsx")];
    const state = () => addresses.peopleExportsState(meetingId);
    const labels = {
      start: t("Xuất danh sách"),
      running: () => t("Đang xuất danh sách…"),
      failed: t("Chưa xuất được, thử lại"),
      again: t("Xuất danh sách"),
    };
    const options = { isRepeatable: true };
    const button = new ExportButton(make, links, state, labels, options);
    this.on(make, "click", () => button.begin(addresses.peopleExportsStart(meetingId)));
  }
}
