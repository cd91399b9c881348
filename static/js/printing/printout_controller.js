/** Button that creates a PDF of the whole meeting. */

import * as addresses from "../base/addresses.js";
import { Controller } from "../base/controller.js";
import { t } from "../base/i18n.js";
import { PdfJobButton } from "./pdf_job_button.js";

/** @extends {Controller<{workspace: import("../meetings/workspace.js").Workspace}>} */
export class PrintoutController extends Controller {
  /** @override */
  start() {
    const { workspace } = this.context;
    const [make, take] = [this.target("make"), this.target("take")];
    const url = {
      begin: addresses.printingBegin(workspace.meetingId),
      state: addresses.printingState(workspace.meetingId),
    };
    const button = new PdfJobButton(make, take, url, {
      start: t("In cả hội nghị"),
      running: t("Đang tạo bản in…"),
      progress: (done, total) => t("Đang tạo bản in… {done}/{total}", { done, total }),
      failed: t("Chưa tạo được bản in, thử lại"),
      outdated: t("Bản in đã cũ, tạo lại"),
      take: (total) => t("Tải bản in ({total} trang)", { total }),
    });
    this.on(make, "click", () => button.begin());
    workspace.onRender(() => button.refresh());
  }
}
