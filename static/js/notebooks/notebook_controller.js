/** Button that exports all own notes with their pages as PDF. */

import * as addresses from "../base/addresses.js";
import { Controller } from "../base/controller.js";
import { t } from "../base/i18n.js";
import { ExportButton } from "../exports/export_button.js";

/** @typedef {import("../annotations/notes.js").Notes} Notes */

/** @extends {Controller<{notes: Notes}>} */
export class NotebookController extends Controller {
  /** @override */
  start() {
    const { noteSync, noteStore, meetingId } = this.context.notes;
    const make = this.target("make");
    const state = addresses.notebooksState(meetingId);
    const button = new ExportButton(make, [this.target("take")], () => state, {
      start: t("Xuất PDF"),
      running: (done, total) =>
        total ? t("Đang tạo PDF… {done}/{total}", { done, total }) : t("Đang tạo PDF…"),
      failed: t("Chưa tạo được PDF, thử lại"),
      again: t("Xuất lại PDF"),
      take: (total) => t("Tải PDF ({total} trang)", { total }),
    });
    this.on(make, "click", async () => {
      await noteSync.run();
      await button.begin(addresses.notebooksBegin(meetingId));
    });
    const list = this.element.closest("dialog");
    const look = () => list?.open && button.refresh();
    for (const entry of document.querySelectorAll("[data-notes='list']")) {
      this.on(entry, "click", look);
    }
    this.on(noteStore, "changed", look);
  }
}
