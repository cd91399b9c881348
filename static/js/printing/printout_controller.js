/** Button that creates a PDF of the whole meeting. */

import * as addresses from "../base/addresses.js";
import { Controller } from "../base/controller.js";
import { t } from "../base/i18n.js";
import { ExportButton } from "../exports/export_button.js";

/** @extends {Controller<{workspace: import("../meetings/workspace.js").Workspace}>} */
export class PrintoutController extends Controller {
  /** @override */
  start() {
    const { workspace } = this.context;
    const make = this.target("make");
    const state = addresses.printingState(workspace.meetingId);
    const button = new ExportButton(make, [this.target("take")], () => state, {
      start: t("In cả hội nghị"),
      running: (done, total) =>
        total
          ? t("Đang tạo bản in… {done}/{total}", { done, total })
          : t("Đang tạo bản in…"),
      failed: t("Chưa tạo được bản in, thử lại"),
      again: t("Bản in đã cũ, tạo lại"),
      take: (total) => t("Tải bản in ({total} trang)", { total }),
    });
    const begin = addresses.printingBegin(workspace.meetingId);
    this.on(make, "click", () => button.begin(begin));
    workspace.onRender(() => button.refresh());
  }
}
