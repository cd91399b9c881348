/** One button of the secretary: the whole meeting as a PDF to print. */

import * as addresses from "../base/addresses.js";
import { Controller } from "../base/controller.js";
import { t } from "../base/i18n.js";
import { BookButton } from "./book_button.js";

/** @extends {Controller<{desk: import("../meetings/desk.js").Desk}>} */
export class PrintoutController extends Controller {
  /** @override */
  start() {
    const { desk } = this.context;
    const [make, take] = [this.target("make"), this.target("take")];
    const url = {
      begin: addresses.printingBegin(desk.meetingId),
      state: addresses.printingState(desk.meetingId),
    };
    const button = new BookButton(make, take, url, {
      plain: t("In cả hội nghị"),
      running: t("Đang tạo bản in…"),
      progress: (done, total) => t("Đang tạo bản in… {done}/{total}", { done, total }),
      failed: t("Chưa tạo được bản in, thử lại"),
      old: t("Bản in đã cũ, tạo lại"),
      take: (total) => t("Tải bản in ({total} trang)", { total }),
    });
    this.on(make, "click", () => button.begin());
    desk.onDraw(() => button.look());
  }
}
