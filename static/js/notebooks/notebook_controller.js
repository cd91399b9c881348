/** Button that exports all own notes with their pages as PDF. */

import * as addresses from "../base/addresses.js";
import { Controller } from "../base/controller.js";
import { t } from "../base/i18n.js";
import { PdfJobButton } from "../printing/pdf_job_button.js";

/** @typedef {import("../annotations/notes.js").Notes} Notes */

/** @extends {Controller<{notes: Notes}>} */
export class NotebookController extends Controller {
  /** @override */
  start() {
    const { noteSync, noteStore, meetingId } = this.context.notes;
    const [make, take] = [this.target("make"), this.target("take")];
    const url = {
      begin: addresses.notebooksBegin(meetingId),
      state: addresses.notebooksState(meetingId),
    };
    const button = new PdfJobButton(make, take, url, {
      start: t("Xuất PDF"),
      running: t("Đang tạo PDF…"),
      progress: (done, total) => t("Đang tạo PDF… {done}/{total}", { done, total }),
      failed: t("Chưa tạo được PDF, thử lại"),
      outdated: t("Xuất lại PDF"),
      take: (total) => t("Tải PDF ({total} trang)", { total }),
    });
    this.on(make, "click", async () => {
      await noteSync.run();
      await button.begin();
    });
    const list = this.element.closest("dialog");
    const look = () => list?.open && button.refresh();
    for (const entry of document.querySelectorAll("[data-notes='list']")) {
      this.on(entry, "click", look);
    }
    this.on(noteStore, "changed", look);
  }
}
